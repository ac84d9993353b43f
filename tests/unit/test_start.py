"""start.py: which command becomes what, when the environment is stale, and what the person is told."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tools.setup import commands, installing
from tools.setup.environment import ROOT, Environment, covers, python_version
from tools.setup.say import SetupTroubleError

START = ROOT / "start.py"


def start(*words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    bare = {"LANG": "C.UTF-8", **settings}
    return subprocess.run([sys.executable, str(START), *words], capture_output=True, text=True, check=False, env=bare)


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    """One that is whole: locks, a python, and the stamp that fits both."""
    made = Environment(tmp_path)
    (tmp_path / "requirements").mkdir()
    for name in ("app", "server", "dev"):
        (tmp_path / "requirements" / f"{name}.txt").write_text(name, encoding="utf-8")
    made.python.parent.mkdir(parents=True)
    made.python.touch()
    made.write_stamp({"python": python_version(), "locks": made.fingerprints(("app", "server")), "system": ["run"]})
    return made


def stale(environment: Environment, *locks: str) -> list[str]:
    return environment.what_is_stale(environment.read_stamp(), environment.fingerprints(locks))


@pytest.mark.parametrize(
    ("words", "becomes"),
    [
        ([], ("app",)),
        (["--profile", "x"], ("app", "--profile", "x")),
        (["--", "--help"], ("app", "--help")),
        (["server"], ("backend", "serve")),
        (["server", "--port", "1"], ("backend", "serve", "--port", "1")),
        (["server", "user", "add", "mai"], ("backend", "user", "add", "mai")),
        (["server", "migrate"], ("backend", "migrate")),
        (["test", "-k", "x"], ("tools.checks", "-k", "x")),
        (["bench", "--list"], ("tools.bench", "--list")),
        (["faults", "--quick", "upload"], ("tools.faults", "--quick", "upload")),
        (["classify"], ("tools.classify",)),
        (["voice"], ("app",)),
        (["voice", "--profile", "x"], ("app", "--profile", "x")),
    ],
)
def test_what_a_command_becomes(words: list[str], becomes: tuple[str, ...]) -> None:
    assert commands.decide(words).arguments == becomes


def test_the_server_needs_no_desktop() -> None:
    plan = commands.decide(["server"])
    assert (plan.locks, plan.system, plan.needs_display) == (("server",), None, False)


def test_the_tour_needs_no_display() -> None:
    for words in (["--offscreen-tour", "out"], ["--offscreen-tour=out"]):
        plan = commands.decide(words)
        assert not plan.needs_display
        assert plan.settings == {"QT_QPA_PLATFORM": "offscreen"}


def test_an_unknown_command_is_refused() -> None:
    done = start("fly")
    assert done.returncode == 2
    assert "“fly”" in done.stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a display")
def test_without_a_display_the_tour_is_named() -> None:
    done = start()
    assert done.returncode == 2
    assert "--offscreen-tour" in done.stderr


@pytest.mark.parametrize(
    ("platform", "settings", "lacks"),
    [
        ("linux", {}, True),
        ("linux", {"DISPLAY": ""}, True),
        ("linux", {"DISPLAY": ":0"}, False),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, False),
        ("linux", {"QT_QPA_PLATFORM": "offscreen"}, False),
        ("darwin", {}, False),
        ("win32", {}, False),
    ],
)
def test_when_a_display_is_lacking(platform: str, settings: dict[str, str], lacks: bool) -> None:
    assert commands.lacks_display(platform, settings) is lacks


def test_help_names_the_commands() -> None:
    done = start("--help")
    assert done.returncode == 0
    for command in ("server", "test", "bench", "--offscreen-tour"):
        assert command in done.stdout


def test_nothing_is_stale_on_a_warm_start(environment: Environment) -> None:
    assert stale(environment, "app", "server") == []
    environment.make_ready(("app", "server"), "run")


def test_a_new_command_installs_what_it_needs_more(environment: Environment) -> None:
    assert stale(environment, "app", "server", "dev") == ["app", "server", "dev"]


def test_a_changed_lock_is_installed_with_the_others_held(environment: Environment) -> None:
    (environment.root / "requirements" / "server.txt").write_text("changed", encoding="utf-8")
    assert stale(environment, "server") == ["app", "server"]


def test_an_environment_without_a_stamp_is_made_anew(environment: Environment) -> None:
    environment.forget()
    assert stale(environment, "app") == ["app"]
    assert not environment.is_usable(environment.read_stamp())


def test_a_spoilt_stamp_counts_as_none(environment: Environment) -> None:
    environment.stamp_file.write_text("{", encoding="utf-8")
    assert environment.read_stamp() == {}


def test_another_python_makes_it_anew(environment: Environment) -> None:
    environment.write_stamp({**environment.read_stamp(), "python": "3.10"})
    assert not environment.is_usable(environment.read_stamp())


def test_a_python_that_is_gone_makes_it_anew(environment: Environment) -> None:
    environment.python.unlink()
    assert stale(environment, "app", "server") == ["app", "server"]


def test_the_stamp_is_gone_while_packages_change(environment: Environment) -> None:
    stamp = environment.read_stamp()
    what, act = environment.venv_steps(stamp, ["app"])[0]
    act()
    assert "changed" in what
    assert not environment.stamp_file.exists()


def test_the_tests_cover_what_a_run_needs(environment: Environment) -> None:
    environment.write_stamp({**environment.read_stamp(), "system": ["test"]})
    before = json.loads(environment.stamp_file.read_text(encoding="utf-8"))
    environment.make_ready(("app",), "run")
    assert environment.read_stamp() == before


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("Failed to establish: NewConnectionError", "index could not be reached"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES", "refused"),
        ("OSError: No space left on device", "disk is full"),
        ("something else", "pip gave up"),
    ],
)
def test_the_failure_of_pip_in_words(line: str, sentence: str) -> None:
    text = installing.in_words([*("early",) * 20, line])
    assert sentence in text
    assert line in text
    assert text.count("early") == 7


def test_a_python_that_does_not_start_is_forgotten(environment: Environment) -> None:
    if sys.platform == "win32":
        pytest.skip("Windows starts a child instead")
    with pytest.raises(SetupTroubleError, match="Run this again"):
        commands.become(environment, commands.decide([]))
    assert not environment.stamp_file.exists()


def test_start_needs_only_the_standard_library() -> None:
    for file in (START, *sorted((ROOT / "tools" / "setup").glob("*.py"))):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                assert name.startswith("tools.setup") or name.partition(".")[0] in sys.stdlib_module_names, file


def test_an_old_python_can_at_least_read_start() -> None:
    ast.parse(START.read_text(encoding="utf-8"), feature_version=(3, 7))


def test_voice_notes_are_an_extra_that_a_plain_start_neither_wants_nor_takes_away(environment: Environment) -> None:
    (environment.root / "requirements" / "voice.txt").write_text("voice", encoding="utf-8")
    plan = commands.decide(["voice"])
    assert "voice" not in commands.decide([]).locks
    assert stale(environment, *commands.decide([]).locks) == []
    assert "voice" in stale(environment, *plan.locks)
    held = environment.read_stamp()
    environment.write_stamp({**held, "locks": environment.fingerprints(plan.locks)})
    assert stale(environment, *commands.decide([]).locks) == []
    assert plan.system == "voice"


@pytest.mark.parametrize(
    ("done", "wanted", "enough"),
    [(["voice"], "run", True), (["test"], "run", True), (["test"], "voice", False), (["run"], "voice", False)],
)
def test_which_system_libraries_are_there_already(done: list[str], wanted: str, enough: bool) -> None:
    assert covers(done, wanted) is enough

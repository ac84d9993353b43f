"""The test command: all checks before any test, and a stop at the first that fails."""

import sys
from pathlib import Path

import pytest

from tools import checks


def test_missing_packages_are_left_out_of_typing(tmp_path: Path) -> None:
    (tmp_path / "domain").mkdir()
    typed = next(step for step in checks.checks(tmp_path) if step.name.startswith("mypy"))
    assert typed.command[-1] == "domain"


def test_every_check_is_there_in_the_finished_house() -> None:
    names = [step.name.split()[0] for step in checks.checks(checks.ROOT)]
    assert [name for name in names if name != "import-linter"] == ["ruff", "ruff", "mypy", "rules", "catalogue"]


def test_contracts_are_checked_once_all_packages_are_there(tmp_path: Path) -> None:
    for name in checks.PACKAGES:
        assert "import-linter" not in [step.name for step in checks.checks(tmp_path)]
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").touch()
    assert "import-linter" in [step.name for step in checks.checks(tmp_path)]


def test_the_first_failure_stops_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    steps = [
        checks.Check("good", (sys.executable, "-c", "print('quiet')")),
        checks.Check("bad", (sys.executable, "-c", "print('why'); raise SystemExit(3)")),
        checks.Check("never", (sys.executable, "-c", "print('never')")),
    ]
    monkeypatch.setattr(checks, "checks", lambda _root: steps)
    assert checks.run_checks(tmp_path) == 3
    shown = capfd.readouterr().out
    assert "[2 of 3] bad … FAILED" in shown
    assert "why" in shown
    assert "quiet" not in shown
    assert "never" not in shown


@pytest.mark.parametrize(
    ("codes", "ran"),
    [
        ([0, 0, 0], ["unit", "system", "faults"]),
        ([0, checks.NOTHING_COLLECTED, 0], ["unit", "system", "faults"]),
        ([0, 1], ["unit", "system"]),
        ([1], ["unit"]),
    ],
)
def test_a_little_of_every_fault_is_played_after_the_system_tests(
    codes: list[int], ran: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []

    def pytest_runs(arguments: list[str], _root: Path, _more: dict[str, str]) -> int:
        order.append("system" if arguments[-1] == checks.APART[0] else "unit")
        return codes[len(order) - 1]

    def faults_run(_root: Path) -> int:
        order.append("faults")
        return codes[len(order) - 1]

    monkeypatch.setattr(checks, "run_pytest", pytest_runs)
    monkeypatch.setattr(checks, "run_faults", faults_run)
    assert bool(checks.run_tests(checks.ROOT)) is bool(codes[-1])
    assert order == ran


def test_what_is_compiled_is_kept_for_the_next_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("LANG", "th_TH.UTF-8")
    found = checks.settings(checks.ROOT)
    assert "PYTHONDONTWRITEBYTECODE" not in found
    assert found["LANG"] == "th_TH.UTF-8"


def test_temporary_files_are_in_memory_where_there_is_room_and_gone_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "MEMORY", tmp_path)
    monkeypatch.setattr(checks, "ROOM", 0)
    with checks.fast_folder() as where:
        folder = Path(where["TMPDIR"])
        assert folder.parent == tmp_path
    assert not folder.exists()
    for name, value in (("ROOM", 1 << 80), ("MEMORY", tmp_path / "nowhere")):
        monkeypatch.setattr(checks, name, value)
        with checks.fast_folder() as where:
            assert where == {}

"""The commands of start.py: what each needs set up, and what it then becomes."""

import os
import sys
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tools.setup.environment import ROOT, Environment
from tools.setup.say import SetupTroubleError, note

HELP = """\
Braid: every customer, every channel, one window.

  python3 start.py                        open Braid (sets everything up the first time)
  python3 start.py --offscreen-tour DIR   no screen needed: walk through Braid and save pictures in DIR
  python3 start.py server [OPTIONS]       run the server for a team; also: server user …, server migrate …
  python3 start.py test [PYTEST ARGS]     every check and test; with arguments only pytest with those
  python3 start.py bench [NAME …]         measure the figures we promise; bench --list names them
  python3 start.py faults [NAME …]        break everything on purpose and count what is lost; faults --help
  python3 start.py classify               how upset customers are: JSON lines of messages in, of answers out
  python3 start.py voice                  add what records and plays voice notes, then open Braid

Any command with --setup-only prepares what it needs and stops. Other options go to Braid itself:
python3 start.py -- --help lists them."""

BACKEND_COMMANDS = ("serve", "user", "migrate", "channel", "simulate", "recount")
RUN, SERVER, DEVELOP = ("app", "server"), ("server",), ("app", "server", "dev")
VOICE = (*RUN, "voice")
TOUR = "--offscreen-tour"


class Plan(NamedTuple):
    """What to make ready, and the module that takes over then."""

    locks: tuple[str, ...]
    system: str | None
    arguments: tuple[str, ...]
    settings: Mapping[str, str] = {}
    needs_display: bool = False


def decide(words: Sequence[str]) -> Plan:
    """The plan for a command line; raises SetupTroubleError for a word that is no command."""
    first, rest = (words[0], tuple(words[1:])) if words else ("", ())
    if first == "server":
        known = bool(rest) and rest[0] in BACKEND_COMMANDS
        return Plan(SERVER, None, ("backend", *(rest if known else ("serve", *rest))))
    if first == "test":
        return Plan(DEVELOP, "test", ("tools.checks", *rest))
    if first == "bench":
        return Plan(DEVELOP, "test", ("tools.bench", *rest))
    if first == "faults":
        return Plan(DEVELOP, "test", ("tools.faults", *rest))
    if first == "voice":
        return plan_voice(rest)
    if first == "classify":
        return Plan(SERVER, None, ("tools.classify", *rest))
    if first and not first.startswith("-"):
        raise SetupTroubleError(f"There is no command “{first}”. python3 start.py --help names them all.", 2)
    return plan_app(rest if first == "--" else tuple(words))


def plan_app(words: tuple[str, ...]) -> Plan:
    if any(word == TOUR or word.startswith(TOUR + "=") for word in words):
        return Plan(RUN, "run", ("app", *words), {"QT_QPA_PLATFORM": "offscreen"})
    only_words = any(word in ("-h", "--help", "--version") for word in words)
    return Plan(RUN, "run", ("app", *words), needs_display=not only_words)


def plan_voice(words: tuple[str, ...]) -> Plan:
    return plan_app(words)._replace(locks=VOICE, system="voice")


def lacks_display(platform: str, settings: Mapping[str, str]) -> bool:
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return platform.startswith("linux") and not any(settings.get(name) for name in names)


def run(words: Sequence[str]) -> int:
    if words and words[0] in ("-h", "--help", "help"):
        print(HELP)
        return 0
    setup_only = "--setup-only" in words
    try:
        plan = decide([word for word in words if word != "--setup-only"])
        if plan.needs_display and not setup_only and lacks_display(sys.platform, os.environ):
            raise SetupTroubleError(
                "There is no screen here to open a window on (neither DISPLAY nor WAYLAND_DISPLAY is set).\n"
                f"To see Braid without one: python3 start.py {TOUR} DIR saves pictures of it in DIR.",
                2,
            )
        environment = Environment(ROOT)
        environment.make_ready(plan.locks, plan.system)
        return 0 if setup_only else become(environment, plan)
    except SetupTroubleError as trouble:
        note(str(trouble))
        return trouble.code
    except KeyboardInterrupt:
        note("\nStopped. The next start carries on from here.")
        return 130


def become(environment: Environment, plan: Plan) -> int:
    """Hand this process over to the environment's Python; Windows cannot, so there it waits for a child."""
    settings = {**os.environ, **plan.settings}
    settings["PYTHONPATH"] = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    # -P keeps a folder named app or tools in the caller's directory from being taken for ours.
    command = [str(environment.python), "-P", "-m", *plan.arguments]
    if sys.platform == "win32":
        import subprocess

        return subprocess.call(command, env=settings)
    sys.stdout.flush()
    try:
        os.execve(command[0], command, settings)
    except OSError as problem:
        environment.forget()
        raise SetupTroubleError(
            f"The Python in .venv does not start ({problem.strerror}). Run this again: it will be made anew."
        ) from problem

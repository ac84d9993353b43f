"""Nothing that takes long to import is loaded before the first frame: it would come out of the 0.7 s of the start."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]

HEAVY = (
    *("sqlalchemy", "sqlcipher3", "cryptography", "httpx", "httpcore", "argon2", "msgspec", "keyring", "starlette"),
    *("fsrs", "budoux"),
)

LATE = (
    "app.exchange",
    "app.guide_tools",
    "app.services.admin",
    "app.services.alerts",
    "app.services.compensation",
    "app.services.complaints",
    "app.services.exports",
    "app.services.guidance",
    "app.services.insights",
    "app.services.packs",
    "app.services.protection",
    "app.services.quick_replies",
    "app.services.reply_exchange",
    "app.services.safety",
    "app.services.search",
    "app.services.surveys",
    "app.services.trainers",
    "app.services.training",
    "app.services.translation",
    "app.templates",
    "app.words",
    "domain.complaints.moves",
    "domain.guidance.review",
    "domain.measures",
    "domain.templates.subject",
    "domain.training.anonymising",
    "domain.translation",
    "domain.voice",
    "ui.complaints.badge",
    "ui.inbox.desks",
    "widgets.board",
    "widgets.complaint",
    "widgets.composer",
    "widgets.guide",
    "widgets.thread_view.view",
    "widgets.voice",
)
"""Ours: what a thread, another place or a command needs."""

_RUN = """
import os
import sys
import app.__main__
from app.backend_process import BackendProcess
from app.bootstrap import os_secrets
from app.config import SettingsFile
from app.paths import find_paths
from app.run import Options, Start, run

async def look(window, program):
    # The window is shown; the loop has not gone on to what opens the account.
    assert window.isVisible() and window.inbox.isVisible()
    if service := os.environ.get("MADE"):
        assert getattr(program.services, service)
    print(*sorted(set(sys.argv[1:]) & set(sys.modules)))
    return 0

paths = find_paths()
paths.make()
backend = BackendProcess(("true",), paths.state / "backend.log", print)
start = Start(Options(trial=True), paths, SettingsFile(paths.settings_file), os_secrets(), backend, look)
code = run(start)
print(*sorted(set(sys.argv[1:]) & set(sys.modules)))
sys.exit(code)
"""


def test_what_is_heavy_comes_after_the_first_frame(tmp_path: Path) -> None:
    assert _loaded(tmp_path, HEAVY)[0] == []


def test_of_ours_only_what_the_first_frame_shows_comes_before_it_and_closing_loads_nothing(tmp_path: Path) -> None:
    assert _loaded(tmp_path, LATE) == [[], []]


def test_alerts_make_no_insights_before_somebody_may_see_them(tmp_path: Path) -> None:
    assert _loaded(tmp_path, ("app.services.insights", "domain.measures"), made="alerts")[0] == []


def _loaded(home: Path, names: tuple[str, ...], made: str = "") -> list[list[str]]:
    """Which of them are loaded at the first frame, with that service made, and when the program has ended after it."""
    settings = {**os.environ, "BRAID_HOME": str(home), "QT_QPA_PLATFORM": "offscreen", "MADE": made}
    command = [sys.executable, "-c", _RUN, *names]
    done = subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [line.split() for line in done.stdout.splitlines()]

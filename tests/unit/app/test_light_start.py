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

_RUN = """
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
    print(*sorted(set(sys.argv[1:]) & set(sys.modules)))
    return 0

paths = find_paths()
paths.make()
backend = BackendProcess(("true",), paths.state / "backend.log", print)
start = Start(Options(trial=True), paths, SettingsFile(paths.settings_file), os_secrets(), backend, look)
sys.exit(run(start))
"""


def test_what_is_heavy_comes_after_the_first_frame(tmp_path: Path) -> None:
    settings = {**os.environ, "BRAID_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", _RUN, *HEAVY]
    done = subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []

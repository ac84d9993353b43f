"""A real Secret Service: gnome-keyring on a message bus of its own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

NEEDED = ("dbus-run-session", "gnome-keyring-daemon")

SCRIPT = """
from app.secrets import OsSecrets, find_keychain
import sys
reports = []
secrets = OsSecrets(find_keychain, reports.append)
if sys.argv[1] == "put":
    secrets.put("refresh:test", "kept " * 100)
    print(secrets.durable, len(reports))
else:
    print(secrets.durable, len(secrets.get("refresh:test") or ""), len(reports))
    secrets.delete("refresh:test")
    print(secrets.get("refresh:test"), OsSecrets(find_keychain, reports.append).get("refresh:test"))
"""


@pytest.mark.skipif(not all(map(shutil.which, NEEDED)), reason="needs dbus-run-session and gnome-keyring-daemon")
def test_the_secret_service_keeps_across_programs(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, encoding="utf-8")
    unlock = 'printf "password\\n" | gnome-keyring-daemon --unlock --components=secrets > /dev/null'
    runs = " && ".join(f'"{sys.executable}" "{script}" {word}' for word in ("put", "get"))
    settings = {**os.environ, "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data"), "PYTHONPATH": os.getcwd()}
    settings["XDG_RUNTIME_DIR"] = str(tmp_path)
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", f"{unlock} && {runs}"],
        env=settings,
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )
    assert done.stdout.splitlines() == ["True 0", "True 500 0", "None None"], done.stderr

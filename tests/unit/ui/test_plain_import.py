"""What is imported after PySide leaves no source text behind."""

import subprocess
import sys

PROGRAM = """
import linecache
import app.bootstrap
import app.run
import localdb.store
from pathlib import Path
ours = [name for name in linecache.cache if Path(name).parent.name in {"inbox", "sqlalchemy", "localdb", "thread_list"}]
print(len(ours))
"""


def test_the_program_keeps_no_source_text() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["0"]


def test_import_of_pyside_still_finds_its_classes() -> None:
    words = "import ui; from PySide6.QtWidgets import QWidget; from PySide6 import QtSvg; print(QtSvg.QSvgRenderer)"
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    assert "QSvgRenderer" in done.stdout

"""What is imported with PySide and after it leaves no source text behind."""

import subprocess
import sys

PROGRAM = """
import linecache
import app.bootstrap
import app.run
import localdb.store
print(len(linecache.cache))
"""


def test_the_program_keeps_no_source_text() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert int(done.stdout) <= 1, "the import that was under way when it was taken out"


def test_import_of_pyside_still_finds_its_classes() -> None:
    words = "import ui; from PySide6.QtWidgets import QWidget; from PySide6 import QtSvg; print(QtSvg.QSvgRenderer)"
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    assert "QSvgRenderer" in done.stdout

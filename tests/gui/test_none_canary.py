"""Guards the pin of PySide6: 6.12.0 drops a reference of None a call on Python 3.11, and aborts after minutes."""

import re
import sys
from pathlib import Path

from pytestqt.qtbot import QtBot

from widgets.plain import PlainLabel

LOCK = Path(__file__).resolve().parents[2] / "requirements" / "app.txt"
CALLS, DRIFT = 10_000, 100


def test_set_text_keeps_the_references_of_none(qtbot: QtBot) -> None:
    label = PlainLabel()
    qtbot.addWidget(label)
    label.setText("warm")
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        label.setText("x")
    assert abs(sys.getrefcount(None) - before) < DRIFT


def test_the_pin_stays_below_the_broken_release() -> None:
    pinned = re.search(r"^pyside6-essentials==(\d+)\.(\d+)\.", LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    assert pinned is not None
    assert (int(pinned[1]), int(pinned[2])) < (6, 12)

"""The watch over leftovers sees windows and threads, and forgives threads that are on their way out."""

import threading

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.support import leftovers


def test_an_open_window_is_seen(qtbot: QtBot) -> None:
    before = leftovers.top_level_widgets()
    window = QWidget()
    qtbot.addWidget(window)
    assert leftovers.top_level_widgets() - before == {leftovers.describe(window)}


def test_a_running_thread_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leftovers, "GRACE_SECONDS", 0.05)
    before, stop = leftovers.live_threads(), threading.Event()
    thread = threading.Thread(target=stop.wait, name="forgotten")
    thread.start()
    assert leftovers.linger(before) == ["forgotten"]
    stop.set()
    thread.join()


def test_a_thread_on_its_way_out_is_forgiven() -> None:
    before, stop = leftovers.live_threads(), threading.Event()
    threading.Thread(target=stop.wait).start()
    threading.Timer(0.05, stop.set).start()
    assert leftovers.linger(before) == []

"""Fails a test that leaves a top-level widget or a thread behind: the next test would meet it."""

import sys
import threading
import time
from collections.abc import Generator, Iterator

import pytest

GRACE_SECONDS = 20.0
HAS_FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    item.stash[HAS_FAILED] = report.failed or item.stash.get(HAS_FAILED, False)
    return report


@pytest.fixture(autouse=True)
def nothing_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    threads, widgets = live_threads(), top_level_widgets()
    yield
    # A failure's traceback holds the frames, and so the widgets: what is left then says nothing new.
    if not request.node.stash.get(HAS_FAILED, False) and request.node.get_closest_marker("keeps_windows") is None:
        assert not (left := top_level_widgets() - widgets), f"top-level widgets left behind: {sorted(left)}"
    assert not (running := linger(threads)), f"threads left behind: {running}"


def live_threads() -> set[threading.Thread]:
    return {thread for thread in threading.enumerate() if thread.is_alive() and not thread.daemon}


def linger(before: set[threading.Thread]) -> list[str]:
    """A pool told to stop may still be on its way out, so the threads get a moment."""
    patience = time.monotonic() + GRACE_SECONDS
    while (left := live_threads() - before) and time.monotonic() < patience:
        next(iter(left)).join(0.05)
    return [thread.name for thread in left]


def top_level_widgets() -> set[str]:
    """Named, not held: a reference kept here would itself keep the widget alive. Tests without Qt import none."""
    if "PySide6.QtWidgets" not in sys.modules:
        return set()
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    if QApplication.instance() is None:
        return set()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return {describe(widget) for widget in QApplication.topLevelWidgets()}


def describe(widget: object) -> str:
    return f"{type(widget).__name__} at {id(widget):x}"

"""Garbage is collected after each test, on the main thread: a worker that did it would destroy Qt's objects there."""

import gc
import sys

import pytest


def pytest_collection_finish(session: pytest.Session) -> None:
    gc.collect()
    gc.freeze()
    gc.disable()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    if "PySide6.QtWidgets" in sys.modules or gc.get_count()[0] > gc.get_threshold()[0]:
        gc.collect()


def pytest_sessionfinish(session: pytest.Session) -> None:
    gc.enable()

"""One window over the fakes for each test, taken away afterwards."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from tests.fakes.stage import Stage


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Stage]:
    with Stage() as made:
        yield made.show()


@pytest.fixture
def door(qtbot: QtBot) -> Iterator[Stage]:
    made = Stage(signed_in=False).show()
    yield made
    made.close()
    assert made.services.tasks.failures == []


class Notes(QObject):
    """The system's notifications, kept for the test."""

    clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[tuple[str, str, bool]] = []

    def show(self, title: str, text: str, *, urgent: bool) -> None:
        self.shown.append((_bare(title), _bare(text), urgent))

    def close(self) -> None:
        self.shown.append(("closed", "", False))


def _bare(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


@pytest.fixture
def notes(stage: Stage) -> Notes:
    """What the system is asked to show from now on."""
    made = Notes()
    stage.window.alerts.take_system(made)
    return made

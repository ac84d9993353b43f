"""How tests come to the complaints, and what they look at there."""

from typing import TypeVar

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from app.ports import Session
from tests.complaint_samples import few
from tests.fakes.demo import AGENTS
from tests.fakes.stage import Stage
from tests.gui.widgets.test_board import spot
from ui.complaints.place import ComplaintsPlace
from ui.places import COMPLAINTS

Shown = TypeVar("Shown", bound=QDialog)


def press(stage: Stage, *keys: str) -> None:
    for one in keys:
        pressed: QKeyCombination = QKeySequence.fromString(one)[0]  # type: ignore[index]
        QTest.keyClick(QApplication.focusWidget() or stage.window, pressed.key(), pressed.keyboardModifiers())
        stage.settle()


def typed(stage: Stage, text: str) -> None:
    """Into whatever has the keys."""
    QTest.keyClicks(QApplication.focusWidget() or stage.window, text)
    stage.settle()


def come(stage: Stage, *, agent: int = 0) -> ComplaintsPlace:
    """To the complaints by their key, as one of the team."""
    if agent:
        stage.services.session.current = Session("https://support.example.com", AGENTS[agent], "refresh", "access")
    stage.services.complaints.keep_all(few())
    stage.settle()
    press(stage, "Ctrl+5")
    place = stage.window.shell.places[COMPLAINTS]
    assert isinstance(place, ComplaintsPlace)
    return place


def titles(place: ComplaintsPlace) -> list[str]:
    return [entry.complaint.title for entry in place.shown]


def column(place: ComplaintsPlace, number: int) -> list[str]:
    """Keys of a column, as the board has them."""
    return [key for lane in place.pages.board.scene.columns[number].lanes for key in lane.cards]


def dialog(stage: Stage, kind: type[Shown]) -> Shown:
    (found,) = [one for one in stage.window.findChildren(kind) if one.isVisible()]
    return found


def done(stage: Stage) -> list[object]:
    return [act for _thread, act in stage.services.complaints.done]


def back(stage: Stage) -> None:
    """A dialog has closed: its window is the active one again, which no window system says offscreen."""
    stage.window.activateWindow()
    stage.settle()


def choose(stage: Stage, place: ComplaintsPlace, key: str) -> None:
    """By the mouse; its page opens."""
    viewport, where = spot(place.pages.board, key)
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=where)
    stage.settle()

"""The speed reading on a stage: drills begun, keys pressed, time moved by hand."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.training.builtin import builtin_pack
from domain.training.item import DrillItem, DrillKind
from domain.training.results import Attempt
from domain.training.task import Wanted
from tests.fakes.services.training import FakeTraining, task_of
from tests.fakes.stage import Stage
from ui.places import TRAINING
from ui.training.drill_keywords import KeywordView
from ui.training.drill_page import DrillPage
from ui.training.place import TrainingPlace

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


class Gym:
    """The place on a stage."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        stage.window.show_place(TRAINING)
        self.settle()

    @property
    def training(self) -> FakeTraining:
        return self.stage.services.training

    @property
    def place(self) -> TrainingPlace:
        place = self.stage.window.shell.places[TRAINING]
        assert isinstance(place, TrainingPlace)
        return place

    @property
    def page(self) -> DrillPage:
        assert self.place.drill is not None
        return self.place.drill

    @property
    def last(self) -> Attempt:
        return self.page.run.attempts[-1]

    def settle(self) -> None:
        for _round in range(3):
            self.stage.settle()

    def hold(self, kind: DrillKind, language: str = "en", count: int = 3) -> list[DrillItem]:
        """What the next deck has."""
        pack = builtin_pack(language)
        items = [item for item in pack.items if kind in item.kinds][:count]
        self.training.tasks = [task_of(item, kind, pack, place) for place, item in enumerate(items)]
        return items

    def begin(self, kind: DrillKind, language: str = "en", count: int = 3) -> list[DrillItem]:
        """A drill of that kind, its first message on screen."""
        items = self.hold(kind, language, count)
        self.place.start(Wanted(kind))
        self.settle()
        return items

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """Keys, at whatever has them."""
        for key in keys:
            QTest.keyClick(self.stage.focus(), key, held)
            self.settle()

    def wait(self, seconds: float) -> None:
        """Time passes."""
        self.stage.services.clock.forward(seconds)

    def click(self, widget: QWidget) -> None:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.settle()

    def keywords(self) -> KeywordView:
        assert isinstance(self.page.view, KeywordView)
        return self.page.view

    def word(self, text: str) -> int:
        """The number of a word of the message at hand."""
        shown = self.keywords().message.text
        return next(number for number, (start, end) in enumerate(shown.words) if shown.text[start:end] == text)

    def go_to(self, number: int) -> None:
        """The cursor at that word, by arrows."""
        text = self.keywords().message.text
        forth, back = (Key.Key_Left, Key.Key_Right) if text.laid.rtl else (Key.Key_Right, Key.Key_Left)
        for _step in range(400):
            if text.at == number:
                return
            self.press(forth if (text.at or 0) < number else back)
        raise AssertionError(number)

    def mark_all(self) -> None:
        """The first word of every needed keyword."""
        task, text = self.page.run.task, self.keywords().message.text
        assert task is not None
        for mark in task.item.marks:
            if mark.needed:
                self.go_to(
                    next(at for at, (start, end) in enumerate(text.words) if start < mark.end and mark.start < end)
                )
                self.press(Key.Key_Space)

    def digit(self, digit: int) -> None:
        self.press(Qt.Key(Key.Key_0 + digit))

"""The training's pages on a stage, with a learner's days and a report to look at."""

from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.services.training_values import Mine, Progress
from tests.fakes import training_demo
from tests.fakes.stage import Stage
from ui.training.learners_desk import LearnersDesk
from ui.training.place import TrainingPlace
from ui.training.progress_desk import ProgressDesk


@dataclass
class Asked:
    """What of the learner's own practice was asked for."""

    mine: list[Mine] = field(default_factory=list)


def practised(stage: Stage) -> Asked:
    """A learner with a month of practice, words and a certificate."""
    training, asked = stage.services.training, Asked()

    async def progress(mine: Mine) -> Progress:
        asked.mine.append(mine)
        return training_demo.progress(mine)

    training.progress = progress  # type: ignore[method-assign]
    training.said = training_demo.words()
    training.held_certificates = [training_demo.certificate()]
    return asked


def place(stage: Stage, page: str) -> TrainingPlace:
    """The place, with that page on screen."""
    stage.window.show_place("training")
    stage.settle()
    found = stage.window.shell.places["training"]
    assert isinstance(found, TrainingPlace)
    found.show_page(page)
    stage.settle()
    return found


def progress_desk(stage: Stage) -> ProgressDesk:
    """The learner's own page."""
    desk = place(stage, "progress").desks.made["progress"]
    assert isinstance(desk, ProgressDesk)
    return desk


def learners_desk(stage: Stage) -> LearnersDesk:
    """The trainers' page."""
    desk = place(stage, "learners").desks.made["learners"]
    assert isinstance(desk, LearnersDesk)
    return desk


def press(stage: Stage, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Where the keys are, until nothing happens any more."""
    QTest.keyClick(stage.focus(), key, modifiers)
    stage.settle()


def type_in(stage: Stage, text: str) -> None:
    """Words, of any script, where the keys are."""
    stage.focus().insertPlainText(text)  # type: ignore[attr-defined]
    stage.settle()


def plain(words: str) -> str:
    """Without the signs that hold numbers together."""
    return words.replace("\u00a0", " ").replace("\u2068", "").replace("\u2069", "")

"""What every drill on screen has in common: it shows one task, says when it was painted and what was answered."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from domain.training.figures import DEFAULTS
from domain.training.results import Attempt
from domain.training.task import Task

if TYPE_CHECKING:
    from domain.training.answering import Answer


class TaskView(QWidget):
    """One kind of drill; made once a go of practice and given one task after the other.

    The page around it (ui.training.drill_page) keeps the time: it starts with `painted`, stands while the view is
    covered, and ends with `answered`. Keys that the view does not take go to the page (pause, end, go on).

    Signals:
        painted: its text is on screen, at the end of that paintEvent; again each time after it was covered.
        answered(Answer): everything that was asked is answered.
        hint_changed: `hint` is another one.

    Attributes:
        figures, clock: what is measured against, and monotonic seconds; the page says so before the first task.
    """

    painted = Signal()
    answered = Signal(object)
    hint_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.figures = DEFAULTS
        self.clock: Callable[[], float] = _no_time

    def start(self, task: Task, words: Sequence[tuple[int, int]]) -> None:
        """Another task, unanswered; `words` are the places of its text's words."""
        raise NotImplementedError

    def cover(self, covered: bool) -> None:
        """Nothing of the text can be read (paused, away), or it can be again."""
        raise NotImplementedError

    def show_review(self, answer: "Answer", attempt: Attempt) -> None:
        """What was right and what was not, in place; nothing can be answered any more."""
        raise NotImplementedError

    def question(self) -> str:
        """What is asked, as a heading."""
        raise NotImplementedError

    def hint(self) -> str:
        """What to do now, with its keys."""
        raise NotImplementedError

    def review_words(self, answer: "Answer", attempt: Attempt) -> str:
        """The review in words, beside "right" and the time; "" when nothing more is to be said."""
        return ""

    def set_room(self, height: int) -> None:
        """How tall its text may be; a longer one scrolls."""

    def entry(self) -> QWidget:
        """What takes the keys."""
        return self


def _no_time() -> float:
    """Until the page gives its own."""
    return 0.0

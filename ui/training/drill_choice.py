"""What drills have in common in which one of several texts is chosen."""

from collections.abc import Sequence

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from domain.training.answering import Answer
from domain.training.results import Attempt
from domain.training.task import Task
from ui.training.drill_message import DrillMessage
from ui.training.task_view import TaskView
from widgets.drill.keys import digit_of
from widgets.drill.options import Option, Options


class ChoiceView(TaskView):
    """The message, and texts under it of which one is right.

    Attributes:
        message, options: its two parts.
    """

    name = ""

    def __init__(self) -> None:
        super().__init__()
        self.task: Task | None = None
        self._order: tuple[int, ...] = ()
        self.message, self.options = DrillMessage(), Options(self.question(), wide=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.message, 1)
        column.addWidget(self.options)
        self.message.text.painted.connect(self.painted)
        self.options.chosen.connect(self._chosen)

    def texts(self, task: Task) -> Sequence[str]:
        """The item's own, the right one first."""
        raise NotImplementedError

    def notes(self, task: Task) -> dict[int, str]:
        """What is said of each afterwards, by its index among the item's own."""
        return {}

    def start(self, task: Task, words: Sequence[tuple[int, int]]) -> None:
        texts = self.texts(task)
        self.task, self._order = task, task.order or tuple(range(len(texts)))
        self.options.show_options([Option(digit, texts[own]) for digit, own in enumerate(self._order, 1)])
        self.message.show_item(task.item, ())

    def cover(self, covered: bool) -> None:
        """The page hides the whole view meanwhile."""

    def show_review(self, answer: Answer, attempt: Attempt) -> None:
        if self.task is not None:
            notes = self.notes(self.task)
            told = {digit: notes[own] for digit, own in enumerate(self._order, 1) if own in notes}
            chosen = self._digit(answer.option) if answer.option is not None else None
            self.options.judge(self._digit(0), chosen, told)

    def set_room(self, height: int) -> None:
        self.message.text.set_most(height)

    def entry(self) -> QWidget:
        return self.message.text

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = digit_of(event)
        if digit is None or not self.options.choose(digit):
            event.ignore()

    def _chosen(self, digit: int) -> None:
        self.answered.emit(Answer(option=self._order[digit - 1]))

    def _digit(self, own: int) -> int:
        return self._order.index(own) + 1

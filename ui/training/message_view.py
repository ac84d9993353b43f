"""What drills have in common that show one message, and under it answers with a digit each."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.training.drill_message import DrillMessage
from ui.training.task_view import TaskView
from widgets.drill.keys import digit_of
from widgets.drill.options import Options

if TYPE_CHECKING:
    from domain.training.task import Task


class MessageView(TaskView):
    """A digit, or a click, answers.

    Attributes:
        task: what is shown. message, options: its two parts.
    """

    def __init__(self, message: DrillMessage, options: Options) -> None:
        super().__init__()
        self.task: Task | None = None
        self.message, self.options = message, options
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(message, 1)
        column.addWidget(options)
        message.text.painted.connect(self.painted)
        options.chosen.connect(self.answer_with)

    def answer_with(self, digit: int) -> None:
        """That one was chosen."""
        raise NotImplementedError

    def cover(self, covered: bool) -> None:
        """The page hides the whole view meanwhile."""

    def set_room(self, height: int) -> None:
        self.message.text.set_most(height)

    def entry(self) -> QWidget:
        return self.message.text

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = digit_of(event)
        if digit is None or not self.options.choose(digit):
            event.ignore()

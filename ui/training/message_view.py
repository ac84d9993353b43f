"""What drills have in common that show one message whole, and what is asked under it."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.training.drill_message import DrillMessage
from ui.training.task_view import TaskView
from widgets.drill.keys import digit_of
from widgets.drill.options import Options

if TYPE_CHECKING:
    from domain.training.task import Task


class MessageTask(TaskView):
    """The message; what is asked stands under it.

    Attributes:
        task: what is shown. message: its text. column: where what is asked is put.
    """

    def __init__(self, message: DrillMessage) -> None:
        super().__init__()
        self.task: Task | None = None
        self.message = message
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(16)
        self.column.addWidget(message, 1)
        message.text.painted.connect(self.painted)

    def cover(self, covered: bool) -> None:
        """The page hides the whole view meanwhile."""

    def set_room(self, height: int) -> None:
        self.message.text.set_most(height)

    def entry(self) -> QWidget:
        return self.message.text


class MessageView(MessageTask):
    """One question: a digit, or a click, answers.

    Attributes:
        options: the answers.
    """

    def __init__(self, message: DrillMessage, options: Options) -> None:
        super().__init__(message)
        self.options = options
        self.column.addWidget(options)
        options.chosen.connect(self.answer_with)

    def answer_with(self, digit: int) -> None:
        """That one was chosen."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = digit_of(event)
        if digit is None or not self.options.choose(digit):
            event.ignore()

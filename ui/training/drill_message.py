"""The message of a task, with what was said before it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import _
from domain.training.item import DrillItem, Line, Side
from ui.parts import label
from widgets.drill.laid import paintable
from widgets.drill.text import DrillText

_LAST = 3
"""Lines from before that are shown: what a reader would glance at."""


class DrillMessage(QWidget):
    """The text in large type under the last lines from before.

    Attributes:
        text: the message itself.
    """

    def __init__(self, *, markable: bool = False) -> None:
        super().__init__()
        self.text = DrillText(markable=markable)
        self._before = label("", "second", wrap=True)
        self._before.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._before)
        column.addWidget(self.text, 1)

    def show_item(self, item: DrillItem, words: Sequence[tuple[int, int]]) -> None:
        """Another message."""
        self._before.setText("\n".join(map(_said, item.before[-_LAST:])))
        self._before.setVisible(bool(item.before))
        self.text.show_text(item.text, words)


def _said(line: Line) -> str:
    who = _("Customer: {text}") if line.side is Side.CUSTOMER else _("Agent: {text}")
    return who.format(text="\u2068" + " ".join(paintable(line.text).split()) + "\u2069")

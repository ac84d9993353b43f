"""What happened to a complaint, oldest first; nobody can change it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import _
from widgets.card import Card, empty_layout, isolated
from widgets.complaint.values import StepLine
from widgets.plain import PlainLabel


class HistoryCard(Card):
    """A line for each step, selectable for who has to quote it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("History"), parent)
        self._lines: Sequence[StepLine] = ()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self.body.addLayout(self._rows)

    def show_lines(self, lines: Sequence[StepLine]) -> None:
        """All of them."""
        if tuple(lines) == tuple(self._lines):
            return
        self._lines = tuple(lines)
        empty_layout(self._rows)
        for line in lines:
            said = PlainLabel(f"{isolated(line.when)} {line.text}")
            said.setProperty("role", "small")
            said.setWordWrap(True)
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._rows.addWidget(said)

    def text(self) -> str:
        """All lines, for screen readers and tests."""
        return "\n".join(f"{line.when} {line.text}" for line in self._lines)

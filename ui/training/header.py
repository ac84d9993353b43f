"""The line over the training: its name, what is practised now, the pages; in two lines where one has no room."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from app.i18n import _
from ui.parts import label
from ui.tab_row import TabRow
from ui.training.desks import names
from widgets.chips import Chip
from widgets.tokens import Tokens


class TrainingHeader(QWidget):
    """Name, chip and pages.

    Attributes:
        chip: what is practised. tabs: the pages.
    """

    def __init__(self) -> None:
        super().__init__()
        self.chip, self.tabs = Chip(), TabRow(_("Pages"), names(), wraps=True)
        self._name = QWidget()
        name = QHBoxLayout(self._name)
        name.setContentsMargins(0, 0, 0, 0)
        name.setSpacing(8)
        name.addWidget(label(_("Speed reading"), "title"))
        name.addWidget(self.chip)
        name.addStretch(1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(14, 9, 14, 7)
        self._row.setSpacing(6)
        self._row.addWidget(self._name, 1)
        self._row.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignVCenter)
        self.chip.hide()

    def say(self, words: str) -> None:
        """What is practised now; "" for nothing."""
        self.chip.say(words)
        self.chip.setVisible(bool(words))
        self.fold()

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other sizes."""
        self.tabs.set_tokens(tokens)
        self.fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fold()

    def fold(self) -> None:
        """One line or two."""
        shown = [one for one in self.tabs.buttons.values() if not one.isHidden()]
        wanted = sum(max(one.sizeHint().width(), one.minimumWidth()) + 2 for one in shown)
        fits = wanted + self._name.sizeHint().width() + 50 <= self.width()
        direction = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        if self._row.direction() != direction:
            self._row.setDirection(direction)
        self._row.setAlignment(self.tabs, Qt.AlignmentFlag.AlignVCenter if fits else Qt.AlignmentFlag(0))
        self.tabs.setMinimumWidth(wanted if fits else 0)

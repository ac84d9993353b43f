"""A row of names of which one is chosen: the pages of a place."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ui.parts import button, named
from widgets.flow import FlowLayout
from widgets.painting import sized
from widgets.tokens import Tokens


class TabRow(QWidget):
    """Buttons of which one is chosen; arrows move between them.

    Signals:
        chosen(str): another one.
    """

    chosen = Signal(str)

    def __init__(self, name: str, entries: Sequence[tuple[str, str]], *, wraps: bool = False) -> None:
        super().__init__()
        named(self, name)
        self.buttons: dict[str, QPushButton] = {}
        row = FlowLayout(self, 2) if wraps else QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for id_, words in entries:
            made = button(words, "tab")
            made.setCheckable(True)
            made.setProperty("id", id_)
            made.clicked.connect(self._clicked)
            made.installEventFilter(self)
            self.buttons[id_] = made
            row.addWidget(made)

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other sizes; the chosen one is bold and needs more room than Qt thinks."""
        bold = QFontMetrics(sized(tokens.type.base, tokens.type.strong))
        for one in self.buttons.values():
            one.setMinimumWidth(bold.horizontalAdvance(one.text()) + round(tokens.type.base * 1.7))

    def show_chosen(self, id_: str) -> None:
        """That one; Tab leads to it only."""
        for name, one in self.buttons.items():
            one.setChecked(name == id_)
            one.setFocusPolicy(Qt.FocusPolicy.StrongFocus if name == id_ else Qt.FocusPolicy.ClickFocus)

    def choose(self, id_: str) -> None:
        """As a click does."""
        self.show_chosen(id_)
        self.chosen.emit(id_)

    def _clicked(self) -> None:
        self.choose(self.sender().property("id"))

    def eventFilter(self, watched: object, event: object) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QKeyEvent.Type.KeyPress
            and isinstance(watched, QPushButton)
        ):
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            steps = {Qt.Key.Key_Right: -1 if mirrored else 1, Qt.Key.Key_Left: 1 if mirrored else -1}
            step = steps.get(Qt.Key(event.key()))
            if step is not None:
                self._step(watched, step)
                return True
        return False

    def _step(self, from_: QPushButton, by: int) -> None:
        names = list(self.buttons)
        name = names[(names.index(from_.property("id")) + by) % len(names)]
        self.choose(name)
        self.buttons[name].setFocus(Qt.FocusReason.TabFocusReason)

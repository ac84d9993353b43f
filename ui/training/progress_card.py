"""A card with lines that are words, not numbers: a heading, what there is, and why there is nothing."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.parts import label
from ui.theme import spread
from widgets.card import empty_layout
from widgets.plain import PlainLabel
from widgets.tokens import Tokens, load_tokens


class LineCard(QFrame):
    """Stands beside charts and looks like them.

    Attributes:
        nothing: says why there are no lines.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAccessibleName(name)
        self.name = name
        self._tokens = load_tokens("light")
        self.heading, self.nothing = label(name, "small"), label("", "second", wrap=True)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(8)
        self.column = QVBoxLayout(self)
        self.column.setSpacing(6)
        self.column.addWidget(self.heading)
        self.column.addWidget(self.nothing)
        self.column.addLayout(self.rows)
        self.column.addStretch(1)

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other sizes."""
        self._tokens = tokens
        space = tokens.space
        self.column.setContentsMargins(space[3], space[2], space[3], space[2])

    def clear(self, nothing: str = "") -> None:
        """No lines; `nothing` says why."""
        empty_layout(self.rows)
        self.nothing.setText(nothing)
        self.nothing.setVisible(bool(nothing))

    def add(self, row: QWidget) -> None:
        """One more line."""
        self.rows.addWidget(row)
        spread(row, self._tokens)

    def insert(self, widget: QWidget) -> None:
        """Something under the lines."""
        self.column.insertWidget(self.column.count() - 1, widget)


def readable(text: str, role: str = "") -> PlainLabel:
    """Words that can be read, and taken along, by keys, too."""
    made = label(text, role, wrap=True)
    flags = Qt.TextInteractionFlag
    made.setTextInteractionFlags(flags.TextSelectableByKeyboard | flags.TextSelectableByMouse)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setAccessibleName(text)
    return made

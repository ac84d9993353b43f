"""Other complaints like this one, each a button that leads to it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from widgets.banner import Mark
from widgets.card import Card, empty_layout, isolated
from widgets.complaint.values import SimilarLine
from widgets.controls import PlainButton
from widgets.plain import PlainLabel
from widgets.tokens import Tokens, load_tokens

MOST_SHOWN = 5


class SimilarCard(Card):
    """Hidden while there are none.

    Signals:
        chosen(str): the id of the one to look at.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Similar"), parent)
        self._lines: Sequence[SimilarLine] = ()
        self._tokens = load_tokens("light")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self.body.addLayout(self._rows)
        self.hide()

    def show_lines(self, lines: Sequence[SimilarLine]) -> None:
        """The first few of them; rebuilt only when they are others."""
        self.setVisible(bool(lines))
        if tuple(lines) == tuple(self._lines):
            return
        self._lines = tuple(lines)
        empty_layout(self._rows)
        for line in lines[:MOST_SHOWN]:
            self._rows.addWidget(self._row(line))

    def set_tokens(self, tokens: Tokens) -> None:
        """Rows made later take them, too."""
        self._tokens = tokens

    def _row(self, line: SimilarLine) -> QWidget:
        holder, words = QWidget(), QVBoxLayout()
        mark = Mark(line.mark)
        mark.set_tokens(self._tokens)
        title = PlainLabel(isolated(line.title), elide=Qt.TextElideMode.ElideRight)
        second = PlainLabel(line.second, elide=Qt.TextElideMode.ElideRight)
        second.setProperty("role", "small")
        words.setSpacing(0)
        words.addWidget(title)
        words.addWidget(second)
        look = PlainButton(_("look"))
        look.setProperty("kind", "smallLink")
        look.setProperty("key", line.key)
        look.setAutoDefault(False)
        look.setCursor(Qt.CursorShape.PointingHandCursor)
        look.setAccessibleName(_("Look at {complaint}").format(complaint=line.title))
        look.clicked.connect(self._clicked)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(look, 0, Qt.AlignmentFlag.AlignTop)
        return holder

    def _clicked(self) -> None:
        self.chosen.emit(self.sender().property("key"))

"""A paper on screen: the same headings, facts and tables that go into a PDF, to read and to copy."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.paper import Facts, Grid, Heading, Paper, Piece, Said, Words
from ui.parts import label, line
from widgets.card import empty_layout


class PaperView(QScrollArea):
    """Scrolls by the keys once it has them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.paper: Paper | None = None
        self._card = QFrame()
        self._card.setObjectName("card")
        self._column = QVBoxLayout(self._card)
        self._column.setContentsMargins(20, 16, 20, 20)
        self._column.setSpacing(8)
        inner = QWidget()
        inner.setObjectName("place")
        outer = QVBoxLayout(inner)
        outer.setContentsMargins(16, 12, 16, 16)
        outer.addWidget(self._card)
        outer.addStretch(1)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_paper(self, paper: Paper) -> None:
        """That one, instead of the one before."""
        if paper == self.paper:
            return
        self.paper = paper
        self.setAccessibleName(paper.title)
        empty_layout(self._column)
        self._column.addWidget(_words(paper.title, "title"))
        for text in paper.lines:
            self._column.addWidget(_words(text, "small"))
        for piece in paper.pieces:
            self._add(piece)

    def _add(self, piece: Piece) -> None:
        if isinstance(piece, Heading):
            self._column.addWidget(line())
            self._column.addWidget(_words(piece.text, "strong"))
        elif isinstance(piece, Words):
            self._column.addWidget(_words(piece.text, "second" if piece.faint else ""))
        elif isinstance(piece, Said):
            self._column.addWidget(_words(piece.head, "small"))
            self._column.addWidget(_words(piece.text))
        elif isinstance(piece, Facts):
            self._grid([(name, value) for name, value in piece.pairs if value], (30, 70))
        else:
            self._table(piece)

    def _grid(self, rows: Sequence[Sequence[str]], shares: Sequence[int], first: str = "second") -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for number, cells in enumerate(rows):
            for column, text in enumerate(cells):
                grid.addWidget(_words(text, first if not column else ""), number, column, Qt.AlignmentFlag.AlignTop)
        for column, share in enumerate(shares):
            grid.setColumnStretch(column, share)
        self._column.addLayout(grid)

    def _table(self, piece: Grid) -> None:
        shares = piece.shares or [1] * len(piece.columns)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        for column, name in enumerate(piece.columns):
            grid.addWidget(_words(name, "heading"), 0, column)
            grid.setColumnStretch(column, shares[column])
        for number, cells in enumerate(piece.rows, start=1):
            for column, text in enumerate(cells):
                grid.addWidget(_words(text), number, column, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(grid)


def _words(text: str, role: str = "") -> QLabel:
    made = label(text, role, wrap=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made

"""Board, tables, and what is said in their place when there is nothing to show."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.i18n import _
from domain.ids import ComplaintId
from ui.complaints.board_book import Book
from ui.complaints.board_head import BOARD, ENDED, TABLE
from ui.complaints.table_columns import ended_columns, open_columns
from ui.complaints.table_view import TableView
from ui.parts import button, label
from ui.ports import Services
from widgets.board.board import Board
from widgets.board.values import CardValues
from widgets.tokens import Tokens


class Nothing(QWidget):
    """Words in the middle, and what can be done.

    Signals:
        acted: the button.
    """

    acted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title, self.words = label("", "title"), label("", "second", wrap=True)
        self.act = button("")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 120)
        column.addStretch(1)
        for words in (self.title, self.words):
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(words)
        column.addSpacing(8)
        column.addWidget(self.act, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.act.clicked.connect(self.acted)

    def say(self, title: str, words: str, act: str = "") -> None:
        """These; without an act no button."""
        self.title.setText(title)
        self.words.setText(words)
        self.act.setText(act)
        self.act.setVisible(bool(act))


class BoardPages(QStackedWidget):
    """One of them is on screen.

    Signals:
        retry_wanted: read again. all_wanted: no filter.
    """

    retry_wanted = Signal()
    all_wanted = Signal()

    def __init__(self, services: Services, book: Book, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book = book
        now = services.complaints.now()
        self.board = Board(tokens, self._card, now)
        self.table = TableView(open_columns(), _("Open complaints"), tokens, now)
        self.ended = TableView(ended_columns(), _("Complaints that have ended"), tokens, now)
        self.nothing = Nothing()
        self._fails = False
        for widget in (self.board, self.table, self.ended, self.nothing):
            self.addWidget(widget)
        self.nothing.acted.connect(self._acted)

    def show_page(self, tab: str, *, shown: int, held: int, read: bool, trouble: str = "") -> None:
        """The page of that tab, or why it is empty.

        Args:
            shown, held: how many pass the filter, and how many there are. read: whether that is known already.
        """
        self._fails = bool(trouble)
        if trouble:
            self.nothing.say(_("The complaints could not be read."), trouble, _("Try again"))
        elif not read:
            self.nothing.say("", _("Reading the complaints…"))
        elif not held and tab != ENDED:
            self.nothing.say(
                _("No open complaints"),
                _("When a customer complains, the complaint stands here with its clocks until it is made good."),
            )
        elif not shown:
            none = tab == ENDED and not held
            words = _("No complaint has ended yet.") if none else _("No complaint fits the filter.")
            self.nothing.say("", words, _("Show all") if held else "")
        else:
            self.setCurrentWidget({BOARD: self.board, TABLE: self.table, ENDED: self.ended}[tab])
            return
        self.setCurrentWidget(self.nothing)

    def entry(self) -> QWidget:
        """What takes the keys."""
        shown = self.currentWidget()
        return self.nothing.act if shown is None or shown is self.nothing else shown

    def _card(self, key: str) -> CardValues | None:
        entry = self._book.entries.get(ComplaintId(key))
        return entry.values if entry is not None else None

    def _acted(self) -> None:
        (self.retry_wanted if self._fails else self.all_wanted).emit()

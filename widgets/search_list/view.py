"""The list under the search field while somebody searches; the field keeps the keys, the list follows them."""

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QListView, QWidget

from app.i18n import _
from widgets.painted_list import ROW, behave
from widgets.search_list.delegate import SearchDelegate
from widgets.search_list.lines import LineKind, SearchLine
from widgets.thread_list.words import ListContext
from widgets.tokens import Tokens

NEAR_END = 600
"""So many pixels before the end of what is loaded, more is asked for."""


class SearchList(QListView):
    """Shows a model whose ROW gives `SearchLine`s.

    Signals:
        taken(SearchLine): Enter or a click.
        more_wanted: the end of what is loaded comes near.
    """

    taken = Signal(object)
    more_wanted = Signal()

    def __init__(
        self, model: QAbstractItemModel, tokens: Tokens, context: ListContext, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._delegate = SearchDelegate(tokens, context, self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(_("What was found"))
        behave(self)
        self.setMouseTracking(True)
        # Keys stay in the field, where the next letter belongs.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clicked.connect(self._clicked)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        model.rowsInserted.connect(self._grown)

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours and sizes."""
        self._delegate.tokens = tokens
        self.doItemsLayout()
        self.viewport().update()

    def set_context(self, context: ListContext) -> None:
        """Another time, team or connection."""
        self._delegate.context = context
        self.viewport().update()

    def current(self) -> SearchLine | None:
        """The chosen line."""
        line = self.currentIndex().data(ROW)
        return line if isinstance(line, SearchLine) else None

    def choose_first(self) -> None:
        """The first line that can be chosen."""
        self._choose(0, 1)
        self.scrollToTop()

    def choose_key(self, key: str) -> bool:
        """The line of that key; False when there is none."""
        for row in range(self.model().rowCount()):
            line = self.model().index(row, 0).data(ROW)
            if line.key == key:
                self.setCurrentIndex(self.model().index(row, 0))
                return True
        return False

    def step(self, by: int) -> None:
        """So many lines further, past headings."""
        self._choose(self.currentIndex().row() + by, 1 if by > 0 else -1)

    def take(self) -> None:
        """As Enter does."""
        line = self.current()
        if line is not None:
            self.taken.emit(line)

    def _choose(self, row: int, step: int) -> None:
        count = self.model().rowCount()
        if not count:
            return
        row = max(0, min(row, count - 1))
        for place in (*range(row, count if step > 0 else -1, step), *range(row, -1 if step > 0 else count, -step)):
            index = self.model().index(place, 0)
            if index.data(ROW).chosen:
                self.setCurrentIndex(index)
                above = self.model().index(place - 1, 0)
                if place and above.data(ROW).kind is LineKind.HEADING:
                    self.scrollTo(above)
                self.scrollTo(index)
                return

    def _clicked(self, index: QModelIndex) -> None:
        line = index.data(ROW)
        if isinstance(line, SearchLine) and line.chosen:
            self.taken.emit(line)

    def _scrolled(self) -> None:
        bar = self.verticalScrollBar()
        if bar.maximum() - bar.value() < NEAR_END:
            self.more_wanted.emit()

    def _grown(self) -> None:
        QTimer.singleShot(0, self._look)

    def _look(self) -> None:
        # The scroll bar knows the new lines only once they are laid out.
        self.executeDelayedItemsLayout()
        self._scrolled()

"""One row a complaint: sorted by a click on a column's head, as fast with 5,000 as with five."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from math import ceil, inf

from PySide6.QtCore import QElapsedTimer, QModelIndex, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QHideEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui.complaints.board_entry import Entry
from ui.complaints.table_columns import TableColumn
from ui.complaints.table_model import ComplaintTable
from ui.complaints.table_painter import CellPainter
from widgets.board.words import says_on
from widgets.painting import sized
from widgets.tokens import Tokens

SOONEST_MS, LATEST_MS = 200, 60_000
WIDE = 2
"""The column that takes what room is left: what the complaint is about."""
ENOUGH = 0.6
"""With less than this share of the room that its words want, a column gets more when another one goes."""
LEAST = 0.3
"""With less than this none can be read beside those that yield nothing: all of them yield then."""


class TableView(QTableView):
    """A table of complaints.

    Signals:
        chosen(key): another one is current, "" for none. opened(key): Enter or a double click.
    """

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(
        self, columns: Sequence[TableColumn], name: str, tokens: Tokens, now: datetime, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("complaints")
        self.setAccessibleName(name)
        self.model_ = ComplaintTable(columns, tokens, now, self)
        self.setModel(self.model_)
        self._painter = CellPainter(self.model_, tokens)
        self._said, self._since = now, QElapsedTimer()
        self._current, self._quiet = "", False
        self._wanted: list[float] = []
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self._tick)
        self._configure()
        self.set_tokens(tokens)
        self.selectionModel().currentRowChanged.connect(self._changed)
        self.horizontalHeader().sortIndicatorChanged.connect(self._sorted)
        self.clicked.connect(self._activated)

    @property
    def current(self) -> str:
        """The current complaint, "" for none."""
        return self._current

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """These; the current one stays current while it is among them."""
        self._again(self.model_.show, entries)
        self._tick()

    def choose(self, key: str) -> bool:
        """Makes it the current one and brings it on screen; False when it is not here."""
        row = self.model_.row_of(key)
        if row >= 0:
            index = self.model_.index(row, 0)
            self.setCurrentIndex(index)
            self.scrollTo(index)
        return row >= 0

    def step_first(self) -> None:
        """The first row, when none is current."""
        if not self._current and self.model_.rowCount():
            self.setCurrentIndex(self.model_.index(0, 0))

    def set_now(self, now: datetime) -> None:
        """What time it is there where the clocks run."""
        self._said = now
        self._since.start()
        self._tick()

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours and sizes."""
        self.model_.set_tokens(tokens)
        self._painter = CellPainter(self.model_, tokens)
        self.verticalHeader().setDefaultSectionSize(round(tokens.type.base * 2.3))
        letter = QFontMetricsF(sized(tokens.type.base, tokens.type.normal)).averageCharWidth()
        self._wanted = [letter * column.letters + 2 * tokens.space[1] for column in self.model_.columns]
        self._fit()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Every column as wide as its words want it; without room some go, and those that are not read whole yield."""
        if not self._wanted:
            return
        shown = self._with_room()
        for number in range(len(self._wanted)):
            self.setColumnHidden(number, number not in shown)
        share = min(1.0, self._share(shown))
        every = share if share >= LEAST else self.viewport().width() / sum(self._wanted[number] for number in shown)
        for number in shown:
            if number != WIDE:
                whole = share >= LEAST and self.model_.columns[number].whole
                self.horizontalHeader().resizeSection(number, round(self._wanted[number] * (1.0 if whole else every)))

    def _with_room(self) -> list[int]:
        """The columns that are shown."""
        columns, shown = self.model_.columns, list(range(len(self._wanted)))
        for number in sorted(shown, key=lambda number: -columns[number].goes):
            if not columns[number].goes or self._share(shown) >= ENOUGH:
                break
            shown.remove(number)
        return shown

    def _share(self, shown: Sequence[int]) -> float:
        """What part of the room that they want those get that are not read whole."""
        whole = sum(self._wanted[number] for number in shown if self.model_.columns[number].whole)
        return (self.viewport().width() - whole) / (sum(self._wanted[number] for number in shown) - whole)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current:
            self.opened.emit(self._current)
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands here."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, area, mirrored = QPainter(self.viewport()), event.rect(), self.isRightToLeft()
        count, current = len(self.model_.columns), self.currentIndex().row()
        widths = [(number, self.columnViewportPosition(number), self.columnWidth(number)) for number in range(count)]
        widths = [one for one in widths if one[2]]
        for row in self._rows_on_screen():
            entry, top, height = self.model_.entry(row), self.rowViewportPosition(row), self.rowHeight(row)
            if entry is not None and top <= area.bottom() and top + height > area.top():
                cells = [(number, QRect(x, top, width, height)) for number, x, width in widths]
                self._painter.row(painter, entry, cells, chosen=row == current, mirrored=mirrored)
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Qt makes the first row the current one when a view gets the keys; nobody has chosen it.
        self._quiet = not self._current
        super().focusInEvent(event)
        if self._quiet:
            self.setCurrentIndex(QModelIndex())
        self._quiet = False

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tick()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()

    def _configure(self) -> None:
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(8)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(WIDE, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(48)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(False)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)

    def _again(self, work: Callable[..., None], *arguments: object) -> None:
        """Does what moves rows about, and puts the current one back."""
        key, self._quiet = self._current, True
        work(*arguments)
        kept = bool(key) and self.model_.row_of(key) >= 0
        if kept:
            self.setCurrentIndex(self.model_.index(self.model_.row_of(key), 0))
        self._quiet = False
        if key and not kept:
            self._current = ""
            self.chosen.emit("")

    def _sorted(self, column: int, order: Qt.SortOrder) -> None:
        self._again(self.model_.sort, column, order)
        if self._current:
            self.scrollTo(self.currentIndex())

    def _changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        if self._quiet:
            return
        entry = self.model_.entry(now.row())
        self._current = entry.complaint.id if entry is not None else ""
        self.chosen.emit(self._current)

    def _activated(self, _index: QModelIndex) -> None:
        if self._current:
            self.opened.emit(self._current)

    def _rows_on_screen(self) -> range:
        first, last = max(0, self.rowAt(0)), self.rowAt(self.viewport().height() - 1)
        return range(first, (last if last >= 0 else self.model_.rowCount() - 1) + 1)

    def _tick(self) -> None:
        """Paints the times again, and sleeps until one on screen says something else."""
        passed = self._since.elapsed() if self._since.isValid() else 0
        self.model_.set_now(self._said + timedelta(milliseconds=passed))
        self._clock.stop()
        if not self.isVisible() or not any(column.ticks for column in self.model_.columns):
            return
        self.viewport().update()
        soonest = inf
        for row in self._rows_on_screen():
            entry = self.model_.entry(row)
            if entry is not None:
                soonest = min(soonest, says_on(entry.clock, self.model_.now))
        if soonest != inf:
            self._clock.start(max(SOONEST_MS, min(LATEST_MS, ceil(soonest * 1000) + 5)))

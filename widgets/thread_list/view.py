"""The scrolling list: a one-column table with rows of one height, whose cost does not grow with its length."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import (
    QAbstractItemModel,
    QElapsedTimer,
    QItemSelection,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.i18n import _
from domain.ids import ThreadId
from domain.inbox import ThreadRow
from widgets.painted_list import ROW, behave
from widgets.thread_list.delegate import ThreadDelegate
from widgets.thread_list.words import ListContext, ticks, words
from widgets.tokens import Tokens

SECOND_MS = 1000
NEAR_END = 40
"""So many rows before the end of what is loaded, more is asked for."""


class ThreadList(QTableView):
    """Shows a model whose ROW gives `ThreadRow`s.

    Signals:
        thread_chosen(ThreadId): another line is the current one.
        thread_opened(ThreadId): Enter or a double click: the agent wants to write.
        more_wanted: the end of what is loaded comes near.
    """

    thread_chosen = Signal(str)
    thread_opened = Signal(str)
    more_wanted = Signal()

    def __init__(self, model: QAbstractItemModel, tokens: Tokens, context: ListContext, parent: QWidget | None = None):
        super().__init__(parent)
        self._delegate = ThreadDelegate(tokens, context, self)
        self._skeleton = False
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(_("Threads"))
        self._configure()
        self._resize_rows()
        self._since = QElapsedTimer()
        self._seconds = QTimer(self)
        self._seconds.setInterval(SECOND_MS)
        self._seconds.timeout.connect(self._count)
        self._said_at = context.now
        self._since.start()
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.activated.connect(self._opened)

    def _configure(self) -> None:
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        behave(self)

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours and sizes."""
        self._delegate.tokens = tokens
        self._resize_rows()
        self.viewport().update()

    def set_context(self, context: ListContext) -> None:
        """Another time, team or connection."""
        self._said_at = context.now
        self._since.restart()
        self._say(context)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._count_or_rest()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._seconds.stop()

    def _count(self) -> None:
        """A second has passed for the lines on screen."""
        passed = timedelta(milliseconds=self._since.elapsed())
        self._say(replace(self._delegate.context, now=self._said_at + passed))

    def _say(self, context: ListContext) -> None:
        """Paints only the lines that say something else now."""
        before, self._delegate.context = self._delegate.context, context
        for index, row in self._shown():
            if words(row, context) != words(row, before):
                self.update(index)
        self._count_or_rest()

    def _count_or_rest(self) -> None:
        """Seconds are counted only while a line on screen shows them."""
        if self.isVisible() and any(ticks(row, self._delegate.context) for _index, row in self._shown()):
            if not self._seconds.isActive():
                self._seconds.start()
        else:
            self._seconds.stop()

    def _shown(self) -> Iterator[tuple[QModelIndex, ThreadRow]]:
        height = self._delegate.row_height()
        first = self.verticalScrollBar().value() // height
        last = min(self.model().rowCount(), first + self.viewport().height() // height + 2)
        for number in range(first, last):
            index = self.model().index(number, 0)
            if isinstance(row := index.data(ROW), ThreadRow):
                yield index, row

    def set_skeleton(self, shown: bool) -> None:
        """Grey lines that say: threads are coming."""
        self._skeleton = shown
        self.viewport().update()

    def current_thread(self) -> ThreadId | None:
        """The chosen line's thread."""
        row = self.currentIndex().data(ROW)
        return row.thread_id if isinstance(row, ThreadRow) else None

    def choose(self, index: QModelIndex) -> None:
        """Makes a line the current one and brings it on screen."""
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def step(self, by: int) -> None:
        """The next line, or the one before."""
        count = self.model().rowCount()
        if not count:
            return
        now = self.currentIndex().row()
        row = 0 if now < 0 else min(count - 1, max(0, now + by))
        self.choose(self.model().index(row, 0))

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        if selected.indexes():
            row = selected.indexes()[0].data(ROW)
            self.thread_chosen.emit(row.thread_id)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.selectionModel().hasSelection():
            # Qt makes the first line the current one without choosing it: the next arrow would skip it.
            self.setCurrentIndex(QModelIndex())

    def rowsAboutToBeRemoved(self, parent: QModelIndex | QPersistentModelIndex, start: int, end: int) -> None:
        if start <= self.currentIndex().row() <= end:
            # Qt would make a neighbour the current line, and so open a thread that nobody chose.
            self.setCurrentIndex(QModelIndex())
        super().rowsAboutToBeRemoved(parent, start, end)

    def rowsInserted(self, parent: QModelIndex | QPersistentModelIndex, start: int, end: int) -> None:
        super().rowsInserted(parent, start, end)
        QTimer.singleShot(0, self._scrolled)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._skeleton and not self.model().rowCount():
            self._paint_skeleton()

    def _resize_rows(self) -> None:
        self.verticalHeader().setMinimumSectionSize(8)
        self.verticalHeader().setDefaultSectionSize(self._delegate.row_height())
        self.verticalScrollBar().setSingleStep(self._delegate.row_height() // 3)

    def _scrolled(self) -> None:
        self._count_or_rest()
        bar, height = self.verticalScrollBar(), self._delegate.row_height()
        last_shown = (bar.value() + self.viewport().height()) // height
        if self.model().rowCount() - last_shown < NEAR_END:
            self.more_wanted.emit()

    def _opened(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, ThreadRow):
            self.thread_opened.emit(row.thread_id)

    def _paint_skeleton(self) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._delegate.tokens.sunken)
        height, width = self._delegate.row_height(), self.viewport().width()
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if mirrored:
            painter.translate(width, 0)
            painter.scale(-1, 1)
        for row in range(min(7, self.viewport().height() // height)):
            top = row * height + 10
            painter.drawEllipse(15, top, 34, 34)
            painter.drawRoundedRect(60, top + 2, int(width * (0.34 + 0.06 * (row % 3))), 11, 5, 5)
            painter.drawRoundedRect(60, top + 22, int(width * (0.6 - 0.08 * (row % 2))), 10, 5, 5)
        painter.end()

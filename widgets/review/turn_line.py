"""What stands out in a conversation, one below the other on a line of time: shape, time, words."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.i18n import _
from widgets.painted_list import ROW, Index, Rows, behave, paint_ground, painting
from widgets.painting import is_rtl, paint_mark, sized
from widgets.review.values import Stop, TurnRow
from widgets.thread_list.delegate import paint_name
from widgets.tokens import Tokens, load_tokens

_SHAPES = {Stop.WORSE: "triangle", Stop.BETTER: "dot", Stop.SOFTENED: "diamond"}
_MOST_LINES = 5


def _whole(row: TurnRow) -> TurnRow:
    # Rows are as high as their words: whatever changes, the list is laid out anew.
    return row


def _spoken(row: TurnRow) -> str:
    return ", ".join(filter(None, (row.when, row.words, row.said)))


def _tip(row: TurnRow) -> str:
    return "\n".join(filter(None, (row.words, row.said)))


class _Delegate(QStyledItemDelegate):
    """Paints one: the line of time at the leading side, its shape on it, words beside it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.tokens = load_tokens("light")
        self.width = 200

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row, size = index.data(ROW), self.tokens.type
        lines = len(self._lines(row.words)) if isinstance(row, TurnRow) else 1
        said = size.small * 1.5 if isinstance(row, TurnRow) and row.said else 0
        return QSize(100, round(size.small * 1.5 + lines * size.base * 1.45 + said + 14))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW)
        if not isinstance(row, TurnRow):
            return
        tokens, small = self.tokens, self.tokens.type.small
        with painting(painter, option, ring=tokens) as (area, mirrored):
            paint_ground(painter, option, tokens)
            x = area.right() - 14 if mirrored else area.left() + 14
            self._rail(painter, area, x, index)
            paint_stop(painter, QPointF(x, area.top() + 6 + small * 0.75), small * 0.9, row.stop, tokens)
            self._say(painter, area, row, mirrored=mirrored)

    def _say(self, painter: QPainter, area: QRectF, row: TurnRow, *, mirrored: bool) -> None:
        tokens, small = self.tokens, self.tokens.type.small
        text = area.adjusted(6, 6, -28, 0) if mirrored else area.adjusted(28, 6, -6, 0)
        line = QRectF(text.left(), text.top(), text.width(), small * 1.5)
        paint_name(painter, line, row.when, sized(small, tokens.type.normal), tokens.text2)
        for words in self._lines(row.words):
            line = QRectF(text.left(), line.bottom(), text.width(), tokens.type.base * 1.45)
            paint_name(painter, line, words, sized(tokens.type.base, tokens.type.strong), tokens.text)
        if row.said:
            line = QRectF(text.left(), line.bottom(), text.width(), small * 1.5)
            paint_name(painter, line, row.said, sized(small, tokens.type.normal), tokens.text2)

    def _rail(self, painter: QPainter, area: QRectF, x: float, index: Index) -> None:
        middle = area.top() + 6 + self.tokens.type.small * 0.75
        top = middle if index.row() == 0 else area.top()
        bottom = middle if index.row() == index.model().rowCount() - 1 else area.bottom() + 1
        painter.setPen(QPen(self.tokens.line, 2))
        painter.drawLine(QPointF(x, top), QPointF(x, bottom))

    def _lines(self, words: str) -> list[str]:
        """As they are broken, at most a few; the last one is cut with dots by who paints it."""
        layout = QTextLayout(words, sized(self.tokens.type.base, self.tokens.type.strong))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        rtl = is_rtl(words)
        option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
        layout.setTextOption(option)
        layout.beginLayout()
        starts = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(60, self.width - 40))
            starts.append(line.textStart())
        layout.endLayout()
        kept = starts[:_MOST_LINES]
        ends = [*kept[1:], len(words)]
        return [words[start:end].strip() for start, end in zip(kept, ends, strict=True)] or [""]


class TurnLine(QListView):
    """Arrows choose; Enter is told.

    Signals:
        chosen(str): another one is current; its message.
        opened(str): Enter or a double click; the message.
    """

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model, self._delegate = Rows(self, _whole, _spoken, _tip), _Delegate(self)
        self._showing = False
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        behave(self)
        self.setAccessibleName(_("What stands out"))
        self.selectionModel().currentChanged.connect(self._changed)
        self.doubleClicked.connect(self._open)

    @property
    def rows(self) -> tuple[TurnRow, ...]:
        """What is shown."""
        return self._model.rows

    @property
    def current(self) -> str:
        """The message of the current one, "" for none."""
        row = self.currentIndex().data(ROW)
        return row.message_id if isinstance(row, TurnRow) else ""

    def show_rows(self, rows: Sequence[TurnRow], at: int = 0) -> None:
        """These, one of them current."""
        if tuple(rows) == self._model.rows:
            return
        self._showing = True
        self._model.show(rows)
        self._choose(max(0, min(at, len(rows) - 1)))
        self._showing = False

    def step(self, by: int) -> None:
        """The next one or the one before; stays at the ends."""
        row = self.currentIndex().row() + by
        if 0 <= row < len(self._model.rows):
            self._choose(row)

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours and sizes."""
        self._delegate.tokens = tokens
        self.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._delegate.width = self.viewport().width()
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
            return
        super().keyPressEvent(event)

    def _choose(self, row: int) -> None:
        index = self._model.index(row)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def _changed(self, _now: QModelIndex, _before: QModelIndex) -> None:
        if self.current and not self._showing:
            self.chosen.emit(self.current)

    def _open(self, _index: QModelIndex | None = None) -> None:
        if self.current:
            self.opened.emit(self.current)


def paint_stop(painter: QPainter, centre: QPointF, size: float, stop: Stop, tokens: Tokens) -> None:
    """Worse a triangle, better a disc, softened a diamond, lost time a ring with its hands."""
    inks: dict[Stop, QColor] = {
        Stop.WORSE: tokens.high,
        Stop.BETTER: tokens.ok,
        Stop.SOFTENED: tokens.accent,
        Stop.LOST: tokens.medium,
    }
    shape = _SHAPES.get(stop)
    if shape is not None:
        paint_mark(painter, centre, size, shape, inks[stop])
        return
    painter.setBrush(tokens.surface)
    painter.setPen(QPen(inks[stop], 1.6))
    painter.drawEllipse(centre, size / 2, size / 2)
    painter.drawLine(centre, centre + QPointF(0, -size * 0.32))
    painter.drawLine(centre, centre + QPointF(size * 0.24, 0))

"""The palette: a field over the dimmed window, and groups of hits under it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QStyleOptionViewItem, QVBoxLayout, QWidget

from app.i18n import _
from widgets.palette_hits import ITEM_ROLE, HitPainter, Hits, PaletteItem
from widgets.plain import PlainLabel
from widgets.text_side import LineField
from widgets.tokens import Tokens

WIDTH, MOST_HEIGHT = 640, 420
DIM = 72


class Palette(QWidget):
    """Covers its parent while it is open.

    Signals:
        typed(str): another query.
        chosen(str): the key of a hit.
        closed
    """

    typed = Signal(str)
    chosen = Signal(str)
    closed = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._hits = Hits(self)
        self._painter = HitPainter(tokens, self)
        self.field = LineField()
        self.field.setProperty("kind", "palette")
        self.field.setPlaceholderText(_("Find people, do things"))
        self.field.setAccessibleName(_("Find people, do things"))
        self.field.textChanged.connect(self.typed)
        self.field.installEventFilter(self)
        self.list = QListView()
        self.list.setModel(self._hits)
        self.list.setItemDelegate(self._painter)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(_("Hits"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(self._clicked)
        self._card = self._frame()
        parent.installEventFilter(self)
        self.hide()

    def open(self, query: str = "") -> None:
        """Shows it with an empty field, or with a query."""
        self._cover()
        self.show()
        self.raise_()
        self.field.setText(query)
        self.field.setFocus()
        if not query:
            self.typed.emit("")

    def close_palette(self) -> None:
        """Hides it; the focus goes where it was."""
        if self.isVisible():
            self.hide()
            self.field.blockSignals(True)
            self.field.clear()
            self.field.blockSignals(False)
            self.closed.emit()

    def show_items(self, items: Sequence[PaletteItem]) -> None:
        """The hits; the first one is chosen."""
        self._hits.show(items)
        self._choose(0, 1)
        self._cover()

    def current(self) -> PaletteItem | None:
        """The chosen hit."""
        index = self.list.currentIndex()
        return index.data(ITEM_ROLE) if index.isValid() else None

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours and sizes."""
        self._tokens = tokens
        self._painter.tokens = tokens
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.parent():
            self._cover()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched is self.field:
            return self._key(event)
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._card.geometry().contains(event.position().toPoint()):
            self.close_palette()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        veil = QColor(self._tokens.text if not self._tokens.dark else self._tokens.sunken)
        veil.setAlpha(DIM if not self._tokens.dark else 2 * DIM)
        painter.fillRect(self.rect(), veil)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        shade = QColor(self._tokens.shadow)
        card = QRectF(self._card.geometry())
        for spread in range(1, 12):
            shade.setAlphaF(self._tokens.shadow.alphaF() * 0.16 * (1 - spread / 12))
            painter.setBrush(shade)
            painter.drawRoundedRect(card.adjusted(-spread, -spread + 4, spread, spread + 6), 12 + spread, 12 + spread)
        painter.end()

    def _frame(self) -> QFrame:
        card = QFrame(self)
        card.setObjectName("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        rule = QFrame()
        rule.setObjectName("line")
        rule.setFixedHeight(1)
        other = QFrame()
        other.setObjectName("line")
        other.setFixedHeight(1)
        foot = QHBoxLayout()
        foot.setContentsMargins(18, 7, 18, 8)
        foot.setSpacing(6)
        for keys, words in (("↑↓", _("choose")), ("Enter", _("open")), (">", _("actions only")), ("Esc", _("close"))):
            cap = PlainLabel(keys)
            cap.setProperty("role", "keys")
            text = PlainLabel(words)
            text.setProperty("role", "faint")
            foot.addWidget(cap)
            foot.addWidget(text)
            foot.addSpacing(8)
        foot.addStretch(1)
        column.addWidget(self.field)
        column.addWidget(rule)
        column.addWidget(self.list, 1)
        column.addWidget(other)
        column.addLayout(foot)
        return card

    def _cover(self) -> None:
        if (parent := self.parentWidget()) is not None:
            self.setGeometry(parent.rect())
        factor = self._tokens.type.base / 13
        width = min(round(WIDTH * factor), self.width() - 32)
        rows = sum(
            self._painter.sizeHint(QStyleOptionViewItem(), self._hits.index(row)).height()
            for row in range(self._hits.rowCount())
        )
        height = min(round(MOST_HEIGHT * factor), rows + 8, max(80, self.height() - 240))
        self.list.setFixedHeight(max(24, height))
        before = self._card.geometry()
        self._card.resize(width, self._card.sizeHint().height())
        self._card.move((self.width() - width) // 2, min(120, max(16, (self.height() - self._card.height()) // 3)))
        if self._card.geometry() != before:
            # The shadow is painted here, and goes along.
            self.update()

    def _key(self, event: QKeyEvent) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        if event.key() in steps:
            step = steps[Qt.Key(event.key())]
            self._choose(self.list.currentIndex().row() + step, 1 if step > 0 else -1)
            return True
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._take()
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.close_palette()
            return True
        return event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}

    def _choose(self, row: int, step: int) -> None:
        """The hit at that row, or the next one that is no heading."""
        count = self._hits.rowCount()
        row = max(0, min(row, count - 1))
        for place in (*range(row, count if step > 0 else -1, step), *range(row, -1 if step > 0 else count, -step)):
            if not self._hits.items[place].heading:
                index = self._hits.index(place)
                self.list.setCurrentIndex(index)
                top = place - 1 if place and self._hits.items[place - 1].heading else place
                self.list.scrollTo(self._hits.index(top))
                self.list.scrollTo(index)
                return

    def _clicked(self, index: QModelIndex) -> None:
        self.list.setCurrentIndex(index)
        self._take()

    def _take(self) -> None:
        item = self.current()
        if item is not None:
            self.close_palette()
            self.chosen.emit(item.key)

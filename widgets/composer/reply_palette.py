"""The palette of quick replies over the composer: a list, the whole text of the current one, and what the keys do."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QListView, QVBoxLayout, QWidget

from app.i18n import _
from widgets.composer.nothing_found import NothingFound
from widgets.composer.reply_delegate import ReplyDelegate
from widgets.composer.reply_foot import ReplyFoot
from widgets.composer.reply_model import ReplyModel, spoken
from widgets.composer.reply_preview import ReplyPreview
from widgets.composer.reply_values import ReplyBook, ReplyLine
from widgets.painted_list import behave
from widgets.scroll_bars import scroll_bar_sheet
from widgets.tokens import Tokens, css

MOST_ROWS, LEAST_ROWS, PAGE = 6, 2, 5
SHADE = 14
EDGE = 5
"""Over the first line, so that the card's corners are round."""
GAP = 5
END = 40
"""So much of the card at its top and its bottom is unlike its middle."""


class ReplyPalette(QWidget):
    """Floats over what stands above the composer; the keys stay in the text.

    Signals:
        taken: the current line was clicked.
        current_changed(str): another line is the current one, in words for the screen reader.
        save_wanted, edit_wanted
    """

    taken = Signal()
    current_changed = Signal(str)
    save_wanted = Signal()
    edit_wanted = Signal()

    def __init__(self, tokens: Tokens, anchor: QWidget) -> None:
        super().__init__(anchor.parentWidget())
        self._tokens = tokens
        self._anchor = anchor
        self._ground = QPixmap()
        self.model = ReplyModel(self)
        self.delegate = ReplyDelegate(tokens, self)
        self.list: ReplyList = self._made_list()
        self.nothing = NothingFound(self)
        self.preview = ReplyPreview(tokens, self)
        self.foot = ReplyFoot(tokens, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(SHADE + 1, SHADE + EDGE, SHADE + 1, EDGE + GAP)
        column.setSpacing(0)
        for part in (self.list, self.nothing, self.preview, self.foot):
            column.addWidget(part)
        self.foot.edit_wanted.connect(self.edit_wanted)
        self.nothing.edit_wanted.connect(self.edit_wanted)
        self.nothing.save_wanted.connect(self.save_wanted)
        self.hide()
        self.set_tokens(tokens)
        anchor.installEventFilter(self)

    def open(self, book: ReplyBook, language: str) -> None:
        """Asks a book; what it finds is shown by `show_lines`."""
        self.model.book = book
        self.delegate.set_look(self._tokens, language)
        self.model.forget_texts()
        self.preview.start()

    def show_lines(self, query: str, lines: Sequence[ReplyLine], *, keep: bool = False) -> None:
        """What was found; the first line is the current one, or with `keep` the one that was."""
        current = self.current()
        self.model.show(lines)
        self.nothing.say(query)
        self.nothing.setVisible(not lines)
        for part in (self.list, self.preview):
            part.setVisible(bool(lines))
        self.foot.set_found(bool(lines))
        row = self.model.place_of(current.key) if keep and current is not None else 0
        self._choose(max(0, row))
        self._place()
        if not self.isVisible():
            self.show()
        self.raise_()

    def current(self) -> ReplyLine | None:
        """The line that Enter takes."""
        row = self.list.currentIndex().row()
        return self.model.lines[row] if 0 <= row < len(self.model.lines) else None

    def step(self, by: int) -> None:
        """So many lines down, or up; it stops at the ends."""
        self._choose(self.list.currentIndex().row() + by)

    def to_end(self, *, last: bool) -> None:
        """The last line, or the first."""
        self._choose(len(self.model.lines) - 1 if last else 0)

    def set_tokens(self, tokens: Tokens) -> None:
        """Another theme or size, at once."""
        self._tokens = tokens
        self.delegate.set_look(tokens, self.delegate.language)
        self._ground = QPixmap()
        self.setStyleSheet(sheet(tokens))
        self.preview.set_tokens(tokens)
        self.foot.set_tokens(tokens)
        self.list.ground = tokens.surface
        self.list.doItemsLayout()
        if self.isVisible():
            self._place()

    def retranslate(self) -> None:
        """Another language."""
        self.setAccessibleName(_("Quick replies"))
        self.list.setAccessibleName(_("Quick replies"))
        self.foot.retranslate()
        self.nothing.retranslate()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._anchor and self.isVisible() and event.type() in {QEvent.Type.Move, QEvent.Type.Resize}:
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, wide, high = QPainter(self), self.width(), self.height()
        if self._ground.deviceIndependentSize().width() != wide:
            self._ground = painted_card(wide, self._tokens, self.devicePixelRatioF())
        ratio = self._ground.devicePixelRatio()
        for top, height, start, length in (
            (0, END, 0, END),
            (END, high - 2 * END, END, 1),
            (high - END, END, END, END),
        ):
            source = QRectF(0, start * ratio, wide * ratio, length * ratio)
            painter.drawPixmap(QRectF(0, top, wide, height), self._ground, source)
        painter.end()

    def _made_list(self) -> "ReplyList":
        made = ReplyList(self)
        made.setModel(self.model)
        made.setItemDelegate(self.delegate)
        made.setUniformItemSizes(True)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setMouseTracking(True)
        behave(made)
        made.clicked.connect(self._clicked)
        return made

    def _choose(self, row: int) -> None:
        row = min(max(0, row), len(self.model.lines) - 1)
        if row < 0:
            self.current_changed.emit(self.nothing.words())
            return
        index = self.model.index(row)
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)
        line = self.model.lines[row]
        self.preview.show_reply(line, self.model.filled(row))
        self.current_changed.emit(spoken(line, self.model.text(row)))
        if self.isVisible() and self.preview.height() != self.preview.needed(self.preview.width()):
            self._place()

    def _clicked(self, index: QModelIndex) -> None:
        self._choose(index.row())
        self.taken.emit()

    def _place(self) -> None:
        """Right over the composer, as wide as it; not higher than what stands there."""
        anchor = self._anchor.geometry()
        inner = anchor.width() - 2
        preview = self.preview.needed(inner)
        self.preview.setFixedHeight(preview)
        foot = self.foot.height()
        room = anchor.top() - foot - SHADE - GAP - 8
        found = len(self.model.lines)
        if found:
            pitch = self.delegate.height()
            rows = min(found, MOST_ROWS, max(LEAST_ROWS, (room - preview) // pitch))
            self.list.setFixedHeight(rows * pitch)
            high = rows * pitch + preview
        else:
            high = self.nothing.needed()
        height = high + foot + SHADE + 2 * EDGE + GAP
        self.setGeometry(anchor.left() - SHADE, anchor.top() - height, anchor.width() + 2 * SHADE, height)


class ReplyList(QListView):
    """Paints all of its ground itself, so that nothing below it is painted with every letter.

    Attributes:
        ground: its colour.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.ground = QColor()
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.ground)
        painter.end()
        super().paintEvent(event)


def painted_card(width: int, tokens: Tokens, ratio: float) -> QPixmap:
    """The ends of a card with its shade, for any height: painted once a width, since letters change the height."""
    size = QSize(width, 2 * END)
    ground = QPixmap(size * ratio)
    ground.setDevicePixelRatio(ratio)
    ground.fill(Qt.GlobalColor.transparent)
    painter = QPainter(ground)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    shade, radius = QColor(tokens.shadow), tokens.radius.card
    area = QRectF(SHADE, SHADE, width - 2 * SHADE, 2 * END - SHADE - GAP)
    for spread in range(1, SHADE, 2):
        shade.setAlphaF(tokens.shadow.alphaF() * 0.2 * (1 - spread / SHADE))
        painter.setBrush(shade)
        painter.drawRoundedRect(area.adjusted(-spread, -spread, spread, spread), radius + spread, radius + spread)
    painter.setPen(QPen(tokens.line, 1))
    painter.setBrush(tokens.surface)
    painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.end()
    return ground


def sheet(tokens: Tokens) -> str:
    """For everything in the palette that Qt paints."""
    t = tokens
    return f"""
{scroll_bar_sheet(t)}
QListView {{ border:none; background:transparent; }}
QLabel {{ color:{css(t.text2)}; font-size:{t.type.base}px; }}
QToolButton#way {{ border:1px solid transparent; border-radius:{t.radius.control}px; padding:1px 6px; min-height:0px;
  background:transparent; color:{css(t.accent)}; font-size:{t.type.small}px; font-weight:{t.type.strong}; }}
QToolButton#way:hover {{ background:{css(t.hover)}; }}
QPushButton {{ border:1px solid {css(t.line)}; border-radius:{t.radius.control}px; padding:5px 12px;
  background:{css(t.surface)}; color:{css(t.text)}; font-size:{t.type.base}px; font-weight:{t.type.strong}; }}
QPushButton:hover {{ background:{css(t.hover)}; }}
QPushButton:focus {{ border-color:{css(t.focus)}; }}
"""

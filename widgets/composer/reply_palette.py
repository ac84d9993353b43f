"""The palette of quick replies over the composer: a list, the whole text of the current one, and what the keys do."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QListView, QVBoxLayout, QWidget

from app.i18n import _
from widgets.composer.nothing_found import NothingFound
from widgets.composer.reply_delegate import ReplyDelegate
from widgets.composer.reply_foot import ReplyFoot
from widgets.composer.reply_model import ReplyModel, spoken
from widgets.composer.reply_preview import ReplyPreview
from widgets.composer.reply_shade import EDGE, GAP, SHADE, ReplyShade
from widgets.composer.reply_values import ReplyBook, ReplyLine
from widgets.painted_list import behave
from widgets.scroll_bars import scroll_bar_sheet
from widgets.tokens import Tokens, css

MOST_ROWS, LEAST_ROWS, PAGE = 6, 2, 5


class ReplyPalette(QWidget):
    """Floats over what stands above the composer; the keys stay in the text.

    Signals:
        taken: the current line was clicked.
        current_changed(str): another line is the current one, in words for the screen reader.
        covers(int): so many pixels above the composer are covered now, 0 for none.
        save_wanted, edit_wanted
    """

    taken = Signal()
    current_changed = Signal(str)
    covers = Signal(int)
    save_wanted = Signal()
    edit_wanted = Signal()

    def __init__(self, tokens: Tokens, anchor: QWidget) -> None:
        super().__init__(anchor.parentWidget())
        self._tokens = tokens
        self._anchor = anchor
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.shade = ReplyShade(tokens, anchor.parentWidget())
        self.model = ReplyModel(self)
        self.delegate = ReplyDelegate(tokens, self)
        self.list: ReplyList = self._made_list()
        self.nothing = NothingFound(self)
        self.preview = ReplyPreview(tokens, self)
        self.foot = ReplyFoot(tokens, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
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
        if book is not self.model.book:
            self.model.book = book
            self.model.forget_texts()
        if language != self.delegate.language:
            self.delegate.set_look(self._tokens, language)
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
        self.shade.stackUnder(self)

    def rehearse(self, book: ReplyBook, language: str, lines: Sequence[ReplyLine]) -> None:
        """Paints what a "/" will show where nobody sees it: glyphs, chips and cut words are there when it comes."""
        if self.isVisible() or not lines:
            return
        self.open(book, language)
        self.model.show(lines)
        self.list.setCurrentIndex(self.model.index(0))
        self.preview.show_reply(lines[0], self.model.filled(0))
        self.nothing.hide()
        self._place()
        self.grab()

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
        self.shade.set_tokens(tokens)
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

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shade.show()
        self._say_covered()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.shade.hide()
        self.covers.emit(0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._tokens.surface)
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
        height = high + foot
        self.setGeometry(anchor.left() + 1, anchor.top() - height - EDGE - GAP, inner, height)
        self.shade.stand_around(self.geometry())
        if self.isVisible():
            self._say_covered()

    def _say_covered(self) -> None:
        self.covers.emit(self._anchor.y() - self.y() + EDGE)


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

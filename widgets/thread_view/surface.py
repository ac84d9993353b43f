"""The scrolling surface: keeps what is on screen still, lays out and paints only what is visible, asks for more."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QRegion, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from domain.message import Author
from domain.timeline import Entry
from widgets.images import ImageCache
from widgets.scroll_bars import scroll_bar_sheet
from widgets.thread_view.anchor import AT_END, Anchor, capture, resolve
from widgets.thread_view.audio import IDLE, Playing
from widgets.thread_view.context import ThreadContext
from widgets.thread_view.ends import Ends
from widgets.thread_view.found import FoundWords
from widgets.thread_view.glide import Glide
from widgets.thread_view.layout import RowLayouter
from widgets.thread_view.loaded import Loaded
from widgets.thread_view.painter import Brush, Marks, paint_focus, paint_pointer, paint_row, paint_skeleton
from widgets.thread_view.repaint import Shown, changed, on_screen
from widgets.thread_view.rows import RowBuilder
from widgets.thread_view.selection import Selection
from widgets.thread_view.stack import Stack
from widgets.thread_view.style import SIDE, Style
from widgets.thread_view.translated import Translation, Translations
from widgets.tokens import Tokens

NOTCH = 80
AHEAD_ROWS = 6
SETTLE_ROUNDS = 16
POINT_MS = 2000
FRAME = 4
END_SLACK = 3
LEAST_ROOM = 96
LONG_AGO = datetime.min.replace(tzinfo=UTC)


class ThreadSurface(QAbstractScrollArea):
    """Rows on screen.

    Attributes:
        loaded: the entries held; stack: their rows; current: the key of the row that keys act on, "" for none.
        translations: what messages say in the agent's language; playing: how far a voice note is.

    Signals:
        looked_at: other messages may be on screen than before.
    """

    older_wanted = Signal()
    newer_wanted = Signal()
    read_up_to = Signal(object)
    looked_at = Signal()

    def __init__(self, tokens: Tokens, images: ImageCache, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.loaded = Loaded()
        self.stack = Stack()
        self.selection = Selection()
        self.translations = Translations()
        self.playing = IDLE
        self.current = ""
        self._images = images
        self._style = Style(tokens, self.font(), rtl=self.isRightToLeft())
        self._context: ThreadContext | None = None
        self._now = LONG_AGO
        self._builder = RowBuilder()
        self._shown: dict[str, int] = {}
        self._skeleton = False
        self._settling = False
        self._ends = Ends()
        self._opening: Anchor | None = None
        self._read = 0
        self._visiting = False
        self._pointed = ""
        self._found = FoundWords()
        self._pointing = QTimer(self, singleShot=True, interval=POINT_MS)
        self._pointing.timeout.connect(self._point_nowhere)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._catch_up)
        self._glide = Glide(self.verticalScrollBar())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Its room stays when a thread is short or on its way: messages would be laid out twice, and jump.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(NOTCH // 3)
        self._dress_bar(tokens)

    @property
    def context(self) -> ThreadContext | None:
        """What it was last told beside the messages."""
        return self._context

    @property
    def at_end(self) -> bool:
        """Whether the newest message of the thread is on screen."""
        bar = self.verticalScrollBar()
        return not self.loaded.newer and bar.value() >= bar.maximum() - END_SLACK

    @property
    def lift(self) -> int:
        """How far a short thread is moved down, so that it stands at the bottom."""
        return max(0, self.viewport().height() - self.stack.height)

    def row_rect(self, number: int) -> QRectF:
        """The row on the viewport."""
        top = self.stack.tops[number] - self.verticalScrollBar().value() + self.lift
        return QRectF(0, top, self.viewport().width(), self.stack.tops[number + 1] - self.stack.tops[number])

    def row_at(self, point: QPoint | QPointF) -> int | None:
        """The row under a point of the viewport, None where there is none."""
        y = int(point.y()) + self.verticalScrollBar().value() - self.lift
        if not self.stack.rows or not self.stack.tops[0] <= y < self.stack.tops[-1]:
            return None
        return self.stack.index_at(y)

    def visible_rows(self) -> range:
        """The rows on the viewport now."""
        value = self.verticalScrollBar().value()
        return self.stack.visible(value, value + self.viewport().height())

    def bring_on_screen(self, number: int) -> None:
        """Scrolls as little as needed; a row taller than the viewport shows its nearer end."""
        self.stack.get(number)
        height, value = self.viewport().height(), self.verticalScrollBar().value()
        top, bottom = self.stack.tops[number] - 6, self.stack.tops[number + 1] + 6
        if top < value:
            self.scroll_to(top if bottom - top <= height or bottom < value else bottom - height)
        elif bottom > value + height:
            self.scroll_to(bottom - height if bottom - top <= height or top > value + height else top)

    def scroll_to(self, value: int) -> None:
        """To a height of the stack, at once."""
        self._glide.stop()
        self.verticalScrollBar().setValue(value)

    def make_room(self, covered: int) -> None:
        """Something stands over so many pixels at the bottom: the end of the thread moves above it."""
        room = max(0, min(covered, self.height() - LEAST_ROOM))
        if room != self.viewportMargins().bottom():
            self.setViewportMargins(0, 0, 0, room)

    def mark_words(self, words: tuple[str, ...]) -> None:
        """Marks these words wherever a message holds them; none for nothing."""
        self._found = FoundWords(words)
        self.viewport().update()

    def visible_entries(self) -> list[Entry]:
        """The messages on the viewport now."""
        rows = self.stack.rows
        return [entry for number in self.visible_rows() if (entry := rows[number].entry) is not None]

    def show_translations(self, held: Mapping[str, Translation], *, original_first: bool) -> None:
        """Shows these texts with their originals, and no others; what is looked at stays where it is."""
        anchor = self._hold()
        changed = self.translations.take(held, original_first=original_first)
        for key in changed:
            self.stack.forget(key)
        if changed and self._context is not None:
            self._settle(anchor)

    def show_playing(self, now: Playing) -> None:
        """How far a voice note is; nothing moves."""
        self.playing = now
        self.viewport().update()

    def _point_at(self, key: str) -> None:
        """A frame around the row, for a moment; it neither moves nor fades."""
        self._pointed = key
        self._pointing.start()
        self.viewport().update()

    def _point_nowhere(self) -> None:
        self._pointed = ""
        self.viewport().update()

    def _dress_bar(self, tokens: Tokens) -> None:
        # The bar stands beside the viewport and would show the window's colour.
        bar = self.verticalScrollBar()
        bar.setStyleSheet(scroll_bar_sheet(tokens))
        palette = self.palette()
        palette.setColor(palette.ColorRole.Window, tokens.canvas)
        self.setPalette(palette)
        self.setAutoFillBackground(True)

    def _hold(self) -> Anchor:
        if self.at_end:
            return AT_END
        if self._opening is not None:
            return self._opening
        return capture(self.stack, self.verticalScrollBar().value(), self.viewport().height())

    def _rebuild(self, anchor: Anchor) -> None:
        """Rows anew from the entries; equal ones keep their layout."""
        if self._context is None:
            return
        before, edge = self._on_screen(), self._ends.words(self.loaded)
        rows = self._builder.build(self.loaded.entries, self._context, self.loaded.first_unread, edge)
        self.stack.set_rows(rows, self._layouter(self._context))
        self._place(anchor)
        self._repaint(before)
        self._moved()

    def _restyle(self) -> None:
        """Every layout is void: another theme, font, direction or width."""
        anchor = self._hold()
        self._style = self._new_style(self._style.tokens)
        if self._context is not None:
            self.stack.set_layouter(self._layouter(self._context))
            self._settle(anchor)
        self.viewport().update()

    def _new_style(self, tokens: Tokens) -> Style:
        han = self._context.han if self._context is not None else ()
        return Style(tokens, self.font(), rtl=self.isRightToLeft(), han=han)

    def _layouter(self, context: ThreadContext) -> RowLayouter:
        return RowLayouter(self._style, context, self.viewport().width(), self._shown, self._now, self.translations)

    def _settle(self, anchor: Anchor) -> None:
        """Brings the anchor on screen and paints what is there."""
        self._place(anchor)
        self.viewport().update()
        self._moved()

    def _place(self, anchor: Anchor) -> None:
        """Lays out what the anchor brings on screen, until nothing moves, and sets the scroll bar to it."""
        bar, height = self.verticalScrollBar(), self.viewport().height()
        value = bar.value()
        for _round in range(SETTLE_ROUNDS):
            kept = resolve(anchor, self.stack, height)
            value = min(value, max(0, self.stack.height - height)) if kept is None else kept
            if not self.stack.lay_between(value, value + height):
                break
        self._settling = True
        bar.setPageStep(height)
        bar.setRange(0, max(0, self.stack.height - height))
        bar.setValue(value)
        bar.setEnabled(bar.maximum() > 0)
        self._settling = False

    def _moved(self) -> None:
        """After anything that can change what is on screen."""
        self._later.start()

    def _catch_up(self) -> None:
        """When the loop is idle: lays out a little beyond the screen, asks for more, says what was read."""
        bar, height = self.verticalScrollBar(), self.viewport().height()
        top, bottom = bar.value() - height, bar.value() + 2 * height
        if self._context is not None and self.stack.pending_between(top, bottom):
            anchor, before = self._hold(), self._on_screen()
            if self.stack.lay_between(top, bottom, AHEAD_ROWS):
                self._place(anchor)
                self._repaint(before)
            self._later.start()
        self._ask(bar.value(), bar.maximum(), height)
        self._tell_read()
        self.looked_at.emit()

    def _on_screen(self) -> list[Shown]:
        return on_screen(self.stack, self.visible_rows(), self.verticalScrollBar().value() - self.lift)

    def _repaint(self, before: Sequence[Shown]) -> None:
        """Only what looks otherwise than it did."""
        rows = changed(before, self._on_screen())
        if rows is None:
            self.viewport().update()
            return
        for row in rows:
            self.viewport().update(0, row.top - FRAME, self.viewport().width(), row.bottom - row.top + 2 * FRAME)

    def _ask(self, value: int, maximum: int, height: int) -> None:
        if not self.loaded.entries:
            return
        if self._ends.wants_older(self.loaded, value, height):
            self.older_wanted.emit()
        if self._ends.wants_newer(self.loaded, maximum - value, height):
            self.newer_wanted.emit()

    def _ask_again(self) -> None:
        """The agent pulls at the upper end: what failed before may work now."""
        bar = self.verticalScrollBar()
        if bar.value() == bar.minimum() and self._ends.pulled():
            self._moved()

    def _tell_read(self) -> None:
        if not self.isVisible() or not self.isActiveWindow():
            return
        if self._visiting and not self.at_end:
            # Who looks something up has not read what lies between.
            return
        bottom = self.viewport().height() + END_SLACK + 20
        read = self._read
        for number in self.visible_rows():
            entry = self.stack.rows[number].entry
            # What the team wrote needs no mark: one would go to the server behind each reply (R26).
            if entry is None or entry.message.author is not Author.CUSTOMER:
                continue
            if self.row_rect(number).bottom() <= bottom:
                read = max(read, entry.message.position)
        if read > self._read:
            self._read = read
            self.read_up_to.emit(read)

    def _image_ready(self, blob: str) -> None:
        self.viewport().update()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        if self._settling:
            return
        self._opening = None
        if dy > 0:
            self._ends.stalled = False
        height, value = self.viewport().height(), self.verticalScrollBar().value()
        if self.stack.pending_between(value, value + height):
            self._settle(self._hold())
            return
        self.viewport().update()
        self._moved()

    def wheelEvent(self, event: QWheelEvent) -> None:
        # X11 fills pixel deltas with whatever the driver likes; only a touchpad's gesture has phases.
        exact = event.pixelDelta().y() if event.phase() != Qt.ScrollPhase.NoScrollPhase else 0
        turned = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier or not (exact or turned):
            event.ignore()
            return
        if exact > 0 or turned > 0:
            self._ask_again()
        if exact:
            self.scroll_to(self.verticalScrollBar().value() - exact)
        else:
            self._glide.by(-round(turned / 120 * NOTCH), self._style.tokens.motion.normal_ms)
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        anchor = self._hold()
        if self._context is not None:
            if event.size().width() != event.oldSize().width():
                self.stack.set_layouter(self._layouter(self._context))
            self._settle(anchor)
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._moved()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        kind = event.type()
        if kind in {QEvent.Type.FontChange, QEvent.Type.LayoutDirectionChange, QEvent.Type.LanguageChange}:
            self._restyle()
            self._rebuild(self._hold())
        elif kind == QEvent.Type.ActivationChange:
            self._moved()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._style.tokens.canvas)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._skeleton:
            paint_skeleton(painter, self._style, self.viewport().width(), self.viewport().height())
        else:
            self._paint_rows(painter, event.region())
        painter.end()

    def _paint_rows(self, painter: QPainter, wanted: QRegion) -> None:
        top, bottom = wanted.boundingRect().top(), wanted.boundingRect().bottom() + 1
        brush = Brush(painter, self._style, self._images, self._image_ready, self.devicePixelRatioF(), self.playing)
        scrolled = self.verticalScrollBar().value() - self.lift
        width = self.viewport().width()
        for number in self.stack.visible(top + scrolled, bottom + scrolled):
            y = self.stack.tops[number] - scrolled
            # Around a card that stands over the messages only the rows at its edges are seen.
            row = QRect(SIDE, y, width - 2 * SIDE, self.stack.tops[number + 1] - self.stack.tops[number])
            if not wanted.intersects(row.adjusted(-FRAME, -FRAME, FRAME, FRAME)):
                continue
            laid = self.stack.get(number)
            painter.translate(0, y)
            chosen = self.selection.within(number, self.stack, laid)
            found = self._found.within(laid)
            paint_row(brush, laid, width, Marks(chosen, found), QRectF(0, top - y, width, bottom - top))
            if laid.row.key == self._pointed:
                paint_pointer(brush, laid)
            if laid.row.key == self.current and self.hasFocus():
                paint_focus(brush, laid)
            painter.translate(0, -y)

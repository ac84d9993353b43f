"""The mouse on the thread: selecting, clicking, the context menu; and what each action tells."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QCursor, QGuiApplication, QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QToolTip, QWidget

from app.i18n import _
from domain.message import PartKind
from domain.outbox import NEEDS_PERSON
from domain.timeline import Entry
from widgets.controls import PlainMenu
from widgets.images import ImageCache
from widgets.plain import plain_tip
from widgets.thread_view.hit import Hit, find_hit
from widgets.thread_view.links import allowed
from widgets.thread_view.menu import Choice, choices, corrections, message_text
from widgets.thread_view.plain_text import MORE, SHOWN_AT_FIRST, clean
from widgets.thread_view.rows import RowKind
from widgets.thread_view.selection import Spot
from widgets.thread_view.states import Action
from widgets.thread_view.surface import ThreadSurface
from widgets.tokens import Tokens

DRAG_SCROLL_MS = 30
_KEYS = {Action.RETRY: "Enter", Action.EDIT: "E", Action.DISCARD: "Del", Action.LOOK: "L"}
"""What `ThreadView` decides by one key about a reply that is held."""


class ThreadPointer(ThreadSurface):
    """The surface with a mouse.

    Signals: each names what the agent asked for on which entry.
    """

    link_activated = Signal(str)
    image_activated = Signal(object, object)
    attachment_activated = Signal(object, object)
    retry_requested = Signal(object)
    edit_requested = Signal(object)
    discard_requested = Signal(object)
    quote_requested = Signal(object)
    undo_join_requested = Signal(str)
    undo_requested = Signal(object)
    send_now_requested = Signal(object)
    look_requested = Signal(str)
    save_reply_requested = Signal(object)
    complaint_requested = Signal(object)
    correction_requested = Signal(object, object)
    swap_requested = Signal()
    play_requested = Signal(object, object)
    speed_requested = Signal()

    def __init__(self, tokens: Tokens, images: ImageCache, parent: QWidget | None = None) -> None:
        super().__init__(tokens, images, parent)
        self._pressed: Hit | None = None
        self._dragging = False
        self._doubled_at = -10_000
        self._drag = QTimer(self, interval=DRAG_SCROLL_MS)
        self._drag.timeout.connect(self._drag_on)

    def hit_at(self, point: QPointF) -> Hit | None:
        """What is under a point of the viewport."""
        number = self.row_at(point)
        if number is None:
            return None
        return find_hit(self.stack.get(number), point - self.row_rect(number).topLeft())

    def selected_text(self) -> str:
        """What Ctrl+C copies: the selection, else "" ."""
        return self.selection.text(self.stack, self._shown)

    def copy(self) -> None:
        """The selection, or the current message when nothing is selected."""
        text = self.selected_text()
        entry = self.current_entry()
        if not text and entry is not None:
            text = message_text(entry)
        if text:
            QGuiApplication.clipboard().setText(text)

    def current_entry(self) -> Entry | None:
        """The entry that keys act on."""
        number = self.stack.index_of(self.current) if self.current else None
        return None if number is None else self.stack.rows[number].entry

    def activate(self, hit: Hit) -> None:
        """Does or tells what a click on it asks for."""
        number = self.stack.index_of(hit.key)
        entry = self.stack.rows[number].entry if number is not None else None
        if entry is None or hit.action is None:
            return
        match hit.action:
            case Action.LINK if hit.link is not None and allowed(hit.link.url):
                self.link_activated.emit(hit.link.url)
            case Action.IMAGE:
                self.image_activated.emit(entry, hit.part)
            case Action.ATTACHMENT:
                self.attachment_activated.emit(entry, hit.part)
            case Action.MORE:
                self._show_more(hit.key)
            case Action.PLAY:
                self.play_requested.emit(entry, hit.part)
            case Action.ASSESSMENT:
                self._open_lines(hit.key, entry, corrections(entry), QCursor.pos())
            case _:
                self._tell(hit.action, entry)

    def open_menu(self, of: str, at: QPoint) -> QMenu | None:
        """The actions of a row, at a global point; None when it has none."""
        number = self.stack.index_of(of)
        entry = self.stack.rows[number].entry if number is not None else None
        if entry is None:
            return None
        barred = self._context.barred if self._context is not None else ""
        lines = [*choices(entry, self._now, selected=not self.selection.empty, barred=barred)]
        if self.translations.of(entry) is not None:
            lines.append(Choice(Action.COPY_TRANSLATION, _("Copy translation")))
        return self._open_lines(of, entry, lines, at)

    def _open_lines(self, of: str, entry: Entry, lines: Sequence[Choice], at: QPoint) -> QMenu | None:
        if not lines:
            return None
        menu = PlainMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        mixed = any(line.correction is None for line in lines)
        judging = menu.addMenu(_("This is really")) if mixed and any(line.correction for line in lines) else menu
        for line in lines:
            # An ampersand in a file name is not a mnemonic.
            key = _KEYS.get(line.action, "") if entry.sending in NEEDS_PERSON else ""
            words = line.words.replace("&", "&&") + (f"\t{key}" if key else "")
            action = (judging if line.correction else menu).addAction(words)
            action.setData((of, line))
        menu.triggered.connect(self._chosen)
        menu.popup(at)
        return menu

    def _chosen(self, action: QAction) -> None:
        key, line = action.data()
        assert isinstance(line, Choice)
        if line.action is Action.COPY:
            self.copy()
        elif line.correction is not None:
            number = self.stack.index_of(key)
            entry = self.stack.rows[number].entry if number is not None else None
            if entry is not None:
                self.correction_requested.emit(entry, line.correction)
        else:
            self.activate(Hit(key, line.action, link=line.link, part=line.part))

    def _tell(self, action: Action, entry: Entry) -> None:
        if action is Action.COPY_MESSAGE:
            QGuiApplication.clipboard().setText(message_text(entry))
            return
        if action is Action.COPY_TRANSLATION and (said := self.translations.of(entry)) is not None:
            QGuiApplication.clipboard().setText(clean(said.text))
        if action in {Action.SWAP, Action.SPEED}:
            (self.swap_requested if action is Action.SWAP else self.speed_requested).emit()
        if action is Action.UNDO_JOIN:
            facts = {part.name: part.detail for part in entry.message.parts if part.kind is PartKind.FACT}
            self.undo_join_requested.emit(facts.get("join", ""))
            return
        signals = {
            Action.RETRY: self.retry_requested,
            Action.EDIT: self.edit_requested,
            Action.DISCARD: self.discard_requested,
            Action.QUOTE: self.quote_requested,
            Action.UNDO_SEND: self.undo_requested,
            Action.SEND_NOW: self.send_now_requested,
            Action.SAVE_REPLY: self.save_reply_requested,
            Action.COMPLAINT: self.complaint_requested,
        }
        if action is Action.LOOK and entry.moved:
            self.look_requested.emit(entry.moved[0].message_id)
        elif action in signals:
            signals[action].emit(entry)

    def _show_more(self, key: str) -> None:
        """The text grows downwards: its own row stays where it is."""
        anchor = self._hold()
        number = self.stack.index_of(key)
        if anchor.at_end and number is not None:
            anchor = type(anchor)(((key, -int(self.row_rect(number).top())),))
        self._shown[key] = self._shown.get(key, SHOWN_AT_FIRST) + MORE
        self.stack.forget(key)
        self._settle(anchor)

    def _spot(self, point: QPointF) -> Spot | None:
        """The nearest place in a text; above and below all rows it is the first or last."""
        rows = self.stack.rows
        if not rows:
            return None
        y = int(point.y()) + self.verticalScrollBar().value() - self.lift
        at = self.stack.index_at(y)
        texts = [n for n in self.visible_rows() if rows[n].kind is RowKind.MESSAGE and self.stack.get(n).text]
        if not texts:
            return None
        near = min(texts, key=lambda n: abs(n - at))
        block = self.stack.get(near).text
        assert block is not None
        if near != at:
            return Spot(rows[near].key, block.length if near < at else 0)
        return Spot(rows[near].key, block.position_at(point - self.row_rect(near).topLeft()))

    def _press(self, event: QMouseEvent) -> None:
        point = event.position()
        self._pressed = self.hit_at(point)
        if self._pressed is not None:
            self.current = self._pressed.key
        spot = self._spot(point)
        self._dragging = spot is not None
        if event.timestamp() - self._doubled_at < QGuiApplication.styleHints().mouseDoubleClickInterval():
            self._select_around(spot, paragraph=True)
        elif spot is None:
            self.selection.clear()
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self.selection.start is not None:
            self.selection.end = spot
        else:
            self.selection.begin(spot)
        self.viewport().update()

    def _select_around(self, spot: Spot | None, *, paragraph: bool) -> None:
        number = self.stack.index_of(spot.key) if spot is not None else None
        block = self.stack.get(number).text if number is not None else None
        if block is None or spot is None:
            return
        start, end = block.paragraph_at(spot.position) if paragraph else block.word_at(spot.position)
        self.selection.select(spot.key, start, end)
        self._dragging = False
        self.viewport().update()

    def _drag_to(self, point: QPointF) -> None:
        spot = self._spot(point)
        if spot is not None and spot != self.selection.end:
            self.selection.end = spot
            self.viewport().update()
        outside = point.y() < 0 or point.y() > self.viewport().height()
        if outside and not self._drag.isActive():
            self._drag.start()
        elif not outside:
            self._drag.stop()

    def _drag_on(self) -> None:
        """The mouse is held outside: the thread moves under it."""
        point = QPointF(self.viewport().mapFromGlobal(QCursor.pos()))
        beyond = point.y() if point.y() < 0 else max(0.0, point.y() - self.viewport().height())
        self.scroll_to(self.verticalScrollBar().value() + round(max(-40.0, min(40.0, beyond))))
        self._drag_to(point)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._glide.stop()
            self._press(event)
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragging and event.buttons() & Qt.MouseButton.LeftButton:
            self._drag_to(event.position())
            return
        hit = self.hit_at(event.position())
        shape = Qt.CursorShape.ArrowCursor
        if hit is not None and hit.action is not None:
            shape = Qt.CursorShape.PointingHandCursor
        elif hit is not None and hit.on_text:
            shape = Qt.CursorShape.IBeamCursor
        if self.viewport().cursor().shape() != shape:
            self.viewport().setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._drag.stop()
        self._dragging = False
        pressed, self._pressed = self._pressed, None
        if event.button() != Qt.MouseButton.LeftButton or pressed is None or not self.selection.empty:
            return
        if pressed.action is not None and self.hit_at(event.position()) == pressed:
            self.activate(pressed)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._doubled_at = event.timestamp()
            self._pressed = None
            self._select_around(self._spot(event.position()), paragraph=False)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        hit = self.hit_at(QPointF(event.pos()))
        if hit is not None:
            self.current = hit.key
            self.open_menu(hit.key, event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            hit = self.hit_at(QPointF(event.pos()))
            tip = hit.link.host if hit is not None and hit.link is not None else ""
            QToolTip.showText(event.globalPos(), plain_tip(tip), self.viewport())
            return True
        return super().viewportEvent(event)

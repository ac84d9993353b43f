"""The thread on screen: takes windows of entries, tells what the agent did, and has keys, a pill and a voice."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.i18n import _
from domain.ids import MessageId
from domain.message import Author
from domain.outbox import NEEDS_PERSON, on_hold
from domain.timeline import Entry, Window
from widgets.images import ImageCache
from widgets.thread_view.accessibility import announce, focus_moved, make_accessible
from widgets.thread_view.anchor import AT_END, Anchor
from widgets.thread_view.context import ThreadContext
from widgets.thread_view.hit import Hit
from widgets.thread_view.pill import EndPill
from widgets.thread_view.pointer import ThreadPointer
from widgets.thread_view.rows import RowKind
from widgets.thread_view.spoken import spoken_message
from widgets.thread_view.states import Action, state_of
from widgets.thread_view.voice_keys import voice_key
from widgets.tokens import Tokens

ABOVE_NEW = 48
_PAGES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_DECISIONS = {
    Qt.Key.Key_Return: Action.RETRY,
    Qt.Key.Key_Enter: Action.RETRY,
    Qt.Key.Key_E: Action.EDIT,
    Qt.Key.Key_Delete: Action.DISCARD,
    Qt.Key.Key_L: Action.LOOK,
}
"""What one key decides about a reply that needs a person and has the focus; Space and Menu show them all."""

_UPWARDS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_PageUp, Qt.Key.Key_Home})
_MENU_KEYS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Menu, Qt.Key.Key_Space})


class ThreadView(ThreadPointer):
    """A window over one thread of any length. All Qt-side state; no store, no clock.

    Signals (with those of the classes it is made of):
        older_wanted, newer_wanted: the agent comes near an end of what is loaded; answer with `prepend`, `append`.
        newest_wanted: to the end, while the newest are not loaded; answer with `set_window`.
        read_up_to(position): of the newest message of a customer that was on screen while the window was active.
        link_activated(url), image_activated(entry, part), attachment_activated(entry, part),
        retry_requested, edit_requested, discard_requested, quote_requested (entry), undo_join_requested(join_id),
        undo_requested, send_now_requested (entry): of a reply that can still be called back.
        save_reply_requested(entry): what the team wrote shall become a quick reply.
        complaint_requested(entry): what the customer wrote is a complaint to be opened.
        play_requested(entry, part), speed_requested, seek_requested(seconds): of a voice note.
        swap_requested: the other one of original and translation shall stand first.
        correction_requested(entry, Assessment): the agent says what a customer's message really is.
        look_requested(message_id): what was written meanwhile, while a reply was held.
    """

    newest_wanted = Signal()
    seek_requested = Signal(float)

    def __init__(self, tokens: Tokens, images: ImageCache, parent: QWidget | None = None) -> None:
        make_accessible()
        super().__init__(tokens, images, parent)
        self._new = 0
        self._pill = EndPill(tokens, self)
        self._pill.clicked.connect(self.scroll_to_end)
        self.setAccessibleName(_("Messages"))

    @property
    def oldest(self) -> Entry | None:
        """The first entry held."""
        return self.loaded.entries[0] if self.loaded.entries else None

    @property
    def newest(self) -> Entry | None:
        """The last entry held."""
        return self.loaded.entries[-1] if self.loaded.entries else None

    @property
    def entry_count(self) -> int:
        """How many entries are held, at most 400."""
        return len(self.loaded.entries)

    def judged(self) -> Entry | None:
        """The customer's message that keys correct: the current one if it is theirs, else the newest."""
        current = self.current_entry()
        if current is not None and current.message.author is Author.CUSTOMER:
            return current
        said = (entry for entry in reversed(self.loaded.entries) if entry.message.author is Author.CUSTOMER)
        return next(said, None)

    @property
    def new_count(self) -> int:
        """What the pill says."""
        return self._new

    def set_window(self, window: Window, context: ThreadContext, at: MessageId | None = None) -> None:
        """Shows another thread (or another place of it): at a message, at the first unread one, else at the end."""
        self._glide.stop()
        self._context, self._now, self._skeleton = context, context.now, False
        self._ends.begin()
        self._read, self._new, self.current = 0, 0, ""
        self._style = self._new_style(self._style.tokens)
        self.stack.set_rows([], self._layouter(context))
        self.selection.clear()
        self._shown.clear()
        self._builder.forget()
        self.loaded.replace(window)
        unread = window.first_unread is not None and any(entry.id == window.first_unread for entry in window.entries)
        self._opening = Anchor((("new", -ABOVE_NEW),)) if unread and at is None else None
        self._visiting = at is not None
        self._rebuild(self._opening or AT_END)
        self.viewport().update()
        if at is not None:
            self.show_message(at)

    def prepend(self, window: Window) -> None:
        """Older entries; what is on screen stays where it is. Empty means: none to be had now."""
        anchor = self._hold()
        self._ends.older_came(self.loaded.prepend(window))
        self._rebuild(anchor)

    def append(self, window: Window) -> None:
        """Newer entries; what is on screen stays where it is, unless the end was on screen: then the end stays."""
        anchor, at_end = self._hold(), self.at_end
        self._ends.newer_came()
        self._grown(self.loaded.append(window, at_end=at_end), anchor, at_end)

    def update_entries(self, window: Window, since: Entry | None = None) -> None:
        """The present state from `since`, or `window`'s first entry on; only rows that changed are laid out."""
        anchor, at_end = self._hold(), self.at_end
        fresh = self.loaded.update(window, at_end=at_end, since=since)
        self._ends.stalled = self._ends.stalled and not self.loaded.older
        self._grown(fresh, anchor, at_end)

    def clear(self) -> None:
        """Shows nothing."""
        self.loaded.clear()
        self._skeleton = False
        self._new = 0
        self._rebuild(AT_END)
        self.viewport().update()

    def show_skeleton(self) -> None:
        """Shows that a thread is coming."""
        self.clear()
        self._skeleton = True
        self.viewport().update()

    def set_context(self, context: ThreadContext) -> None:
        """A new day, another zone, language or team."""
        if self._context is not None and context.looks_like(self._context):
            numbers = self._said_otherwise(context.now, context.barred)
            self._context, self._now = context, context.now
            self.stack.renew((), self._layouter(context))
            self._renew(numbers)
            return
        anchor = self._hold()
        self._context, self._now = context, context.now
        self._style = self._new_style(self._style.tokens)
        self.stack.set_layouter(self._layouter(context))
        self._rebuild(anchor)

    def _said_otherwise(self, now: datetime, barred: str) -> list[int]:
        """Rows whose state reads otherwise then: seconds count, "2 min ago" grows, the network returns.

        Only of what is not through: how far a message came at the channel goes by neither.
        """
        was = self._context.barred if self._context is not None else ""
        waiting = ((n, row.entry) for n, row in enumerate(self.stack.rows) if row.entry is not None)
        return [
            number
            for number, entry in waiting
            if (entry.sending is not None or entry.leaves_at is not None)
            and state_of(entry, self._now, was) != state_of(entry, now, barred)
        ]

    def on_hold(self, now: datetime) -> bool:
        """Whether something held here can still be called back."""
        return any(on_hold(entry.leaves_at, now) for entry in self.loaded.entries)

    def count_down(self, now: datetime) -> None:
        """Time has passed: only replies that say otherwise now are laid out and painted anew."""
        numbers = self._said_otherwise(now, self._context.barred if self._context is not None else "")
        self._now = now
        self._renew(numbers)

    def _renew(self, numbers: Sequence[int]) -> None:
        """Lays out and paints these rows anew."""
        if not numbers or self._context is None:
            return
        anchor = self._hold()
        if self.stack.renew(numbers, self._layouter(self._context)):
            self._settle(anchor)
            return
        for number in numbers:
            self.viewport().update(self.row_rect(number).toAlignedRect())

    def set_tokens(self, tokens: Tokens) -> None:
        """Another theme, at once."""
        self._style = self._new_style(tokens)
        self._pill.set_tokens(tokens)
        self._dress_bar(tokens)
        self._restyle()

    def scroll_to_end(self) -> None:
        """To the newest message; asks for it (`newest_wanted`) when it is not loaded."""
        self._opening = None
        self._visiting = False
        if self.loaded.newer:
            self.newest_wanted.emit()
            return
        self._glide.stop()
        self._settle(AT_END)

    def show_message(self, message_id: MessageId) -> bool:
        """Brings a held message into the middle and points at it for a moment; False when it is not held.

        What the agent had read stays as it was until they go on to the end by themselves.
        """
        number = self.stack.index_of(message_id)
        if number is None:
            return False
        self._visiting = True
        self._opening = None
        self._glide.stop()
        self.current = message_id
        height = self.viewport().height()
        self._settle(Anchor(((message_id, -max(12, (height - self.stack.get(number).height) // 3)),)))
        self._point_at(message_id)
        shown = self.visible_rows()
        if number in shown:
            focus_moved(self, number - shown.start)
        return True

    def _grown(self, fresh: Sequence[Entry], anchor: Anchor, at_end: bool) -> None:
        own = any(entry.sending is not None and entry.message.author is Author.AGENT for entry in fresh)
        arrived = [entry for entry in fresh if entry.message.author is Author.CUSTOMER]
        if not at_end:
            self._new += len(arrived)
        if own:
            self._opening = None
        self._rebuild(AT_END if own and not self.loaded.newer else anchor)
        if arrived and self._context is not None:
            announce(self, spoken_message(arrived[-1], self._context))

    def _moved(self) -> None:
        super()._moved()
        if self.at_end:
            self._new = 0
        self._pill.set_count(self._new)
        self._pill.setVisible(not self.at_end and bool(self.loaded.entries))
        self._pill.settle(self.viewport().geometry())

    def _make_current(self, number: int) -> None:
        self.current = self.stack.rows[number].key
        self.bring_on_screen(number)
        self.viewport().update()
        shown = self.visible_rows()
        if number in shown:
            focus_moved(self, number - shown.start)

    def _step(self, step: int) -> None:
        """The next message up or down; a tall one is scrolled through first."""
        rows = self.stack.rows
        stops = [number for number, row in enumerate(rows) if row.kind in {RowKind.MESSAGE, RowKind.EVENT}]
        if not stops:
            return
        at = self.stack.index_of(self.current)
        if at is None:
            visible = [number for number in stops if number in self.visible_rows()]
            self._make_current(visible[-1] if visible else stops[-1])
            return
        rect, height = self.row_rect(at), self.viewport().height()
        hidden = rect.bottom() - height if step > 0 else -rect.top()
        if hidden > 0 and rect.height() > height and rect.top() < height and rect.bottom() > 0:
            bar = self.verticalScrollBar()
            self.scroll_to(bar.value() + step * min(height - 40, round(hidden) + 6))
            return
        there = [number for number in stops if (number > at) == (step > 0) and number != at]
        if there:
            self._make_current(min(there, key=lambda number: abs(number - at)))

    def _decide(self, key: Qt.Key) -> bool:
        """One key decides about a reply that is held or did not get through: whether it did."""
        entry, action = self.current_entry(), _DECISIONS.get(key)
        if action is None or entry is None or entry.sending not in NEEDS_PERSON:
            return False
        if action not in [found for found, _words in state_of(entry, self._now).actions]:
            return False
        self.activate(Hit(self.current, action))
        return True

    def _menu_of_current(self) -> None:
        number = self.stack.index_of(self.current) if self.current else None
        if number is not None:
            corner = self.stack.get(number).bubble.translated(self.row_rect(number).topLeft()).bottomLeft()
            self.open_menu(self.current, self.viewport().mapToGlobal(corner.toPoint()))

    def _go(self, key: Qt.Key, *, control: bool) -> bool:
        bar = self.verticalScrollBar()
        if key in _UPWARDS:
            self._ask_again()
        if key in _PAGES:
            self.scroll_to(bar.value() + _PAGES[key] * (bar.pageStep() - 48))
        elif key in _STEPS and control:
            self.scroll_to(bar.value() + _STEPS[key] * bar.singleStep() * 3)
        elif key in _STEPS:
            self._step(_STEPS[key])
        elif key == Qt.Key.Key_Home:
            self.scroll_to(bar.minimum())
        elif key == Qt.Key.Key_End:
            self.scroll_to_end()
        else:
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif key == Qt.Key.Key_Escape and not self.selection.empty:
            self.selection.clear()
            self.viewport().update()
        elif (not control and voice_key(self, key)) or (not control and self._decide(key)):
            event.accept()
        elif key in _MENU_KEYS and not control:
            if self.current_entry() is None:
                self._step(-1)
            self._menu_of_current()
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier or not self._go(key, control=control):
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        tabbed = event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}
        if tabbed and self.stack.index_of(self.current) is None:
            self.current = ""
            self._step(-1)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._pill.settle(self.viewport().geometry())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.setAccessibleName(_("Messages"))

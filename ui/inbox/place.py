"""The inbox: three columns that follow one chosen thread, and what keeps them in step with the local database."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.changes import ChangeSet
from app.errors import KnownError
from app.i18n import _
from app.ports import SyncStatus
from domain.agent import Agent, Permission
from domain.ids import MessageId, ThreadId
from domain.inbox import Card, Folder, ThreadRow
from ui import locale
from ui.background import Background
from ui.inbox.actions import ThreadActions
from ui.inbox.ahead import MODULES
from ui.inbox.columns import Columns
from ui.inbox.connection import Connection
from ui.inbox.contexts import Contexts
from ui.inbox.history import History
from ui.inbox.list_column import ListColumn
from ui.inbox.side_column import SideColumn
from ui.inbox.thread_column import ThreadColumn
from ui.inbox.thread_desks import ThreadDesks
from ui.late import AfterPaint, Ahead, in_order
from ui.ports import Services
from ui.words import error_words
from widgets.images import ImageCache
from widgets.tokens import Tokens

if TYPE_CHECKING:
    from domain.timeline import Entry

TICK_MS = 15_000


class InboxPlace(ThreadDesks):
    """Everything around one chosen thread. The list is there at once; what belongs to a thread comes late.

    Signals:
        unread_changed(int), state_changed(bool online), sign_in_wanted
        thread_changed: another thread, or its state: commands may be possible or not.
        protection_wanted: where a passphrase is set.
    """

    unread_changed = Signal(int)
    state_changed = Signal(bool)
    sign_in_wanted = Signal()
    thread_changed = Signal()
    protection_wanted = Signal()

    def __init__(self, services: Services, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("place")
        self._services = services
        self.contexts = Contexts(services)
        self._leaving: ThreadId | None = None
        self.thread_id: ThreadId | None = None
        self.card: Card | None = None
        self.images = ImageCache(self)
        self.column = ListColumn(services, tokens, self.contexts.of_list())
        self.middle = ThreadColumn(tokens, self.images)
        self.side = SideColumn(tokens)
        self.deeds = ThreadActions(services, self)
        self.connection = Connection(services, self)
        self.history = History()
        self._status: SyncStatus | None = None
        self._seen: AfterPaint | None = None
        self._background = Background(services.tasks, self, self._troubled)
        self.splitter = Columns(tokens, self.column, self.middle, self.side)
        self._lay_out()
        self._connect()
        self._clock = QTimer(self)
        self._clock.setInterval(TICK_MS)
        self._clock.timeout.connect(self.tick)
        self._clock.start()
        self.tick()

    # What the window asks for.

    def start(self) -> None:
        """Reads everything; answers come when the local database is open."""
        self._background.run(self._services.inbox.agents(), self._team_read, latest="team")
        self.column.loader.reload()
        self.connection.refresh()
        if self.is_furnished:
            self.salvage.look()
        self._remember_memory()

    def apply(self, changes: ChangeSet) -> None:
        """What a write changed: only that is read again."""
        if changes.reset or changes.people:
            self._background.run(self._services.inbox.agents(), self._team_read, latest="team")
        self.column.loader.apply(changes)
        if self.is_furnished:
            self.feeder.apply(changes)
            self.keeper.apply(changes)
            self.guide.apply(changes)
        if self.thread_id is not None and (changes.reset or self.thread_id in changes.threads):
            self._read_card()
        if changes.outbox or changes.reset:
            self.connection.refresh()
        if changes.reset:
            self._remember_memory()
        if changes.reset and self.is_furnished:
            self.salvage.look()

    def open_thread(self, thread_id: ThreadId | None, *, remember: bool = True, at: MessageId | None = None) -> None:
        """Another thread on screen, at a message if one is named."""
        if thread_id == self.thread_id:
            return
        self.furnish()
        self.thread_id = self.deeds.thread_id = thread_id
        self.card = None
        if remember and thread_id is not None:
            self.history.visit(thread_id)
        self.middle.trouble.say("")
        # Until the card is read nobody can be answered: least of all the customer before.
        self.middle.composer.set_identities(())
        self.feeder.open(thread_id, at)
        self.keeper.open(thread_id)
        self.guide.open(thread_id)
        self.translation.open(thread_id)
        self.voice.open(thread_id)
        self.colleagues.open(thread_id)
        self.side.customer.show_card(None, may_join=False)
        self.orders.show_card(None)
        if thread_id is None:
            self.middle.show_empty(_("Choose a thread on the left, or press Ctrl+K to find somebody."))
        else:
            self.middle.show_thread()
            self._read_card()
        self.thread_changed.emit()

    def go_to(self, thread_id: ThreadId, at: MessageId | None = None) -> None:
        """A thread from the palette, a place or the waiting panel, wherever it stands; its folder comes with it."""
        if at is not None and thread_id == self.thread_id:
            self.feeder.jump(at)
        self.open_thread(thread_id, at=at)
        self.select_in_list(thread_id)
        self._background.run(self._services.inbox.row(thread_id), self._found, latest="found")

    def select_in_list(self, thread_id: ThreadId) -> None:
        """Marks its line, or no line when it is in another folder."""
        self.column.list.choose(self.column.model.index_of(thread_id))

    def _list_loaded(self) -> None:
        if self.thread_id is not None:
            self.select_in_list(self.thread_id)

    def _found(self, row: tuple[ThreadRow, Folder | None] | None) -> None:
        if row is None or row[0].thread_id != self.thread_id:
            return
        folder = row[1]
        if folder is not None and folder is not self.column.folder():
            self.column.open_folder(folder)

    def open_folder(self, folder: Folder) -> None:
        """Another folder; the thread on screen stays."""
        self.column.open_folder(folder)
        self.column.focus_entry()

    def write(self, *, toggle_note: bool = False) -> None:
        """The caret into the composer."""
        if self.thread_id is not None:
            composer = self.middle.composer
            if toggle_note:
                composer.set_note(not composer.note)
            composer.focus_text()

    def snooze_freely(self) -> None:
        """Asks for a time of one's own."""
        from ui.inbox.snooze import SnoozeDialog

        dialog = SnoozeDialog(self._now(), locale.zone(), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(self.deeds.snooze)
        dialog.open()

    def step_unread(self, by: int) -> None:
        """The next line with something unread, below or above."""
        rows, now = self.column.model.rows, self.column.list.currentIndex().row()
        places = range(now + 1, len(rows)) if by > 0 else range(now - 1, -1, -1)
        for place in places:
            if rows[place].unread:
                self.column.list.choose(self.column.model.index(place, 0))
                return

    def me(self) -> Agent | None:
        """Who is signed in."""
        return self.contexts.me()

    def tick(self) -> None:
        """Time has passed."""
        now = self._now()
        self.column.set_context(self.contexts.of_list())
        if self.is_furnished:
            self.middle.header.set_now(now)
            self.middle.composer.set_now(now)
            self.feeder.set_context(self.contexts.of_thread(self.card))
            self._show_window()
        self.connection.show()

    # How the parts hang together.

    def make_parts(self) -> None:
        """What belongs to a thread: its page, the column beside it, and what works in them."""
        from ui.inbox.desks import make_desks

        self.middle.furnish()
        self.side.furnish()
        in_order(self.column, self.middle)
        in_order(self.middle, self.side)
        make_desks(self, self._services)
        self._connect_late()
        self._connect_thread()
        self.connection.listen()
        self.colleagues.set_team(self.contexts.team)
        self.salvage.look()

    def _furnished(self) -> None:
        """What was told before the parts were there."""
        if self._status is not None:
            self.connection.changed.emit(self._status)
        self.tick()

    def _furnish_soon(self) -> None:
        """The list is seen first, then the rest is made."""
        if self._seen is None and not self.is_furnished:
            self._seen = AfterPaint(self.column.faces(), self)
            Ahead(MODULES, self._seen).over.connect(self.furnish)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.splitter)

    def _connect(self) -> None:
        column = self.column
        column.list.thread_chosen.connect(self._chosen)
        column.list.thread_opened.connect(self._opened_by_key)
        column.waiting_wanted.connect(self.connection.toggle_panel)
        column.unread_changed.connect(self.unread_changed)
        column.loader.loaded.connect(self._list_loaded)
        column.loader.loaded.connect(self._furnish_soon)
        column.loader.left.connect(self._left)
        column.loader.troubled.connect(self._list_failed)
        column.loader.troubled.connect(self._furnish_soon)
        self.connection.changed.connect(self._connection_changed)
        self.connection.sign_in_wanted.connect(self.sign_in_wanted)
        self.connection.troubled.connect(self._troubled)
        self.middle.memory.acted.connect(self.protection_wanted)
        self.middle.furnished.connect(self.furnish)
        self.side.furnished.connect(self.furnish)
        self.furnished.connect(self._furnished)
        self.deeds.leaving.connect(self._expect_leaving)
        self.deeds.troubled.connect(self._troubled)

    def _connect_late(self) -> None:
        middle, header = self.middle, self.middle.header
        header.assigned.connect(self.deeds.assign)
        header.taken.connect(self.colleagues.take)
        header.snoozed.connect(self.deeds.snooze)
        header.own_snooze_wanted.connect(self.snooze_freely)
        header.done_clicked.connect(self.deeds.resolve)
        header.reopen_clicked.connect(self.deeds.reopen)
        middle.suggestion.accepted.connect(self.deeds.accept)
        middle.suggestion.declined.connect(self.deeds.decline)
        self.salvage.troubled.connect(self._troubled)
        self.side.waiting.review_wanted.connect(self.go_to)
        self.side.customer.tag_added.connect(self.deeds.add_tag)
        self.side.customer.tag_removed.connect(self.deeds.remove_tag)
        self.side.customer.undo_wanted.connect(self.deeds.undo_join)

    def _connect_thread(self) -> None:
        view, composer = self.middle.view, self.middle.composer
        view.link_activated.connect(self.files.follow)
        self.side.customer.orders.link_wanted.connect(self.files.follow)
        view.image_activated.connect(self.files.look)
        view.attachment_activated.connect(self.files.save)
        composer.attach_requested.connect(self.files.pick)
        composer.channel_chosen.connect(self._show_window)
        composer.draft_changed.connect(self.colleagues.typing)
        self.colleagues.refused.connect(self.middle.trouble.say)
        self.colleagues.look_wanted.connect(self.go_to)
        self.files.picked.connect(self.keeper.offer)
        self.voice.recorded.connect(self.keeper.offer)
        self.voice.save_wanted.connect(self.files.save)
        self.files.told.connect(self.middle.trouble.say)
        self.feeder.taken_back.connect(self.keeper.put_back)
        self.feeder.quote_wanted.connect(self._quote)
        self.keeper.quoted.connect(self._quoted)
        self.keeper.sent.connect(self._sent)
        self.keeper.recalled.connect(self.go_to)
        self.keeper.refused.connect(self.middle.trouble.say)
        for source in (self.feeder, self.keeper, self.files, self.colleagues, self.voice):
            source.troubled.connect(self._troubled)

    def _now(self) -> datetime:
        return self._services.clock.now()

    def _team_read(self, team: Sequence[Agent]) -> None:
        self.contexts.team = team
        if self.is_furnished:
            self.colleagues.set_team(team)
        self.tick()

    def _read_card(self) -> None:
        if self.thread_id is not None:
            self._background.run(self._services.inbox.card(self.thread_id), self._card_read, latest="card")

    def _card_read(self, card: Card | None) -> None:
        me = self.me()
        if card is None or me is None:
            return
        first = self.card is None
        self.card = card
        self.orders.show_card(card)
        self.translation.set_customer_language(card.customer.language)
        may_join = me.may(Permission.JOIN_CUSTOMERS)
        self.middle.header.show_card(card, me, self.contexts.team)
        self.middle.suggestion.show_card(card, may_join=may_join)
        self.side.customer.show_card(card, may_join=may_join)
        self.middle.composer.set_identities(card.identities)
        self._show_window()
        if first:
            self.feeder.set_context(self.contexts.of_thread(self.card))
        self.thread_changed.emit()

    def _show_window(self) -> None:
        if self.card is not None:
            chosen = self.middle.composer.identity_id
            identities = {identity.id: identity for identity in self.card.identities}
            first = self.card.identities[0] if self.card.identities else None
            self.middle.header.show_window(identities.get(chosen, first) if chosen else first, self._now())

    def _chosen(self, thread_id: str) -> None:
        self.open_thread(ThreadId(thread_id))

    def _opened_by_key(self, thread_id: str) -> None:
        self.open_thread(ThreadId(thread_id))
        self.write()

    def _expect_leaving(self, thread_id: str) -> None:
        self._leaving = ThreadId(thread_id)

    def _left(self, thread_id: str, place: int) -> None:
        """What the agent put away makes room for the line that took its place; what others move stays on screen."""
        if thread_id != self._leaving:
            return
        self._leaving = None
        count = self.column.model.rowCount()
        if count:
            self.column.list.choose(self.column.model.index(min(place, count - 1), 0))
        else:
            self.open_thread(None)

    def _sent(self, thread_id: str, resolve: bool) -> None:
        self.middle.trouble.say("")
        if thread_id == self.thread_id:
            self.middle.view.scroll_to_end()
        if resolve:
            self.deeds.resolve_thread(ThreadId(thread_id))

    def _quote(self, entry: "Entry") -> None:
        self.middle.composer.set_quote(entry.id, self.feeder.line_of(entry.id))
        self.middle.composer.focus_text()

    def _quoted(self, message_id: str) -> None:
        quoted = MessageId(message_id)
        self.middle.composer.set_quote(quoted, self.feeder.line_of(quoted))

    def _connection_changed(self, status: SyncStatus) -> None:
        self._status = status
        self.column.set_context(self.contexts.of_list())
        if self.is_furnished:
            self.middle.composer.set_online(status.online)
        self.state_changed.emit(status.online)

    def protected(self) -> None:
        """What is here stays from now on."""
        self.middle.memory.say("")

    def _remember_memory(self) -> None:
        session = self._services.session
        if session.current is not None and not session.durable:
            self.middle.memory.say(
                _("This computer has no keychain: Braid keeps nothing after it closes."), _("Use a passphrase…")
            )

    def _list_failed(self, error: KnownError) -> None:
        self.middle.show_empty(error_words(error))

    def _troubled(self, error: KnownError) -> None:
        self.middle.trouble.say(error_words(error))

"""The inbox: three columns that follow one chosen thread, and what keeps them in step with the local database."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.changes import ChangeSet
from app.errors import KnownError
from app.i18n import _
from app.ports import SyncStatus
from domain.agent import Agent
from domain.ids import MessageId, ThreadId
from domain.inbox import Card
from ui.background import Background
from ui.inbox.actions import ThreadActions
from ui.inbox.ahead import MODULES
from ui.inbox.card_desk import CardDesk
from ui.inbox.columns import Columns
from ui.inbox.connection import Connection
from ui.inbox.contexts import Contexts
from ui.inbox.first_thread import FirstThread
from ui.inbox.history import History
from ui.inbox.list_column import ListColumn
from ui.inbox.side_column import SideColumn
from ui.inbox.steps import Steps
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
        self.thread_id: ThreadId | None = None
        self.images = ImageCache(self)
        self.column = ListColumn(services, tokens, self.contexts.of_list())
        self.middle = ThreadColumn(tokens, self.images)
        self.side = SideColumn(tokens)
        self.deeds = ThreadActions(services, self)
        self.connection = Connection(services, self)
        self.history = History()
        self.steps = Steps(services, self)
        self.about = CardDesk(services, self)
        self.first = FirstThread(self)
        self._status: SyncStatus | None = None
        self._seen: AfterPaint | None = None
        self._background = Background(services.tasks, self, self.trouble)
        self.splitter = Columns(tokens, self.column, self.middle, self.side)
        self._lay_out()
        self._connect()
        self._clock = QTimer(self)
        self._clock.setInterval(TICK_MS)
        self._clock.timeout.connect(self.tick)
        self._clock.start()
        self.tick()

    @property
    def card(self) -> Card | None:
        """Who the customer on screen is, and how the thread stands; None until it is read."""
        return self.about.card

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
            self.about.read()
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
        self.about.forget()
        if remember and thread_id is not None:
            self.history.visit(thread_id)
        self.middle.trouble.say("")
        # Until the card is read nobody can be answered: least of all the customer before.
        self.middle.composer.await_identities()
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
            self.about.read()
        self.thread_changed.emit()

    def go_to(self, thread_id: ThreadId, at: MessageId | None = None) -> None:
        """A thread from the palette, a place or the waiting panel, wherever it stands; its folder comes with it."""
        if at is not None and thread_id == self.thread_id:
            self.feeder.jump(at)
        self.open_thread(thread_id, at=at)
        self.steps.find(thread_id)

    def write(self, *, toggle_note: bool = False) -> None:
        """The caret into the composer."""
        if self.thread_id is not None:
            composer = self.middle.composer
            if toggle_note:
                composer.set_note(not composer.note)
            composer.focus_text()

    def snooze_freely(self) -> None:
        """Asks when the thread is to come back."""
        from ui.inbox.snooze_dialog import SnoozeDialog

        dialog = SnoozeDialog(self._now, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(self.deeds.snooze)
        dialog.open()

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
            self.about.show_window()
        self.connection.show()

    # How the parts hang together.

    def make_parts(self) -> Iterator[None]:
        """What belongs to a thread: its page, the column beside it, and what works in them."""
        from ui.inbox.desks import connect_desks, make_desks

        for column in (self.middle, self.side):
            while column.furnish_more():
                yield
            yield
        in_order(self.column, self.middle)
        in_order(self.middle, self.side)
        yield from make_desks(self, self._services)
        yield
        connect_desks(self)
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
            Ahead(MODULES, self._seen, self)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.splitter)

    def _connect(self) -> None:
        column = self.column
        column.list.thread_chosen.connect(self._chosen)
        column.list.thread_opened.connect(self._opened_by_key)
        column.waiting_wanted.connect(self.connection.toggle_panel)
        column.wanted.connect(self._list_wanted)
        column.unread_changed.connect(self.unread_changed)
        column.loader.loaded.connect(self._furnish_soon)
        column.loader.troubled.connect(self._list_failed)
        column.loader.troubled.connect(self._furnish_soon)
        self.connection.changed.connect(self._connection_changed)
        self.connection.sign_in_wanted.connect(self.sign_in_wanted)
        self.connection.troubled.connect(self.trouble)
        self.middle.memory.acted.connect(self.protection_wanted)
        self.middle.furnished.connect(self.furnish)
        self.side.furnished.connect(self.furnish)
        self.furnished.connect(self._furnished)
        self.about.changed.connect(self.thread_changed)
        self.deeds.troubled.connect(self.trouble)

    def _list_wanted(self) -> None:
        self.splitter.reveal(self.column)

    def _now(self) -> datetime:
        return self._services.clock.now()

    def _team_read(self, team: Sequence[Agent]) -> None:
        self.contexts.team = team
        if self.is_furnished:
            self.colleagues.set_team(team)
        self.tick()

    def _chosen(self, thread_id: str) -> None:
        self.open_thread(ThreadId(thread_id))

    def _opened_by_key(self, thread_id: str) -> None:
        self.open_thread(ThreadId(thread_id))
        self.write()

    def sent(self, thread_id: str, resolve: bool) -> None:
        """A reply is on its way; it is seen, and its thread is done if that was asked for."""
        self.middle.trouble.say("")
        if thread_id == self.thread_id:
            self.middle.view.scroll_to_end()
        if resolve:
            self.deeds.resolve_thread(ThreadId(thread_id))

    def quote(self, entry: "Entry") -> None:
        """The next reply answers that message."""
        self.middle.composer.set_quote(entry.id, self.feeder.line_of(entry.id))
        self.middle.composer.focus_text()

    def quoted(self, message_id: str) -> None:
        """The draft that was taken up answers that message."""
        quoted = MessageId(message_id)
        self.middle.composer.set_quote(quoted, self.feeder.line_of(quoted))

    def _connection_changed(self, status: SyncStatus) -> None:
        self._status = status
        self.column.set_context(self.contexts.of_list())
        if self.is_furnished:
            self.middle.composer.set_online(status.online)
            self.feeder.set_context(self.contexts.of_thread(self.card))
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

    def say_join_waits(self, _other: object) -> None:
        """Joining is the server's: without it the two stay two for now, and the question is gone all the same."""
        if not self._services.waiting.status.online:
            self.middle.trouble.say(_("They become one thread as soon as the network is back."), kind="low")

    def trouble(self, error: KnownError) -> None:
        """Says what went wrong, over the messages."""
        self.middle.trouble.say(error_words(error))

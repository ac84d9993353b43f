"""Feeds the thread view: windows of messages in, read marks and a person's decisions out."""

from dataclasses import dataclass, field, replace
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance

from app.changes import ChangeSet
from app.errors import KnownError
from domain.emotion.assessment import Assessment, Tier
from domain.ids import JoinId, MessageId, ThreadId
from domain.message import snippet
from domain.timeline import Entry, Window
from ui.background import Background
from ui.inbox.discarding import Discarding
from ui.ports import Services
from widgets.thread_view.context import ThreadContext
from widgets.thread_view.view import ThreadView

SECOND_MS = 1000
MARGIN = 50
"""So many entries more than are held are read on a refresh: room for what is new."""


@dataclass
class _Out:
    """Which questions are out."""

    older: bool = False
    newer: bool = False
    read: int = 0
    lines: dict[MessageId, str] = field(default_factory=dict)


@dataclass
class _Jump:
    """A jump on its way.

    Attributes:
        wanted: False once the agent has given it up, or went elsewhere.
    """

    message_id: MessageId
    told: SignalInstance
    wanted: bool = True

    def progress(self, fetched: int) -> bool:
        """Tells how far it is; whether to go on."""
        if self.wanted:
            self.told.emit(fetched)
        return self.wanted


class TimelineFeeder(QObject):
    """Between one thread view and the services.

    Signals:
        opened(Window): another thread is on screen.
        taken_back(Draft): a message goes back into the composer.
        quote_wanted(Entry)
        all_left: nothing here can be called back any more.
        fetching(int): messages fetched on the way to one; -1: no longer on the way.
        unreached(KnownError): the message could not be shown.
        troubled(KnownError)
    """

    opened = Signal(object)
    taken_back = Signal(object)
    quote_wanted = Signal(object)
    all_left = Signal()
    fetching = Signal(int)
    unreached = Signal(object)
    troubled = Signal(object)

    def __init__(self, services: Services, view: ThreadView, context: ThreadContext, parent: QObject) -> None:
        super().__init__(parent)
        self.thread_id: ThreadId | None = None
        self._services = services
        self._view = view
        self._context = context
        self._out = _Out()
        self._loaded = False
        self._jumping: _Jump | None = None
        self._background = Background(services.tasks, view, self._failed)
        self._discarding = Discarding(view)
        view.older_wanted.connect(self._older)
        view.newer_wanted.connect(self._newer)
        view.newest_wanted.connect(self._newest)
        view.read_up_to.connect(self._read)
        view.retry_requested.connect(self._retry)
        view.edit_requested.connect(self._edit)
        view.discard_requested.connect(self._discard)
        view.quote_requested.connect(self.quote_wanted)
        view.undo_join_requested.connect(self._undo_join)
        view.undo_requested.connect(self._undo)
        view.send_now_requested.connect(self._send_now)
        view.look_requested.connect(self.look)
        view.correction_requested.connect(self._correct)
        self._seconds = QTimer(self)
        self._seconds.setInterval(SECOND_MS)
        self._seconds.timeout.connect(self.count_down)

    def judge(self, tier: Tier) -> None:
        """The current message of the customer, or their newest one, is really of that tier (E-1)."""
        entry = self._view.judged()
        if entry is None:
            return
        says = entry.message.assessment or Assessment(tier, complaint=False)
        self._correct(entry, replace(says, tier=tier, complaint=tier is not Tier.LOW))

    def _correct(self, entry: Entry, says: Assessment) -> None:
        if self.thread_id is not None:
            work = self._services.inbox.correct(self.thread_id, entry.id, says.tier, says.complaint, says.topic)
            self._background.run(work)

    def open(self, thread_id: ThreadId | None, at: MessageId | None = None) -> None:
        """Another thread, at a message if one is named; what was asked for the former one does not count any more."""
        self.give_up()
        self.thread_id, self._out, self._loaded = thread_id, _Out(), False
        for name in ("older", "newer", "refresh", "open"):
            self._background.forget(name)
        if thread_id is None:
            self._view.clear()
            return
        self._view.show_skeleton()
        if at is not None:
            self._jump(at)
        else:
            self._background.run(self._services.timeline.open(thread_id), self._show, latest="open")

    def jump(self, message_id: MessageId) -> None:
        """To a message of the thread on screen, wherever it is: here, on this computer, or on the server."""
        self.give_up()
        if self.thread_id is not None and not (self._loaded and self._view.show_message(message_id)):
            self._jump(message_id)

    def give_up(self) -> None:
        """Fetches no further towards a message; what is on screen stays."""
        if self._jumping is not None:
            self._jumping.wanted = False
            self._background.forget("jump")
            self._jumping = None
            self.fetching.emit(-1)
            if not self._loaded and self.thread_id is not None:
                self._background.run(self._services.timeline.open(self.thread_id), self._show, latest="open")

    def set_context(self, context: ThreadContext) -> None:
        """A new day, customer or team."""
        self._context = context
        if self._loaded:
            self._view.set_context(context)

    def apply(self, changes: ChangeSet) -> None:
        """What a write changed."""
        if self.thread_id is not None and self._loaded and (changes.reset or self.thread_id in changes.timelines):
            self._background.again(partial(self._entries, self.thread_id), self._refreshed, "refresh")

    async def _entries(self, thread_id: ThreadId) -> tuple[Entry | None, Window]:
        since = self._view.oldest
        return since, await self._services.timeline.entries(thread_id, since, self._view.entry_count + MARGIN)

    def count_down(self) -> None:
        """A second has passed for what can still be called back; nothing runs while there is none."""
        now = self._services.clock.now()
        if self._view.isVisible():
            self._view.count_down(now)
        if not self._view.on_hold(now):
            self._seconds.stop()
            self.all_left.emit()

    def look(self, message_id: str) -> None:
        """Brings a message that is held on screen."""
        self._view.show_message(MessageId(message_id))

    def line_of(self, message_id: MessageId | None) -> str:
        """One line of a message that was on screen, "" when unknown."""
        return self._out.lines.get(message_id, "") if message_id is not None else ""

    def mark_all_read(self) -> None:
        """Everything that is here."""
        newest = self._view.newest
        if newest is not None:
            self._read(newest.message.position)

    def _show(self, window: Window) -> None:
        self._remember(window)
        self._loaded = True
        self._view.set_window(window, self._context)
        self._begin_to_count()
        self.opened.emit(window)

    def _jump(self, message_id: MessageId) -> None:
        assert self.thread_id is not None
        self._jumping = jump = _Jump(message_id, self.fetching)
        work = self._services.timeline.around(self.thread_id, message_id, jump.progress)
        self._background.run(work, self._show_there, self._not_there, latest="jump")

    def _show_there(self, window: Window | None) -> None:
        jump, self._jumping = self._jumping, None
        self.fetching.emit(-1)
        if window is None or jump is None:
            return
        for name in ("older", "newer", "refresh", "open"):
            self._background.forget(name)
        self._out.older = self._out.newer = False
        self._remember(window)
        first, self._loaded = not self._loaded, True
        self._view.set_window(window, self._context, jump.message_id)
        if first:
            self.opened.emit(window)

    def _not_there(self, error: KnownError) -> None:
        self._jumping = None
        self.fetching.emit(-1)
        self.unreached.emit(error)
        if not self._loaded and self.thread_id is not None:
            self._background.run(self._services.timeline.open(self.thread_id), self._show, latest="open")

    def _refreshed(self, answer: tuple[Entry | None, Window]) -> None:
        since, window = answer
        self._remember(window)
        self._view.update_entries(window, since)
        if window.older and not self._view.entry_count:
            # All that was on screen belonged to a join that was undone.
            self._newest()
        self._begin_to_count()

    def _remember(self, window: Window) -> None:
        for entry in window.entries:
            self._out.lines[entry.id] = snippet(entry.message.text, entry.message.parts)

    def _older(self) -> None:
        oldest = self._view.oldest
        if self.thread_id is None or oldest is None or self._out.older:
            return
        self._out.older = True
        self._background.run(
            self._services.timeline.older(self.thread_id, oldest), self._prepend, self._no_older, latest="older"
        )

    def _prepend(self, window: Window) -> None:
        self._out.older = False
        self._remember(window)
        self._view.prepend(window)

    def _no_older(self, error: KnownError) -> None:
        self._out.older = False
        self._failed(error)

    def _newer(self) -> None:
        newest = self._view.newest
        if self.thread_id is None or newest is None or self._out.newer:
            return
        self._out.newer = True
        self._background.run(
            self._services.timeline.newer(self.thread_id, newest), self._append, self._no_newer, latest="newer"
        )

    def _append(self, window: Window) -> None:
        self._out.newer = False
        self._remember(window)
        self._view.append(window)

    def _no_newer(self, error: KnownError) -> None:
        self._out.newer = False
        self._failed(error)

    def _newest(self) -> None:
        if self.thread_id is not None:
            self._background.run(self._services.timeline.newest(self.thread_id), self._show_end, latest="open")

    def _show_end(self, window: Window) -> None:
        self._remember(window)
        self._view.set_window(window, self._context)
        self._view.scroll_to_end()

    def _read(self, position: int) -> None:
        if self.thread_id is not None and position > self._out.read:
            self._out.read = position
            self._background.run(self._services.inbox.mark_read(self.thread_id, position))

    def _retry(self, entry: Entry) -> None:
        self._background.run(self._services.sending.retry(entry))

    def _edit(self, entry: Entry) -> None:
        if self.thread_id is not None:
            self._background.run(self._services.sending.edit(entry, self.thread_id), self.taken_back.emit)

    def _discard(self, entry: Entry) -> None:
        words = snippet(entry.message.text, entry.message.parts)
        self._discarding.ask(words, partial(self._give_up, entry))

    def _give_up(self, entry: Entry) -> None:
        self._background.run(self._services.sending.discard(entry))

    def _begin_to_count(self) -> None:
        if not self._seconds.isActive() and self._view.on_hold(self._services.clock.now()):
            self.count_down()
            self._seconds.start()

    def _undo(self, entry: Entry) -> None:
        if self.thread_id is not None:
            self._background.run(self._services.sending.undo(entry, self.thread_id), self.taken_back.emit)

    def _send_now(self, entry: Entry) -> None:
        if self.thread_id is not None:
            self._background.run(self._services.sending.send_now(entry, self.thread_id))

    def _undo_join(self, join_id: str) -> None:
        if self.thread_id is not None:
            self._background.run(self._services.inbox.undo_join(self.thread_id, JoinId(join_id)))

    def _failed(self, error: KnownError) -> None:
        self.troubled.emit(error)

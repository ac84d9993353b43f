"""The services in memory: the same promises as `app.services`, answered from a demo world, step by step."""

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.changes import ChangeHub, ChangeSet
from app.errors import KnownError, Refused
from app.ports import Draft, Session, StoredBlob, SyncStatus
from app.services.admin import NewChannel, Record
from app.services.protection import Protection
from domain.agent import Agent, Role
from domain.channel import ChannelAccount, ChannelKind
from domain.customer import JoinState
from domain.excerpt import excerpt
from domain.folding import folded, matches
from domain.ids import AgentId, BlobHash, ChannelAccountId, JoinId, MessageId, ThreadId
from domain.inbox import Card, Folder, FolderCounts, ThreadRow
from domain.message import Author, Delivery, Message, MessageKind, snippet
from domain.outbox import OutboxState, Waiting, on_hold
from domain.presence import Activity, Handover
from domain.salvage import Salvage
from domain.search import SearchHit, SearchPage, SearchQuery, searched_text
from domain.search_words import parse
from domain.thread import ThreadStatus
from domain.timeline import Entry, Newer, Window
from tests.fakes.demo import AGENTS, ME, NOW, World, demo

if TYPE_CHECKING:
    from app.errors import KnownError


class FakeClock:
    """Stands still until it is told to move."""

    def __init__(self) -> None:
        self.time = NOW

    def now(self) -> datetime:
        return self.time

    def monotonic(self) -> float:
        return self.time.timestamp()

    def forward(self, seconds: float) -> None:
        """Lets time pass."""
        self.time += timedelta(seconds=seconds)


class Gate:
    """Something to wait for: a fake's answer stays out until the test opens it."""

    def __init__(self) -> None:
        self.opened = False

    def __await__(self) -> Any:
        while not self.opened:
            yield


class StepTasks:
    """Runs coroutines by hand, so that a test decides when an answer arrives; nothing else may suspend them."""

    def __init__(self) -> None:
        self.waiting: list[Coroutine[Any, Any, Any]] = []
        self.failures: list[Exception] = []

    def spawn(self, work: Coroutine[Any, Any, Any], name: str | None = None) -> object:
        self.waiting.append(work)
        return work

    def step(self) -> bool:
        """Lets every coroutine go on once; whether one of them ended."""
        ended = False
        for work in tuple(self.waiting):
            try:
                work.send(None)
            except StopIteration:
                ended = True
            except Exception as error:
                self.failures.append(error)
                ended = True
            else:
                continue
            self.waiting.remove(work)
        return ended

    def close(self) -> None:
        """Gives up what has not ended; what has not begun begins first, else Python calls it forgotten."""
        self.step()
        for work in self.waiting:
            work.close()
        self.waiting.clear()


class FakeSession:
    """Accepts one password; a test sets `error` to fail the next sign-in."""

    def __init__(self) -> None:
        self.current: Session | None = None
        self.durable = True
        self.error: Exception | None = None
        self.gate: Gate | None = None
        self.asked: list[tuple[str, str, str, bool]] = []

    async def sign_in(self, server: str, email: str, password: str, remember: bool) -> Session:
        self.asked.append((server, email, password, remember))
        return await self._open(server)

    async def start_trial(self) -> Session:
        return await self._open("http://127.0.0.1")

    async def resume(self) -> Session | None:
        return self.current

    async def sign_out(self) -> None:
        self.current = None

    async def _open(self, server: str) -> Session:
        if self.gate is not None:
            await self.gate
        if self.error is not None:
            error, self.error = self.error, None
            raise error
        self.current = Session(server, AGENTS[0], "refresh", "access")
        return self.current


class FakeInbox:
    """The thread list over the demo world."""

    def __init__(self, world: World, tell: Callable[[ChangeSet], None]) -> None:
        self.world, self.tell = world, tell
        self.gates: dict[str, Gate] = {}
        self.calls: list[tuple[Any, ...]] = []
        self.error: Exception | None = None

    async def rows(self, folder: Folder, limit: int, after: ThreadRow | None = None) -> Sequence[ThreadRow]:
        self.calls.append(("rows", folder, limit))
        await self._pass("rows")
        held = sorted((row for row, where in self.world.rows.values() if where is folder), key=_order)
        start = 1 + [row.thread_id for row in held].index(after.thread_id) if after else 0
        return held[start : start + limit]

    async def row(self, thread_id: ThreadId) -> tuple[ThreadRow, Folder | None] | None:
        await self._pass("row")
        return self.world.rows.get(thread_id)

    async def find(self, text: str, limit: int) -> Sequence[ThreadRow]:
        await self._pass("find")
        wanted = text.casefold()
        found = [
            row for row, _folder in self.world.rows.values() if wanted in row.name.casefold() or wanted in row.tags
        ]
        return found[:limit]

    async def counts(self) -> FolderCounts:
        held = [(row, folder) for row, folder in self.world.rows.values()]
        number = {folder: sum(where is folder for _row, where in held) for folder in Folder}
        mine = [row for row, folder in held if folder is Folder.MINE]
        return FolderCounts(
            number[Folder.MINE],
            number[Folder.QUEUE],
            number[Folder.SNOOZED],
            number[Folder.DONE],
            sum(row.waiting_since is not None for row in mine),
            sum(row.unread > 0 for row in mine),
        )

    async def card(self, thread_id: ThreadId) -> Card | None:
        await self._pass("card")
        return self.world.cards.get(thread_id)

    async def agents(self) -> Sequence[Agent]:
        return [agent for agent in self.world.agents if agent.active]

    async def accounts(self) -> Sequence[ChannelAccount]:
        return self.world.accounts

    async def assign(self, thread_id: ThreadId, agent_id: AgentId | None) -> None:
        where = Folder.QUEUE if agent_id is None else Folder.MINE if agent_id == ME else None
        self._move(("assign", thread_id, agent_id), thread_id, where, assignee_id=agent_id)

    async def resolve(self, thread_id: ThreadId) -> None:
        self._move(("resolve", thread_id), thread_id, Folder.DONE, status=ThreadStatus.RESOLVED, waiting_since=None)

    async def reopen(self, thread_id: ThreadId) -> None:
        self._move(("reopen", thread_id), thread_id, Folder.MINE, status=ThreadStatus.OPEN, snoozed_until=None)

    async def snooze(self, thread_id: ThreadId, until: datetime) -> None:
        call = ("snooze", thread_id, until)
        self._move(call, thread_id, Folder.SNOOZED, status=ThreadStatus.SNOOZED, snoozed_until=until)

    async def mark_read(self, thread_id: ThreadId, position: int) -> None:
        self.calls.append(("mark_read", thread_id, position))
        row, folder = self.world.rows[thread_id]
        self.world.rows[thread_id] = (replace(row, unread=0), folder)
        self.tell(ChangeSet(threads=frozenset({thread_id})))

    async def tag(self, thread_id: ThreadId, add: Sequence[str] = (), remove: Sequence[str] = ()) -> None:
        self.calls.append(("tag", thread_id, tuple(add), tuple(remove)))
        card = self.world.cards[thread_id]
        tags = tuple(tag for tag in (*card.thread.tags, *add) if tag not in remove)
        self.world.cards[thread_id] = replace(card, thread=replace(card.thread, tags=tags))
        self.tell(ChangeSet(threads=frozenset({thread_id})))

    async def join(self, thread_id: ThreadId, other_thread_id: ThreadId) -> None:
        self._joined(("join", thread_id, other_thread_id), thread_id, JoinState.JOINED, other=other_thread_id)

    async def undo_join(self, thread_id: ThreadId, join_id: JoinId) -> None:
        self._joined(("undo_join", thread_id, join_id), thread_id, JoinState.UNDONE, join_id)

    async def decline_join(self, thread_id: ThreadId, join_id: JoinId) -> None:
        self._joined(("decline_join", thread_id, join_id), thread_id, JoinState.DECLINED, join_id)

    def _joined(
        self,
        call: tuple[Any, ...],
        thread_id: ThreadId,
        state: JoinState,
        join_id: JoinId | None = None,
        other: ThreadId | None = None,
    ) -> None:
        self.calls.append(call)
        card = self.world.cards[thread_id]
        changed = tuple(
            (replace(join, state=state) if join_id == join.id or other == join.joined_thread_id else join, name)
            for join, name in card.joins
        )
        in_force = {JoinState.JOINED, JoinState.SUGGESTED}
        self.world.cards[thread_id] = replace(card, joins=tuple(pair for pair in changed if pair[0].state in in_force))
        self.tell(ChangeSet(threads=frozenset({thread_id}), timelines=frozenset({thread_id})))

    def _move(self, call: tuple[Any, ...], thread_id: ThreadId, where: Folder | None, **fields: Any) -> None:
        self.calls.append(call)
        if self.error is not None:
            error, self.error = self.error, None
            raise error
        row, _folder = self.world.rows[thread_id]
        changed = replace(row, **fields)
        card = self.world.cards[thread_id]
        kept = {name: value for name, value in fields.items() if hasattr(card.thread, name)}
        self.world.cards[thread_id] = replace(card, thread=replace(card.thread, **kept))
        if where is None:
            del self.world.rows[thread_id]
        else:
            self.world.rows[thread_id] = (changed, where)
        self.tell(ChangeSet(threads=frozenset({thread_id})))

    async def _pass(self, name: str) -> None:
        gate = self.gates.get(name)
        if gate is not None:
            await gate


def _order(row: ThreadRow) -> tuple[int, float, str]:
    if row.waiting_since is not None:
        return (0, row.waiting_since.timestamp(), row.thread_id)
    return (1, -(row.at.timestamp() if row.at else 0.0), row.thread_id)


class FakeTimeline:
    """Windows of 50 entries."""

    limit = 50

    def __init__(self, world: World) -> None:
        self.world = world
        self.gates: dict[ThreadId, Gate] = {}
        self.error: Exception | None = None
        self.around_error: Exception | None = None
        self.around_gate: Gate | None = None

    async def open(self, thread_id: ThreadId) -> Window:
        if thread_id in self.gates:
            await self.gates[thread_id]
        if self.error is not None:
            error, self.error = self.error, None
            raise error
        return self._window(thread_id, None)

    async def older(self, thread_id: ThreadId, before: Entry) -> Window:
        held = self._held(thread_id)
        end = next((index for index, entry in enumerate(held) if entry.id == before.id), 0)
        start = max(0, end - self.limit)
        return Window(tuple(held[start:end]), start > 0, True, False, None)

    async def around(
        self, thread_id: ThreadId, message_id: MessageId, progress: Callable[[int], bool]
    ) -> Window | None:
        if self.around_error is not None:
            error, self.around_error = self.around_error, None
            raise error
        if self.around_gate is not None:
            if not progress(100):
                return None
            await self.around_gate
            if not progress(200):
                return None
        held = self._held(thread_id)
        at = next(index for index, entry in enumerate(held) if entry.id == message_id)
        start, end = max(0, at - 25), at + 25
        return Window(tuple(held[start:end]), start > 0, end < len(held), False, None)

    async def newer(self, thread_id: ThreadId, after: Entry) -> Window:
        held = self._held(thread_id)
        start = next((index + 1 for index, entry in enumerate(held) if entry.id == after.id), len(held))
        return Window(tuple(held[start : start + self.limit]), True, start + self.limit < len(held), False, None)

    async def newest(self, thread_id: ThreadId) -> Window:
        return self._window(thread_id, None)

    async def entries(self, thread_id: ThreadId, oldest: Entry | None, limit: int) -> Window:
        return self._window(thread_id, oldest)

    def _window(self, thread_id: ThreadId, oldest: Entry | None) -> Window:
        held = self._held(thread_id)
        start = max(0, len(held) - self.limit)
        if oldest is not None:
            start = next((index for index, entry in enumerate(held) if entry.id == oldest.id), start)
        unread = self.world.rows[thread_id][0].unread if thread_id in self.world.rows else 0
        inbound = [entry for entry in held if entry.message.author is Author.CUSTOMER]
        first = inbound[-unread].id if unread and unread <= len(inbound) else None
        return Window(tuple(held[start:]), start > 0, False, False, first)

    def _held(self, thread_id: ThreadId) -> list[Entry]:
        return sorted(self.world.entries.get(thread_id, []), key=_sort_key)


def _sort_key(entry: Entry) -> tuple[int, int, int]:
    return entry.sort_key


class FakeSending:
    """Stores a reply as a local entry; a test sets `error` to refuse the next one."""

    def __init__(
        self, world: World, tell: Callable[[ChangeSet], None], settings: "FakeSettings", clock: FakeClock
    ) -> None:
        self.world, self.tell = world, tell
        self.settings, self.clock = settings, clock
        self.sent: list[Draft] = []
        self.calls: list[tuple[str, Entry]] = []
        self.error: KnownError | None = None
        self.gate: Gate | None = None

    async def send(self, draft: Draft) -> bool:
        if self.gate is not None:
            await self.gate
        if self.error is not None:
            error, self.error = self.error, None
            raise error
        if any(old.thread_id == draft.thread_id and old.revision == draft.revision for old in self.sent):
            return False
        self.sent.append(draft)
        self.world.drafts.pop(draft.thread_id, None)
        order = 100 + len(self.sent)
        kind = MessageKind.NOTE if draft.note else MessageKind.TEXT
        channel = next(
            (i.channel for i in self.world.cards[draft.thread_id].identities if i.id == draft.identity_id),
            ChannelKind.OTHER,
        )
        said = Message(
            MessageId(f"sent-{order}"),
            draft.thread_id,
            0,
            Author.AGENT,
            ME,
            kind,
            channel,
            draft.identity_id,
            draft.text,
            (),
            draft.reply_to,
            (),
            Delivery.PENDING,
            "",
            NOW,
            None,
            None,
            1,
        )
        hold = timedelta(seconds=0 if draft.note else self.settings.undo_seconds)
        leaves = self.clock.now() + hold if hold else None
        entry = Entry(said, OutboxState.QUEUED, place=1, queue=1, local_order=order, author_name="Li Hua")
        self.world.add(replace(entry, leaves_at=leaves))
        changed = frozenset({draft.thread_id})
        self.tell(ChangeSet(threads=changed, timelines=changed, outbox=True))
        return True

    async def retry(self, entry: Entry) -> None:
        self._replace("retry", entry, replace(entry, sending=OutboxState.QUEUED, problem=""))

    async def edit(self, entry: Entry, thread_id: ThreadId) -> Draft:
        self._replace("edit", entry, None)
        message = entry.message
        return Draft(thread_id, message.text, message.identity_id, False, None, (), 50)

    async def discard(self, entry: Entry) -> None:
        self._replace("discard", entry, None)

    async def undo_last(self, thread_id: ThreadId) -> Draft | None:
        now = self.clock.now()
        held = [entry for entry in self.world.entries.get(thread_id, []) if on_hold(entry.leaves_at, now)]
        return await self.undo(held[-1], thread_id) if held else None

    async def undo(self, entry: Entry, thread_id: ThreadId) -> Draft:
        draft = next(old for old in reversed(self.sent) if (old.thread_id, old.text) == (thread_id, entry.message.text))
        self.world.drafts[thread_id] = draft = replace(draft, revision=draft.revision + 10)
        self._replace("undo", entry, None)
        return draft

    async def send_now(self, entry: Entry, thread_id: ThreadId) -> None:
        self._replace("send_now", entry, replace(entry, leaves_at=None))

    def _replace(self, call: str, entry: Entry, changed: Entry | None) -> None:
        self.calls.append((call, entry))
        thread_id = entry.message.thread_id
        held = [changed if old.id == entry.id else old for old in self.world.entries[thread_id]]
        self.world.entries[thread_id] = [old for old in held if old is not None]
        self.world.needs = [row for row in self.world.needs if row.operation.lane != thread_id]
        lanes = frozenset({thread_id})
        self.tell(ChangeSet(threads=lanes, timelines=lanes, outbox=True))


class FakeDrafts:
    """Saves at once; the text is seen in the list."""

    def __init__(self, world: World, tell: Callable[[ChangeSet], None]) -> None:
        self.world, self.tell = world, tell
        self.revision = 0
        self.handed_over = 0
        self.newer: list[Newer] = []

    async def load(self, thread_id: ThreadId) -> Draft | None:
        return self.world.drafts.get(thread_id)

    async def moved(self, thread_id: ThreadId) -> Sequence[Newer]:
        return tuple(self.newer) if thread_id in self.world.drafts else ()

    def changed(self, draft: Draft) -> None:
        held = self.world.drafts.get(draft.thread_id)
        other = held.other if held is not None else None
        kept = other if other is not None and other.version > draft.base else None
        self.world.drafts[draft.thread_id] = replace(draft, other=kept)
        if draft.thread_id in self.world.rows:
            row, folder = self.world.rows[draft.thread_id]
            self.world.rows[draft.thread_id] = (replace(row, draft=snippet(draft.text)), folder)
            self.tell(ChangeSet(threads=frozenset({draft.thread_id})))

    def next_revision(self, held: int = 0) -> int:
        self.revision = max(self.revision, held) + 1
        return self.revision

    async def flush(self) -> None:
        return

    async def hand_over(self) -> None:
        self.handed_over += 1

    def bring(self, draft: Draft) -> None:
        """What another device wrote is here now."""
        self.revision = max(self.revision, draft.revision)
        self.world.drafts[draft.thread_id] = draft
        self.tell(ChangeSet(threads=frozenset({draft.thread_id})))


class FakeAttachments:
    """Files in a dictionary."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.saved: list[tuple[BlobHash, Path]] = []
        self.error: KnownError | None = None

    async def add(self, source: Path | bytes, name: str, media_type: str) -> StoredBlob:
        if self.error is not None:
            raise self.error
        content = source if isinstance(source, bytes) else b"file"
        blob = StoredBlob(BlobHash(f"{len(self.world.blobs):064x}"), name, media_type, len(content), 0, 0)
        self.world.blobs[blob.hash] = (blob, content)
        return blob

    async def content(self, blob: BlobHash) -> bytes | None:
        held = self.world.blobs.get(blob)
        return held[1] if held else None

    async def info(self, blob: BlobHash) -> StoredBlob | None:
        held = self.world.blobs.get(blob)
        return held[0] if held else None

    async def save(self, blob: BlobHash, path: Path) -> bool:
        self.saved.append((blob, path))
        return True


class FakeSafety:
    """Backups that are noted, and a report of damage when a test has put one there."""

    def __init__(self) -> None:
        self.report: Salvage | None = None
        self.error: KnownError | None = None
        self.backups: list[Path] = []
        self.restored: list[Path] = []

    async def salvaged(self) -> Salvage | None:
        return self.report

    async def forget_salvage(self) -> None:
        self.report = None

    async def backup(self, target: Path, passphrase: str, progress: Callable[[float], None]) -> None:
        if self.error is not None:
            raise self.error
        progress(1.0)
        self.backups.append(target)

    async def restore(self, source: Path, passphrase: str) -> None:
        if self.error is not None:
            raise self.error
        self.restored.append(source)

    async def export_unsent(self, path: Path) -> int:
        return 0


class FakeWaiting:
    """The outbox in numbers, and a connection that a test can cut."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.status = SyncStatus(online=True, last_sync_at=NOW)
        self.listeners: list[Callable[[SyncStatus], None]] = []
        self.retried = 0
        self.exported: list[Path] = []

    async def waiting(self) -> Waiting:
        replies, notes, others = self.world.backlog
        files, size = self.world.files
        return Waiting(replies, notes, others, files, size, self.world.oldest, tuple(self.world.needs))

    def on_status(self, listener: Callable[[SyncStatus], None]) -> Callable[[], None]:
        self.listeners.append(listener)

        def stop() -> None:
            self.listeners.remove(listener)

        return stop

    def retry_now(self) -> None:
        self.retried += 1

    async def export(self, path: Path) -> int:
        self.exported.append(path)
        return (await self.waiting()).total

    def become(self, **status: Any) -> None:
        """Changes the connection and tells everybody."""
        self.status = replace(self.status, **status)
        for listener in tuple(self.listeners):
            listener(self.status)

    def cut(self) -> None:
        """No network since 10:29."""
        since, soon = NOW - timedelta(minutes=12), NOW + timedelta(seconds=4)
        self.become(online=False, offline_since=since, last_sync_at=since, next_try_at=soon, error="unreachable")


@dataclass
class FakePresence:
    """Colleagues whom a test moves; a thread of somebody else is asked for."""

    def __init__(self, inbox: FakeInbox) -> None:
        self.inbox = inbox
        self.questions: tuple[Handover, ...] = ()
        self.kept: frozenset[ThreadId] = frozenset()
        self.here: dict[ThreadId, tuple[tuple[AgentId, Activity], ...]] = {}
        self.calls: list[tuple[Any, ...]] = []
        self.error: Exception | None = None
        self._listeners: list[Callable[[], None]] = []

    def tell(self) -> None:
        for listener in tuple(self._listeners):
            listener()

    def on_change(self, listener: Callable[[], None]) -> Callable[[], None]:
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def colleagues(self, thread_id: ThreadId) -> tuple[tuple[AgentId, Activity], ...]:
        return self.here.get(thread_id, ())

    def enter(self, thread_id: ThreadId | None) -> None:
        self.calls.append(("enter", thread_id))

    def typing(self) -> None:
        self.calls.append(("typing",))

    async def take(self, thread_id: ThreadId) -> bool:
        self.calls.append(("take", thread_id))
        if self.error is not None:
            raise self.error
        if self.inbox.world.cards[thread_id].thread.assignee_id in (None, ME):
            await self.inbox.assign(thread_id, ME)
            return True
        return False

    async def hand_over(self, question: Handover) -> None:
        self.calls.append(("hand_over", question))
        self.questions = ()
        self.tell()

    async def keep(self, thread_id: ThreadId) -> None:
        self.calls.append(("keep", thread_id))
        self.questions = ()
        self.tell()


class FakeProtection:
    """A computer without a keychain, once the session says so; two other devices are signed in."""

    def __init__(self, session: FakeSession) -> None:
        self.session = session
        self.passphrase = ""
        self.error: Exception | None = None
        self.calls: list[tuple[Any, ...]] = []
        now = NOW.isoformat()
        self.devices = [
            {"id": "s1", "device_name": "desk-07", "used_at": now, "current": True},
            {"id": "s2", "device_name": "Nok's laptop", "used_at": now, "current": False},
        ]

    async def state(self) -> Protection:
        if self.passphrase:
            return Protection.PASSPHRASE
        return Protection.KEYCHAIN if self.session.durable else Protection.MEMORY

    async def protect(self, passphrase: str) -> None:
        self._pass(("protect", passphrase))
        self.passphrase = passphrase
        self.session.durable = True

    async def unlock(self, passphrase: str) -> Session | None:
        if passphrase != self.passphrase:
            raise Refused("wrong_passphrase")
        return self.session.current

    async def change(self, old: str, new: str) -> None:
        if old != self.passphrase:
            raise Refused("wrong_passphrase")
        self.passphrase = new

    async def start_anew(self) -> None:
        self._pass(("start_anew",))

    async def sessions(self, agent_id: str = "") -> list[Record]:
        self._pass(("sessions", agent_id))
        return list(self.devices)

    async def end_session(self, session_id: str, agent_id: str = "", *, wipe: bool = False) -> None:
        self._pass(("end_session", session_id, agent_id, wipe))
        self.devices = [device for device in self.devices if device["id"] != session_id]

    def _pass(self, call: tuple[Any, ...]) -> None:
        self.calls.append(call)
        if self.error is not None:
            error, self.error = self.error, None
            raise error


class FakeSettings:
    """Choices that last as long as the test."""

    theme: str = "light"
    enter_sends: bool = False
    reduced_motion: bool = True
    undo_seconds: int = 0
    stale_hours: int = 24
    zoom: int = 100
    shortcuts: str = ""
    geometry: str = ""
    layout: str = ""


class FakeAdmin:
    """A server that does as it is told; a test sets `error`."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.error: KnownError | None = None
        self.added: list[NewChannel] = []

    async def channel_accounts(self) -> list[Record]:
        self._fail()
        return [_record(account) for account in self.world.accounts]

    async def add_channel(self, channel: NewChannel) -> Record:
        self._fail()
        self.added.append(channel)
        account_id = ChannelAccountId(f"acc-{len(self.world.accounts)}")
        account = ChannelAccount(account_id, ChannelKind(channel.kind), channel.name, channel.address, True, 1)
        self.world.accounts.append(account)
        return _record(account)

    async def change_channel(self, account_id: str, **changes: Any) -> Record:
        self._fail()
        held = self.world.accounts
        held[:] = [replace(account, **changes) if account.id == account_id else account for account in held]
        return {}

    async def remove_channel(self, account_id: str) -> None:
        self._fail()
        self.world.accounts[:] = [account for account in self.world.accounts if account.id != account_id]

    async def agents(self) -> list[Record]:
        self._fail()
        return [asdict(agent) for agent in self.world.agents]

    async def add_agent(self, name: str, email: str, role: str, password: str) -> Record:
        self._fail()
        agent = Agent(AgentId(f"agent-{len(self.world.agents)}"), name, email, Role(role), True, 1)
        self.world.agents.append(agent)
        return asdict(agent)

    async def change_agent(self, agent_id: str, **changes: Any) -> Record:
        self._fail()
        if "role" in changes:
            changes["role"] = Role(changes["role"])
        held = self.world.agents
        held[:] = [replace(agent, **changes) if agent.id == agent_id else agent for agent in held]
        return {}

    def _fail(self) -> None:
        if self.error is not None:
            raise self.error


def _record(account: ChannelAccount) -> Record:
    return {**asdict(account), "webhook_path": f"/v1/webhooks/{account.kind.value}/{account.id}"}


class FakeSearch:
    """Looks through the demo world's entries; words and the open thread narrow. The server has nothing more."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.elsewhere: list[SearchHit] = []
        self.gate: Gate | None = None
        self.error: Exception | None = None
        self.complete = True

    def read(self, typed: str) -> SearchQuery:
        return parse(typed, NOW.date(), lambda day: datetime.combine(day, time(), UTC))

    async def local(self, query: SearchQuery, limit: int, before: int | None = None) -> SearchPage:
        await self._pass()
        fits = [hit for entries in self.world.entries.values() for entry in entries if (hit := self._hit(entry, query))]
        return self._page(fits, limit, before)

    async def remote(self, query: SearchQuery, limit: int, before: int | None = None) -> SearchPage:
        await self._pass()
        return self._page(self.elsewhere, limit, before)

    async def _pass(self) -> None:
        if self.gate is not None:
            await self.gate
        if self.error is not None:
            error, self.error = self.error, None
            raise error

    def _page(self, found: list[SearchHit], limit: int, before: int | None) -> SearchPage:
        fits = [hit for hit in found if before is None or hit.position < before]
        fits.sort(key=lambda hit: (hit.position == 0, hit.position), reverse=True)
        return SearchPage(tuple(fits[:limit]), len(fits) > limit, self.complete)

    def _hit(self, entry: Entry, query: SearchQuery) -> SearchHit | None:
        message = entry.message
        text = searched_text(message.text, message.parts)
        if query.empty or message.kind is MessageKind.EVENT or not matches(folded(text), map(folded, query.words)):
            return None
        if query.thread_id not in (None, message.thread_id):
            return None
        row, _folder = self.world.rows[message.thread_id]
        line, marks = excerpt(text, query.words)
        return SearchHit(
            thread_id=message.thread_id,
            message_id=message.id,
            position=message.position,
            at=message.at,
            channel=message.channel,
            author=message.author,
            kind=message.kind,
            name=row.name,
            author_name=entry.author_name,
            excerpt=line,
            marks=marks,
        )


class FakeServices:
    """All of them over one world."""

    def __init__(self, soon: Callable[[Callable[[], None]], object], world: World | None = None) -> None:
        self.world = world or demo()
        self.failures: list[Exception] = []
        self.hub = ChangeHub(soon, self.failures.append)
        self.tasks = StepTasks()
        self.clock = FakeClock()
        self.session = FakeSession()
        self.inbox = FakeInbox(self.world, self.hub.tell)
        self.timeline = FakeTimeline(self.world)
        self.settings = FakeSettings()
        self.sending = FakeSending(self.world, self.hub.tell, self.settings, self.clock)
        self.drafts = FakeDrafts(self.world, self.hub.tell)
        self.attachments = FakeAttachments(self.world)
        self.waiting = FakeWaiting(self.world)
        self.safety = FakeSafety()
        self.presence = FakePresence(self.inbox)
        self.protection = FakeProtection(self.session)
        self.search = FakeSearch(self.world)
        self.admin = FakeAdmin(self.world)

    def signed_in(self) -> "FakeServices":
        """As after a start with a kept session."""
        self.session.current = Session("https://support.example.com", AGENTS[0], "refresh", "access")
        return self

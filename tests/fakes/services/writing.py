"""Replies, drafts, files and what waits, in memory."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.changes import ChangeSet
from app.errors import KnownError
from app.ports import Draft, StoredBlob, SyncStatus
from domain.channel import ChannelKind
from domain.ids import BlobHash, MessageId, ThreadId
from domain.message import Author, Delivery, Message, MessageKind, snippet
from domain.outbox import OnlyHere, OutboxState, QueuedOperation, Waiting, on_hold
from domain.timeline import Entry, Newer
from tests.fakes.demo import ME, NOW, World

if TYPE_CHECKING:
    from app.errors import KnownError
    from tests.fakes.services.account import FakeSettings
from tests.fakes.services.stepping import FakeClock, Gate


class FakeSending:
    """Stores a reply as a local entry; a test sets `error` to refuse the next one."""

    def __init__(
        self, world: World, tell: Callable[[ChangeSet], None], settings: "FakeSettings", clock: FakeClock
    ) -> None:
        self.world, self.tell = world, tell
        self.settings, self.clock = settings, clock
        self.sent: list[Draft] = []
        self.pieces: list[tuple[str, ...]] = []
        self.shown = 0
        self.calls: list[tuple[str, Entry]] = []
        self.error: Exception | None = None
        self.gate: Gate | None = None

    async def send(self, draft: Draft, pieces: Sequence[str] = ()) -> bool:
        if self.gate is not None:
            await self.gate
        if self.error is not None:
            error, self.error = self.error, None
            raise error
        if any(old.thread_id == draft.thread_id and old.revision == draft.revision for old in self.sent):
            return False
        self.sent.append(draft)
        self.pieces.append(tuple(pieces))
        self.world.drafts.pop(draft.thread_id, None)
        for text in pieces or (draft.text,):
            self._show(replace(draft, text=text))
        changed = frozenset({draft.thread_id})
        self.tell(ChangeSet(threads=changed, timelines=changed, outbox=True))
        return True

    def _show(self, draft: Draft) -> None:
        self.shown += 1
        order = 100 + self.shown
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
        text = entry.message.text
        together = zip(reversed(self.sent), reversed(self.pieces), strict=True)
        draft, pieces = next(
            pair for pair in together if pair[0].thread_id == thread_id and text in (pair[0].text, *pair[1])
        )
        self.world.drafts[thread_id] = draft = replace(draft, revision=draft.revision + 10)
        for other in [held for held in self.world.entries[thread_id] if held.sending and held.message.text in pieces]:
            self._replace("undo", other, None)
        if not pieces:
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
        self.gate: Gate | None = None
        self.handed_over = 0
        self.newer: list[Newer] = []

    async def load(self, thread_id: ThreadId) -> Draft | None:
        if self.gate is not None:
            await self.gate
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
        self.gate: Gate | None = None

    async def add(self, source: Path | bytes, name: str, media_type: str) -> StoredBlob:
        if self.gate is not None:
            await self.gate
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


class FakeWaiting:
    """The outbox in numbers, and a connection that a test can cut."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.status = SyncStatus(online=True, last_sync_at=NOW)
        self.listeners: list[Callable[[SyncStatus], None]] = []
        self.calls: list[tuple[str, QueuedOperation]] = []
        self.retried = 0
        self.exported: list[Path] = []
        self.here = OnlyHere()

    async def go(self, row: QueuedOperation) -> None:
        self.calls.append(("go", row))

    async def give_up(self, row: QueuedOperation) -> None:
        self.calls.append(("give_up", row))
        self.world.items = [other for other in self.world.items if other is not row]
        self.world.needs = [other for other in self.world.needs if other is not row]

    async def waiting(self, most: int = 0) -> Waiting:
        replies, notes, others = self.world.backlog
        files, size = self.world.files
        items = tuple(self.world.items[:most])
        return Waiting(replies, notes, others, files, size, self.world.oldest, tuple(self.world.needs), items)

    def on_status(self, listener: Callable[[SyncStatus], None]) -> Callable[[], None]:
        self.listeners.append(listener)

        def stop() -> None:
            self.listeners.remove(listener)

        return stop

    def retry_now(self) -> None:
        self.retried += 1

    async def only_here(self) -> OnlyHere:
        return self.here

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

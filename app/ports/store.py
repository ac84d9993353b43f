"""The local database: what waits, what comes, unsent text, files, small facts; and all of it as one thing."""

from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import datetime
    from pathlib import Path

    from app.changes import ChangeSet
    from app.ports.reading import (
        ComplaintReader,
        InsightReader,
        SearchReader,
        ShelfReader,
        ThreadReader,
        TimelineReader,
        TrainingReader,
    )
    from app.ports.values import Draft, OutgoingBatch, Span, StoredBlob
    from domain.changes import Page
    from domain.ids import AgentId, BlobHash, DeviceId, OperationId, ThreadId
    from domain.message import Message
    from domain.operations import Operation, Result
    from domain.outbox import QueuedOperation, Waiting
    from domain.timeline import Newer


class Drafts(Protocol):
    """Unsent text, saved as typed."""

    async def load(self, thread_id: "ThreadId") -> "Draft | None":
        """The thread's draft, None when there is none.

        After one was sent it is an empty one, with the revision to go on from.
        """

    async def save(self, draft: "Draft") -> None:
        """Keeps it durably; an empty draft is removed."""

    async def moved(self, thread_id: "ThreadId") -> "Sequence[Newer]":
        """What others said in the thread since its draft was begun, oldest first; nothing without a draft."""

    async def hand_over(self, thread_id: "ThreadId | None" = None) -> "ChangeSet":
        """Queues what the backend does not have yet of that thread's draft, or of all; at most one row a thread."""


class Outbox(Protocol):
    """The operations that have not been confirmed yet. One transaction an arrow of `domain.outbox.OutboxState`."""

    async def enqueue(
        self, operations: "Sequence[Operation]", consumes: "Draft | None" = None, hold: timedelta = timedelta()
    ) -> "ChangeSet | None":
        """Operation rows, local echo and the consumed draft's removal in one commit.

        Replies can be called back for as long as `hold`: until then neither they nor what follows them leaves.
        None when the draft's revision was consumed already: nothing is queued twice. Raises StorageFull.
        """

    async def freeze(
        self, device_id: "DeviceId", limit: int, max_bytes: int, known: "Span | None" = None
    ) -> "OutgoingBatch | None":
        """The next batch; None when there is nothing to send.

        Everything already sent but unanswered comes first, byte-identical, then the heads of free lanes.
        With `known`, replies of another time, also by the clock of a computer that was set wrong since, stay, and so
        does what is behind them: their author knew nothing new. What a person has confirmed counts as of then.
        """

    async def freeze_ahead(self, under_way: "OutgoingBatch", limit: int, max_bytes: int) -> "OutgoingBatch | None":
        """The batch behind one whose answer is awaited; None when nothing is ready or anything else is unanswered."""

    def leaves_in(self) -> float | None:
        """Seconds until something that the last `freeze` left on hold may leave; None when it left nothing so."""

    async def on_hold(self, thread_id: "ThreadId") -> "Sequence[QueuedOperation]":
        """The thread's replies that can still be called back, in order."""

    async def let_go(self, operations: "Collection[OperationId]") -> "ChangeSet":
        """They need not be held back any longer."""

    async def take_back(self, operations: "Sequence[OperationId]", into: "Draft") -> "ChangeSet":
        """Replies become that draft again, all or none, in one commit. Raises Refused("under_way"), StorageFull."""

    async def settle(self, results: "Sequence[Result]") -> "ChangeSet":
        """Applies the backend's answers: acked, blocked, skipped, queued again, held."""

    async def failed(self, code: str) -> None:
        """Notes the network's last word on everything that waits (shown in the sync panel)."""

    async def thaw(self, batch: "OutgoingBatch") -> "ChangeSet":
        """The batch certainly never left: rows that left no other time either are as before `freeze`."""

    async def withdraw(self, operations: "Sequence[OperationId]", code: str) -> "ChangeSet":
        """A request with one of these alone was refused, perhaps not by the backend: whether it was applied is asked.

        Applied: it counts as answered. Not applied: it never will be, and is refused with that code, under a new id.
        """

    async def hold(self, lane: "ThreadId", reason: str) -> "ChangeSet":
        """Holds the lane's unsent visible rows."""

    async def lanes_to_check(self) -> "Sequence[tuple[ThreadId, int]]":
        """Lanes with replies that never left, and what the author of the first of them had seen (stale guard)."""

    async def moved_lanes(self, lanes: "Sequence[tuple[ThreadId, int]]") -> "Sequence[tuple[ThreadId, int]]":
        """Those whose thread holds anything at all behind that position."""

    async def retry(self, operation_id: "OperationId") -> "ChangeSet":
        """A person says go: held or blocked becomes queued again."""

    async def edit(self, operation_id: "OperationId", replacement: "Operation") -> "ChangeSet":
        """Replaces a row that is not under way; a blocked one keeps its number under the new id."""

    async def discard(self, operation_id: "OperationId") -> "ChangeSet":
        """Gives an operation up; a frozen one is replaced by a skip."""

    async def renumber(self, device_id: "DeviceId") -> "ChangeSet":
        """After a lane fork: the new device id, unanswered rows unfrozen, operation ids unchanged."""

    async def waiting(self, most: int = 0) -> "Waiting":
        """What the sync panel shows; the first `most` rows of what waits one by one."""

    async def blobs_to_upload(self) -> "Sequence[BlobHash]":
        """Attachments of waiting operations that the backend does not hold yet."""

    async def uploaded(self, blob: "BlobHash") -> "ChangeSet":
        """The backend holds it now."""

    async def unsent(self) -> "Sequence[QueuedOperation]":
        """Everything not confirmed, in order, for export."""


class FeedSink(Protocol):
    """Where the changes feed goes."""

    async def cursor(self) -> str:
        """Where to go on; "" for a fresh snapshot."""

    async def synced_at(self) -> "datetime | None":
        """When everything was here last, also in an earlier run; None for never."""

    async def apply(self, page: "Page") -> "ChangeSet":
        """Rows and cursor in one transaction; upsert only what is newer (exactly-once effect)."""

    async def restart(self) -> "ChangeSet":
        """Forgets the cursor before a fresh snapshot; outbox and drafts stay (R24)."""

    async def fill(
        self, thread_id: "ThreadId", messages: "Sequence[Message]", complete: bool, before: int | None = None
    ) -> "ChangeSet":
        """Older messages fetched by window; `complete` when the backend has no more before them.

        `before` is the position that was asked with; None for what `TimelineReader.gap` says now.
        """


class BlobStore(Protocol):
    """Encrypted files on this computer, by the sha256 of their plain bytes."""

    async def add(self, source: "Path | bytes", name: str, media_type: str) -> "StoredBlob":
        """Copies it in (the source may vanish afterwards). Raises StorageFull."""

    async def read(self, blob: "BlobHash") -> bytes | None:
        """The plain bytes, None when they are not here."""

    async def piece(self, blob: "BlobHash", offset: int, size: int) -> bytes | None:
        """A part of the plain bytes, shorter at their end; None when they are not here."""

    async def held(self, blob: "BlobHash") -> int:
        """How many bytes of an unfinished download are here, a whole number of PIECEs or all; also after a restart."""

    async def append(self, blob: "BlobHash", offset: int, piece: bytes) -> None:
        """The next PIECE of a download; `offset` is what is held. Raises StorageFull."""

    async def finish(self, blob: "BlobHash", name: str, media_type: str) -> "StoredBlob":
        """The download is complete. Raises Refused when it is not what its name says; then it is forgotten."""

    async def info(self, blob: "BlobHash") -> "StoredBlob | None":
        """What is known of it."""


class LocalState(Protocol):
    """Small facts that survive a restart."""

    async def device_id(self) -> "DeviceId":
        """This database file's id, made once."""

    async def get(self, key: str) -> str | None:
        """A kept value."""

    async def put(self, key: str, value: str) -> None:
        """Keeps a value."""


class LocalStore(Protocol):
    """The local database as one thing: what bootstrap opens and hands out by its parts."""

    @property
    def threads(self) -> "ThreadReader":
        """The thread list."""

    @property
    def timeline(self) -> "TimelineReader":
        """The messages of a thread."""

    @property
    def drafts(self) -> Drafts:
        """Unsent text."""

    @property
    def outbox(self) -> Outbox:
        """What has not been confirmed."""

    @property
    def feed(self) -> FeedSink:
        """Where the changes go."""

    @property
    def blobs(self) -> BlobStore:
        """Files."""

    @property
    def search(self) -> "SearchReader":
        """Finding messages."""

    @property
    def complaints(self) -> "ComplaintReader":
        """Complaints, as boards show them."""

    @property
    def insights(self) -> "InsightReader":
        """Warnings and reviews."""

    @property
    def training(self) -> "TrainingReader":
        """Packs, assignments, practice."""

    @property
    def shelf(self) -> "ShelfReader":
        """What everybody in the workspace shares."""

    @property
    def state(self) -> LocalState:
        """Small facts."""

    async def use(self, me: "AgentId") -> None:
        """Whose read marks and folders the reads are for."""

    async def backup(self, target: "Path", passphrase: str, progress: "Callable[[float], None]") -> None:
        """One encrypted file with everything of this moment; complete or not at all (R21). Raises StorageFull.

        `progress` is told the done share, 0 to 1.
        """

    async def damaged(self) -> str:
        """Waits until the files are found broken; the damage in the words of `AccountFiles.mend` (R11)."""

    async def copy_to(self, folder: "Path") -> bytes:
        """Copies all of it into an empty or new folder; returns the key that opens the copy. Raises StorageFull."""

    async def close(self) -> None:
        """Finishes writes, checkpoints and closes."""

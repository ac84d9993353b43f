"""What the client needs of its database and of a server, as Protocols; errors are those of `app.errors`."""

from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from app.changes import ChangeSet
from domain.agent import Agent
from domain.changes import Page
from domain.channel import ChannelAccount
from domain.draft import SyncedDraft
from domain.ids import AgentId, BlobHash, DeviceId, IdentityId, MessageId, OperationId, ThreadId
from domain.inbox import Card, Folder, FolderCounts, ThreadRow
from domain.message import Message
from domain.operations import Operation, Result
from domain.outbox import QueuedOperation, Waiting
from domain.presence import Handover, Presence
from domain.search import SearchPage, SearchQuery
from domain.timeline import Entry, Newer, Window

PIECE = 256 * 1024
"""Bytes in which files move through this program; whole ones are never needed in memory."""


@dataclass(frozen=True, slots=True)
class Session:
    """Who is signed in, where.

    Attributes:
        server: base address ("https://support.example.com").
        refresh_token: opaque; the only part that is kept, and only in the keychain.
        access_token: opaque, at most 15 minutes; memory only.
    """

    server: str
    agent: Agent
    refresh_token: str
    access_token: str


@dataclass(frozen=True, slots=True)
class Draft:
    """Unsent text of one thread. `revision` rises with every save; sending consumes one (Enter twice sends once).

    Attributes:
        home: the joined thread that it was written in and stays with; None for the thread itself.
        base: newest version of other devices' words that its author has seen, or decided about; what is newer
            than that is never overwritten, and offered as `other`.
        other: what another device saved while this text was not in step; only told, never saved.
        saved_elsewhere: when another device saved exactly this text; None for words from here. Only told.
    """

    thread_id: ThreadId
    text: str
    identity_id: IdentityId | None
    note: bool
    reply_to: MessageId | None
    files: tuple[BlobHash, ...]
    revision: int
    home: ThreadId | None = None
    base: int = 0
    other: SyncedDraft | None = None
    saved_elsewhere: datetime | None = None


@dataclass(frozen=True, slots=True)
class StoredBlob:
    """A file held in the encrypted blob store."""

    hash: BlobHash
    name: str
    media_type: str
    size: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class OutgoingFile:
    """A file on its way up; `read` gives so many of its bytes from an offset on, None when they are gone."""

    blob: BlobHash
    size: int
    media_type: str
    read: Callable[[int, int], Awaitable[bytes | None]]


@dataclass(frozen=True, slots=True)
class OutgoingBatch:
    """Operations frozen for one request: (n, operation) in lane order, and their exact bytes as first sent."""

    device_id: DeviceId
    items: tuple[tuple[int, Operation], ...]
    body: bytes


class ThreadReader(Protocol):
    """Reads for the thread list and the panel beside it."""

    async def rows(self, folder: Folder, limit: int, after: ThreadRow | None = None) -> Sequence[ThreadRow]:
        """The folder's lines, those who wait longest first, then the newest; at most `limit`, from behind `after`."""

    async def row(self, thread_id: ThreadId) -> tuple[ThreadRow, Folder | None] | None:
        """One line and the folder it stands in now, None for that when a colleague has it in hand.

        None altogether when the thread is not here (or is joined into another).
        """

    async def find(self, text: str, limit: int) -> Sequence[ThreadRow]:
        """Threads whose customer's name, handle, phone or tag contains the text, newest first."""

    async def counts(self) -> FolderCounts:
        """How many lines each folder has."""

    async def card(self, thread_id: ThreadId) -> Card | None:
        """The customer's panel; None when the thread is not here."""

    async def agents(self) -> Sequence[Agent]:
        """The team, by name."""

    async def accounts(self) -> Sequence[ChannelAccount]:
        """The team's channel accounts, by name."""


class TimelineReader(Protocol):
    """Reads for the thread view: indexed windows, never a whole thread."""

    async def open(self, thread_id: ThreadId, limit: int) -> Window:
        """The window around the first unread message, or the newest entries when all is read."""

    async def older(self, thread_id: ThreadId, before: Entry, limit: int) -> Window:
        """The entries just before that one."""

    async def newer(self, thread_id: ThreadId, after: Entry, limit: int) -> Window:
        """The entries just after that one."""

    async def newest(self, thread_id: ThreadId, limit: int) -> Window:
        """The end of the thread, with what has not left yet."""

    async def entries(self, thread_id: ThreadId, oldest: Entry | None, limit: int) -> Window:
        """The present state of a window that begins at `oldest`, to refresh what is on screen after a change."""

    async def around(self, thread_id: ThreadId, message_id: MessageId, limit: int) -> Window | None:
        """The window with that message in its middle; None when the thread does not hold it here (any more)."""

    async def gap(self, thread_id: ThreadId) -> int | None:
        """Position before which the backend has messages that are not here; None when all are here."""


class Drafts(Protocol):
    """Unsent text, saved as typed."""

    async def load(self, thread_id: ThreadId) -> Draft | None:
        """The thread's draft, None when there is none.

        After one was sent it is an empty one, with the revision to go on from.
        """

    async def save(self, draft: Draft) -> None:
        """Keeps it durably; an empty draft is removed."""

    async def moved(self, thread_id: ThreadId) -> Sequence[Newer]:
        """What others said in the thread since its draft was begun, oldest first; nothing without a draft."""

    async def hand_over(self, thread_id: ThreadId | None = None) -> ChangeSet:
        """Queues what the backend does not have yet of that thread's draft, or of all; at most one row a thread."""


class Outbox(Protocol):
    """The operations that have not been confirmed yet. One transaction an arrow of `domain.outbox.OutboxState`."""

    async def enqueue(
        self, operations: Sequence[Operation], consumes: Draft | None = None, hold: timedelta = timedelta()
    ) -> ChangeSet | None:
        """Operation rows, local echo and the consumed draft's removal in one commit.

        Replies can be called back for as long as `hold`: until then neither they nor what follows them leaves.
        None when the draft's revision was consumed already: nothing is queued twice. Raises StorageFull.
        """

    async def freeze(
        self, device_id: DeviceId, limit: int, max_bytes: int, known_until: datetime | None = None
    ) -> OutgoingBatch | None:
        """The next batch; None when there is nothing to send.

        Everything already sent but unanswered comes first, byte-identical, then the heads of free lanes.
        Replies written after `known_until` stay, and so does what is behind them: their author knew nothing new.
        """

    def leaves_in(self) -> float | None:
        """Seconds until something that the last `freeze` left on hold may leave; None when it left nothing so."""

    async def on_hold(self, thread_id: ThreadId) -> Sequence[QueuedOperation]:
        """The thread's replies that can still be called back, in order."""

    async def let_go(self, operations: Collection[OperationId]) -> ChangeSet:
        """They need not be held back any longer."""

    async def take_back(self, operations: Sequence[OperationId], into: Draft) -> ChangeSet:
        """Replies become that draft again, all or none, in one commit. Raises Refused("under_way"), StorageFull."""

    async def settle(self, results: Sequence[Result]) -> ChangeSet:
        """Applies the backend's answers: acked, blocked, skipped, queued again, held."""

    async def failed(self, code: str) -> None:
        """Notes the network's last word on everything that waits (shown in the sync panel)."""

    async def hold(self, lane: ThreadId, reason: str) -> ChangeSet:
        """Holds the lane's unsent visible rows."""

    async def lanes_to_check(self) -> Sequence[tuple[ThreadId, int]]:
        """Lanes with replies that were never sent, and the position their author had seen last (stale guard)."""

    async def moved_lanes(self, lanes: Sequence[tuple[ThreadId, int]]) -> Sequence[tuple[ThreadId, int]]:
        """Those whose thread holds anything at all behind that position."""

    async def retry(self, operation_id: OperationId) -> ChangeSet:
        """A person says go: held or blocked becomes queued again."""

    async def edit(self, operation_id: OperationId, replacement: Operation) -> ChangeSet:
        """Replaces a row that is not under way; a blocked one keeps its number under the new id."""

    async def discard(self, operation_id: OperationId) -> ChangeSet:
        """Gives an operation up; a frozen one is replaced by a skip."""

    async def renumber(self, device_id: DeviceId) -> ChangeSet:
        """After a lane fork: the new device id, unanswered rows unfrozen, operation ids unchanged."""

    async def waiting(self) -> Waiting:
        """What the sync panel shows."""

    async def blobs_to_upload(self) -> Sequence[BlobHash]:
        """Attachments of waiting operations that the backend does not hold yet."""

    async def uploaded(self, blob: BlobHash) -> ChangeSet:
        """The backend holds it now."""

    async def unsent(self) -> Sequence[QueuedOperation]:
        """Everything not confirmed, in order, for export."""


class SearchReader(Protocol):
    """Looks through everything that this computer holds, newest first."""

    async def messages(self, query: SearchQuery, limit: int, before: int | None = None) -> SearchPage:
        """Messages that fit, at most `limit`, from below position `before` on; what waits here comes first."""


class FeedSink(Protocol):
    """Where the changes feed goes."""

    async def cursor(self) -> str:
        """Where to go on; "" for a fresh snapshot."""

    async def synced_at(self) -> datetime | None:
        """When everything was here last, also in an earlier run; None for never."""

    async def apply(self, page: Page) -> ChangeSet:
        """Rows and cursor in one transaction; upsert only what is newer (exactly-once effect)."""

    async def restart(self) -> ChangeSet:
        """Forgets the cursor before a fresh snapshot; outbox and drafts stay (R24)."""

    async def fill(
        self, thread_id: ThreadId, messages: Sequence[Message], complete: bool, before: int | None = None
    ) -> ChangeSet:
        """Older messages fetched by window; `complete` when the backend has no more before them.

        `before` is the position that was asked with; None for what `TimelineReader.gap` says now.
        """


class BlobStore(Protocol):
    """Encrypted files on this computer, by the sha256 of their plain bytes."""

    async def add(self, source: Path | bytes, name: str, media_type: str) -> StoredBlob:
        """Copies it in (the source may vanish afterwards). Raises StorageFull."""

    async def read(self, blob: BlobHash) -> bytes | None:
        """The plain bytes, None when they are not here."""

    async def piece(self, blob: BlobHash, offset: int, size: int) -> bytes | None:
        """A part of the plain bytes, shorter at their end; None when they are not here."""

    async def held(self, blob: BlobHash) -> int:
        """How many bytes of an unfinished download are here, a whole number of PIECEs or all; also after a restart."""

    async def append(self, blob: BlobHash, offset: int, piece: bytes) -> None:
        """The next PIECE of a download; `offset` is what is held. Raises StorageFull."""

    async def finish(self, blob: BlobHash, name: str, media_type: str) -> StoredBlob:
        """The download is complete. Raises Refused when it is not what its name says; then it is forgotten."""

    async def info(self, blob: BlobHash) -> StoredBlob | None:
        """What is known of it."""


class LocalState(Protocol):
    """Small facts that survive a restart."""

    async def device_id(self) -> DeviceId:
        """This database file's id, made once."""

    async def get(self, key: str) -> str | None:
        """A kept value."""

    async def put(self, key: str, value: str) -> None:
        """Keeps a value."""


class LocalStore(Protocol):
    """The local database as one thing: what bootstrap opens and hands out by its parts."""

    @property
    def threads(self) -> ThreadReader:
        """The thread list."""

    @property
    def timeline(self) -> TimelineReader:
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
    def search(self) -> SearchReader:
        """Finding messages."""

    @property
    def state(self) -> LocalState:
        """Small facts."""

    async def use(self, me: AgentId) -> None:
        """Whose read marks and folders the reads are for."""

    async def backup(self, target: Path, passphrase: str, progress: Callable[[float], None]) -> None:
        """One encrypted file with everything of this moment; complete or not at all (R21). Raises StorageFull.

        `progress` is told the done share, 0 to 1.
        """

    async def damaged(self) -> str:
        """Waits until the files are found broken; the damage in the words of `AccountFiles.mend` (R11)."""

    async def copy_to(self, folder: Path) -> bytes:
        """Copies all of it into an empty or new folder; returns the key that opens the copy. Raises StorageFull."""

    async def close(self) -> None:
        """Finishes writes, checkpoints and closes."""


@dataclass(frozen=True, slots=True)
class Nudge:
    """The feed has moved to this cursor; or, with an empty cursor, the stream is alive."""

    cursor: str


Word = Nudge | Presence | Handover
"""What the event stream says: that the feed moved, who is where, who asks for a thread."""


class Gateway(Protocol):
    """A server, whatever it is."""

    async def sign_in(self, email: str, password: str) -> Session:
        """Raises SignedOut when they are wrong, Throttled after too many tries."""

    async def sign_in_embedded(self, secret: str) -> Session:
        """Into the backend that this program started itself."""

    async def resume(self, refresh_token: str) -> Session:
        """With a kept token; raises SignedOut when it is no longer good."""

    def use(self, session: Session) -> None:
        """Goes on with a kept session without asking; an empty access token is renewed at the first call.

        This is how a program that starts offline works until the network is back.
        """

    async def sign_out(self) -> None:
        """Ends the session on the server as far as it can be reached."""

    async def submit(self, batch: OutgoingBatch) -> Sequence[Result]:
        """POST /v1/ops:batch; results in request order."""

    async def changes(self, cursor: str, limit: int) -> Page:
        """GET /v1/changes. Raises CannotCalculate."""

    async def messages(self, thread_id: ThreadId, before: int, limit: int) -> tuple[Sequence[Message], bool]:
        """A root thread's messages before a position, oldest first, and whether nothing older is left."""

    async def search(self, query: SearchQuery, limit: int, before: int | None = None) -> SearchPage:
        """GET /v1/search: hits among everything the server has, newest first, from below a position on."""

    def events(self) -> AsyncIterator[Word]:
        """GET /v1/events; ends without an exception when the server closes it; raises Unreachable or AnswerLost."""

    async def put_blob(self, file: OutgoingFile, told: Callable[[int], None]) -> None:
        """Uploads from where the server's copy ends; `told` hears how many bytes are over there."""

    def get_blob(self, blob: BlobHash, offset: int = 0) -> AsyncIterator[bytes]:
        """The bytes from an offset on, in PIECEs. Raises Refused when the server does not hold it.

        Whether they are what the name says is for `BlobStore.finish` to check.
        """

    async def request_json(self, method: str, path: str, body: object | None = None) -> object:
        """One call outside the sync contract (people, channel accounts, sessions); the decoded answer or None."""

    async def close(self) -> None:
        """Closes connections."""


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """For the banner and the sync panel; times are wall-clock UTC.

    Attributes:
        online: whether the last contact worked; also False before the first one, then `offline_since` is None.
        offline_since: when contact was lost.
        last_sync_at: when everything up to then was here.
        next_try_at: when something that failed is tried again by itself.
        error: the last failure, a code; "" when all is well.
        signed_out: the server no longer takes this session; the queue is kept.
        pulling: whether more changes are known to wait over there.
        one_way: the server takes what leaves but does not say what is new; fresh replies wait (`Outbox.freeze`).
        uploaded: bytes that the server holds of the files that are under way to it now.
    """

    online: bool = False
    offline_since: datetime | None = None
    last_sync_at: datetime | None = None
    next_try_at: datetime | None = None
    error: str = ""
    signed_out: bool = False
    pulling: bool = False
    one_way: bool = False
    uploaded: int = 0


class Engine(Protocol):
    """Moves operations up and changes down while it runs."""

    def start(self, session: Session) -> None:
        """Begins; the server need not be reachable."""

    @property
    def status(self) -> SyncStatus:
        """How it is doing now."""

    def on_status(self, callback: Callable[[SyncStatus], None]) -> Callable[[], None]:
        """Tells of every change of status; returns the function that stops that."""

    def on_word(self, callback: Callable[[Presence | Handover], None]) -> Callable[[], None]:
        """Tells what colleagues do, as the stream says it; returns the function that stops that."""

    def wake(self) -> None:
        """There is new work in the outbox."""

    def retry_now(self) -> None:
        """Tries at once instead of waiting."""

    async def older(self, thread_id: ThreadId, before: int) -> None:
        """Fetches a window of history before that position into the store."""

    async def stop(self) -> None:
        """Ends its tasks; what waits, waits in the store."""


class Secrets(Protocol):
    """The OS keychain, or memory where there is none."""

    @property
    def durable(self) -> bool:
        """Whether what is kept survives the program."""

    def get(self, name: str) -> str | None:
        """A kept secret."""

    def put(self, name: str, value: str) -> None:
        """Keeps a secret of at most 512 characters."""

    def delete(self, name: str) -> None:
        """Forgets it."""

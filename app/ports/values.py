"""What goes through the ports: sessions, drafts, files, batches, the state of the connection."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from domain.agent import Agent
from domain.draft import SyncedDraft
from domain.ids import BlobHash, DeviceId, IdentityId, MessageId, ThreadId
from domain.operations import Operation
from domain.presence import Handover, Presence

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


@dataclass(frozen=True, slots=True)
class Nudge:
    """The feed has moved to this cursor; or, with an empty cursor, the stream is alive."""

    cursor: str


Span = tuple[datetime, datetime]
"""From when until when."""

Word = Nudge | Presence | Handover
"""What the event stream says: that the feed moved, who is where, who asks for a thread."""


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

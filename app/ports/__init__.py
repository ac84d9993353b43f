"""What the client needs of its database and of a server, as Protocols; errors are those of `app.errors`."""

from app.ports.reading import (
    ComplaintReader,
    InsightReader,
    SearchReader,
    ShelfReader,
    ThreadReader,
    TimelineReader,
    TrainingReader,
)
from app.ports.secrets import Secrets
from app.ports.server import Engine, Gateway
from app.ports.store import BlobStore, Drafts, FeedSink, LocalState, LocalStore, Outbox
from app.ports.values import (
    PIECE,
    Draft,
    Nudge,
    OutgoingBatch,
    OutgoingFile,
    Session,
    Span,
    StoredBlob,
    SyncStatus,
    Word,
)

__all__ = [
    "PIECE",
    "BlobStore",
    "ComplaintReader",
    "Draft",
    "Drafts",
    "Engine",
    "FeedSink",
    "Gateway",
    "InsightReader",
    "LocalState",
    "LocalStore",
    "Nudge",
    "Outbox",
    "OutgoingBatch",
    "OutgoingFile",
    "SearchReader",
    "Secrets",
    "Session",
    "ShelfReader",
    "Span",
    "StoredBlob",
    "SyncStatus",
    "ThreadReader",
    "TimelineReader",
    "TrainingReader",
    "Word",
]

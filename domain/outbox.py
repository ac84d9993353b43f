"""Where an operation stands on its way from this computer to the backend (reliability 3.2)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil

from domain.ids import OperationId
from domain.operations import Operation


class OutboxState(StrEnum):
    """The states of one outbox row.

    queued --freeze(n)--> sent --applied|duplicate--> acked --seen in the feed--> done
    queued --needs blobs--> uploading --stored--> queued
    sent --certainly never left--> queued
    sent --refused on its way--> sent, as a question about it --applied--> acked, or --not applied--> blocked, new id
    sent --permanent--> blocked; blocked --edit: new id, same n--> queued; blocked --discard: skip at n--> queued
    queued --thread moved on, too old, signed out--> held --confirmed--> queued
    """

    QUEUED = "queued"
    UPLOADING = "uploading"
    SENT = "sent"
    ACKED = "acked"
    DONE = "done"
    BLOCKED = "blocked"
    HELD = "held"


class HoldReason(StrEnum):
    """Why a row is held: not a failure, somebody or something has to say go."""

    AUTH = "auth"
    MOVED = "moved"
    STALE = "stale"
    STATE_MOVED = "state_moved"
    SALVAGED = "salvaged"


LONGEST_HOLD = timedelta(seconds=60)
"""No reply is held back longer for its author to think again; whatever says so is a clock that was set back (R20)."""

WAITING = frozenset({OutboxState.QUEUED, OutboxState.UPLOADING, OutboxState.SENT})
NEEDS_PERSON = frozenset({OutboxState.BLOCKED, OutboxState.HELD})


@dataclass(frozen=True, slots=True)
class QueuedOperation:
    """One outbox row.

    Attributes:
        local_order: rises with enqueueing on this computer; orders a lane and the bubbles that the server has not seen.
        n: number in its lane, assigned when it is first sent; 0 before.
        reason: a HoldReason while HELD, a `domain.problems.Problem` while BLOCKED, else ""; why it is asked about while
            it is QUEUED or SENT, or what a skip took the place of.
        since: when it entered the state.
        last_error: the last thing the network said, a code; "" if nothing.
        leaves_at: until then it can be called back; None when it may leave at once.
    """

    operation: Operation
    local_order: int
    n: int
    state: OutboxState
    reason: str
    since: datetime
    attempts: int
    last_error: str
    leaves_at: datetime | None = None

    @property
    def frozen(self) -> bool:
        """Whether the backend may have seen it, so that its bytes must not change any more."""
        return self.n > 0


def on_hold(leaves_at: datetime | None, now: datetime) -> bool:
    """Whether what leaves then can still be called back."""
    return leaves_at is not None and now < leaves_at <= now + LONGEST_HOLD


def seconds_left(leaves_at: datetime, written_at: datetime, now: datetime) -> int:
    """Whole seconds until it leaves, never more than were chosen; the last one is 1.

    Args:
        written_at: from when it was held. A screen's `now` may be a moment older than that.
    """
    left, chosen = (leaves_at - now).total_seconds(), (leaves_at - written_at).total_seconds()
    return min(ceil(left), max(1, round(chosen)))


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the sync panel shows: how much has not left yet, and what needs a person.

    Attributes:
        replies, notes, others: counts of rows in WAITING states, by kind.
        files, file_bytes: attachments that are not uploaded yet.
        oldest: since when the oldest of them waits; None when nothing does.
        needs_person: the rows that are BLOCKED or HELD, oldest first.
        items: the first of the rows that are counted above, in the order in which they leave, as many as asked for.
        uploads: of those that wait for files, how many of these the backend holds already, and how many there are.
    """

    replies: int
    notes: int
    others: int
    files: int
    file_bytes: int
    oldest: datetime | None
    needs_person: tuple[QueuedOperation, ...]
    items: tuple[QueuedOperation, ...] = ()
    uploads: Mapping[OperationId, tuple[int, int]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Everything that waits or needs a person."""
        return self.replies + self.notes + self.others + len(self.needs_person)


@dataclass(frozen=True, slots=True)
class OnlyHere:
    """What leaves by itself and is on no other computer yet: nobody watches it wait, so its owner is asked (S21).

    Attributes:
        drafts: threads with a draft that has words in it.
        practice: goes of practice.
    """

    drafts: int = 0
    practice: int = 0

    @property
    def total(self) -> int:
        """All of it."""
        return self.drafts + self.practice

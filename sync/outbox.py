"""When to upload, freeze and submit: one request in flight, everything that came meanwhile in the next one."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.errors import KnownError
from domain.ids import BlobHash, OperationId
from domain.operations import Outcome, Result
from domain.problems import Problem
from sync.backoff import Backoff
from sync.steps import FindUploads, Release, Submit, Upload, Withdraw

MOST_OPERATIONS = 500
UPLOADS_AT_ONCE = 2

_MOVES = frozenset({Outcome.APPLIED, Outcome.DUPLICATE, Outcome.REJECTED, Outcome.CONFLICT, Outcome.REUSED})


def moves_on(result: Result) -> bool:
    """Whether the operation will not be sent again as it is."""
    return result.outcome in _MOVES and result.code != Problem.BLOB_MISSING


@dataclass(slots=True)
class SubmitFlow:
    """Batches of operations, one at a time, smaller after a "too large".

    Attributes:
        limit: operations in the next batch; most: what it grows back to.
        refused: what was refused alone and whole, to be asked about before anything else.
        ahead: the batch after the last one is frozen already.
        draining: the last batch was full, so that more will follow at once.
        again_at: monotonic seconds when a reply can no longer be called back and leaves; None without one.
    """

    backoff: Backoff
    wanted: bool = False
    busy: bool = False
    limit: int = MOST_OPERATIONS
    most: int = MOST_OPERATIONS
    refused: Withdraw | None = None
    ahead: bool = False
    draining: bool = False
    again_at: float | None = None

    def submitted(self, results: Sequence[Result], now: float, ahead: bool = False) -> None:
        """Answers are here. Without any progress the next try waits, or the two sides would spin."""
        self.busy, self.wanted, self.ahead = False, True, ahead
        self.draining = len(results) >= self.limit
        if any(moves_on(result) for result in results):
            self.backoff.reset()
            self.limit = min(self.most, self.limit * 2)
        else:
            self.backoff.failed(now)

    def idle(self, again_at: float | None = None) -> None:
        """Nothing was ready before that moment; what was enqueued since has set `wanted` again."""
        self.again_at = again_at
        self.busy = self.draining = False

    def released(self) -> None:
        """All that waits is free again."""
        self.busy, self.wanted = False, True

    def failed(self, now: float) -> None:
        """The same bytes go again, later."""
        self.busy, self.wanted, self.draining = False, True, False
        self.backoff.failed(now)

    def not_accepted(self, operations: tuple[OperationId, ...], error: Exception) -> None:
        """The request as a whole was refused: halve it until the culprit stands alone."""
        self.busy, self.wanted = False, True
        if len(operations) > 1:
            self.limit = len(operations) // 2
        else:
            code = error.code if isinstance(error, KnownError) else Problem.BAD_OPERATION
            self.refused = Withdraw(operations, code)

    def plan(self, now: float, blind: bool = False) -> list[Submit | Withdraw]:
        """What to begin; what was frozen by somebody who could see does not leave blind."""
        due = self.wanted or (self.again_at is not None and now >= self.again_at)
        if self.busy or not due or self.backoff.waits(now) or (blind and self.ahead):
            return []
        self.busy, self.wanted, self.ahead, self.again_at = True, False, False, None
        refused, self.refused = self.refused, None
        return [refused or Submit(self.limit, blind)]

    def release(self) -> list[Release]:
        """When nothing leaves now, what was frozen ahead does not either."""
        if self.busy or not self.ahead:
            return []
        self.busy, self.ahead = True, False
        return [Release()]


@dataclass(slots=True)
class UploadFlow:
    """Files, two at a time.

    Attributes:
        wanted: the store may name files that are not known here.
        looking: the store is being asked.
    """

    backoff: Backoff
    wanted: bool = False
    looking: bool = False
    queue: list[BlobHash] = field(default_factory=list)
    under_way: set[BlobHash] = field(default_factory=set)

    def found(self, blobs: Sequence[BlobHash]) -> None:
        """The store needs these over there."""
        self.looking = False
        self.queue = [blob for blob in blobs if blob not in self.under_way]

    def uploaded(self, blob: BlobHash) -> None:
        """One is done."""
        self.under_way.discard(blob)
        self.backoff.reset()

    def failed(self, blob: BlobHash | None, now: float) -> None:
        """One is not; the store is asked again afterwards."""
        if blob is None:
            self.looking = False
        else:
            self.under_way.discard(blob)
        self.wanted = True
        self.backoff.failed(now)

    def plan(self, now: float) -> list[FindUploads | Upload]:
        """What to begin."""
        if self.backoff.waits(now):
            return []
        effects: list[FindUploads | Upload] = []
        if self.wanted and not self.looking:
            self.wanted, self.looking = False, True
            effects.append(FindUploads())
        while self.queue and len(self.under_way) < UPLOADS_AT_ONCE:
            blob = self.queue.pop(0)
            self.under_way.add(blob)
            effects.append(Upload(blob))
        return effects

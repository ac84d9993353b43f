"""The operations that have not been confirmed yet: the states of `domain.outbox`, one transaction an arrow."""

from collections.abc import Collection, Sequence
from datetime import timedelta

from app.changes import ChangeSet
from app.ports import Draft, OutgoingBatch, Span
from domain.ids import BlobHash, DeviceId, OperationId, ThreadId
from domain.operations import QUIET, Operation, Result
from domain.outbox import QueuedOperation, Waiting
from localdb import answering, deciding, enqueueing, freezing, holding, kept_state, waiting, withdrawing
from localdb.context import Context
from localdb.database import Database
from localdb.values import micros


class SqlOutbox:
    """Implements `app.ports.Outbox`."""

    def __init__(self, database: Database, context: Context) -> None:
        self._database = database
        self._context = context
        self._next_leaving: int | None = None

    async def enqueue(
        self, operations: Sequence[Operation], consumes: Draft | None = None, hold: timedelta = timedelta()
    ) -> ChangeSet | None:
        """Operation rows, local echo and the consumed draft's removal in one commit; None for a draft sent already."""
        waited = consumes is not None or any(operation.kind not in QUIET for operation in operations)
        write = self._database.write if waited else self._database.write_beside
        return await write(enqueueing.enqueue, operations, consumes, hold, self._context)

    async def freeze(
        self, device_id: DeviceId, limit: int, max_bytes: int, known: Span | None = None
    ) -> OutgoingBatch | None:
        """The next batch: what was sent and not answered first, byte-identical; None when idle."""
        limits = freezing.Limits(limit, max_bytes, (micros(known[0]), micros(known[1])) if known else None)
        answer = await self._database.write_behind(freezing.freeze, device_id, limits, self._context)
        batch, changes, self._next_leaving = answer
        self._database.owe(changes)
        return batch

    async def freeze_ahead(self, under_way: OutgoingBatch, limit: int, max_bytes: int) -> OutgoingBatch | None:
        """The batch behind one whose answer is awaited; None when nothing is ready or anything else is unanswered."""
        limits = freezing.Limits(limit, max_bytes)
        batch, changes = await self._database.write_behind(freezing.freeze_ahead, under_way, limits, self._context)
        self._database.owe(changes)
        return batch

    def leaves_in(self) -> float | None:
        """Seconds until something that the last `freeze` left on hold may leave; None when it left nothing so."""
        moment = self._next_leaving
        return None if moment is None else max(0.0, (moment - self._context.now()) / 1_000_000)

    async def on_hold(self, thread_id: ThreadId) -> Sequence[QueuedOperation]:
        """The thread's replies that can still be called back, in order."""
        return await self._database.read(holding.on_hold, thread_id, self._context)

    async def let_go(self, operations: Collection[OperationId]) -> ChangeSet:
        """They need not be held back any longer."""
        return await self._database.change(holding.let_go, operations, self._context)

    async def take_back(self, operations: Sequence[OperationId], into: Draft) -> ChangeSet:
        """Replies become that draft again, all or none, in one commit. Raises Refused("under_way"), StorageFull."""
        return await self._database.change(holding.take_back, operations, into, self._context)

    async def settle(self, results: Sequence[Result]) -> ChangeSet:
        """Applies the backend's answers."""
        return await self._database.change_behind(answering.settle, results, self._context)

    async def failed(self, code: str) -> None:
        """Notes the network's last word on everything that waits."""
        await self._database.write_behind(kept_state.put, kept_state.NETWORK, code)

    async def thaw(self, batch: OutgoingBatch) -> ChangeSet:
        """The batch certainly never left: rows that left no other time either are as before `freeze`."""
        return await self._database.change_behind(freezing.thaw, batch, self._context)

    async def withdraw(self, operations: Sequence[OperationId], code: str) -> ChangeSet:
        """Something refused to pass these on: the next batches ask the backend whether it has applied them."""
        return await self._database.change_behind(withdrawing.withdraw, operations, code, self._context)

    async def hold(self, lane: ThreadId, reason: str) -> ChangeSet:
        """Holds the lane's unsent visible rows."""
        return await self._database.change_behind(deciding.hold, lane, reason, self._context)

    async def lanes_to_check(self) -> Sequence[tuple[ThreadId, int]]:
        """Lanes with replies that were never sent, whenever written, with what was seen."""
        return await self._database.read(deciding.lanes_to_check)

    async def moved_lanes(self, lanes: Sequence[tuple[ThreadId, int]]) -> Sequence[tuple[ThreadId, int]]:
        """Those whose thread holds anything at all behind that position."""
        return await self._database.read(deciding.moved_lanes, lanes)

    async def retry(self, operation_id: OperationId) -> ChangeSet:
        """A person says go: held or blocked becomes queued again."""
        return await self._database.change(deciding.retry, operation_id, self._context)

    async def edit(self, operation_id: OperationId, replacement: Operation) -> ChangeSet:
        """Replaces a row that is not under way. Raises Refused("under_way")."""
        return await self._database.change(deciding.edit, operation_id, replacement, self._context)

    async def discard(self, operation_id: OperationId) -> ChangeSet:
        """Gives an operation up. Raises Refused("under_way")."""
        return await self._database.change(deciding.discard, operation_id, self._context)

    async def renumber(self, device_id: DeviceId) -> ChangeSet:
        """After a lane fork: the new device id, unanswered rows unfrozen, operation ids unchanged."""
        return await self._database.change_behind(deciding.renumber, device_id, self._context)

    async def waiting(self, most: int = 0) -> Waiting:
        """What the sync panel shows; the first `most` rows of what waits one by one."""
        return await self._database.read(waiting.summary, most)

    async def blobs_to_upload(self) -> Sequence[BlobHash]:
        """Attachments of waiting operations that the backend does not hold yet, oldest first."""
        return await self._database.read(waiting.blobs_to_upload)

    async def uploaded(self, blob: BlobHash) -> ChangeSet:
        """The backend holds it now."""
        return await self._database.change_behind(deciding.uploaded, blob, self._context)

    async def unsent(self) -> Sequence[QueuedOperation]:
        """Everything not confirmed, in order, for export."""
        return await self._database.read(waiting.unsent)

"""Turns what an agent did into operations in the outbox."""

from collections.abc import Sequence
from datetime import timedelta

from app.ports import Draft
from app.services.desk import Desk
from domain.clock import Clock
from domain.ids import IdSource, OperationId, ThreadId
from domain.operations import Operation, Payload


class Operator:
    """Enqueues: one commit, then the screens and the engine hear of it.

    Attributes:
        desk: whose outbox it goes to; ids, clock: what an operation is stamped with.
    """

    def __init__(self, desk: Desk, ids: IdSource, clock: Clock) -> None:
        self.desk = desk
        self.ids = ids
        self.clock = clock

    async def do(
        self, lane: ThreadId, *payloads: Payload, consumes: Draft | None = None, hold: timedelta = timedelta()
    ) -> bool:
        """Queues these, all or none; False when the draft's revision went out before. Raises StorageFull.

        Replies can be called back for as long as `hold`. Operations of one call are made at the same moment.
        """
        store = await self.desk.store()
        changes = await store.outbox.enqueue(self._operations(lane, payloads), consumes, hold)
        self.desk.changed(changes)
        return changes is not None

    def _operations(self, lane: ThreadId, payloads: Sequence[Payload]) -> list[Operation]:
        now = self.clock.now()
        return [Operation(OperationId(self.ids.new()), lane, payload, now) for payload in payloads]

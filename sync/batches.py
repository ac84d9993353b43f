"""Batches on their way, one request at a time; meanwhile the answers before it are settled and the next is frozen."""

import asyncio
import secrets
from collections.abc import Sequence

from app.changes import ChangeHub
from app.errors import KnownError, SignedOut, Unreachable
from app.ports import Gateway, LocalStore, OutgoingBatch, Span
from domain.clock import Clock
from domain.ids import DeviceId, IdSource, OperationId
from domain.operations import Outcome, Result
from domain.problems import Problem
from sync.steps import BatchFailed, Event, NothingToSubmit, Released, Submitted

MOST_BYTES = 1024 * 1024
_FULL_BYTES = MOST_BYTES // 2
_PLAIN = (Outcome.APPLIED, Outcome.DUPLICATE)


class Batches:
    """Submits what waits in the outbox, and keeps what is between two requests.

    The next batch leaves as soon as everything before it is known to be applied; any other answer is settled first,
    and what was frozen ahead is thawed before: its lanes may have to stand, and go on from another number.
    """

    def __init__(self, gateway: Gateway, store: LocalStore, clock: Clock, hub: ChangeHub) -> None:
        self._gateway = gateway
        self._store = store
        self._outbox = store.outbox
        self._clock = clock
        self._hub = hub
        self.forget()

    def forget(self) -> None:
        """The store may have moved without this object knowing; what it does not know of goes again as it is."""
        self._device: DeviceId | None = None
        self._ahead: OutgoingBatch | None = None
        self._answers: Sequence[Result] = ()

    async def submit(self, limit: int, known: Span | None) -> Event:
        """One batch: what was frozen ahead, or else what is ready now; `known` as for `Outbox.freeze`."""
        batch, self._ahead = self._ahead, None
        if batch is None:
            batch = await self._outbox.freeze(await self._device_id(), limit, MOST_BYTES, known)
        if batch is None:
            return NothingToSubmit(self._outbox.leaves_in())
        try:
            return await self._send(batch, 0 if known else limit)
        except KnownError as error:
            await self._outbox.failed(error.code)
            return BatchFailed(_ids(batch), error)

    async def release(self) -> Event:
        """What was frozen ahead does not leave now: it is queued again, for the stale guard and its author."""
        batch, self._ahead = self._ahead, None
        if batch is not None:
            await self._thaw(batch)
        await self._settle_before()
        return Released()

    async def settle(self, results: Sequence[Result]) -> None:
        """Tells the store, and takes a new name for this computer where somebody else goes by the same."""
        self._hub.tell(await self._outbox.settle(results))
        if any(result.code == Problem.LANE_FORK for result in results):
            self._device = self._new_device()
            self._hub.tell(await self._outbox.renumber(self._device))

    async def _send(self, batch: OutgoingBatch, limit: int) -> Event:
        """Raises what went wrong over there, and first what went wrong here.

        Args:
            limit: operations that are frozen behind it; 0 for none, since nobody could see what they answer.
        """
        answer, ahead = await asyncio.gather(
            self._gateway.submit(batch), self._meanwhile(batch, limit), return_exceptions=True
        )
        if isinstance(answer, BaseException):
            await self._not_answered(batch, ahead, answer)
            raise ahead if isinstance(ahead, BaseException) else answer
        if isinstance(ahead, OutgoingBatch) and all(result.outcome in _PLAIN for result in answer):
            self._ahead, self._answers = ahead, answer
            return Submitted(answer, ahead=True)
        if isinstance(ahead, OutgoingBatch):
            await self._thaw(ahead)
        await self.settle(answer)
        if isinstance(ahead, BaseException):
            raise ahead
        return Submitted(answer)

    async def _meanwhile(self, batch: OutgoingBatch, limit: int) -> OutgoingBatch | None:
        """Settles the answers before this batch, and freezes what goes behind it when it is full."""
        await self._settle_before()
        full = len(batch.items) >= limit or len(batch.body) > _FULL_BYTES
        if not limit or not full:
            return None
        return await self._outbox.freeze_ahead(batch, limit, MOST_BYTES)

    async def _settle_before(self) -> None:
        answers, self._answers = self._answers, ()
        if answers:
            await self.settle(answers)

    async def _not_answered(self, batch: OutgoingBatch, ahead: object, error: BaseException) -> None:
        """What nobody over there can have seen is as it was; the later numbers first."""
        if isinstance(ahead, OutgoingBatch):
            await self._thaw(ahead)
        if isinstance(error, Unreachable | SignedOut):
            await self._thaw(batch)

    async def _thaw(self, batch: OutgoingBatch) -> None:
        self._hub.tell(await self._outbox.thaw(batch))

    async def _device_id(self) -> DeviceId:
        if self._device is None:
            self._device = await self._store.state.device_id()
        return self._device

    def _new_device(self) -> DeviceId:
        ids = IdSource(lambda: int(self._clock.now().timestamp() * 1000), secrets.randbits)
        return DeviceId(ids.new())


def _ids(batch: OutgoingBatch) -> tuple[OperationId, ...]:
    return tuple(operation.id for _, operation in batch.items)

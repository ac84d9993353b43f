"""What each effect of the core does to the gateway and the store; every piece of work ends in an event."""

import secrets
from collections.abc import Callable, Sequence
from datetime import timedelta

from app.changes import ChangeHub
from app.errors import KnownError, Refused, SignedOut, TooLarge, Unreachable
from app.ports import Gateway, LocalStore, OutgoingBatch, OutgoingFile, Span
from domain.clock import Clock
from domain.ids import AgentId, BlobHash, DeviceId, IdSource, OperationId, ThreadId
from domain.operations import Operation, Outcome, Result, Send
from domain.outbox import HoldReason, OutboxState
from domain.problems import Problem
from sync.guard import moved
from sync.steps import (
    BatchFailed,
    Event,
    FindLanes,
    FindUploads,
    Guard,
    Guarded,
    LanesFound,
    NothingToSubmit,
    Pull,
    Pulled,
    Restart,
    Restarted,
    Submit,
    Submitted,
    Upload,
    Uploaded,
    UploadsFound,
    Withdraw,
    Withdrawn,
)
from sync.uploads import Uploads

PAGE = 500
MOST_BYTES = 1024 * 1024
_WINDOW = 100
STILL_KNOWN = timedelta(minutes=5)
"""So long before and after the last news a reply counts as written by somebody who knows what is new."""


def _nobody() -> None:
    """The default: nobody watches uploads."""


class Work:
    """Does one effect at a time for each caller; holds no decisions.

    Attributes:
        me: whose replies are not news to the stale guard.
        uploads: how far the files are; on_upload: called when that has changed.
    """

    def __init__(self, gateway: Gateway, store: LocalStore, clock: Clock, hub: ChangeHub) -> None:
        self.gateway = gateway
        self.store = store
        self.clock = clock
        self.hub = hub
        self.me = AgentId("")
        self.uploads = Uploads()
        self.on_upload: Callable[[], None] = _nobody
        self._cursor: str | None = None
        self._device: DeviceId | None = None

    async def do(self, effect: Pull | Restart | Submit | Withdraw | FindUploads | Upload | FindLanes | Guard) -> Event:
        """Carries it out; raises what went wrong, but for batches, whose rows the core wants to know."""
        match effect:
            case Pull():
                return await self._pull()
            case Restart():
                return await self._restart()
            case Submit(limit, blind):
                return await self._submit(limit, await self._known() if blind else None)
            case Withdraw(operations, code):
                self.hub.tell(await self.store.outbox.withdraw(operations, code))
                return Withdrawn()
            case Upload(blob):
                return await self._upload(blob)
            case Guard():
                return await self._guard()
        return await self._ask(effect)

    def forget(self) -> None:
        """The store may have moved without this object knowing."""
        self._cursor = self._device = None
        self.uploads = Uploads()

    async def older(self, thread_id: ThreadId, before: int) -> None:
        """Fetches the messages before a position into the store."""
        messages, complete = await self.gateway.messages(thread_id, before, _WINDOW)
        self.hub.tell(await self.store.feed.fill(thread_id, messages, complete, before))

    async def _ask(self, effect: FindUploads | FindLanes) -> Event:
        if isinstance(effect, FindUploads):
            return UploadsFound(await self.store.outbox.blobs_to_upload())
        return LanesFound(await self.store.outbox.lanes_to_check())

    async def _pull(self) -> Event:
        cursor = await self.store.feed.cursor() if self._cursor is None else self._cursor
        page = await self.gateway.changes(cursor, PAGE)
        # An empty page counts too: the store learns from it that it has caught up.
        self.hub.tell(await self.store.feed.apply(page))
        self._cursor = page.cursor
        return Pulled(page.cursor, page.has_more)

    async def _restart(self) -> Event:
        self.forget()
        self.hub.tell(await self.store.feed.restart())
        return Restarted()

    async def _known(self) -> Span | None:
        """What a right clock says of replies whose author knew what is new; one that was set back says otherwise."""
        at = await self.store.feed.synced_at()
        return None if at is None else (at - STILL_KNOWN, at + STILL_KNOWN)

    async def _submit(self, limit: int, known: Span | None) -> Event:
        if self._device is None:
            self._device = await self.store.state.device_id()
        batch = await self.store.outbox.freeze(self._device, limit, MOST_BYTES, known)
        if batch is None:
            return NothingToSubmit(self.store.outbox.leaves_in())
        try:
            results = await self.gateway.submit(batch)
            await self._settle(results)
        except KnownError as error:
            if isinstance(error, Unreachable | SignedOut):
                self.hub.tell(await self.store.outbox.thaw(batch))
            await self.store.outbox.failed(error.code)
            return BatchFailed(_ids(batch), error)
        return Submitted(results)

    async def _settle(self, results: Sequence[Result]) -> None:
        self.hub.tell(await self.store.outbox.settle(results))
        if any(result.code == Problem.LANE_FORK for result in results):
            self._device = self._new_device()
            self.hub.tell(await self.store.outbox.renumber(self._device))

    def _new_device(self) -> DeviceId:
        ids = IdSource(lambda: int(self.clock.now().timestamp() * 1000), secrets.randbits)
        return DeviceId(ids.new())

    async def _upload(self, blob: BlobHash) -> Event:
        info = await self.store.blobs.info(blob)
        if info is None:
            return await self._give_back(blob, Problem.MEDIA_GONE)

        async def read(offset: int, size: int) -> bytes | None:
            return await self.store.blobs.piece(blob, offset, size)

        def told(held: int) -> None:
            self.uploads.told(blob, held)
            self.on_upload()

        try:
            await self.gateway.put_blob(OutgoingFile(blob, info.size, info.media_type, read), told)
        except TooLarge:
            return await self._give_back(blob, Problem.MEDIA_TOO_LARGE)
        except Refused as error:
            return await self._give_back(blob, error.code)
        self.hub.tell(await self.store.outbox.uploaded(blob))
        self.uploads.ended(blob)
        return Uploaded(blob)

    async def _give_back(self, blob: BlobHash, code: str) -> Event:
        """What waits for a file that will never arrive stands until its author decides; the backend has none of it."""
        self.uploads.ended(blob)
        waiting = [row for row in await self.store.outbox.unsent() if row.state is OutboxState.UPLOADING]
        needing = [row.operation.id for row in waiting if _needs(row.operation, blob)]
        await self._settle([Result(operation, Outcome.REJECTED, code) for operation in needing])
        return Uploaded(blob)

    async def _guard(self) -> Event:
        lanes = await self.store.outbox.lanes_to_check()
        for lane, seen in await self.store.outbox.moved_lanes(lanes):
            if await self._moved(lane, seen):
                self.hub.tell(await self.store.outbox.hold(lane, HoldReason.MOVED))
        return Guarded()

    async def _moved(self, lane: ThreadId, seen: int) -> bool:
        """Window by window from the end, where what has not left yet stands, however much of it there is."""
        window = await self.store.timeline.newest(lane, _WINDOW)
        while not moved(window.entries, seen, self.me):
            if not window.older or 0 < window.entries[0].message.position <= seen:
                return False
            window = await self.store.timeline.older(lane, window.entries[0], _WINDOW)
        return True


def _ids(batch: OutgoingBatch) -> tuple[OperationId, ...]:
    return tuple(operation.id for _, operation in batch.items)


def _needs(operation: Operation, blob: BlobHash) -> bool:
    payload = operation.payload
    return isinstance(payload, Send) and any(part.blob == blob for part in payload.parts)

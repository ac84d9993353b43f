"""What each effect of the core does to the gateway and the store; every piece of work ends in an event."""

from collections.abc import Callable
from datetime import timedelta

from app.changes import ChangeHub
from app.errors import Refused, TooLarge
from app.ports import Gateway, LocalStore, OutgoingFile, Span
from domain.clock import Clock
from domain.ids import AgentId, BlobHash, ThreadId
from domain.operations import Operation, Outcome, Result, Send
from domain.outbox import HoldReason, OutboxState
from domain.problems import Problem
from sync.batches import Batches
from sync.guard import moved
from sync.steps import (
    Event,
    FindLanes,
    FindUploads,
    Guard,
    Guarded,
    LanesFound,
    Pull,
    Pulled,
    Release,
    Restart,
    Restarted,
    Submit,
    Upload,
    Uploaded,
    UploadsFound,
    Withdraw,
    Withdrawn,
)
from sync.uploads import Uploads

PAGE = 500
_WINDOW = 100
UploadListener = Callable[[], None]
Doable = Pull | Restart | Submit | Release | Withdraw | FindUploads | Upload | FindLanes | Guard
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
        self.on_upload: UploadListener = _nobody
        self._batches = Batches(gateway, store, clock, hub)
        self._cursor: str | None = None

    async def do(self, effect: Doable) -> Event:
        """Carries it out; raises what went wrong, but for batches, whose rows the core wants to know."""
        match effect:
            case Pull():
                return await self._pull()
            case Restart():
                return await self._restart()
            case Submit() | Release() | Withdraw():
                return await self._send(effect)
            case Upload(blob):
                return await self._upload(blob)
            case Guard():
                return await self._guard()
        return await self._ask(effect)

    def forget(self) -> None:
        """The store may have moved without this object knowing."""
        self._cursor = None
        self._batches.forget()
        self.uploads = Uploads()

    async def older(self, thread_id: ThreadId, before: int) -> None:
        """Fetches the messages before a position into the store."""
        messages, complete = await self.gateway.messages(thread_id, before, _WINDOW)
        self.hub.tell(await self.store.feed.fill(thread_id, messages, complete, before))

    async def _send(self, effect: Submit | Release | Withdraw) -> Event:
        match effect:
            case Submit(limit, blind):
                return await self._batches.submit(limit, await self._known() if blind else None)
            case Release():
                return await self._batches.release()
        self.hub.tell(await self.store.outbox.withdraw(effect.operations, effect.code))
        return Withdrawn()

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
        self._cursor = None
        self.hub.tell(await self.store.feed.restart())
        return Restarted()

    async def _known(self) -> Span | None:
        """What a right clock says of replies whose author knew what is new; one that was set back says otherwise."""
        at = await self.store.feed.synced_at()
        return None if at is None else (at - STILL_KNOWN, at + STILL_KNOWN)

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
        await self._batches.settle([Result(operation, Outcome.REJECTED, code) for operation in needing])
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


def _needs(operation: Operation, blob: BlobHash) -> bool:
    payload = operation.payload
    return isinstance(payload, Send) and any(part.blob == blob for part in payload.parts)

"""Drives the pure core on whatever event loop runs: timers, tasks and the stream; decides nothing."""

import asyncio
from collections.abc import Callable
from contextlib import aclosing
from datetime import datetime, timedelta
from typing import Any

from app.changes import ChangeHub
from app.errors import AnswerLost, KnownError
from app.ports import Gateway, LocalStore, Nudge, Session, SyncStatus, Word
from app.tasks import TaskOwner
from domain.clock import Clock
from domain.ids import ThreadId
from domain.presence import Handover, Presence
from sync.core import SyncCore
from sync.outbox import MOST_OPERATIONS
from sync.steps import (
    CloseStream,
    Effect,
    Event,
    Failed,
    FindLanes,
    FindUploads,
    Guard,
    Heard,
    Job,
    OpenStream,
    Pull,
    Restart,
    RetryNow,
    Started,
    Stopped,
    StreamEnded,
    Ticked,
    Upload,
    UploadFailed,
    Woken,
)
from sync.work import Work

StatusListener = Callable[[SyncStatus], None]
WordListener = Callable[[Presence | Handover], None]
_JOBS: dict[type[Effect], Job] = {
    Pull: Job.PULL,
    Restart: Job.PULL,
    FindUploads: Job.UPLOAD,
    Upload: Job.UPLOAD,
    FindLanes: Job.GUARD,
    Guard: Job.GUARD,
}
_SHORTEST_TIMER = 0.001


class SyncEngine:
    """Keeps the local store and the server the same, from `start` to `stop`; runs on asyncio and on qasync.

    Every call must be made on the loop's thread.

    Attributes:
        core: what decides; for tests and curious people.
    """

    def __init__(
        self,
        gateway: Gateway,
        store: LocalStore,
        clock: Clock,
        hub: ChangeHub,
        tasks: TaskOwner,
        random: Callable[[], float],
        most: int = MOST_OPERATIONS,
    ) -> None:
        self.core = SyncCore(random, most)
        self._gateway = gateway
        self._clock = clock
        self._owner = tasks
        self._work = Work(gateway, store, clock, hub)
        self._work.on_upload = self._tell_status
        self._tasks: set[asyncio.Task[Any]] = set()
        self._stream: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._listeners: list[StatusListener] = []
        self._word_listeners: list[WordListener] = []
        self._status = SyncStatus()
        self._kept_sync: datetime | None = None
        self._anchor = clock.now() - timedelta(seconds=clock.monotonic())

    @property
    def status(self) -> SyncStatus:
        """How it is doing now."""
        return self._status

    def on_status(self, callback: StatusListener) -> Callable[[], None]:
        """Tells of every change of status; returns the function that stops that."""
        self._listeners.append(callback)
        return lambda: self._listeners.remove(callback)

    def on_word(self, callback: WordListener) -> Callable[[], None]:
        """Tells what colleagues do; returns the function that stops that."""
        self._word_listeners.append(callback)
        return lambda: self._word_listeners.remove(callback)

    def start(self, session: Session) -> None:
        """Begins, or goes on after a new sign-in. A session without access token is renewed when the server answers."""
        self._cancel_all()
        self._gateway.use(session)
        self._work.me = session.agent.id
        self._work.forget()
        self._spawn(self._remember())
        self._feed(Started())

    async def _remember(self) -> None:
        """The last time of an earlier run, shown until there is a newer one."""
        self._kept_sync = await self._work.store.feed.synced_at()
        self._tell_status()

    async def stop(self) -> None:
        """Ends its tasks; what waits, waits in the store."""
        self._feed(Stopped())
        if self._timer is not None:
            self._timer.cancel()
        ending = self._cancel_all()
        if ending:
            await asyncio.wait(ending)

    def wake(self) -> None:
        """There is new work in the outbox."""
        self._feed(Woken())

    def retry_now(self) -> None:
        """Tries at once instead of waiting; a server that asked for patience gets it all the same."""
        self._feed(RetryNow())

    async def older(self, thread_id: ThreadId, before: int) -> None:
        """Fetches history before a position into the store. Raises what the gateway raises."""
        await self._work.older(thread_id, before)

    def _feed(self, event: Event) -> None:
        now = self._clock.monotonic()
        for effect in self.core.handle(event, now):
            self._begin(effect)
        self._set_timer(now)
        self._tell_status()

    def _begin(self, effect: Effect) -> None:
        match effect:
            case OpenStream():
                self._stream = self._spawn(self._listen())
            case CloseStream():
                if self._stream is not None:
                    self._stream.cancel()
            case _:
                self._spawn(self._carry_out(effect))

    def _spawn(self, work: Any) -> asyncio.Task[None]:
        task: asyncio.Task[None] = self._owner.spawn(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def _cancel_all(self) -> set[asyncio.Task[Any]]:
        ending = self._tasks
        self._tasks = set()
        for task in ending:
            task.cancel()
        return ending - {asyncio.current_task()}

    async def _carry_out(self, effect: Any) -> None:
        try:
            event = await self._work.do(effect)
        except Exception as error:
            self._report(error)
            event = self._failure(effect, error)
        self._feed_of_task(event)

    def _failure(self, effect: Effect, error: Exception) -> Event:
        if isinstance(effect, Upload):
            return UploadFailed(effect.blob, error, self._work.uploads.progressed(effect.blob))
        return Failed(_JOBS.get(type(effect), Job.SUBMIT), error)

    async def _listen(self) -> None:
        error: Exception | None = None
        try:
            async with aclosing(self._gateway.events()) as words:  # type: ignore[type-var]
                async for word in words:
                    self._hear(word)
        except asyncio.CancelledError:
            # Closed for its silence: the core goes on. Closed by `stop` or `start`: nobody listens any more.
            self._feed_of_task(StreamEnded(AnswerLost("silent")))
            raise
        except Exception as trouble:
            self._report(trouble)
            error = trouble
        self._feed_of_task(StreamEnded(error))

    def _hear(self, word: Word) -> None:
        """Whatever is said shows that the stream lives; what colleagues do is no business of the core."""
        if isinstance(word, Nudge):
            self._feed_of_task(Heard(word.cursor))
            return
        self._feed_of_task(Heard(""))
        for listener in tuple(self._word_listeners):
            listener(word)

    def _feed_of_task(self, event: Event) -> None:
        """What a task that has been given up still says is about a world that is gone."""
        if asyncio.current_task() in self._tasks:
            self._feed(event)

    def _report(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            self._owner.report(error)

    def _set_timer(self, decided: float) -> None:
        """For what was not yet due when the core decided; a later look would pass over what became due meanwhile."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        moment = self.core.next_tick(decided)
        if moment is not None:
            delay = max(_SHORTEST_TIMER, moment - self._clock.monotonic())
            self._timer = asyncio.get_running_loop().call_later(delay, self._tick)

    def _tick(self) -> None:
        self._timer = None
        self._feed(Ticked())

    def _tell_status(self) -> None:
        status = self._read_status()
        if status == self._status:
            return
        self._status = status
        for listener in tuple(self._listeners):
            listener(status)

    def _read_status(self) -> SyncStatus:
        core, now = self.core, self._clock.monotonic()
        return SyncStatus(
            online=core.contact.online,
            offline_since=self._wall(core.contact.lost_at),
            last_sync_at=self._wall(core.synced_at) or self._kept_sync,
            next_try_at=self._wall(core.next_try(now)),
            error=core.contact.error,
            signed_out=core.contact.signed_out,
            pulling=core.catching_up,
            one_way=core.one_way(now),
            uploaded=self._work.uploads.total,
        )

    def _wall(self, moment: float | None) -> datetime | None:
        """The time of day of a monotonic moment; the same moment keeps the same time unless the clock was set."""
        if moment is None:
            return None
        anchor = self._clock.now() - timedelta(seconds=self._clock.monotonic())
        if abs(anchor - self._anchor) > timedelta(seconds=1):
            self._anchor = anchor
        return self._anchor + timedelta(seconds=moment)

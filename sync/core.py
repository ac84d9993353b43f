"""The core of synchronisation: events and the time go in, effects come out; no I/O, no clock, no loop.

After contact was lost the only thing that is tried is a pull. Its answer opens the rest: the stream, the files, the
stale guard, then the batches, while further pages are pulled. The same state machine runs under a simulated clock.
"""

from collections.abc import Callable, Iterable
from typing import Any

from sync.backoff import Backoff
from sync.connectivity import Connectivity, Verdict
from sync.guard import GuardFlow, Stage
from sync.outbox import MOST_OPERATIONS, SubmitFlow, UploadFlow
from sync.pull import PullFlow
from sync.steps import (
    BatchFailed,
    Effect,
    Event,
    Failed,
    Guarded,
    Heard,
    Job,
    LanesFound,
    NothingToSubmit,
    Pulled,
    Released,
    Restarted,
    RetryNow,
    Started,
    Stopped,
    StreamEnded,
    Submitted,
    Ticked,
    Uploaded,
    UploadFailed,
    UploadsFound,
    Withdrawn,
    Woken,
)
from sync.stream import SILENCE, StreamFlow


class SyncCore:
    """Everything the engine knows, and what it decides.

    Attributes:
        random: an even number in [0, 1), for the jitter.
        most: operations in one batch.
        synced_at: monotonic seconds when everything was here; None before the first time.
    """

    def __init__(self, random: Callable[[], float], most: int = MOST_OPERATIONS) -> None:
        self.random = random
        self.most = most
        self.running = False
        self.contact = Connectivity()
        self.synced_at: float | None = None
        self._begin_anew()
        self._handlers: dict[type[Event], Callable[[Any, float], None]] = {
            Started: self._started,
            Stopped: self._stopped,
            Woken: self._woken,
            RetryNow: self._retry_now,
            Ticked: self._ticked,
            Pulled: self._pulled,
            Restarted: self._restarted,
            Submitted: self._submitted,
            Released: self._released,
            Withdrawn: self._withdrawn,
            NothingToSubmit: self._nothing_to_submit,
            BatchFailed: self._batch_failed,
            UploadsFound: self._uploads_found,
            Uploaded: self._uploaded,
            UploadFailed: self._upload_failed,
            LanesFound: self._lanes_found,
            Guarded: self._guarded,
            Heard: self._heard,
            StreamEnded: self._stream_ended,
            Failed: self._failed,
        }

    def _begin_anew(self) -> None:
        self.contact = Connectivity()
        self.pull = PullFlow(Backoff(self.random))
        self.submit = SubmitFlow(Backoff(self.random), limit=self.most, most=self.most)
        self.upload = UploadFlow(Backoff(self.random))
        self.guard = GuardFlow(Backoff(self.random))
        self.stream = StreamFlow(Backoff(self.random))

    def handle(self, event: Event, now: float) -> list[Effect]:
        """Takes one event in; returns what is to be begun now. `now` is in monotonic seconds."""
        self._handlers[type(event)](event, now)
        return [*self._plan(now), *(self.submit.release() if self.running else ())]

    @property
    def catching_up(self) -> bool:
        """Whether it is known that more is waiting over there."""
        return self.running and self.contact.online and not self.pull.fresh

    def next_try(self, now: float) -> float | None:
        """When something that failed is tried again, in monotonic seconds; None when nothing waits for that."""
        if not self._may_work:
            return None
        if now < self.contact.paused_until:
            return self.contact.paused_until
        waits = [when for when in self._retries() if when > now]
        return min(waits, default=None)

    def next_tick(self, now: float) -> float | None:
        """When time alone will make a difference, in monotonic seconds; None when only an event can."""
        if not self._may_work:
            return None
        paused = self.contact.paused_until
        moments = [max(when, paused) for when in self._retries()]
        if self.stream.running:
            moments.append(self.stream.heard_at + SILENCE + 0.01)
        if self.contact.online and not self.pull.busy:
            moments.append(max(self.pull.look_at(self.stream.quiet_at), paused))
        if self.contact.online and self.submit.again_at is not None:
            moments.append(max(self.submit.again_at, self.submit.backoff.not_before, paused))
        return min((moment for moment in moments if moment > now), default=None)

    def one_way(self, now: float) -> bool:
        """Whether the server answers but never with the news, so that what waits leaves without them."""
        begins = self.contact.one_way_at
        return self._may_work and begins is not None and now >= begins

    def _one_way_retries(self) -> Iterable[float]:
        begins = self.contact.one_way_at
        if begins is None:
            return
        if self.submit.wanted and not self.submit.busy:
            yield max(begins, self.submit.backoff.not_before)
        if self.upload.wanted or self.upload.queue:
            yield max(begins, self.upload.backoff.not_before)

    @property
    def _may_work(self) -> bool:
        return self.running and not self.contact.signed_out

    @property
    def _draining(self) -> bool:
        return self.contact.online and self.submit.draining

    def _retries(self) -> Iterable[float]:
        if self.pull.wanted and not self.pull.busy:
            yield self.pull.due_at(self._draining)
        if not self.contact.online:
            yield from self._one_way_retries()
            return
        if not self.stream.running:
            yield self.stream.backoff.not_before
        if self.guard.stage is Stage.DUE:
            yield self.guard.backoff.not_before
        if self.submit.wanted and not self.submit.busy:
            yield self.submit.backoff.not_before
        if self.upload.wanted or self.upload.queue:
            yield self.upload.backoff.not_before

    def _plan(self, now: float) -> Iterable[Effect]:
        if not self._may_work:
            yield from self.stream.close()
            return
        if now < self.contact.paused_until:
            return
        yield from self.pull.plan(self._draining, now)
        if self.one_way(now):
            yield from self.upload.plan(now)
            yield from self.submit.plan(now, blind=True)
        if not self.contact.online:
            return
        yield from self.stream.plan(now)
        yield from self.upload.plan(now)
        yield from self.guard.plan(self.pull.fresh, now)
        if self.guard.done:
            yield from self.submit.plan(now)

    def _started(self, _event: Started, now: float) -> None:
        self._begin_anew()
        self.running = True
        self.pull.wanted = True
        self._work_waits()

    def _stopped(self, _event: Stopped, now: float) -> None:
        self.running = False

    def _woken(self, _event: Woken, now: float) -> None:
        self._work_waits()

    def _work_waits(self) -> None:
        self.submit.wanted = self.upload.wanted = True

    def _retry_now(self, _event: RetryNow, now: float) -> None:
        for flow in (self.pull, self.submit, self.upload, self.guard, self.stream):
            flow.backoff.reset()
        self.pull.wanted = True
        self._work_waits()

    def _ticked(self, _event: Ticked, now: float) -> None:
        if self.contact.online and not self.pull.busy and now >= self.pull.look_at(self.stream.quiet_at):
            self.pull.wanted = True

    def _pulled(self, event: Pulled, now: float) -> None:
        self.pull.pulled(event.cursor, event.has_more, now)
        if self.pull.fresh:
            self.synced_at = now
        self._reached(Job.PULL, now)

    def _restarted(self, _event: Restarted, now: float) -> None:
        self.pull.restarted()

    def _submitted(self, event: Submitted, now: float) -> None:
        self.submit.submitted(event.results, now, event.ahead)
        self.upload.wanted = True
        self._reached(Job.SUBMIT, now)

    def _released(self, _event: Released, now: float) -> None:
        self.submit.released()

    def _withdrawn(self, _event: Withdrawn, now: float) -> None:
        """Where nothing at all gets through, the question does not either: it waits longer every time."""
        self.submit.failed(now)

    def _nothing_to_submit(self, event: NothingToSubmit, now: float) -> None:
        self.submit.idle(None if event.again_in is None else now + event.again_in)
        self.contact.well(Job.SUBMIT)

    def _batch_failed(self, event: BatchFailed, now: float) -> None:
        meaning = self._trouble(Job.SUBMIT, event.error, now)
        if meaning in {Verdict.TOO_LARGE, Verdict.REFUSED} and event.operations:
            self.submit.not_accepted(event.operations, event.error)
        else:
            self.submit.failed(now)

    def _uploads_found(self, event: UploadsFound, now: float) -> None:
        self.upload.found(event.blobs)
        if not event.blobs:
            self.contact.well(Job.UPLOAD)

    def _uploaded(self, event: Uploaded, now: float) -> None:
        self.upload.uploaded(event.blob)
        self.submit.wanted = True
        self._reached(Job.UPLOAD, now)

    def _upload_failed(self, event: UploadFailed, now: float) -> None:
        self._trouble(Job.UPLOAD, event.error, now)
        if event.progressed:
            self.upload.backoff.reset()  # a line that breaks all the time still gets a large file across
        self.upload.failed(event.blob, now)

    def _lanes_found(self, event: LanesFound, now: float) -> None:
        self.guard.found(event.lanes)
        if self.guard.done:
            self.contact.well(Job.GUARD)

    def _guarded(self, _event: Guarded, now: float) -> None:
        self.guard.checked()
        self.contact.well(Job.GUARD)

    def _heard(self, event: Heard, now: float) -> None:
        first = self.stream.heard(now)
        if event.cursor:
            self.pull.nudge(event.cursor)
        elif first:
            self.pull.wanted = True
        self._reached(Job.STREAM, now)

    def _stream_ended(self, event: StreamEnded, now: float) -> None:
        if event.error is not None:
            self._trouble(Job.STREAM, event.error, now)
        self.stream.ended(now)
        self.pull.wanted = True  # nudges may have been missed since

    def _failed(self, event: Failed, now: float) -> None:
        self._trouble(event.job, event.error, now)
        if event.job is Job.PULL:
            self.contact.no_news(event.error, now)
            self.pull.failed(event.error, now)
        elif event.job is Job.UPLOAD:
            self.upload.failed(None, now)
        elif event.job is Job.GUARD:
            self.guard.failed(now)
        else:
            self.submit.failed(now)

    def _trouble(self, job: Job, error: Exception, now: float) -> Verdict:
        """Only a pull or a refused connection proves the loss of contact; after any other lost answer a pull asks."""
        meaning = self.contact.failed(job, error, now)
        if meaning is Verdict.OFFLINE or (meaning is Verdict.AMBIGUOUS and job is Job.PULL):
            self._lost(job, now)
        elif meaning is Verdict.AMBIGUOUS:
            self.pull.wanted = True
        return meaning

    def _lost(self, job: Job, now: float) -> None:
        self.contact.lost(now)
        self.pull.lost_contact()
        if job is not Job.PULL:
            self.pull.backoff.failed(now, unsent=True)

    def _reached(self, job: Job, now: float) -> None:
        if job is not Job.PULL and self.contact.stubborn_since is not None:
            self.contact.well(job)
            return
        if not self.contact.reached(job):
            return
        self.guard.stage = Stage.DUE
        for flow in (self.submit, self.upload, self.stream):
            flow.backoff.hurry(now)
        self._work_waits()

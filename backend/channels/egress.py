"""Brings messages to their channels: in order for each customer, many customers at once, never one twice.

pending --begin--> sending --taken--> accepted --reports--> delivered, read
sending --refused--> failed; sending --nobody knows--> unconfirmed; sending --not taken now--> pending (later)
unconfirmed --report or echo of the provider--> accepted; failed, unconfirmed --a person: Resend--> pending
crash while sending --> unconfirmed (reliability 3.7)
"""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from sqlalchemy.exc import OperationalError

from backend.channels.account import Account, Accounts
from backend.channels.backoff import delay
from backend.channels.egress_store import EgressStore, Job
from backend.channels.graph import Answer, Verdict
from backend.channels.nudge import Nudge
from backend.channels.outgoing import Outgoing, Sending, Step
from backend.channels.progress import Progress
from backend.log import logger
from backend.rush import Rush
from domain.channel import ChannelKind
from domain.clock import Clock
from domain.problems import Problem

PARALLEL = 16
"""Messages under way at once."""
_AFTER_TROUBLE = 1.0
_GRACE = 5.0


class Egress:
    """The worker.

    Attributes:
        nudge: to be poked when a message may have been queued.
        settled: called on the loop after each message that is no longer under way.
        rush: when set, messages wait while an agent's long queue comes in.
    """

    def __init__(
        self,
        store: EgressStore,
        accounts: Accounts,
        senders: Mapping[ChannelKind, Sending],
        clock: Clock,
        random: Callable[[], float],
        settled: Callable[[], None],
    ) -> None:
        self.nudge = Nudge()
        self.settled = settled
        self.rush: Rush | None = None
        self._store = store
        self._accounts = accounts
        self._senders = senders
        self._clock = clock
        self._random = random
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._paused: dict[str, datetime] = {}

    async def run(self) -> None:
        """Works until cancelled; sends under way then get a little time, after that they become unconfirmed."""
        await asyncio.to_thread(self._store.recover)
        try:
            while True:
                await self._turn()
                await self.nudge.wait()
        finally:
            self.nudge.cancel()
            await self._finish()

    async def _finish(self) -> None:
        busy = tuple(self._busy.values())
        if busy:
            _, late = await asyncio.wait(busy, timeout=_GRACE)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _turn(self) -> None:
        """Starts everything that can go, and notes when to look again."""
        pause = self.rush.seconds() if self.rush else 0.0
        if pause:
            self.nudge.poke_later(pause)
            return
        now = self._clock.now()
        self._paused = {account: until for account, until in self._paused.items() if until > now}
        room = PARALLEL - len(self._busy)
        try:
            due = await asyncio.to_thread(self._store.due, now, tuple(self._busy), tuple(self._paused), room)
        except OperationalError:
            logger.exception("the egress cannot be read now")
            self.nudge.poke_later(_AFTER_TROUBLE)
            return
        for job in due.jobs:
            task = asyncio.create_task(self._work(job))
            self._busy[job.identity_id] = task
        wake = min([at for at in (due.next_at, *self._paused.values()) if at is not None], default=None)
        if wake is not None:
            self.nudge.poke_later((wake - now).total_seconds())

    async def _work(self, job: Job) -> None:
        try:
            await self._deliver(job)
        except Exception:
            # Our mistake or our disk's, not the provider's.
            logger.exception("a message could not be worked", message_id=job.message_id)
            await self._broken(job)
        finally:
            self._busy.pop(job.identity_id, None)
            self.nudge.poke()
            self.settled()

    async def _broken(self, job: Job) -> None:
        try:
            await asyncio.to_thread(self._store.broken, job)
        except Exception:
            logger.exception("a message stays as it is until the next start", message_id=job.message_id)

    async def _deliver(self, job: Job) -> None:
        account = await asyncio.to_thread(self._accounts.find, job.account_id)
        message = await asyncio.to_thread(self._store.load, job)
        sending = self._senders.get(account.kind) if account else None
        if account is None or sending is None or not account.shown.enabled:
            await self._fail(job, job.progress, Problem.CHANNEL_OFF.value, "account off")
        elif message is None:
            await self._fail(job, job.progress, Problem.MESSAGE_GONE.value, "message gone")
        else:
            await self._steps(job, account, sending, message)

    async def _steps(self, job: Job, account: Account, sending: Sending, message: Outgoing) -> None:
        steps, progress = sending.steps(message), job.progress
        if not steps:
            await self._fail(job, progress, Problem.EMPTY_MESSAGE.value, "nothing to send")
            return
        if message.anew and len(progress.sent) >= len(steps):
            # The provider took all of it once and gave up later; a person sends all of it again.
            progress = Progress()
        for number in range(len(progress.sent), len(steps)):
            uploaded = await self._uploaded(job, account, sending, steps[number], progress, number)
            if uploaded is None or not await asyncio.to_thread(self._store.begin, job):
                return
            progress = uploaded
            answer = await sending.send(account, steps[number], progress.media_id(number))
            if answer.verdict is not Verdict.ACCEPTED:
                await self._not_accepted(job, progress, answer)
                return
            progress = progress.with_sent(answer.provider_id)
            if number + 1 < len(steps):
                await asyncio.to_thread(self._store.keep, job, progress)
        await asyncio.to_thread(self._store.accepted, job, progress)

    async def _uploaded(
        self, job: Job, account: Account, sending: Sending, step: Step, progress: Progress, number: int
    ) -> Progress | None:
        """The progress with the step's file at the provider; None when the message cannot go now."""
        if step.file is None or progress.media_id(number):
            return progress
        if not step.file.path.exists():
            await self._fail(job, progress, Problem.BLOB_MISSING.value, "file missing")
            return None
        answer = await sending.upload(account, step.file)
        if answer.verdict is Verdict.ACCEPTED:
            return progress.with_media(number, answer.provider_id)
        await self._not_accepted(job, progress, answer)
        return None

    async def _not_accepted(self, job: Job, progress: Progress, answer: Answer) -> None:
        logger.warning("not accepted", message_id=job.message_id, code=answer.detail)
        if answer.verdict is Verdict.REFUSED:
            await self._fail(job, progress, answer.problem, answer.detail)
        elif answer.verdict is Verdict.UNCLEAR:
            await asyncio.to_thread(self._store.unconfirmed, job, answer.detail)
        else:
            wait = timedelta(seconds=delay(job.attempts, self._random, answer.after))
            at = self._clock.now() + wait
            if answer.after > 0:
                self._paused[job.account_id] = at
            await asyncio.to_thread(self._store.later, job, progress, at, answer.detail)

    async def _fail(self, job: Job, progress: Progress, problem: str, detail: str) -> None:
        await asyncio.to_thread(self._store.failed, job, progress, problem, detail)

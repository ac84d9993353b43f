"""Counts which quick replies go out: this agent's own on this computer, and told to the server many at a time (Q-5)."""

import asyncio
from collections.abc import Callable
from typing import Protocol

from app.errors import KnownError
from app.services.reply_values import ReplyStore, Spawner
from domain.ids import AgentId, QuickReplyId
from domain.operations import ReplyUse

TELL_AFTER = 30.0
"""Seconds after the first use that was not told yet."""

MOST = 100
"""So many are told at once, without waiting."""

REMEMBERED = 2000
"""Replies whose own uses are kept."""


class Timer(Protocol):
    """What `loop.call_later` gives back."""

    def cancel(self) -> None:
        """It shall not happen."""


class ReplyUses:
    """Uses of quick replies.

    Attributes:
        own: how often this agent used each on this computer.
        later: calls a function after so many seconds (`loop.call_later`).
        report: is told of an error that keeps counts from being kept.
    """

    def __init__(
        self,
        store: ReplyStore,
        tasks: Spawner,
        later: Callable[[float, Callable[[], None]], Timer],
        report: Callable[[Exception], None],
    ) -> None:
        self.store, self.later, self.report = store, later, report
        self.own: dict[QuickReplyId, int] = {}
        self._tasks = tasks
        self._untold: list[ReplyUse] = []
        self._whose: AgentId | None = None
        self._timer: Timer | None = None
        self._telling = asyncio.Lock()

    async def load(self) -> None:
        """What was kept; what another agent counted on this computer before is theirs."""
        if self._untold and self._mine():
            return
        self._untold.clear()
        self.own = dict(await self.store.own_uses())

    def count(self, reply_id: QuickReplyId, *, edited: bool) -> None:
        """One more use."""
        self._whose = self.store.agent.id if self.store.agent is not None else None
        self.own[reply_id] = self.own.get(reply_id, 0) + 1
        self._untold.append(ReplyUse(reply_id, edited))
        if len(self._untold) >= MOST:
            self._flush_soon()
        elif self._timer is None:
            self._timer = self.later(TELL_AFTER, self._flush_soon)

    async def flush(self) -> None:
        """Tells what was counted; what cannot be queued now is told the next time."""
        self._stop()
        async with self._telling:
            uses, self._untold = self._untold, []
            if not uses or not self._mine():
                return
            try:
                await self.store.count(uses)
                most = sorted(self.own.items(), key=lambda pair: pair[1], reverse=True)[:REMEMBERED]
                await self.store.keep_own_uses(dict(most))
            except KnownError as error:
                self._untold = uses + self._untold
                self.report(error)

    def _mine(self) -> bool:
        return self.store.agent is not None and self.store.agent.id == self._whose

    def _flush_soon(self) -> None:
        self._stop()
        self._tasks.spawn(self.flush(), name="uses of quick replies")

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

"""Practice that is going on: kept after every item, so that a killed program loses at most the one on screen."""

import asyncio
import uuid
from collections.abc import Callable, Iterator
from typing import Final

from app.services.operations import Operator
from app.services.training_values import Going
from app.wire import from_json, to_json
from domain.ids import AgentId, PracticeId
from domain.training import acts
from domain.training.results import MOST_ATTEMPTS, Practice

KEY: Final = "training.going"
"""Where the local state keeps it; "" for none."""

LONGEST: Final = 86_400.0
"""Seconds that a go can take; the server believes no more."""


class GoingKeeper:
    """Keeps one go at a time, and records each once: the same id is never recorded twice.

    Attributes:
        operator: what records. zone: IANA name of the zone that the learner is in.
    """

    def __init__(self, operator: Operator, zone: Callable[[], str]) -> None:
        self.operator, self.zone = operator, zone
        self._ours: set[PracticeId] = set()
        self._over: set[PracticeId] = set()
        self._one_at_a_time = asyncio.Lock()

    async def note(self, going: Going) -> None:
        """Keeps what was done so far; what another program left is recorded before. Raises StorageFull."""
        async with self._one_at_a_time:
            if going.id in self._over:
                return
            await self._recover()
            self._ours.add(going.id)
            await self._state_put(to_json(going))

    async def finish(self, going: Going) -> None:
        """It is over. Raises StorageFull; then nothing was recorded, and it can be said again."""
        async with self._one_at_a_time:
            if going.id in self._over:
                return
            await self._recover()
            await self._record(going)
            self._over.add(going.id)
            await self._forget(going.id)

    async def recover(self) -> None:
        """Records what a program that was killed had left. Raises StorageFull."""
        async with self._one_at_a_time:
            await self._recover()

    async def _recover(self) -> None:
        left = await self._left()
        if left is None or left.id in self._ours:
            return
        await self._record(left)
        self._over.add(left.id)
        await self._state_put("")

    async def _record(self, going: Going) -> None:
        if not going.attempts:
            return
        store = await self.operator.desk.store()
        known = {practice.id for practice in await store.training.practice()}
        me = (await self.operator.desk.opened()).agent.id
        new = [acts.RecordPractice(one) for one in self._practices(going, me) if one.id not in known]
        if new:
            await self.operator.do(acts.PRACTICE, *new)

    def _practices(self, going: Going, me: AgentId) -> Iterator[Practice]:
        """One, as a rule; a go that is longer than one may be becomes several."""
        zone, seconds = self.zone(), min(max(going.seconds, 0.0), LONGEST)
        for first in range(0, len(going.attempts), MOST_ATTEMPTS):
            kept = going.attempts[first : first + MOST_ATTEMPTS]
            yield Practice(
                id=going.id if not first else PracticeId(str(uuid.uuid5(uuid.UUID(going.id), str(first)))),
                agent_id=me,
                kind=going.wanted.kind,
                assignment_id=going.wanted.assignment_id,
                began=going.began if not first else kept[0].at,
                seconds=seconds * len(kept) / len(going.attempts),
                zone=zone,
                attempts=kept,
            )

    async def _left(self) -> Going | None:
        text = await (await self.operator.desk.store()).state.get(KEY)
        try:
            return from_json(text, Going) if text else None
        except ValueError:
            return None

    async def _forget(self, going_id: PracticeId) -> None:
        left = await self._left()
        if left is not None and left.id == going_id:
            await self._state_put("")

    async def _state_put(self, text: str) -> None:
        await (await self.operator.desk.store()).state.put(KEY, text)

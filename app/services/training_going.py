"""Practice that is going on: kept after every item, so that a killed program loses at most the ones on screen."""

import asyncio
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from app.ports import LocalStore
from app.services.operations import Operator
from app.services.training_values import Going
from app.wire import from_json, to_json
from domain.ids import AgentId, PracticeId, is_uuid
from domain.training import acts
from domain.training.item import DrillKind
from domain.training.results import MOST_ATTEMPTS, Practice

KEY: Final = "training.going"

MOST: Final = 8
"""How many are kept at once: one runs, others rest or were left."""

PLACES: Final = (KEY, *(f"{KEY}.{number}" for number in range(1, MOST)))
"""Where the local state keeps one each, "" for none: a damaged one costs only itself."""

LONGEST: Final = 86_400.0
"""Seconds that a go can take; the server believes no more."""


class GoingKeeper:
    """Keeps every go that is not over, and records each once: no attempt is ever recorded twice.

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
            await self._put(await self._place_of(going.id), to_json(going))

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

    async def hand_over(self) -> int:
        """Records every go as far as it got, the rest when it ends. Raises StorageFull.

        Returns how many were not: under pressure an earlier message may still be answered, so only the whole counts.
        """
        async with self._one_at_a_time:
            await self._recover()
            held = [going for going in (await self._held()).values() if going.attempts]
            whole = [going for going in held if going.wanted.kind is DrillKind.PRESSURE]
            for going in held:
                if going not in whole:
                    await self._record(going)
            return len(whole)

    async def _recover(self) -> None:
        for place, left in (await self._held()).items():
            if left.id not in self._ours:
                await self._record(left)
                self._over.add(left.id)
                await self._put(place, "")

    async def _record(self, going: Going) -> None:
        if not going.attempts:
            return
        store = await self.operator.desk.store()
        known = {practice.id: practice for practice in await store.training.practice()}
        me = (await self.operator.desk.opened()).agent.id
        new = [acts.RecordPractice(one) for one in self._practices(going, me, known)]
        if new:
            await self.operator.do(acts.PRACTICE, *new)

    def _practices(self, going: Going, me: AgentId, known: Mapping[PracticeId, Practice]) -> Iterator[Practice]:
        """What is not recorded yet: one, as a rule; a go that is longer than one may be becomes several."""
        zone, rest = self.zone(), _rest(going, known)
        count = len(rest.attempts)
        for start in range(len(going.attempts) - count, len(going.attempts), MOST_ATTEMPTS):
            kept = going.attempts[start : start + MOST_ATTEMPTS]
            yield Practice(
                id=_part(going.id, start),
                agent_id=me,
                kind=going.wanted.kind,
                assignment_id=going.wanted.assignment_id,
                began=going.began if not start else kept[0].at,
                seconds=rest.seconds * len(kept) / count,
                zone=zone,
                attempts=kept,
            )

    async def _place_of(self, going_id: PracticeId) -> str:
        """Where it is kept. When all places are taken, the go that began first is recorded and gives way."""
        held = await self._held()
        its = next((place for place, kept in held.items() if kept.id == going_id), None)
        free = its or next((place for place in PLACES if place not in held), None)
        if free is not None:
            return free
        _, oldest = min((kept.began.timestamp(), place) for place, kept in held.items())
        await self._record(held[oldest])
        return oldest

    async def _held(self) -> dict[str, Going]:
        return await _held(await self.operator.desk.store())

    async def _forget(self, going_id: PracticeId) -> None:
        for place, kept in (await self._held()).items():
            if kept.id == going_id:
                await self._put(place, "")

    async def _put(self, place: str, text: str) -> None:
        await (await self.operator.desk.store()).state.put(place, text)


async def unrecorded(store: LocalStore) -> list[Going]:
    """Practice that goes on, as far as it got and is recorded nowhere yet."""
    known = {practice.id: practice for practice in await store.training.practice()}
    rest = [_rest(going, known) for going in (await _held(store)).values()]
    return [going for going in rest if going.attempts]


async def _held(store: LocalStore) -> dict[str, Going]:
    """By place; what cannot be read leaves its place free."""
    found = {place: _read(await store.state.get(place)) for place in PLACES}
    return {place: going for place, going in found.items() if going is not None}


def _rest(going: Going, known: Mapping[PracticeId, Practice]) -> Going:
    """What of it is not recorded: it may have gone on after it had to give way to others."""
    first, seconds = 0, min(max(going.seconds, 0.0), LONGEST)
    while (part := known.get(_part(going.id, first))) is not None and part.attempts:
        first += len(part.attempts)
        seconds = max(seconds - part.seconds, 0.0)
    return replace(going, attempts=going.attempts[first:], seconds=seconds)


def _read(text: str | None) -> Going | None:
    try:
        going = from_json(text, Going) if text else None
    except ValueError:
        return None
    return going if going is not None and is_uuid(going.id) else None


def _part(going_id: PracticeId, first: int) -> PracticeId:
    """The id under which it is recorded from that attempt on: the same whoever records it."""
    return going_id if not first else PracticeId(str(uuid.uuid5(uuid.UUID(going_id), str(first))))

"""What a learner is told of, on a real local database: given by others, not begun, not over, not seen (S-2)."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.services.training_news import TrainingNews
from app.training.builtin import builtin_pack
from domain.alerts import AlertKind
from domain.ids import AgentId, AssignmentId, CoachingId, PackId
from domain.training.assigning import Coaching
from domain.training.item import DrillKind
from domain.training.task import Wanted
from tests.fakes import world
from tests.unit.app.training_room import ANN, EN, ME, MONDAY, Room, a_room, assignment, edition

WORD = Coaching(CoachingId("word-1"), ME, ANN, "أحسنت", MONDAY)


async def told(room: Room) -> list[tuple[AlertKind, str, str]]:
    found = await TrainingNews(room.made.desk).news(room.made.clock.moment)
    return [(one.kind, one.customer, one.title) for one in found]


async def test_what_others_gave_and_said_with_names_and_titles(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        published = edition(builtin_pack("en").items[:2])
        own = replace(assignment(published.id), id=AssignmentId("99999999-0000-4000-8000-000000000000"))
        await room.feed(published, assignment(EN), own, WORD)
        name = world.COLLEAGUE.name
        assert await told(room) == [
            (AlertKind.TRAINING_GIVEN, name, "Parcels"),
            (AlertKind.TRAINING_GIVEN, name, builtin_pack("en").title),
            (AlertKind.TRAINER_WORD, name, "أحسنت"),
        ]


async def test_a_pack_that_is_not_here_has_no_title(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        await room.feed(assignment(PackId("builtin-xx")))
        assert [title for _kind, _name, title in await told(room)] == [""]


@pytest.mark.parametrize(
    "changes",
    [{"ended": True}, {"author": ME}, {"people": (ANN,)}, {"until": date(2026, 3, 1), "since": date(2026, 2, 20)}],
)
async def test_what_is_ended_own_of_others_or_over_is_not_told(tmp_path: Path, changes: dict[str, Any]) -> None:
    async with a_room(tmp_path) as room:
        await room.feed(assignment(EN, **changes))
        assert await told(room) == []


async def test_on_its_last_day_it_is_still_told(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        await room.feed(assignment(EN, until=MONDAY.date()))
        assert len(await told(room)) == 1
        room.later(days=1)
        assert await told(room) == []


async def test_whoever_has_begun_knows_of_it(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        given = assignment(EN)
        await room.feed(given)
        wanted = Wanted(DrillKind.GIST, pack_id=EN, assignment_id=given.id, items=1)
        await room.practise(wanted)
        assert await told(room) == []


async def test_a_word_is_told_until_it_was_seen_and_only_to_its_learner(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        other = replace(WORD, id=CoachingId("word-2"), to=AgentId("somebody-else"))
        await room.feed(WORD, other)
        assert len(await told(room)) == 1
        await room.feed(replace(WORD, seen_at=MONDAY + timedelta(minutes=1)))
        assert await told(room) == []


async def test_looking_records_nothing(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        await room.feed(assignment(EN), WORD)
        await told(room)
        assert await room.waiting() == []

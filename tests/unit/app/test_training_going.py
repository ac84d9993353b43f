"""Practice survives a kill, is recorded once, and never doubled (S-2)."""

import asyncio
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.errors import StorageFull
from app.services.training_going import KEY, MOST, PLACES
from domain.ids import is_uuid
from domain.outbox import OnlyHere
from domain.training.item import DrillKind
from domain.training.results import MOST_ATTEMPTS, Practice
from domain.training.task import Wanted
from tests.unit.app.training_room import MIXTURE, MONDAY, Room, a_room


async def kept(room: Room) -> list[Practice]:
    store = await room.made.desk.store()
    return list(await store.training.practice())


async def left(room: Room) -> list[str]:
    """What the local state keeps."""
    state = (await room.made.desk.store()).state
    return [text for place in PLACES if (text := await state.get(place))]


async def some(room: Room, count: int = 3) -> Any:
    return room.tried(await room.service.deck(Wanted(DrillKind.GIST, items=count)))


async def test_a_killed_programs_practice_is_recorded_at_the_next_look(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        attempts = [one for _task, one in await some(room)]
        going = room.going(MIXTURE, *attempts[:2])
        await room.service.note(going)
        assert await kept(room) == [], "it is still going on"
        assert (await room.service.today()).streak == 0
        after = room.new_service()
        assert (await after.today()).streak == 1
        [found] = await kept(room)
        assert (found.id, found.attempts, found.began) == (going.id, tuple(attempts[:2]), MONDAY)
        assert (await room.new_service().today()).streak == 1
        assert len(await kept(room)) == 1, "once"


async def test_what_is_left_is_recorded_before_other_practice_takes_its_place(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        [(_task, one), *_more] = await some(room)
        await room.service.note(room.going(MIXTURE, one))
        after = room.new_service()
        await after.note(room.going(MIXTURE, one))
        assert len(await kept(room)) == 1
        await after.finish(room.going(MIXTURE, one))
        assert len(await kept(room)) == 2


async def test_a_drill_that_rests_while_another_runs_is_kept_as_well(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        done = [one for _task, one in await some(room, 5)]
        resting, pressed = room.going(MIXTURE, *done[:3]), room.going(MIXTURE, *done[3:4])
        for going in (resting, pressed, room.going()):
            await room.service.note(going)
        await room.service.note(replace(pressed, attempts=tuple(done[3:])))
        assert await kept(room) == []
        after = room.new_service()
        await asyncio.gather(after.today(), after.note(room.going()), after.today())
        await room.new_service().today()
        assert {one.id: list(one.attempts) for one in await kept(room)} == {resting.id: done[:3], pressed.id: done[3:]}
        assert len(await kept(room)) == 2, "each once"
        assert await room.waiting() == ["record_practice"] * 2
        assert await left(room) == [], "nothing is left"


async def test_one_that_ends_leaves_the_others(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        [(_task, one), *_more] = await some(room)
        resting, over = room.going(MIXTURE, one), room.going(MIXTURE, one)
        await room.service.note(resting)
        await room.service.note(over)
        await room.service.finish(over)
        assert [practice.id for practice in await kept(room)] == [over.id]
        await room.new_service().today()
        assert {practice.id for practice in await kept(room)} == {resting.id, over.id}
        assert len(await kept(room)) == 2


async def test_there_is_room_for_some_and_then_the_oldest_is_recorded(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        done = [one for _task, one in await some(room)]
        goes = []
        for _ in range(MOST):
            goes.append(room.going(MIXTURE, *done[:2]))
            room.later(minutes=1)
        # The first that was noted is not the first that began.
        for going in goes[::-1]:
            await room.service.note(going)
        assert await kept(room) == []
        newest = room.going(MIXTURE, *done[:1])
        await room.service.note(newest)
        assert [practice.id for practice in await kept(room)] == [goes[0].id]
        assert len(await left(room)) == MOST
        # It goes on all the same: what comes after is recorded under another id, what is recorded is not again.
        for _ in range(2):
            await room.service.finish(replace(goes[0], attempts=tuple(done), seconds=90.0))
        found = [practice for practice in await kept(room) if practice.began <= MONDAY]
        assert sum((practice.attempts for practice in found), ()) == tuple(done)
        assert [practice.seconds for practice in found] == [60.0, pytest.approx(30.0)]
        assert all(is_uuid(practice.id) for practice in found)
        await room.new_service().today()
        await room.new_service().today()
        everything = await kept(room)
        assert len(everything) == MOST + 2
        assert {practice.id for practice in everything} >= {newest.id, *(going.id for going in goes)}
        assert await left(room) == []


async def test_a_damaged_one_costs_only_itself(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        [(_task, one), *_more] = await some(room)
        store = await room.made.desk.store()
        goes = [room.going(MIXTURE, one) for _ in range(MOST)]
        for going in goes:
            await room.service.note(going)
        whole = await store.state.get(PLACES[1]) or ""
        named = (await store.state.get(PLACES[5]) or "").replace(goes[5].id, "no id of ours")
        for place, text in ((0, "{"), (1, whole[:-9]), (3, "\0"), (5, named)):
            await store.state.put(PLACES[place], text)
        after = room.new_service()
        await after.today()
        expected = {goes[number].id for number in (2, 4, 6, 7)}
        assert {practice.id for practice in await kept(room)} == expected
        # Its place is used again.
        for _ in range(MOST):
            await after.note(room.going(MIXTURE, one))
        await room.new_service().today()
        assert len(await kept(room)) == len(expected) + MOST


async def test_a_full_disk_at_the_start_loses_none_of_several(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with a_room(tmp_path) as room:
        [(_task, one), *_more] = await some(room)
        goes, store = [room.going(MIXTURE, one) for _ in range(3)], await room.made.desk.store()
        for going in goes:
            await room.service.note(going)
        enqueue, calls = store.outbox.enqueue, iter((True, False))

        async def soon_full(*anything: Any) -> Any:
            if next(calls):
                return await enqueue(*anything)
            raise StorageFull

        after = room.new_service()
        with monkeypatch.context() as patched:
            patched.setattr(store.outbox, "enqueue", soon_full)
            with pytest.raises(StorageFull):
                await after.today()
        assert len(await kept(room)) == 1
        await after.today()
        assert sorted(practice.id for practice in await kept(room)) == sorted(going.id for going in goes)


async def test_the_same_go_is_recorded_once_whatever_is_said_twice(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        [(_task, one), *_more] = await some(room)
        going = room.going(MIXTURE, one)
        await room.service.note(going)
        await asyncio.gather(*(room.service.finish(going) for _ in range(3)), room.service.note(going))
        await room.service.note(going)
        assert len(await kept(room)) == 1
        await room.new_service().today()
        assert len(await kept(room)) == 1, "nothing of it is left to be recorded again"
        # Killed between the record and the note's removal.
        store = await room.made.desk.store()
        await room.new_service().note(going)
        assert await store.state.get(KEY)
        await room.new_service().today()
        assert len(await kept(room)) == 1
        assert await room.waiting() == ["record_practice"], "the server is told once"


async def test_a_go_without_attempts_is_nothing(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        await room.service.note(room.going())
        await room.service.finish(room.going())
        await room.new_service().today()
        assert await kept(room) == []
        assert await room.waiting() == []


async def test_what_cannot_be_read_is_passed_over(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        store = await room.made.desk.store()
        for text in ("{", "[]", '{"id": 3}', "\0"):
            await store.state.put(KEY, text)
            assert (await room.new_service().today()).seconds == 0
        [(_task, one), *_more] = await some(room)
        await room.service.note(room.going(MIXTURE, one))
        await room.new_service().today()
        assert len(await kept(room)) == 1


async def test_a_full_disk_says_so_and_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with a_room(tmp_path) as room:
        [(_task, one), *_more] = await some(room)
        going, store = room.going(MIXTURE, one), await room.made.desk.store()

        async def full(*_anything: object) -> None:
            raise StorageFull

        with monkeypatch.context() as patched:
            patched.setattr(store.outbox, "enqueue", full)
            await room.service.note(going)
            with pytest.raises(StorageFull):
                await room.service.finish(going)
        await room.service.finish(going)
        assert [practice.id for practice in await kept(room)] == [going.id]


async def test_a_very_long_go_becomes_several_with_steady_ids(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        [(_task, one), *_more] = await some(room)
        going = room.going(MIXTURE, *[one] * (2 * MOST_ATTEMPTS + 1), seconds=6_010.0)
        await room.service.finish(going)
        found = await kept(room)
        assert sorted(len(practice.attempts) for practice in found) == [1, MOST_ATTEMPTS, MOST_ATTEMPTS]
        assert going.id in {practice.id for practice in found}
        assert all(is_uuid(practice.id) for practice in found)
        assert sum(practice.seconds for practice in found) == pytest.approx(6_010.0)
        again = room.new_service()
        await again.finish(going)
        assert len(await kept(room)) == 3


@pytest.mark.parametrize(("seconds", "told"), [(-5.0, 0.0), (timedelta(days=9).total_seconds(), 86_400.0)])
async def test_a_time_that_the_server_would_not_believe_is_cut(tmp_path: Path, seconds: float, told: float) -> None:
    async with a_room(tmp_path) as room:
        [(_task, one), *_more] = await some(room)
        await room.service.finish(room.going(MIXTURE, one, seconds=seconds))
        assert [practice.seconds for practice in await kept(room)] == [told]


async def test_practice_is_on_this_computer_only_until_the_server_has_it(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        attempts = [one for _task, one in await some(room)]
        await room.service.finish(room.going(MIXTURE, *attempts))
        assert await room.made.waiting.only_here() == OnlyHere(practice=1)
        assert await room.made.waiting.export(tmp_path / "unsent.json") == 1
        [told] = json.loads((tmp_path / "unsent.json").read_text(encoding="utf-8"))
        assert [(one["drill"], one["right"]) for one in told["results"]] == [("gist", one.right) for one in attempts]
        room.made.gateway.go(True)
        room.made.waiting.retry_now()
        async with asyncio.timeout(10):
            while (await room.made.waiting.only_here()).practice:  # noqa: ASYNC110 - nobody tells
                await asyncio.sleep(0)


async def test_who_leaves_amid_practice_hands_over_what_is_done(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        attempts = [one for _task, one in await some(room)]
        going = room.going(MIXTURE, *attempts[:2])
        await room.service.note(going)
        assert await room.service.hand_over() == 0
        assert await room.made.waiting.only_here() == OnlyHere(practice=1)
        await room.service.finish(replace(going, attempts=tuple(attempts)))
        assert sum((practice.attempts for practice in await kept(room)), ()) == tuple(attempts), "who stays goes on"


async def test_practice_under_pressure_is_recorded_whole(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        [(_task, one), *_more] = await some(room)
        await room.service.note(room.going(Wanted(DrillKind.PRESSURE), one))
        await room.service.note(room.going(Wanted(DrillKind.PRESSURE)))
        assert await room.service.hand_over() == 1
        assert await kept(room) == []


async def test_the_export_holds_a_drill_that_is_not_over_as_far_as_it_got(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        attempts = [one for _task, one in await some(room)]
        await room.service.note(room.going(Wanted(DrillKind.PRESSURE), *attempts[:2]))
        assert await room.service.hand_over() == 1
        [told] = await exported(room, tmp_path / "unfinished.json")
        assert (told["kind"], told["state"]) == ("record_practice", "unfinished")
        assert [one["right"] for one in told["results"]] == [one.right for one in attempts[:2]]


async def test_the_export_tells_no_result_twice(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        attempts = [one for _task, one in await some(room)]
        going = room.going(MIXTURE, *attempts[:1])
        await room.service.note(going)
        await room.service.hand_over()
        await room.service.note(replace(going, attempts=tuple(attempts)))
        told = await exported(room, tmp_path / "both.json")
        assert [one["state"] for one in told] == ["queued", "unfinished"]
        assert [one["right"] for line in told for one in line["results"]] == [one.right for one in attempts]
        await room.service.finish(replace(going, attempts=tuple(attempts)))
        told = await exported(room, tmp_path / "over.json")
        assert [one["state"] for one in told] == ["queued", "queued"]


async def exported(room: Room, path: Path) -> list[dict[str, Any]]:
    count = await room.made.waiting.export(path)
    told: list[dict[str, Any]] = json.loads(await asyncio.to_thread(path.read_text, encoding="utf-8"))
    assert len(told) == count
    return told

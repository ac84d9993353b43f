"""Replies that can still be called back: held for their time and no longer, also over restarts and clock jumps."""

from datetime import timedelta
from pathlib import Path

import pytest

from app.errors import Refused
from app.ports import Draft
from domain.agent import Agent, Role
from domain.ids import AgentId, IdentityId
from domain.message import Author, MessageKind
from domain.operations import Note, Operation, Outcome, Resolve, Send
from domain.outbox import OutboxState, on_hold
from tests.storage.desk import ME, T2, Desk, T, open_desk

HOLD = timedelta(seconds=5)


async def held_reply(desk: Desk, text: str = "hello", *more: str) -> list[Operation]:
    """One press of Send."""
    operations = [desk.operation(Send(IdentityId(f"identity-of-{T}"), one)) for one in (text, *more)]
    assert await desk.store.outbox.enqueue(operations, hold=HOLD)
    return operations


async def leaving(desk: Desk) -> list[str]:
    """What goes to the server now."""
    batch = await desk.freeze()
    return [operation.id for _, operation in batch.items] if batch else []


def into(text: str = "hello", revision: int = 9) -> Draft:
    return Draft(T, text, IdentityId(f"identity-of-{T}"), False, None, (), revision)


async def test_it_leaves_when_its_time_is_over_and_says_when_that_is(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        (reply,) = await held_reply(desk)
        (row,) = await desk.store.outbox.unsent()
        assert await leaving(desk) == []
        assert desk.store.outbox.leaves_in() == 5.0
        desk.later(seconds=4.9)
        assert on_hold(row.leaves_at, desk.clock.now())
        assert await leaving(desk) == []
        assert desk.store.outbox.leaves_in() == pytest.approx(0.1)
        desk.later(seconds=0.1)
        assert not on_hold(row.leaves_at, desk.clock.now())
        assert await leaving(desk) == [reply.id]
        assert desk.store.outbox.leaves_in() is None


async def test_what_follows_it_in_its_lane_waits_with_it_and_other_lanes_do_not(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer(T, T2)
        first = await desk.send("before")
        (reply,) = await held_reply(desk)
        behind = await desk.do(Resolve(1))
        elsewhere = await desk.send("elsewhere", T2)
        assert await leaving(desk) == [first.id, elsewhere.id]
        for operation in (first, elsewhere):
            await desk.answer(operation, Outcome.APPLIED)
        desk.later(seconds=5)
        assert await leaving(desk) == [reply.id, behind.id]


async def test_a_note_leaves_at_once(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        note = desk.operation(Note("for us"))
        assert await desk.store.outbox.enqueue([note], hold=HOLD)
        assert await leaving(desk) == [note.id]


@pytest.mark.parametrize("back", [timedelta(seconds=90), timedelta(days=400)])
async def test_a_clock_set_back_holds_nothing(tmp_path: Path, back: timedelta) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        (reply,) = await held_reply(desk)
        desk.clock.jump(-back)
        assert await leaving(desk) == [reply.id]


async def test_after_a_crash_what_is_left_of_the_time_still_counts(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        (reply,) = await held_reply(desk)
        desk.later(seconds=2)
        dropped = desk.store
        await desk.open()
        (row,) = await desk.store.outbox.on_hold(T)
        assert row.leaves_at == desk.clock.now() + timedelta(seconds=3)
        assert (await desk.store.timeline.newest(T, 9)).entries[-1].leaves_at == row.leaves_at
        assert await leaving(desk) == []
        desk.later(seconds=3)
        assert await leaving(desk) == [reply.id]
        await desk.answer(reply, Outcome.APPLIED)
        assert await leaving(desk) == []
        await dropped.close()


async def test_called_back_it_is_a_draft_again_and_nothing_leaves(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        made = await held_reply(desk, "one", "two")
        await desk.do(Resolve(1))
        assert await desk.store.outbox.take_back([one.id for one in made], into("one\ntwo"))
        assert (await desk.shown())[-1] not in ("one", "two")
        draft = await desk.store.drafts.load(T)
        assert draft is not None
        assert draft.text == "one\ntwo"
        await desk.store.drafts.hand_over()
        desk.later(seconds=60)
        batch = await desk.freeze()
        assert batch is None or {operation.kind for _, operation in batch.items} == {"save_draft"}


async def test_what_has_left_is_not_called_back_and_nothing_is_half_done(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        first, second = await held_reply(desk, "one", "two")
        desk.later(seconds=5)
        await desk.freeze(limit=1)
        with pytest.raises(Refused):
            await desk.store.outbox.take_back([first.id, second.id], into())
        assert (await desk.states())[second.id][0] is OutboxState.QUEUED
        assert await desk.store.drafts.load(T) is None


async def test_let_go_it_leaves_at_once(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        (reply,) = await held_reply(desk)
        assert await desk.store.outbox.let_go([reply.id])
        assert await leaving(desk) == [reply.id]
        assert not await desk.store.outbox.on_hold(T)


async def test_who_says_go_has_seen_the_thread_and_is_not_asked_again_about_the_same(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        await desk.feed(desk.thread(last_position=desk.seq))
        reply = await desk.send()
        await desk.feed(desk.message(text="wait!"), desk.thread(last_position=desk.seq))
        lanes = await desk.store.outbox.lanes_to_check()
        assert await desk.store.outbox.moved_lanes(lanes)
        await desk.store.outbox.hold(T, "moved")
        entry = (await desk.store.timeline.newest(T, 9)).entries[-1]
        assert entry.message.text == "hello"
        assert [(newer.name, newer.customer, newer.words) for newer in entry.moved] == [("Ann", True, "wait!")]
        await desk.store.outbox.retry(reply.id)
        lanes = await desk.store.outbox.lanes_to_check()
        assert lanes
        assert not await desk.store.outbox.moved_lanes(lanes)


async def test_a_draft_knows_what_others_said_since_it_was_begun(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        await desk.feed(desk.thread(last_position=desk.seq))
        await desk.store.drafts.save(into("I wr", 1))
        assert not await desk.store.drafts.moved(T)
        lena = AgentId("lena")
        answer = desk.message(text="Done.", author=Author.AGENT, agent_id=lena)
        note = desk.message(text="(note)", author=Author.AGENT, agent_id=lena, kind=MessageKind.NOTE)
        mine = desk.message(text="From my phone", author=Author.AGENT, agent_id=ME)
        person = Agent(lena, "Lena Hoff", "", Role.AGENT, True, desk.next())
        await desk.feed(person, answer, note, mine, desk.thread(last_position=desk.seq))
        await desk.store.drafts.save(into("I write", 2))
        assert [(one.name, one.words) for one in await desk.store.drafts.moved(T)] == [("Lena Hoff", "Done.")]
        await desk.store.drafts.save(into("", 3))
        await desk.store.drafts.save(into("Anew", 4))
        assert not await desk.store.drafts.moved(T)

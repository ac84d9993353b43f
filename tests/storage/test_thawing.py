"""A batch that certainly never left: its rows are free again, and their lanes go on where the backend stands."""

from pathlib import Path

from domain.operations import Note, Outcome, Tag
from domain.outbox import OutboxState
from tests.storage.desk import T2, Desk, T, open_desk

HELD, QUEUED, SENT = OutboxState.HELD, OutboxState.QUEUED, OutboxState.SENT


async def numbers(desk: Desk) -> list[tuple[str, int]]:
    """(id, number) of the next batch."""
    return [(operation.id, n) for n, operation in (await desk.frozen()).items]


async def test_what_never_left_can_be_held_and_changed_again(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        reply = await desk.send("to the old question")
        batch = await desk.frozen()
        assert await desk.store.outbox.lanes_to_check() == []
        changes = await desk.store.outbox.thaw(batch)
        assert changes.outbox
        assert changes.timelines == {T}
        assert await desk.states() == {reply.id: (QUEUED, 0, "")}
        assert await desk.store.outbox.lanes_to_check() == [(T, 0)]
        await desk.store.outbox.hold(T, "moved")
        assert await desk.states() == {reply.id: (HELD, 0, "moved")}
        instead = desk.operation(Note("instead"))
        await desk.store.outbox.edit(reply.id, instead)
        assert await numbers(desk) == [(instead.id, 1)]


async def test_the_lanes_go_on_where_the_backend_stands(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer(T, T2)
        there = await desk.send("is there")
        await desk.frozen()
        await desk.answer(there, Outcome.APPLIED)
        one, two, other = await desk.send("one"), await desk.do(Tag(("x",))), await desk.send("other", T2)
        batch = await desk.frozen()
        assert [n for n, _ in batch.items] == [2, 3, 1]
        await desk.store.outbox.thaw(batch)
        await desk.store.outbox.discard(one.id)
        assert await numbers(desk) == [(two.id, 2), (other.id, 1)]


async def test_what_may_have_left_another_time_goes_again_as_it_was(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        lost = await desk.send("its answer was lost")
        first = await desk.frozen()
        fresh = await desk.send("fresh")
        batch = await desk.frozen()
        await desk.store.outbox.thaw(batch)
        assert await desk.states() == {lost.id: (SENT, 1, ""), fresh.id: (QUEUED, 0, "")}
        again = await desk.frozen()
        assert again.body.startswith(first.body[:-2]), "byte for byte"
        assert [(op.id, n) for n, op in again.items] == [(lost.id, 1), (fresh.id, 2)]


async def test_of_two_that_try_at_once_both_must_say_that_it_never_left(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        reply = await desk.send()
        one, other = await desk.frozen(), await desk.frozen()
        await desk.store.outbox.thaw(one)
        assert (await desk.states())[reply.id] == (SENT, 1, "")
        await desk.store.outbox.thaw(other)
        assert (await desk.states())[reply.id] == (QUEUED, 0, "")


async def test_what_was_answered_meanwhile_stays_so(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        reply = await desk.send()
        batch = await desk.frozen()
        await desk.answer(reply, Outcome.APPLIED)
        changes = await desk.store.outbox.thaw(batch)
        assert not changes.outbox
        assert await desk.states() == {}


async def test_a_number_that_is_not_the_last_is_kept(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        one, two = await desk.send("one"), await desk.send("two")
        await desk.frozen()
        for reply in (one, two):
            await desk.answer(reply, Outcome.BEHIND)
        batch = await desk.freeze(limit=1)
        assert batch is not None
        await desk.store.outbox.thaw(batch)
        assert await desk.states() == {one.id: (QUEUED, 1, ""), two.id: (QUEUED, 2, "")}
        assert await numbers(desk) == [(one.id, 1), (two.id, 2)]


async def test_ahead_of_an_answer_only_what_is_behind_it_is_frozen(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer(T, T2)
        first, second = await desk.send("1"), await desk.send("2")
        other = await desk.send("other", T2)
        batch = await desk.freeze(limit=1)
        assert batch is not None
        ahead = await desk.store.outbox.freeze_ahead(batch, 500, 1 << 20)
        assert ahead is not None
        assert ahead.device_id == batch.device_id
        assert [(op.id, n) for n, op in ahead.items] == [(second.id, 2), (other.id, 1)]
        assert first.id.encode() not in ahead.body
        assert await desk.store.outbox.freeze_ahead(batch, 500, 1 << 20) is None, "those have no answer either"
        await desk.store.outbox.thaw(ahead)
        small = await desk.store.outbox.freeze_ahead(batch, 1, 1 << 20)
        assert small is not None
        assert [op.id for _, op in small.items] == [second.id]


async def test_nothing_is_frozen_ahead_where_nothing_waits(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        await desk.send()
        assert await desk.store.outbox.freeze_ahead(await desk.frozen(), 500, 1 << 20) is None


async def test_what_waited_too_long_is_not_frozen_ahead_either(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer(T, T2)
        old = await desk.send("old", T2)
        desk.later(days=2)
        await desk.send("new")
        batch = await desk.freeze(limit=1)
        assert batch is not None
        assert await desk.store.outbox.freeze_ahead(batch, 500, 1 << 20) is None
        assert (await desk.states())[old.id] == (HELD, 0, "stale")


async def test_that_a_reply_is_under_way_is_told_with_the_next_answer(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer(T, T2)
        other = await desk.send("other", T2)
        batch = await desk.frozen()
        await desk.send("one")
        await desk.store.outbox.freeze_ahead(batch, 500, 1 << 20)
        told = await desk.answer(other, Outcome.APPLIED)
        assert told.timelines == {T, T2}
        await desk.send("two")
        await desk.frozen()
        assert (await desk.answer(other, Outcome.APPLIED)).timelines == {T, T2}

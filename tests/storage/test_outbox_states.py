"""Every arrow of the outbox's state machine, on a real file."""

import json
from pathlib import Path

import pytest

from app.errors import Refused
from domain.ids import DeviceId
from domain.operations import MarkRead, Note, Outcome, Reopen, Resolve, Send, Tag
from domain.outbox import OutboxState
from tests.storage.desk import T2, Desk, T, open_desk

QUEUED, SENT, BLOCKED, HELD = OutboxState.QUEUED, OutboxState.SENT, OutboxState.BLOCKED, OutboxState.HELD


def numbers(batch: object) -> list[tuple[str, int]]:
    """(id, n) of a batch as its bytes say."""
    return [(op["id"], op["n"]) for op in json.loads(batch.body)["ops"]]  # type: ignore[attr-defined]


async def test_sent_then_answered_then_seen(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        op = await desk.send()
        assert (await desk.states())[op.id] == (QUEUED, 0, "")
        await desk.frozen()
        assert (await desk.states())[op.id] == (SENT, 1, "")
        await desk.answer(op, Outcome.APPLIED)
        assert await desk.states() == {}
        entry = (await desk.store.timeline.newest(T, 9)).entries[-1]
        assert (str(entry.id), entry.sending) == (str(op.id), OutboxState.ACKED)
        changes = await desk.feed(desk.mine(op))
        assert changes.outbox
        assert T in changes.timelines
        entry = (await desk.store.timeline.newest(T, 9)).entries[-1]
        assert str(entry.id) == op.id
        assert entry.sending is None


async def test_feed_before_answer_ends_the_same(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        op = await desk.send()
        await desk.frozen()
        await desk.feed(desk.mine(op))
        assert await desk.states() == {}
        assert await desk.freeze() is None
        await desk.answer(op, Outcome.APPLIED)
        assert await desk.shown() == ["text 5", "hello"]


async def test_a_reply_of_long_ago_that_the_feed_no_longer_brings_does_not_stay_on_screen(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        op = await desk.send("discarded since")
        await desk.frozen()
        await desk.store.feed.restart()
        await desk.answer(op, Outcome.DUPLICATE)
        await desk.feed(desk.thread(), *desk.people(), desk.message())
        assert "discarded since" in await desk.shown(), "this pull may have begun before the answer"
        await desk.feed()
        assert "discarded since" not in await desk.shown()


async def test_unanswered_rows_go_again_byte_for_byte_also_after_a_crash(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        for text in ("one", "two\x00 \u202ethree", "four"):
            await desk.send(text)
        first = await desk.frozen()
        dropped = desk.store
        await desk.open()
        again = await desk.frozen()
        assert again == first
        await dropped.close()


async def test_rejected_blocks_its_lane_only(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer(T, T2)
        bad, behind, other = await desk.send("bad"), await desk.send("behind"), await desk.send("other", T2)
        await desk.frozen()
        await desk.answer(bad, Outcome.REJECTED, code="window_closed")
        await desk.answer(behind, Outcome.BEHIND)
        await desk.answer(other, Outcome.APPLIED)
        assert await desk.states() == {bad.id: (BLOCKED, 1, "window_closed"), behind.id: (QUEUED, 2, "")}
        assert await desk.freeze() is None
        row = await desk.store.threads.row(T)
        assert row is not None
        assert (row[0].waiting, row[0].needs_person) == (1, True)
        after = await desk.send("after", T2)
        assert numbers(await desk.frozen()) == [(after.id, 2)]


async def test_edit_of_a_blocked_row_keeps_its_number_under_a_new_id(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        bad, behind = await desk.send("bad"), await desk.send("behind")
        await desk.frozen()
        await desk.answer(bad, Outcome.REJECTED, code="text_too_long")
        await desk.answer(behind, Outcome.BEHIND)
        good = desk.operation(Send(bad.payload.identity_id, "good"))  # type: ignore[union-attr, arg-type]
        await desk.store.outbox.edit(bad.id, good)
        assert numbers(await desk.frozen()) == [(good.id, 1), (behind.id, 2)]
        assert (await desk.shown())[1:] == ["good", "behind"]


async def test_discard_of_a_numbered_row_leaves_a_skip(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        bad, behind = await desk.send("bad"), await desk.send("behind")
        await desk.frozen()
        await desk.answer(bad, Outcome.REJECTED, code="channel_off")
        await desk.answer(behind, Outcome.BEHIND)
        await desk.store.outbox.discard(bad.id)
        batch = await desk.frozen()
        assert [(op.kind, n) for n, op in batch.items] == [("skip", 1), ("send", 2)]
        assert batch.items[0][1].id != bad.id
        assert (await desk.shown())[1:] == ["behind"]


async def test_discard_and_edit_before_freezing_leave_no_trace(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        one, two = await desk.send("one"), await desk.send("two")
        await desk.store.outbox.discard(one.id)
        new = desk.operation(Note("a note instead"))
        await desk.store.outbox.edit(two.id, new)
        assert numbers(await desk.frozen()) == [(new.id, 1)]


@pytest.mark.parametrize("what", ["edit", "discard"])
async def test_what_may_have_arrived_cannot_be_changed(tmp_path: Path, what: str) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        op = await desk.send()
        await desk.frozen()
        await desk.store.outbox.renumber(DeviceId("another"))  # not frozen any more, but perhaps applied
        outbox = desk.store.outbox
        change = outbox.edit(op.id, desk.operation(Note("x"))) if what == "edit" else outbox.discard(op.id)
        with pytest.raises(Refused, match="under_way"):
            await change
        assert (await desk.states())[op.id] == (QUEUED, 0, "")


async def test_retry_of_a_blocked_row(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        op = await desk.send()
        first = await desk.frozen()
        await desk.answer(op, Outcome.REJECTED, code="channel_off")
        await desk.store.outbox.retry(op.id)
        assert (await desk.frozen()).body == first.body


async def test_invisible_refusals_are_skipped_and_the_lane_goes_on(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        tag, op = await desk.do(Tag(("x",))), await desk.send()
        await desk.frozen()
        await desk.answer(tag, Outcome.REJECTED, code="not_allowed")
        await desk.answer(op, Outcome.BEHIND)
        waiting = await desk.store.outbox.unsent()
        assert [(q.operation.kind, q.reason) for q in waiting] == [("skip", "tag:not_allowed"), ("send", "")]
        assert [(o.kind, n) for n, o in (await desk.frozen()).items] == [("skip", 1), ("send", 2)]


async def test_gap_resends_what_is_here_and_skips_what_is_not(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        ops = [await desk.send(str(n)) for n in range(4)]
        await desk.frozen()
        for op in ops[:3]:
            await desk.answer(op, Outcome.APPLIED)
        await desk.feed(desk.mine(ops[0]))
        desk.later(days=8)
        await desk.feed(desk.message())  # the first one is pruned
        await desk.answer(ops[3], Outcome.GAP, expected=1)
        batch = await desk.frozen()
        assert [(o.kind, n) for n, o in batch.items] == [("skip", 1), ("send", 2), ("send", 3), ("send", 4)]
        assert [o.id for _, o in batch.items[1:]] == [op.id for op in ops[1:]]


async def test_gap_the_other_way_renumbers_the_lane(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        op = await desk.send()
        await desk.frozen()
        await desk.answer(op, Outcome.GAP, expected=9)
        assert numbers(await desk.frozen()) == [(op.id, 9)]


async def test_conflict_is_held_and_meant_anew_by_retry(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        op = await desk.do(Resolve(1))
        assert (await desk.store.threads.row(T))[1].value == "done"  # type: ignore[index,union-attr]
        await desk.frozen()
        await desk.answer(op, Outcome.CONFLICT, code="state_moved", current=5)
        assert (await desk.states())[op.id] == (HELD, 1, "state_moved")
        assert (await desk.store.threads.row(T))[1].value == "queue"  # type: ignore[index,union-attr]
        await desk.store.outbox.retry(op.id)
        [(n, again)] = (await desk.frozen()).items
        assert (n, again.payload) == (1, Resolve(5))
        assert again.id != op.id


async def test_reused_is_blocked_and_in_progress_goes_again(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer(T, T2)
        one, two = await desk.send("one"), await desk.send("two", T2)
        await desk.frozen()
        await desk.answer(one, Outcome.REUSED)
        await desk.answer(two, Outcome.IN_PROGRESS)
        assert await desk.states() == {one.id: (BLOCKED, 1, "op_reused"), two.id: (SENT, 1, "")}
        assert numbers(await desk.frozen()) == [(two.id, 1)]


async def test_lane_fork_renumbers_under_a_new_device(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        done = await desk.send("done")
        await desk.frozen()
        await desk.answer(done, Outcome.APPLIED)
        forked, behind = await desk.send("forked"), await desk.send("behind")
        await desk.frozen()
        await desk.answer(forked, Outcome.REJECTED, code="lane_fork")
        await desk.answer(behind, Outcome.BEHIND)
        await desk.store.outbox.renumber(DeviceId("device-2"))
        assert await desk.store.state.device_id() == "device-2"
        batch = await desk.frozen()
        assert batch.device_id == "device-2"
        assert numbers(batch) == [(forked.id, 1), (behind.id, 2)]


async def test_hold_takes_only_what_was_never_sent_and_blocks_the_lane(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        sent = await desk.send("sent")
        await desk.frozen()
        fresh = await desk.send("fresh")
        assert await desk.store.outbox.lanes_to_check() == [(T, desk.seq * 0)]
        changes = await desk.store.outbox.hold(T, "moved")
        assert changes.outbox
        assert await desk.states() == {sent.id: (SENT, 1, ""), fresh.id: (HELD, 0, "moved")}
        await desk.answer(sent, Outcome.APPLIED)
        await desk.send("behind the held one")
        assert await desk.freeze() is None
        await desk.store.outbox.retry(fresh.id)
        assert len((await desk.frozen()).items) == 2


async def test_stale_replies_need_a_word_once(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        op = await desk.send()
        desk.later(hours=25)
        assert await desk.freeze() is None
        assert (await desk.states())[op.id] == (HELD, 0, "stale")
        assert T in (await desk.feed(desk.message())).timelines
        await desk.store.outbox.retry(op.id)
        assert numbers(await desk.frozen()) == [(op.id, 1)]


async def test_read_marks_coalesce_and_never_go_back(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        for position in (3, 5, 4, 5):
            await desk.store.outbox.enqueue([desk.operation(MarkRead(position))])
        [(n, op)] = (await desk.frozen()).items
        assert (n, op.payload) == (1, MarkRead(5))
        assert (await desk.store.outbox.waiting()).total == 0
        await desk.do(MarkRead(7))
        assert [q.operation.payload for q in await desk.store.outbox.unsent()] == [MarkRead(5), MarkRead(7)]


async def test_unreadable_rows_are_blocked_and_kept(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer(T, T2)
        bad, behind, other = await desk.send("bad"), await desk.send("behind"), await desk.send("other", T2)
        await desk.store._database.write(
            lambda c: c.exec_driver_sql("UPDATE outbox SET payload = x'7b' WHERE id = ?", (bad.id,))
        )
        assert numbers(await desk.frozen()) == [(other.id, 1)]
        assert (await desk.states())[bad.id] == (BLOCKED, 0, "unreadable")
        assert (await desk.states())[behind.id] == (QUEUED, 0, "")
        person = (await desk.store.outbox.waiting()).needs_person
        assert [q.operation.payload for q in person] == [Note("{")]


async def test_limits_of_a_batch(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        for n in range(5):
            await desk.send("x" * 1000 + str(n))
        batch = await desk.freeze(limit=2)
        assert batch is not None
        assert len(batch.items) == 2
        small = await desk.freeze(size=1500)
        assert small is not None
        assert len(small.items) == 1
        assert len(small.body) <= 1500
        one = await desk.freeze(size=100)
        assert one is not None
        assert len(one.items) == 1  # the server has to say that it is too large, not we
        assert len((await desk.frozen()).items) == 5


async def test_state_operations_are_shown_at_once_and_confirmed_by_the_feed(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        card = await desk.store.threads.card(T)
        assert card is not None
        resolve = await desk.do(Resolve(card.thread.state_version))
        card = await desk.store.threads.card(T)
        assert card is not None
        reopen = await desk.do(Reopen(card.thread.state_version))
        assert reopen.payload == Reopen(2)
        assert (await desk.store.threads.row(T))[1].value == "queue"  # type: ignore[index,union-attr]
        await desk.frozen()
        await desk.answer(resolve, Outcome.APPLIED)
        await desk.answer(reopen, Outcome.APPLIED)
        await desk.feed(desk.thread(state_version=3))
        rows = await desk.store._database.read(
            lambda c: c.exec_driver_sql("SELECT DISTINCT state FROM outbox").scalars().all()
        )
        assert rows == ["done"]


async def test_done_rows_are_forgotten_after_a_week(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        op = await desk.send()
        await desk.frozen()
        await desk.feed(desk.mine(op))
        assert await _rows(desk) == 1
        desk.later(days=8)
        await desk.feed(desk.message())
        assert await _rows(desk) == 0


async def _rows(desk: Desk) -> int:
    query = "SELECT count(*) FROM outbox"
    return int(await desk.store._database.read(lambda c: c.exec_driver_sql(query).scalar_one()))


async def test_place_in_the_queue(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        for text in ("a", "b", "c"):
            await desk.send(text)
        window = await desk.store.timeline.newest(T, 3)
        assert [(e.place, e.queue) for e in window.entries] == [(1, 3), (2, 3), (3, 3)]


async def test_the_line_of_a_thread_says_how_much_of_it_waits(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        first, *_others = [await desk.send(f"reply {number}") for number in range(3)]
        assert await waiting(desk) == 3
        await desk.store.outbox.discard(first.id)
        assert await waiting(desk) == 2
        await desk.frozen()
        assert await waiting(desk) == 2, "what has no answer yet is not gone"


async def waiting(desk: Desk) -> int:
    found = await desk.store.threads.row(T)
    assert found is not None
    return found[0].waiting

"""What becomes of an operation after each answer, also late, doubled and mistaken ones, on a real file."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.changes import ChangeSet
from app.errors import Refused
from domain.ids import AgentId, BlobHash, IdentityId, OperationId, ThreadId
from domain.operations import Assign, MarkRead, Note, Operation, Outcome, Resend, Resolve, Result, Send, Tag
from domain.outbox import OutboxState
from domain.thread import ReadMark
from localdb.answering import MOST_SKIPS
from tests.fakes.world import attachment
from tests.storage.desk import ME, T2, Desk, T, open_desk

ACKED, BLOCKED, DONE, HELD = OutboxState.ACKED, OutboxState.BLOCKED, OutboxState.DONE, OutboxState.HELD
QUEUED, SENT, UPLOADING = OutboxState.QUEUED, OutboxState.SENT, OutboxState.UPLOADING
TOLD = ChangeSet(frozenset({T}), frozenset({T}), outbox=True)


async def stored(desk: Desk) -> dict[str, str]:
    """The state of every row, finished ones too."""
    query = "SELECT id, state FROM outbox"
    rows = await desk.store._database.read(lambda c: c.exec_driver_sql(query).all())
    return {row.id: row.state for row in rows}


async def leaving(desk: Desk) -> list[tuple[str, int]]:
    """Kind and number of what goes to the server next."""
    batch = await desk.freeze()
    return [(operation.kind, n) for n, operation in batch.items] if batch else []


async def unread(desk: Desk) -> int:
    """How many messages of the thread its line calls unread."""
    row = await desk.store.threads.row(T)
    assert row is not None
    return row[0].unread


async def sent(desk: Desk, *texts: str) -> list[Operation]:
    """Replies that are under way."""
    await desk.customer()
    operations = [await desk.send(text) for text in texts]
    await desk.frozen()
    return operations


async def with_file(desk: Desk, text: str = "look") -> tuple[Operation, BlobHash]:
    """A reply whose file the server holds."""
    blob = await desk.store.blobs.add(b"picture", "a.png", "image/png")
    operation = await desk.do(Send(IdentityId("identity-of-thread-1"), text, (attachment(blob),)))
    assert (await desk.states())[operation.id][0] is UPLOADING
    await desk.store.outbox.uploaded(blob.hash)
    return operation, blob.hash


async def test_every_answer_tells_the_screens_which_thread_it_is_about(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        (one,) = await sent(desk, "one")
        assert await desk.answer(one, Outcome.APPLIED) == TOLD


async def test_an_answer_to_an_unknown_operation_is_nothing(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        unknown = Result(OperationId("nobody"), Outcome.REJECTED, "not_allowed")
        assert await desk.store.outbox.settle([unknown]) == ChangeSet()


@pytest.mark.parametrize("late", [Outcome.REJECTED, Outcome.BEHIND, Outcome.REUSED])
async def test_a_late_answer_does_not_wake_what_has_arrived(tmp_path: Path, late: Outcome) -> None:
    async with open_desk(tmp_path) as desk:
        seen, acked = await sent(desk, "seen", "acked")
        await desk.feed(desk.mine(seen))
        await desk.answer(acked, Outcome.APPLIED)
        for operation in (seen, acked):
            await desk.answer(operation, late, code="not_allowed")
        assert await stored(desk) == {seen.id: "done", acked.id: "acked"}


async def test_the_networks_last_word_is_told_until_an_answer_comes(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        one, two = await sent(desk, "one", "two")
        await desk.store.outbox.failed("throttled")
        assert {row.last_error for row in await desk.store.outbox.unsent()} == {"throttled"}
        await desk.answer(one, Outcome.APPLIED)
        assert [(row.operation.id, row.last_error) for row in await desk.store.outbox.unsent()] == [(two.id, "")]


async def test_every_try_is_counted_and_the_numbered_ones_are_told(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await sent(desk, "one")
        await desk.send("not yet")
        assert [(row.attempts, row.frozen) for row in await desk.store.outbox.unsent()] == [(1, True), (0, False)]
        await desk.frozen()
        assert [row.attempts for row in await desk.store.outbox.unsent()] == [2, 1]


async def test_what_the_backend_has_certainly_not_applied_may_be_changed_again(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        first, behind = await sent(desk, "first", "behind")
        await desk.answer(first, Outcome.REJECTED, code="channel_off")
        await desk.answer(behind, Outcome.BEHIND)
        note = desk.operation(Note("better so"))
        assert await desk.store.outbox.edit(behind.id, note) == TOLD
        await desk.store.outbox.retry(first.id)
        assert await leaving(desk) == [("send", 1), ("note", 2)]


async def test_after_a_fork_nothing_may_be_changed_since_it_may_have_arrived(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        (one,) = await sent(desk, "one")
        await desk.answer(one, Outcome.REJECTED, code="lane_fork")
        assert (await desk.states())[one.id] == (QUEUED, 1, "")
        with pytest.raises(Refused, match="under_way"):
            await desk.store.outbox.discard(one.id)


async def test_a_missing_file_that_is_here_goes_up_again(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        operation, blob = await with_file(desk)
        await desk.frozen()
        await desk.answer(operation, Outcome.REJECTED, code="blob_missing")
        assert (await desk.states())[operation.id] == (UPLOADING, 1, "")
        assert await desk.store.outbox.blobs_to_upload() == [blob]


@pytest.mark.parametrize("named", [True, False])
async def test_a_missing_file_that_is_nowhere_needs_a_person(tmp_path: Path, named: bool) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        operation = (await with_file(desk))[0] if named else await desk.send()
        await desk.frozen()
        await desk.store._database.write(lambda c: c.exec_driver_sql("DELETE FROM blob"))
        await desk.answer(operation, Outcome.REJECTED, code="blob_missing")
        assert (await desk.states())[operation.id] == (BLOCKED, 1, "blob_missing")


async def test_only_the_file_of_the_refused_reply_goes_up_again(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        operation, blob = await with_file(desk)
        other = await desk.store.blobs.add(b"another", "b.png", "image/png")
        await desk.do(Send(IdentityId("identity-of-thread-1"), "fine", (attachment(other),)))
        await desk.store.outbox.uploaded(other.hash)
        await desk.frozen()
        await desk.answer(operation, Outcome.REJECTED, code="blob_missing")
        assert await desk.store.outbox.blobs_to_upload() == [blob]


async def test_what_waits_for_several_files_tells_how_far_they_are(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        first = await desk.store.blobs.add(b"first", "a.png", "image/png")
        second = await desk.store.blobs.add(b"second", "b.png", "image/png")
        parts = (attachment(first), attachment(second))
        operation = await desk.do(Send(IdentityId("identity-of-thread-1"), "both", parts))
        assert (await desk.store.outbox.waiting(10)).uploads == {operation.id: (0, 2)}
        assert await desk.store.outbox.uploaded(first.hash) == TOLD
        assert (await desk.store.outbox.waiting(10)).uploads == {operation.id: (1, 2)}
        await desk.store.outbox.uploaded(second.hash)
        assert (await desk.store.outbox.waiting(10)).uploads == {}


async def test_a_tag_that_met_another_state_is_left_out_and_says_why(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        tag = await desk.do(Tag(("x",)))
        await desk.frozen()
        await desk.answer(tag, Outcome.CONFLICT, current=5)
        [row] = await desk.store.outbox.unsent()
        assert (row.operation.kind, row.state, row.n, row.reason) == ("skip", QUEUED, 1, "tag:state_moved")
        await desk.frozen()
        await desk.answer(row.operation, Outcome.REJECTED, code="not_allowed")
        assert await desk.states() == {row.operation.id: (BLOCKED, 1, "not_allowed")}, "there is nothing less to send"


async def test_skips_are_done_with_their_answer_and_read_marks_when_the_feed_has_brought_them(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer(T, T2)
        tag, mark, there = await desk.do(Tag(("x",))), await desk.do(MarkRead(3)), await desk.do(MarkRead(4), T2)
        await desk.frozen()
        await desk.answer(tag, Outcome.REJECTED, code="not_allowed")
        await desk.answer(mark, Outcome.BEHIND)
        batch = await desk.frozen()
        assert len(batch.items) == 3
        await desk.store.outbox.settle([Result(operation.id, Outcome.APPLIED) for _, operation in batch.items])
        assert sorted((await stored(desk)).values()) == ["acked", "acked", "done"]
        stranger = ReadMark(T, AgentId("other"), 99, desk.next())
        await desk.feed(ReadMark(T, ME, 2, desk.next()), stranger, ReadMark(T2, ME, 4, desk.next()), more=True)
        assert ((await stored(desk))[mark.id], (await stored(desk))[there.id]) == ("acked", "done")
        await desk.feed(ReadMark(T, ME, 3, desk.next()), more=True)
        assert set((await stored(desk)).values()) == {"done"}


async def test_the_first_read_mark_of_a_thread_is_done_when_the_feed_has_brought_it(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        mark = await desk.do(MarkRead(1))
        await desk.frozen()
        await desk.answer(mark, Outcome.APPLIED)
        assert (await stored(desk))[mark.id] == "acked"
        await desk.feed(ReadMark(T, ME, 1, desk.next()), more=True)
        assert (await stored(desk))[mark.id] == "done"


@pytest.mark.parametrize("known", [False, True])
async def test_a_read_mark_that_is_refused_for_good_is_none_here_either(tmp_path: Path, known: bool) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        first, second = desk.message(), desk.message()
        await desk.feed(first, second)
        if known:
            await desk.feed(ReadMark(T, ME, first.position, desk.next()))
        mark, reply = await desk.do(MarkRead(second.position)), await desk.send()
        await desk.frozen()
        assert await unread(desk) == 0
        assert (await desk.answer(mark, Outcome.REJECTED, code="not_allowed")).threads == {T}
        assert await unread(desk) == (1 if known else 3)
        window = await desk.store.timeline.newest(T, 9)
        assert window.first_unread == (second.id if known else window.entries[0].message.id)
        await desk.answer(reply, Outcome.BEHIND)
        assert await leaving(desk) == [("skip", 1), ("send", 2)], "it stops no reply (R15)"
        await desk.do(MarkRead(second.position))
        assert await unread(desk) == 0, "who looks again has read it again"


async def test_of_two_read_marks_the_one_that_was_taken_stays(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        first, second = desk.message(), desk.message()
        await desk.feed(first, second)
        near = await desk.do(MarkRead(first.position))
        await desk.frozen()
        far = await desk.do(MarkRead(second.position))
        await desk.frozen()
        await desk.answer(near, Outcome.APPLIED)
        assert await unread(desk) == 0
        await desk.answer(far, Outcome.REJECTED, code="not_allowed")
        assert await unread(desk) == 1
        assert (await stored(desk))[near.id] == "acked"


async def test_a_read_mark_of_which_the_feed_says_nothing_is_done_after_two_pulls(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        mark = await desk.do(MarkRead(3))
        await desk.frozen()
        await desk.answer(mark, Outcome.APPLIED)
        await desk.feed(desk.message())
        assert (await stored(desk))[mark.id] == "acked"
        await desk.feed(desk.message())
        assert (await stored(desk))[mark.id] == "done"


async def test_an_effect_that_nobody_can_see_is_done_after_two_pulls_and_a_reply_only_when_it_came(
    tmp_path: Path,
) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        again, reply = await desk.do(Resend(desk.message().id)), await desk.send()
        await desk.frozen()
        await desk.store.outbox.settle([Result(one.id, Outcome.APPLIED) for one in (again, reply)])
        await desk.feed(desk.message())
        assert await stored(desk) == {again.id: "acked", reply.id: "acked"}
        await desk.feed(desk.message())
        assert await stored(desk) == {again.id: "done", reply.id: "acked"}
        await desk.feed(desk.message())
        assert (await stored(desk))[reply.id] == "acked"
        await desk.feed(desk.mine(reply))
        assert (await stored(desk))[reply.id] == "done"


async def test_a_state_is_done_when_the_thread_shows_it_or_moved_on(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer(T, T2)
        mine, other = await desk.do(Assign(ME, 1)), await desk.do(Assign(ME, 1), T2)
        tag = await desk.do(Tag(("vip",)))
        await desk.frozen()
        await desk.store.outbox.settle([Result(one.id, Outcome.APPLIED) for one in (mine, other, tag)])
        assert set((await stored(desk)).values()) == {"acked"}
        await desk.feed(desk.thread(T2, state_version=2), desk.thread(T, state_version=1), more=True)
        assert await stored(desk) == {mine.id: "acked", other.id: "done", tag.id: "acked"}, "the version counts"
        await desk.feed(desk.thread(T, state_version=1, assignee_id=ME), more=True)
        assert await stored(desk) == {mine.id: "done", other.id: "done", tag.id: "acked"}
        await desk.feed(desk.thread(T, state_version=9, assignee_id=ME), more=True)
        assert (await stored(desk))[tag.id] == "acked", "no version says that a tag came"
        await desk.feed(desk.thread(T, state_version=9, assignee_id=ME, tags=("vip",)), more=True)
        assert (await stored(desk))[tag.id] == "done"


async def test_holes_in_the_middle_are_filled_in_order(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        ops = await sent(desk, *"abcdef")
        for op in ops[:5]:
            await desk.answer(op, Outcome.APPLIED)
        names = ", ".join(f"'{ops[at].id}'" for at in (1, 2, 4))
        await desk.store._database.write(lambda c: c.exec_driver_sql(f"DELETE FROM outbox WHERE id IN ({names})"))
        await desk.answer(ops[5], Outcome.GAP, expected=2)
        batch = await desk.frozen()
        assert [(op.kind, n) for n, op in batch.items] == [
            ("skip", 2),
            ("skip", 3),
            ("send", 4),
            ("skip", 5),
            ("send", 6),
        ]
        assert [op.id for _, op in batch.items if op.kind == "send"] == [ops[3].id, ops[5].id]


async def test_several_gaps_of_a_lane_are_one(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        ops = await sent(desk, "a", "b", "c")
        await desk.answer(ops[0], Outcome.APPLIED)
        gaps = [Result(op.id, Outcome.GAP, expected=1) for op in (ops[2], ops[1])]
        await desk.store.outbox.settle(gaps)
        assert await leaving(desk) == [("send", 1), ("send", 2), ("send", 3)]


@pytest.mark.parametrize(("missing", "skips"), [(MOST_SKIPS, MOST_SKIPS), (MOST_SKIPS + 1, 0)])
async def test_a_gap_too_wide_to_fill_numbers_the_lane_anew(tmp_path: Path, missing: int, skips: int) -> None:
    async with open_desk(tmp_path) as desk:
        (op,) = await sent(desk, "one")
        await desk.answer(op, Outcome.GAP, expected=missing + 1)
        assert await leaving(desk) == [("send", missing + 1)]
        await desk.answer(op, Outcome.GAP, expected=1)
        batch = await desk.freeze(limit=1000)
        assert batch is not None
        assert [operation.kind for _, operation in batch.items] == ["skip"] * skips + ["send"]
        assert [n for n, _ in batch.items] == list(range(1, skips + 2))


async def test_a_gap_where_none_can_be_numbers_the_lane_anew(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        one, two = await sent(desk, "one", "two")
        await desk.answer(one, Outcome.APPLIED)
        await desk.answer(two, Outcome.GAP, expected=2)
        assert await leaving(desk) == [("send", 2)]
        assert (await stored(desk))[one.id] == "acked", "what was applied is left alone"


async def test_an_unreadable_row_shows_on_its_line_at_once(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        bad = await desk.send("bad")
        sql = "UPDATE outbox SET payload = x'7b' WHERE id = ?"
        await desk.store._database.write(lambda c: c.exec_driver_sql(sql, (bad.id,)))
        assert await desk.freeze() is None
        row = await desk.store.threads.row(T)
        assert row is not None
        assert row[0].needs_person


async def test_a_batch_holds_exactly_as_much_as_it_may(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        for _ in range(3):
            await desk.send("word")
        whole = await desk.freeze()
        assert whole is not None
        for size, fits in ((len(whole.body), 3), (len(whole.body) - 1, 2)):
            batch = await desk.freeze(size=size)
            assert batch is not None
            assert len(batch.items) == fits


async def test_a_lane_that_the_store_does_not_know_is_refused_and_kept(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        lost = await desk.do(Resolve(1), ThreadId("nowhere"))
        await desk.frozen()
        await desk.answer(lost, Outcome.CONFLICT, code="state_moved", current=3)
        assert (await desk.states())[lost.id] == (HELD, 1, "state_moved")
        await desk.store.outbox.retry(lost.id)
        [(n, again)] = (await desk.frozen()).items
        assert (n, again.payload) == (1, replace(Resolve(0), state_version=3))

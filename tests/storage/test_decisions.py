"""What a person or the guard decides about operations, and what enqueueing them changes on screen."""

from datetime import timedelta
from pathlib import Path

import pytest

from app.changes import ChangeSet
from app.errors import Refused
from app.ports import Draft
from domain.ids import DeviceId, OperationId
from domain.operations import MarkRead, Note, Outcome, Resolve, Send, Tag
from domain.outbox import OutboxState
from tests.fakes.world import attachment
from tests.storage.desk import T2, Desk, T, open_desk

BLOCKED, HELD, QUEUED, SENT = OutboxState.BLOCKED, OutboxState.HELD, OutboxState.QUEUED, OutboxState.SENT
ROW = frozenset({T})
NOBODY = OperationId("nobody")
_WHILE = timedelta(minutes=10)


async def numbers(desk: Desk) -> list[tuple[str, int]]:
    """(id, number) of what goes to the server next."""
    batch = await desk.freeze()
    return [(operation.id, n) for n, operation in batch.items] if batch else []


async def test_what_is_enqueued_changes_the_row_and_only_words_change_the_timeline(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        for payload, timelines in (
            (Note("for us"), ROW),
            (Resolve(1), frozenset()),
            (Tag(("x",)), frozenset()),
            (MarkRead(3), frozenset()),
        ):
            changes = await desk.store.outbox.enqueue([desk.operation(payload)])
            assert changes == ChangeSet(ROW, timelines, outbox=True)


@pytest.mark.parametrize("position", [2, 3])
async def test_a_read_mark_that_says_nothing_new_is_no_work(tmp_path: Path, position: int) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        await desk.do(MarkRead(3))
        await desk.frozen()
        changes = await desk.store.outbox.enqueue([desk.operation(MarkRead(position))])
        assert changes == ChangeSet()
        assert len(await desk.store.outbox.unsent()) == 1


async def test_operations_of_one_press_keep_their_order(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        operations = [desk.operation(Note(str(number))) for number in range(3)]
        await desk.store.outbox.enqueue(operations)
        assert await numbers(desk) == [(one.id, at) for at, one in enumerate(operations, 1)]
        orders = [row.local_order for row in await desk.store.outbox.unsent()]
        assert orders == sorted(set(orders))


async def test_a_new_read_mark_does_not_take_the_place_of_a_lane_that_is_not_its_own(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer(T, T2)
        reply, there = await desk.send(), await desk.do(MarkRead(3), T2)
        sent = await desk.do(MarkRead(3))
        newer = await desk.do(MarkRead(4))
        assert set(await desk.states()) == {reply.id, there.id, newer.id}
        assert sent.id not in await desk.states()


async def test_deciding_about_what_is_not_there_is_nothing_and_editing_it_is_refused(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        outbox = desk.store.outbox
        assert await outbox.retry(NOBODY) == ChangeSet()
        assert await outbox.discard(NOBODY) == ChangeSet()
        assert await outbox.hold(T, "moved") == ChangeSet()
        with pytest.raises(Refused, match="under_way"):
            await outbox.edit(NOBODY, desk.operation(Note("x")))


async def test_saying_go_to_what_goes_anyway_is_nothing(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        reply = await desk.send()
        assert await desk.store.outbox.retry(reply.id) == ChangeSet()
        await desk.frozen()
        await desk.store.outbox.retry(reply.id)
        assert (await desk.states())[reply.id] == (SENT, 1, "")


@pytest.mark.parametrize("state", [SENT, OutboxState.ACKED])
async def test_what_is_under_way_or_arrived_can_be_neither_edited_nor_discarded(
    tmp_path: Path, state: OutboxState
) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        reply = await desk.send()
        await desk.frozen()
        if state is OutboxState.ACKED:
            await desk.answer(reply, Outcome.APPLIED)
        with pytest.raises(Refused):
            await desk.store.outbox.discard(reply.id)
        with pytest.raises(Refused):
            await desk.store.outbox.edit(reply.id, desk.operation(Note("x")))


async def test_go_means_the_newest_state_that_is_known_here(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer(T, T2)
        resolve = await desk.do(Resolve(1))
        await desk.frozen()
        await desk.answer(resolve, Outcome.CONFLICT, code="state_moved", current=5)
        await desk.feed(desk.thread(T, state_version=8), desk.thread(T2, state_version=11))
        changes = await desk.store.outbox.retry(resolve.id)
        assert changes == ChangeSet(ROW, ROW, outbox=True)
        [(n, again)] = (await desk.frozen()).items
        assert (n, again.payload, again.created_at) == (1, Resolve(8), resolve.created_at)


async def test_what_the_guard_held_keeps_its_id_when_a_person_says_go(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        resolve = await desk.do(Resolve(1))
        tag = await desk.do(Tag(("x",)))
        assert await desk.store.outbox.hold(T, "moved") == ChangeSet(ROW, ROW, outbox=True)
        assert await desk.states() == {resolve.id: (HELD, 0, "moved"), tag.id: (QUEUED, 0, "")}
        await desk.store.outbox.retry(resolve.id)
        assert await numbers(desk) == [(resolve.id, 1), (tag.id, 2)]


async def test_go_ends_the_time_in_which_it_could_be_called_back(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        reply = desk.operation(Send(f"identity-of-{T}", "hello"))  # type: ignore[arg-type]
        await desk.store.outbox.enqueue([reply], hold=timedelta(seconds=5))
        [row] = await desk.store.outbox.unsent()
        assert row.leaves_at == desk.clock.now() + timedelta(seconds=5)
        await desk.store.outbox.hold(T, "moved")
        await desk.store.outbox.retry(reply.id)
        [row] = await desk.store.outbox.unsent()
        assert row.leaves_at is None
        assert await numbers(desk) == [(reply.id, 1)]


async def test_what_came_back_from_the_server_or_was_edited_cannot_be_called_back(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        replies = [desk.operation(Send(f"identity-of-{T}", text)) for text in ("one", "two")]  # type: ignore[arg-type]
        await desk.store.outbox.enqueue(replies, hold=timedelta(seconds=5))
        edited = desk.operation(Note("instead"))
        await desk.store.outbox.edit(replies[1].id, edited)
        assert [row.leaves_at for row in await desk.store.outbox.unsent()][1] is None
        desk.later(seconds=5)
        await desk.frozen()
        await desk.answer(replies[0], Outcome.BEHIND)
        assert [row.leaves_at for row in await desk.store.outbox.unsent()] == [None, None]


async def test_a_lane_is_checked_for_what_the_author_of_its_first_reply_saw(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer(T, T2)
        await desk.do(Note("notes are no reply"), T2)
        await desk.send("first")
        message = desk.message()
        await desk.feed(message, desk.thread(T, last_position=message.position))
        await desk.send("second")
        assert await desk.store.outbox.lanes_to_check() == [(T, 0)], "who wrote again has not said that the first holds"
        later = desk.message()
        assert await desk.store.outbox.moved_lanes([(T, message.position)]) == []
        await desk.feed(later, desk.thread(T, last_position=later.position))
        assert await desk.store.outbox.moved_lanes([(T, message.position), (T2, 99)]) == [(T, message.position)]
        await desk.frozen()
        assert await desk.store.outbox.lanes_to_check() == [], "what has left is not asked about"


async def test_under_a_new_device_every_open_row_is_new_and_empty_ones_are_gone(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer(T, T2)
        done = await desk.send("done")
        tag, reply, other = await desk.do(Tag(("x",))), await desk.send("reply"), await desk.send("there", T2)
        await desk.frozen()
        await desk.feed(desk.mine(done))
        await desk.answer(tag, Outcome.REJECTED, code="not_allowed")
        changes = await desk.store.outbox.renumber(DeviceId("another"))
        assert changes == ChangeSet(frozenset({T, T2}), frozenset({T, T2}), outbox=True)
        assert await desk.states() == {reply.id: (QUEUED, 0, ""), other.id: (QUEUED, 0, "")}
        assert await numbers(desk) == [(reply.id, 1), (other.id, 1)]


async def test_discarded_and_edited_rows_tell_the_screens(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        one, two = await desk.send("one"), await desk.send("two")
        assert await desk.store.outbox.discard(one.id) == ChangeSet(ROW, ROW, outbox=True)
        assert await desk.store.outbox.edit(two.id, desk.operation(Note("x"))) == ChangeSet(ROW, ROW, outbox=True)


async def test_a_reply_waits_a_day_before_somebody_is_asked_and_a_note_never(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer(T, T2)
        reply, note = await desk.send(), await desk.do(Note("for us"), T2)
        desk.later(hours=25)
        assert await numbers(desk) == [(note.id, 1)]
        assert (await desk.states())[reply.id] == (HELD, 0, "stale")
        row = await desk.store.threads.row(T)
        assert row is not None
        assert row[0].needs_person


async def test_whoever_could_not_know_the_news_waits_and_so_does_what_follows_in_that_thread(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer(T, T2)
        device = await desk.store.state.device_id()
        known, known_until = await desk.send("known"), desk.clock.now()
        desk.later(seconds=1)
        blind, behind = await desk.send("blind"), await desk.do(Note("behind it"))
        elsewhere = await desk.do(Note("a note is read by the team only"), T2)
        batch = await desk.store.outbox.freeze(device, 500, 1 << 20, (known_until - _WHILE, known_until))
        assert batch is not None
        assert [operation.id for _, operation in batch.items] == [known.id, elsewhere.id]
        assert set(await desk.states()) == {known.id, blind.id, behind.id, elsewhere.id}
        await desk.answer(known, Outcome.REJECTED, code="channel_off")
        await desk.answer(elsewhere, Outcome.APPLIED)
        await desk.store.outbox.retry(known.id)
        assert await numbers(desk) == [(known.id, 1), (blind.id, 2), (behind.id, 3)]
        for operation in (known, blind, behind):
            await desk.answer(operation, Outcome.BEHIND)
        again = await desk.store.outbox.freeze(device, 500, 1 << 20, (known_until - _WHILE, known_until))
        assert again is not None
        assert len(again.items) == 3, "what has a number was judged before"


async def test_a_clock_that_was_set_back_does_not_make_a_reply_older_than_the_news(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer(T, T2)
        device, now = await desk.store.state.device_id(), desk.clock.now()
        known = (now - _WHILE, now + _WHILE)
        desk.later(hours=-2)
        blind, meant = await desk.send("blind"), await desk.send("meant", T2)
        await desk.store.outbox.hold(T2, "moved")
        desk.later(hours=2)
        await desk.store.outbox.retry(meant.id)
        batch = await desk.store.outbox.freeze(device, 500, 1 << 20, known)
        assert batch is not None
        assert [operation.id for _, operation in batch.items] == [meant.id], "a person has said so a moment ago"
        assert (await desk.states())[blind.id] == (QUEUED, 0, "")


async def test_whoever_wrote_in_the_first_or_last_moment_of_the_news_knew_them(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer(T, T2)
        device, since = await desk.store.state.device_id(), desk.clock.now()
        first = await desk.send("first")
        desk.later(seconds=60)
        last = await desk.send("last", T2)
        batch = await desk.store.outbox.freeze(device, 500, 1 << 20, (since, desk.clock.now()))
        assert batch is not None
        assert [operation.id for _, operation in batch.items] == [first.id, last.id]


async def test_what_stays_for_the_news_does_not_hide_what_may_leave(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer(T, T2)
        known_until = desk.clock.now()
        desk.later(seconds=1)
        for number in range(3):
            await desk.send(f"blind {number}")
        note = await desk.do(Note("for us"), T2)
        batch = await desk.store.outbox.freeze(
            await desk.store.state.device_id(), 1, 1 << 20, (known_until - _WHILE, known_until)
        )
        assert batch is not None
        assert [operation.id for _, operation in batch.items] == [note.id]


async def test_nothing_overtakes_an_unanswered_one_that_does_not_fit(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer(T, T2)
        first, long, short = await desk.send("first"), await desk.send("x" * 500), await desk.send("short", T2)
        assert len((await desk.frozen()).items) == 3
        await desk.send("never sent", T2)
        batch = await desk.freeze(size=700)
        assert batch is not None
        assert [operation.id for _, operation in batch.items] == [first.id]
        assert [(state, n) for state, n, _ in (await desk.states()).values()][1:] == [(SENT, 2), (SENT, 1), (QUEUED, 0)]
        assert long.id.encode() in (await desk.frozen()).body
        assert short.id.encode() in (await desk.frozen()).body


async def test_what_does_not_fit_stays_in_order_also_when_an_unanswered_one_fills_the_request(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer(T, T2)
        first = await desk.send("x" * 500)
        assert len((await desk.frozen()).items) == 1
        await desk.send("small", T2)
        small = await desk.freeze(size=100)
        assert small is not None
        assert [operation.id for _, operation in small.items] == [first.id]
        one = await desk.freeze(limit=1)
        assert one is not None
        assert [operation.id for _, operation in one.items] == [first.id]


async def test_a_discarded_reply_asks_for_its_file_no_more(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        blob = await desk.store.blobs.add(b"picture", "a.png", "image/png")
        reply = await desk.do(Send(f"identity-of-{T}", "look", (attachment(blob),)))  # type: ignore[arg-type]
        assert await desk.store.outbox.blobs_to_upload() == [blob.hash]
        assert (await desk.store.outbox.waiting()).files == 1
        await desk.store.outbox.discard(reply.id)
        assert await desk.store.outbox.blobs_to_upload() == []
        await desk.send("the next row")
        assert (await desk.states()).popitem()[1][0] is QUEUED
        assert await desk.store._database.read(lambda c: c.exec_driver_sql("SELECT * FROM outbox_blob").all()) == []
        changes = await desk.store.outbox.uploaded(blob.hash)
        assert not changes.threads


async def test_a_reply_with_two_files_waits_for_both(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        blobs = [await desk.store.blobs.add(words, "a.png", "image/png") for words in (b"one", b"two")]
        parts = tuple(map(attachment, blobs))
        reply = await desk.do(Send(f"identity-of-{T}", "look", parts))  # type: ignore[arg-type]
        await desk.store.outbox.uploaded(blobs[0].hash)
        assert (await desk.states())[reply.id][0] is OutboxState.UPLOADING
        assert await numbers(desk) == []
        assert await desk.store.outbox.uploaded(blobs[1].hash) == ChangeSet(ROW, ROW, outbox=True)
        assert await numbers(desk) == [(reply.id, 1)]


async def test_an_edit_that_names_a_file_waits_for_it_and_one_without_does_not(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        reply = await desk.send()
        blob = await desk.store.blobs.add(b"picture", "a.png", "image/png")
        better = desk.operation(Send(f"identity-of-{T}", "look", (attachment(blob),)))  # type: ignore[arg-type]
        await desk.store.outbox.edit(reply.id, better)
        assert await numbers(desk) == []
        plain = desk.operation(Note("without"))
        await desk.store.outbox.edit(better.id, plain)
        assert await numbers(desk) == [(plain.id, 1)]
        assert await desk.store.outbox.blobs_to_upload() == []


async def test_handing_over_a_draft_is_work_once(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        await desk.store.drafts.save(Draft(T, "half a sent", None, False, None, (), 1))
        assert (await desk.store.drafts.hand_over()).outbox
        assert not (await desk.store.drafts.hand_over()).outbox
        assert [row.operation.kind for row in await desk.store.outbox.unsent()] == ["save_draft"]

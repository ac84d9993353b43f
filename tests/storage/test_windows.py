"""Windows of a thread: contiguous, whatever was joined, filled or has not left."""

from pathlib import Path
from typing import Any

from domain.ids import MessageId, ThreadId
from domain.message import Author, Delivery, Message
from domain.operations import Discard, MarkRead, Note, Outcome, Resend
from domain.timeline import Entry, Window
from tests.storage.desk import T2, Desk, T, open_desk


async def written(desk: Desk, count: int, thread_id: ThreadId = T) -> list[Message]:
    messages = [desk.message(thread_id) for _ in range(count)]
    await desk.feed(*messages)
    return messages


def texts(window: Window) -> list[str]:
    return [entry.message.text for entry in window.entries]


async def test_walking_up_and_down_meets_everything_once(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer(T, T2)
        for _ in range(30):
            await desk.feed(desk.message(T), desk.message(T2))
        await desk.feed(desk.thread(T2, merged_into=T))
        for number in range(7):
            await desk.send(f"waiting {number}", T if number % 2 else T2)
        everything = texts(await desk.store.timeline.newest(T, 1000))
        assert len(everything) == 69
        window = await desk.store.timeline.newest(T, 10)
        up = texts(window)
        while window.older:
            window = await desk.store.timeline.older(T, window.entries[0], 10)
            up = texts(window) + up
        assert up == everything
        assert not window.older_remote
        down = texts(window)
        while window.newer:
            window = await desk.store.timeline.newer(T, window.entries[-1], 10)
            down += texts(window)
        assert down == everything


async def test_opens_at_the_first_unread_message(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        messages = await written(desk, 60)
        await desk.do(MarkRead(messages[39].position))
        window = await desk.store.timeline.open(T, 15)
        assert window.first_unread == messages[40].id
        assert [entry.id for entry in window.entries] == [m.id for m in messages[35:50]]
        assert (window.older, window.newer) == (True, True)
        await desk.do(MarkRead(messages[-1].position))
        window = await desk.store.timeline.open(T, 15)
        assert window.first_unread is None
        assert [entry.id for entry in window.entries] == [m.id for m in messages[45:]]


async def test_few_unread_fill_the_window_with_what_is_before(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        messages = await written(desk, 60)
        await desk.do(MarkRead(messages[57].position))
        window = await desk.store.timeline.open(T, 15)
        assert [entry.id for entry in window.entries] == [m.id for m in messages[45:]]
        assert not window.newer


async def test_refresh_follows_an_entry_that_has_been_placed(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        await written(desk, 5)
        op = await desk.send("mine")
        local = (await desk.store.timeline.newest(T, 1)).entries[0]
        assert local.message.position == 0
        await desk.frozen()
        await desk.feed(desk.mine(op), desk.message(text="answer"))
        window = await desk.store.timeline.entries(T, local, 10)
        assert texts(window) == ["mine", "answer"]
        assert texts(await desk.store.timeline.newer(T, local, 10)) == ["answer"]
        assert len((await desk.store.timeline.older(T, local, 10)).entries) == 6


async def test_an_empty_thread_has_an_empty_window(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.feed(desk.thread())
        empty = Window((), False, False, False, None)
        assert await desk.store.timeline.open(T, 10) == empty
        assert await desk.store.timeline.open(ThreadId("nowhere"), 10) == empty
        await desk.send("first")
        assert texts(await desk.store.timeline.entries(T, None, 10)) == ["first"]


async def snapshot(desk: Desk, count: int, *threads: ThreadId) -> list[Message]:
    """A first snapshot: the newest 50 of each thread, of `count` messages that the server has in turn."""
    messages = [desk.message(threads[number % len(threads)]) for number in range(count)]
    roots = [desk.thread(one, merged_into=threads[0] if one != threads[0] else None) for one in threads]
    await desk.feed(*roots, more=True)
    await desk.feed(*messages[-50 * len(threads) :])
    return messages


async def test_a_snapshot_leaves_a_gap_that_windows_fill(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        messages = await snapshot(desk, 220, T, T2)
        assert await desk.store.timeline.gap(T) == messages[121].position
        window = await desk.store.timeline.newest(T, 300)
        assert (len(window.entries), window.older, window.older_remote) == (99, False, True)
        changes = await desk.store.feed.fill(T, messages[20:121], False)
        assert changes.timelines == {T}
        assert await desk.store.timeline.gap(T) == messages[20].position
        await desk.store.feed.fill(T, messages[:20], True)
        assert await desk.store.timeline.gap(T) is None
        window = await desk.store.timeline.newest(T, 300)
        assert [entry.id for entry in window.entries] == [m.id for m in messages]
        assert not window.older_remote


async def test_a_fill_that_does_not_reach_up_to_what_is_here_opens_no_hole(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        messages = await snapshot(desk, 120, T)
        await desk.store.feed.fill(T, messages[:20], True, before=messages[20].position)
        assert await desk.store.timeline.gap(T) == messages[70].position
        assert len((await desk.store.timeline.newest(T, 200)).entries) == 50


async def test_a_small_thread_is_complete_after_the_snapshot(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await snapshot(desk, 49, T)
        assert await desk.store.timeline.gap(T) is None


async def test_after_a_new_snapshot_what_was_missed_is_a_gap(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await snapshot(desk, 60, T)
        await desk.store.feed.restart()
        later = [desk.message() for _ in range(80)]
        await desk.feed(*later[-50:])
        assert await desk.store.timeline.gap(T) == later[30].position
        assert len((await desk.store.timeline.newest(T, 500)).entries) == 50


async def test_a_change_to_an_old_message_does_not_show_it_alone(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        messages = await snapshot(desk, 120, T)
        old = messages[3]
        await desk.feed(desk.message(T, old.id, position=old.position, text="edited"))
        assert "edited" not in texts(await desk.store.timeline.newest(T, 500))


async def entry_of(desk: Desk, message_id: str) -> Entry | None:
    window = await desk.store.timeline.newest(T, 100)
    return next((entry for entry in window.entries if entry.id == message_id), None)


async def test_a_decision_on_a_failed_message_shows_at_once(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        values: dict[str, Any] = {
            "author": Author.AGENT,
            "delivery": Delivery.FAILED,
            "delivery_problem": "recipient_blocked",
        }
        one, two = desk.message(**values), desk.message(**values)
        await desk.feed(one, two)
        entry = await entry_of(desk, one.id)
        assert entry is not None
        assert entry.problem == "recipient_blocked"
        await desk.do(Resend(one.id))
        await desk.do(Discard(two.id))
        entry = await entry_of(desk, one.id)
        assert entry is not None
        assert (entry.problem, entry.message.delivery) == ("", Delivery.PENDING)
        assert await entry_of(desk, two.id) is None


async def test_a_window_around_a_message_and_nowhere_else(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        messages = await snapshot(desk, 220, T, T2)
        aim = messages[190]
        window = await desk.store.timeline.around(T, aim.id, 21)
        assert window is not None
        assert [entry.id for entry in window.entries] == [m.id for m in messages[180:201]]
        assert (window.older, window.newer, window.older_remote) == (True, True, True)
        last = await desk.store.timeline.around(T2, messages[-1].id, 10)
        assert last is not None
        assert [entry.id for entry in last.entries] == [m.id for m in messages[210:]]
        assert await desk.store.timeline.around(T, messages[10].id, 10) is None
        await desk.feed(desk.message(T, messages[10].id, position=messages[10].position, text="edited"))
        assert await desk.store.timeline.around(T, messages[10].id, 10) is None
        await desk.customer(ThreadId("elsewhere"))
        assert await desk.store.timeline.around(ThreadId("elsewhere"), aim.id, 10) is None
        await desk.store.feed.fill(T, messages[:121], True)
        first = await desk.store.timeline.around(T, messages[10].id, 10)
        assert first is not None
        assert [entry.id for entry in first.entries] == [m.id for m in messages[5:15]]


async def test_a_window_around_what_has_not_left(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        await written(desk, 30)
        operations = [await desk.send(f"waiting {number}") for number in range(5)]
        window = await desk.store.timeline.around(T, MessageId(operations[2].id), 6)
        assert window is not None
        assert texts(window)[-3:] == ["waiting 2", "waiting 3", "waiting 4"]
        assert not window.newer


async def test_names_quotes_and_problems_stand_on_the_entries(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        asked = desk.message(text="Where is\n my parcel?")
        await desk.feed(asked)
        await desk.feed(desk.message(author=Author.AGENT, agent_id="agent-me", reply_to=asked.id))
        note = await desk.do(Note("remember"))
        bad = await desk.send("too late")
        await desk.frozen()
        await desk.answer(note, Outcome.APPLIED)
        await desk.answer(bad, Outcome.REJECTED, code="window_closed")
        placed, noted, blocked = (await desk.store.timeline.newest(T, 3)).entries
        assert (placed.author_name, placed.quoted) == ("Ada", "Where is my parcel?")
        assert noted.message.kind.value == "note"
        assert (blocked.problem, blocked.author_name, blocked.place) == ("window_closed", "Ada", 0)

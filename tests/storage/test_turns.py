"""What an agent does is durable before the engine's work that was queued earlier (R26); nothing is left undone."""

import asyncio
import weakref
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Event

import pytest

from app.ports import Draft
from domain.changes import Change, Page
from domain.operations import MarkRead
from localdb.feed import AIM_S, LEAST, MOST, Pace
from localdb.worker import Turn, Worker
from tests.storage.desk import Desk, T, open_desk


@asynccontextmanager
async def busy(worker: Worker) -> AsyncIterator[None]:
    """The worker cannot begin anything inside the block; once begun, it is behind what the engine queued before."""
    entered, free = Event(), Event()

    def hold() -> None:
        entered.set()
        free.wait()

    held = worker.submit(hold, Turn.ENGINE)
    await asyncio.to_thread(entered.wait)
    try:
        yield
    finally:
        free.set()
        await asyncio.wrap_future(held)


async def order_of(desk: Desk, *works: Callable[[], object]) -> list[int]:
    """In which order they are done when they are all asked for while the writer is busy."""
    done: list[int] = []

    async def one(number: int, work: Callable[[], object]) -> None:
        await work()  # type: ignore[misc]
        done.append(number)

    async with asyncio.TaskGroup() as group, busy(desk.store._database.writer):
        for number, work in enumerate(works):
            group.create_task(one(number, work))
        await asyncio.sleep(0)
    return done


async def test_a_reply_does_not_wait_for_pages_and_answers_that_came_before_it(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        order = await order_of(
            desk,
            lambda: desk.store.feed.apply(Page((), "later", True)),
            lambda: desk.store.outbox.settle(()),
            lambda: desk.store.outbox.failed("offline"),
            lambda: desk.send("first"),
            lambda: desk.send("second"),
        )
        assert order == [3, 4, 0, 1, 2]
        assert await desk.shown() == ["text 5", "first", "second"]


@pytest.mark.parametrize("name", ["draft", "read mark", "decision"])
async def test_nor_does_anything_else_an_agent_does(tmp_path: Path, name: str) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        reply = await desk.send()
        acts: dict[str, Callable[[], object]] = {
            "draft": lambda: desk.store.drafts.save(Draft(T, "so far", None, False, None, (), 1)),
            "read mark": lambda: desk.do(MarkRead(desk.seq)),
            "decision": lambda: desk.store.outbox.discard(reply.id),
        }
        assert await order_of(desk, lambda: desk.store.feed.apply(Page((), "later", True)), acts[name]) == [1, 0]


async def test_what_was_done_in_pieces_goes_with_the_last_one() -> None:
    """A page of the feed holds thousands of rows: a collector that had to find them kept the loop for 50 ms (R25)."""

    class Pages:
        left = 3

        def __call__(self) -> bool:
            self.left -= 1
            return self.left > 0

    worker, pages = Worker("pieces"), Pages()
    gone = weakref.ref(pages)
    await worker.do_on(pages, Turn.ENGINE)
    assert pages.left == 0
    del pages
    await worker.do(lambda: None)
    assert gone() is None
    await asyncio.to_thread(worker.stop)


async def _first_half(desk: Desk, writer: Worker) -> tuple[int, str]:
    async with busy(writer):
        return len(await desk.shown()), await desk.store.feed.cursor()


async def test_between_the_halves_of_a_page_the_cursor_stands_where_it_began(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        before, writer = await desk.store.feed.cursor(), desk.store._database.writer
        async with asyncio.TaskGroup() as group:
            async with busy(writer):
                group.create_task(desk.feed(*(desk.message() for _ in range(LEAST + 1))))
                # What the store tidies up beside it is no sign that the feed has come.
                while not any(turn is Turn.ENGINE for turn, *_ in writer._queue):  # noqa: ASYNC110
                    await asyncio.sleep(0)
                second = asyncio.create_task(_first_half(desk, writer))
                await asyncio.sleep(0)
            shown, cursor = await second
        assert (shown, cursor) == (1 + LEAST, before)
        assert len(await desk.shown()) == 1 + LEAST + 1
        assert await desk.store.feed.cursor() != before


async def _give_up(page: "asyncio.Task[object]", writer: Worker) -> None:
    async with busy(writer):
        page.cancel()
        await asyncio.wait([page])


async def test_a_page_that_nobody_waits_for_any_more_ends_after_the_piece_at_hand(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        writer, messages = desk.store._database.writer, [desk.message() for _ in range(LEAST + 1)]
        async with busy(writer):
            page = asyncio.create_task(desk.feed(*messages))
            while not any(turn is Turn.ENGINE for turn, *_ in writer._queue):  # noqa: ASYNC110
                await asyncio.sleep(0)
            behind = asyncio.create_task(_give_up(page, writer))
            await asyncio.sleep(0)
        await asyncio.wait([page, behind])
        told = await desk.store.feed.restart()
        assert T in told.timelines, "what did come is told by whoever answers next"
        assert len(await desk.shown()) == 1 + LEAST
        assert await desk.store.feed.cursor() == "", "a snapshot that began meanwhile is not ended by an old page"


async def test_what_came_before_a_piece_that_failed_is_told_by_the_next_answer(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        before = await desk.store.feed.cursor()
        messages = [desk.message() for _ in range(LEAST)]
        good = [Change(one.version, "message", one.id, one) for one in messages]
        broken = Change(desk.next(), "message", "broken", desk.thread())
        with pytest.raises(AttributeError):
            await desk.store.feed.apply(Page((*good, broken), "never", False))
        assert await desk.store.feed.cursor() == before
        assert T in (await desk.feed()).timelines


def test_a_transaction_takes_as_many_changes_as_fit_into_its_time() -> None:
    pace = Pace()
    for _ in range(10):
        pace.took(pace.rows, pace.rows * AIM_S / 120)
    assert pace.rows == 120
    pace.took(120, 10 * AIM_S)
    assert pace.rows == LEAST, "never so few that a slow disk has to write for each"
    pace.took(2, 10 * AIM_S)
    pace.took(LEAST, 0.0)
    assert pace.rows == 2 * LEAST, "and only slowly many: the next ones may be dearer"
    for _ in range(10):
        pace.took(pace.rows, 0.0)
    assert pace.rows == MOST


async def test_housekeeping_waits_for_the_engine_and_all_of_it_is_done() -> None:
    done: list[str] = []
    worker = Worker("turns")
    async with busy(worker):
        for turn in (Turn.HOUSEKEEPING, Turn.ENGINE, Turn.AGENT, Turn.HOUSEKEEPING, Turn.ENGINE, Turn.AGENT):
            worker.submit(lambda name=turn.name: done.append(name), turn)  # type: ignore[misc]
    await asyncio.to_thread(worker.stop)
    assert done == ["AGENT", "AGENT", "ENGINE", "ENGINE", "HOUSEKEEPING", "HOUSEKEEPING"]


async def test_what_was_queued_before_the_end_is_in_the_file(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        async with asyncio.TaskGroup() as group, busy(desk.store._database.writer):
            group.create_task(desk.store.feed.apply(Page((), "the last page", False)))
            await asyncio.sleep(0)
            group.create_task(desk.store.close())
            await asyncio.sleep(0)
        assert await (await desk.open()).feed.cursor() == "the last page"


async def test_equal_questions_that_wait_are_answered_once_and_see_what_was_written_before_they_began() -> None:
    worker, asked, written = Worker("questions"), [], ["before"]

    def look() -> list[str]:
        asked.append(1)
        return list(written)

    async with asyncio.TaskGroup() as group, busy(worker):
        first, second = (group.create_task(worker.ask(look, same="all")) for _number in range(2))
        await asyncio.sleep(0)
        written.append("meanwhile")
        await asyncio.sleep(0)
    later = await worker.ask(look, same="all")
    assert first.result() is second.result()
    assert first.result() == later == ["before", "meanwhile"]
    assert len(asked) == 2
    await asyncio.to_thread(worker.stop)


@pytest.mark.parametrize("leave", [1, 2])
async def test_who_gives_up_a_question_takes_it_from_nobody_else(leave: int) -> None:
    worker, asked = Worker("questions"), []
    async with busy(worker):
        waiting = [asyncio.create_task(worker.ask(lambda: asked.append(1), same="all")) for _number in range(2)]
        await asyncio.sleep(0)
        for one in waiting[:leave]:
            one.cancel()
        await asyncio.wait(waiting[:leave])
    await asyncio.wait(waiting)
    # Asked again after all had left, it is answered.
    await worker.ask(lambda: asked.append(2), same="all")
    assert [one.cancelled() for one in waiting] == [number < leave for number in range(2)]
    assert asked == ([1, 2] if leave == 1 else [2])
    await asyncio.to_thread(worker.stop)


async def test_one_error_reaches_all_who_asked() -> None:
    worker = Worker("questions")

    def fail() -> None:
        raise ValueError("no such table")

    async with busy(worker):
        waiting = [asyncio.create_task(worker.ask(fail, same="all")) for _number in range(2)]
        await asyncio.sleep(0)
    found = await asyncio.gather(*waiting, return_exceptions=True)
    assert [str(error) for error in found] == ["no such table"] * 2
    await asyncio.to_thread(worker.stop)


async def test_the_messages_of_a_thread_go_before_what_stands_beside_them(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        store, done = desk.store, []

        async def one(name: str, work: Callable[[], Awaitable[object]]) -> None:
            await work()
            done.append(name)

        beside: dict[str, Callable[[], Awaitable[object]]] = {
            "team": store.threads.agents,
            "settings": store.shelf.settings,
            "messages": lambda: store.timeline.open(T, 50),
        }
        async with asyncio.TaskGroup() as group, busy(store._database.reader):
            for name, work in beside.items():
                group.create_task(one(name, work))
            await asyncio.sleep(0)
        assert done == ["messages", "team", "settings"]


async def test_a_reply_does_not_wait_for_read_marks(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        assert await order_of(desk, lambda: desk.do(MarkRead(desk.seq)), lambda: desk.send("first")) == [1, 0]


async def test_while_an_agent_waits_for_one_thread_the_other_begins_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Between the two steps of a reply, a read and a write, no page of the feed gets in."""
    monkeypatch.setattr("localdb.precedence.MOST_S", 60.0)
    writer, done = Worker("writes"), []
    reader = writer.partner("reads")
    free = Event()
    asking = asyncio.ensure_future(reader.ask(free.wait))
    await asyncio.sleep(0)
    page = writer.submit(lambda: done.append("page"), Turn.ENGINE)
    await writer.do(lambda: done.append("reply"))
    assert done == ["reply"]
    free.set()
    await asking
    await asyncio.wrap_future(page)
    assert done == ["reply", "page"]
    for worker in (writer, reader):
        await asyncio.to_thread(worker.stop)


async def test_nor_while_they_go_on_with_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("localdb.precedence.MOST_S", 60.0)
    writer, done = Worker("writes"), []
    reader = writer.partner("reads")
    page: asyncio.Future[None]

    def look() -> None:
        nonlocal page
        page = asyncio.wrap_future(writer.submit(lambda: done.append("page"), Turn.ENGINE), loop=loop)

    loop = asyncio.get_running_loop()
    await reader.ask(look)
    await writer.do(lambda: done.append("reply"))
    await page
    assert done == ["reply", "page"]
    for worker in (writer, reader):
        await asyncio.to_thread(worker.stop)


@pytest.mark.parametrize("on", ["the other thread", "the same thread"])
async def test_an_agent_who_never_pauses_stops_nobody(on: str) -> None:
    writer = Worker("writes")
    reader = writer.partner("reads")
    other = asyncio.wrap_future((reader if on == "the same thread" else writer).submit(lambda: None, Turn.ENGINE))
    async with asyncio.timeout(20):
        while not other.done():
            await reader.ask(lambda: None)
    for worker in (writer, reader):
        await asyncio.to_thread(worker.stop)


async def test_whom_an_agent_does_not_wait_for_stands_back_for_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands around on the screen is read while a page comes in."""
    monkeypatch.setattr("localdb.precedence.MOST_S", 60.0)
    writer = Worker("writes")
    reader = writer.partner("reads")
    async with busy(writer):
        await reader.ask(lambda: None, Turn.BESIDE)
    for worker in (writer, reader):
        await asyncio.to_thread(worker.stop)

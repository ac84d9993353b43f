"""Drafts are written soon and once; history is fetched once however many ask."""

# ruff: noqa: ASYNC110

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.errors import StorageFull
from app.ports import Draft
from app.services.drafts import AGAIN, DELAY, LONGEST, PAUSE
from domain.ids import BlobHash, ThreadId
from tests.fakes import world
from tests.fakes.gateway import Fault
from tests.support.workspace import KeptSecrets, Workspace

ONE, TWO = world.thread(1).id, world.thread(2).id


class Timers:
    """`loop.call_later` in the test's hand."""

    def __init__(self) -> None:
        self.waiting: list[tuple[float, Callable[[], None]]] = []

    def later(self, seconds: float, call: Callable[[], None]) -> "Alarm":
        self.waiting.append((seconds, call))
        return Alarm(self, self.waiting[-1])

    def due(self, seconds: float) -> list[Callable[[], None]]:
        return [call for after, call in self.waiting if after == seconds]


@dataclass
class Alarm:
    """One of them."""

    timers: Timers
    entry: tuple[float, Callable[[], None]]

    def cancel(self) -> None:
        self.timers.waiting = [one for one in self.timers.waiting if one is not self.entry]


def draft(thread_id: ThreadId, text: str, revision: int = 1) -> Draft:
    return Draft(thread_id, text, None, False, None, (), revision)


async def opened(folder: Path) -> tuple[Workspace, Timers]:
    made, timers = Workspace(folder, KeptSecrets()), Timers()
    made.drafts.later = timers.later
    await made.session.start_trial()
    await made.caught_up()
    return made, timers


async def test_typing_is_written_once_after_a_moment(tmp_path: Path) -> None:
    made, timers = await opened(tmp_path)
    for revision, text in enumerate(("H", "He", "Hey"), 1):
        made.drafts.changed(draft(ONE, text, revision))
    assert len(timers.due(DELAY)) == 1
    store = await made.desk.store()
    assert await store.drafts.load(ONE) is None
    assert (await made.drafts.load(ONE)) == draft(ONE, "Hey", 3)
    timers.due(DELAY)[0]()
    async with asyncio.timeout(10):
        while await store.drafts.load(ONE) is None:
            await asyncio.sleep(0)
    assert await store.drafts.load(ONE) == draft(ONE, "Hey", 3)
    await made.close()


async def test_another_thread_or_the_end_writes_at_once(tmp_path: Path) -> None:
    made, _timers = await opened(tmp_path)
    made.drafts.changed(draft(ONE, "first"))
    made.drafts.changed(draft(TWO, "second"))
    await made.drafts.flush()
    store = await made.desk.store()
    assert [(await store.drafts.load(thread) or draft(ONE, "")).text for thread in (ONE, TWO)] == ["first", "second"]
    await made.close()


async def test_other_devices_get_it_when_typing_pauses_and_now_and_then_while_it_goes_on(tmp_path: Path) -> None:
    made, timers = await opened(tmp_path)
    account = await made.desk.opened()
    store, engine = account.store, account.engine
    assert engine is not None
    # One that tries while the second draft comes has taken the first in hand: then both wait, as they should.
    await engine.stop()

    async def queued() -> list[str]:
        return [row.operation.payload.text for row in await store.outbox.unsent()]  # type: ignore[union-attr]

    for revision, text in enumerate(("H", "He", "Hey"), 1):
        made.drafts.changed(draft(ONE, text, revision))
    assert (len(timers.due(PAUSE)), len(timers.due(LONGEST))) == (1, 1)
    assert await queued() == []
    # A revision of its own for each, as the composer gives them: what is written already is forgotten by it.
    for revision, seconds, text in ((4, PAUSE, "Hey"), (5, LONGEST, "Hey you")):
        made.drafts.changed(draft(ONE, text, revision))
        timers.due(seconds)[0]()
        async with asyncio.timeout(10):
            while await queued() != [text]:
                await asyncio.sleep(0)
        assert timers.due(PAUSE) == timers.due(LONGEST) == []
    assert (await made.waiting.waiting()).total == 0
    await made.drafts.hand_over()
    assert await queued() == ["Hey you"]
    await made.close()


async def test_revisions_rise_also_across_runs(tmp_path: Path) -> None:
    made, _timers = await opened(tmp_path)
    first = made.drafts.next_revision()
    assert made.drafts.next_revision(first) > first
    await made.close()


async def test_history_is_asked_for_once_by_all_who_scroll(tmp_path: Path) -> None:
    made, _timers = await opened(tmp_path)
    for number in range(300):
        made.server.say(world.message(ONE, f"m{number:03}"))
    store = await made.desk.store()
    async with asyncio.timeout(10):
        while not (newest := await made.timeline.newest(ONE)).entries or newest.entries[-1].message.text != "m299":
            await asyncio.sleep(0)
    oldest = (await store.timeline.older(ONE, newest.entries[0], 1000)).entries[0]
    made.gateway.calls.clear()
    windows = await asyncio.gather(*(made.timeline.older(ONE, oldest) for _ in range(3)))
    assert made.gateway.calls.count("messages") <= 1
    assert len({window.entries for window in windows}) == 1
    await made.close()


async def test_offline_history_ends_where_this_computer_ends(tmp_path: Path) -> None:
    made, _timers = await opened(tmp_path)
    made.server.say(world.message(ONE, "only"))
    async with asyncio.timeout(10):
        while not (await made.timeline.newest(ONE)).entries:
            await asyncio.sleep(0)
    made.gateway.go(False)
    newest = await made.timeline.newest(ONE)
    assert (await made.timeline.older(ONE, newest.entries[0])).entries == ()
    await made.close()
    assert not made.reports


async def test_reads_wait_for_the_database_instead_of_failing(tmp_path: Path) -> None:
    made = Workspace(tmp_path, KeptSecrets())
    early = asyncio.create_task(made.inbox.counts())
    await asyncio.sleep(0)
    assert not early.done()
    await made.session.start_trial()
    assert (await early) is not None
    await made.close()


async def test_a_large_file_arrives_over_a_line_that_breaks_all_the_time(tmp_path: Path) -> None:
    made, _timers = await opened(tmp_path)
    content = bytes(range(251)) * 4000
    blob = BlobHash(hashlib.sha256(content).hexdigest())
    made.server.blobs[blob] = content
    made.gateway.faults["get_blob"] += [Fault.LOST_AFTER] * 3
    assert await made.attachments.save(blob, tmp_path / "saved")
    assert (tmp_path / "saved").read_bytes() == content
    assert made.gateway.calls.count("get_blob") == 4
    await made.close()


async def test_a_forged_file_is_not_kept(tmp_path: Path) -> None:
    made, _timers = await opened(tmp_path)
    blob = BlobHash("0" * 64)
    made.server.blobs[blob] = b"forged"
    assert await made.attachments.content(blob) is None
    assert not await made.attachments.save(blob, tmp_path / "saved")
    assert not (tmp_path / "saved").exists()
    await made.close()


async def test_a_file_of_the_server_is_fetched_once_and_kept(tmp_path: Path) -> None:
    made, _timers = await opened(tmp_path)
    content = b"picture"
    blob = hashlib.sha256(content).hexdigest()
    made.server.blobs[blob] = content  # type: ignore[index]
    found = await asyncio.gather(*(made.attachments.content(blob) for _ in range(3)))  # type: ignore[arg-type]
    assert found == [content] * 3
    assert made.gateway.calls.count("get_blob") == 1
    made.gateway.go(False)
    assert await made.attachments.content(blob) == content  # type: ignore[arg-type]
    assert await made.attachments.content("0" * 64) is None  # type: ignore[arg-type]
    assert await made.attachments.save(blob, tmp_path / "saved")  # type: ignore[arg-type]
    assert (tmp_path / "saved").read_bytes() == content
    await made.close()


async def test_what_a_full_disk_did_not_take_is_written_when_there_is_room(tmp_path: Path) -> None:
    made, timers = await opened(tmp_path)
    store = await made.desk.store()
    full = await store._database.write(lambda c: c.exec_driver_sql("PRAGMA page_count").scalar_one())  # type: ignore[attr-defined]
    await store._database.write(lambda c: c.exec_driver_sql(f"PRAGMA max_page_count = {full}").scalar_one())  # type: ignore[attr-defined]
    made.drafts.changed(draft(ONE, "long " * 20_000))
    await made.drafts.flush()
    assert [type(error) for error in made.reports] == [StorageFull]
    held = await made.drafts.load(ONE)
    assert held is not None
    assert held.text == "long " * 20_000
    (again,) = timers.due(AGAIN)
    await store._database.write(lambda c: c.exec_driver_sql("PRAGMA max_page_count = 100000").scalar_one())  # type: ignore[attr-defined]
    again()
    await asyncio.sleep(0)
    await made.drafts.flush()
    kept = await store.drafts.load(ONE)
    assert kept is not None
    assert kept.text == "long " * 20_000
    await made.close()

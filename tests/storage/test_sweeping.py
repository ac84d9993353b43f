"""A fresh snapshot after 410: what the server no longer shows goes, what waits here stays, old versions say nothing."""

from dataclasses import replace
from pathlib import Path

from app.ports import Draft
from domain.changes import TYPE_OF, Change, Entity, Page
from domain.customer import EvidenceKind, Join, JoinState
from domain.ids import JoinId
from domain.inbox import Folder
from domain.operations import MarkRead, Outcome, Resolve
from domain.thread import ReadMark, ThreadStatus
from tests.storage.desk import ME, T2, Desk, T, open_desk


def page(*entities: Entity, more: bool = False) -> Page:
    changes = [Change(one.version, TYPE_OF[type(one)], getattr(one, "id", T), one) for one in entities]
    return Page(tuple(changes), "cursor", more)


async def titles(desk: Desk) -> list[str]:
    return [row.thread_id for row in await desk.store.threads.rows(Folder.QUEUE, 10)]


async def test_what_the_snapshot_does_not_bring_is_gone(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer(T, T2)
        kept, lost = desk.message(text="kept"), desk.message(text="lost")
        suggestion = Join(
            JoinId("j"), T, T2, JoinState.SUGGESTED, EvidenceKind.NAME, "Ann", None, desk.clock.now(), 0, desk.next()
        )
        await desk.feed(kept, lost, suggestion)
        await desk.store.feed.restart()
        assert await titles(desk) == [T, T2], "nothing vanishes before the snapshot is complete"
        told = await desk.store.feed.apply(page(desk.thread(), *desk.people(), kept))
        assert told.reset
        assert await titles(desk) == [T]
        assert await desk.shown() == ["kept"]
        assert await desk.shown(T2) == []
        assert await desk.store.threads.agents() == []
        card = await desk.store.threads.card(T)
        assert card is not None
        assert card.joins == ()
        row = await desk.store.threads.row(T)
        assert row is not None
        assert row[0].unread == 1


async def test_a_server_that_was_put_back_counts_anew(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        message, gone = desk.message(text="as it was", version=900), desk.message(version=900)
        await desk.feed(message, gone, ReadMark(T, ME, 800, 901))
        await desk.gone("message", gone.id)
        await desk.store.feed.restart()
        older = replace(message, text="as it is there", version=5)
        there = [desk.thread(version=3), *desk.people(), older, replace(gone, text="again there", version=6)]
        await desk.store.feed.apply(page(*there, ReadMark(T, ME, 1, 7)))
        assert await desk.shown() == ["as it is there", "again there"]
        row = await desk.store.threads.row(T)
        assert row is not None
        assert row[0].unread == 2
        await desk.store.feed.apply(page(replace(older, text="an old copy", version=4)))
        assert (await desk.shown())[0] == "as it is there"


async def test_queue_echo_drafts_and_unsent_marks_stay(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer(T, T2)
        there = desk.message()
        await desk.feed(there)
        await desk.send("here", T)
        await desk.send("to a thread that is gone", T2)
        await desk.do(MarkRead(there.position))
        await desk.store.drafts.save(Draft(T2, "unsent", None, False, None, (), 1))
        await desk.store.feed.restart()
        await desk.store.feed.apply(page(desk.thread(), *desk.people(), there))
        assert [q.operation.lane for q in await desk.store.outbox.unsent()] == [T, T2, T]
        assert (await desk.shown())[-1] == "here"
        assert await desk.shown(T2) == ["to a thread that is gone"]
        draft = await desk.store.drafts.load(T2)
        assert draft is not None
        assert draft.text == "unsent"
        row = await desk.store.threads.row(T)
        assert row is not None
        assert row[0].unread == 0


async def test_a_snapshot_that_a_crash_cut_short_begins_anew(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer(T, T2)
        await desk.store.feed.restart()
        await desk.store.feed.apply(page(desk.thread(T2), *desk.people(T2), more=True))
        crashed = desk.store
        await desk.open()
        await crashed.close()
        assert await desk.store.feed.cursor() == ""
        await desk.store.feed.apply(page(desk.thread(), *desk.people(), more=True))
        await desk.store.feed.apply(page(desk.message(text="all there is")))
        assert await titles(desk) == [T]
        assert await desk.shown() == ["all there is"]


async def test_history_fetched_meanwhile_stays(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        await desk.store.feed.restart()
        old, new = desk.message(text="old"), desk.message(text="new")
        await desk.store.feed.apply(page(desk.thread(), *desk.people(), new, more=True))
        await desk.store.feed.fill(T, [old], True, new.position)
        await desk.store.feed.apply(page())
        assert await desk.shown() == ["old", "new"]


async def test_only_what_a_snapshot_brings_otherwise_is_told(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        thread, people = desk.thread(), desk.people()
        same, other, gone = desk.message(text="same"), desk.message(text="other"), desk.message(text="gone")
        await desk.feed(thread, *people, same, other, gone)
        await desk.store.feed.restart()
        assert not await desk.store.feed.apply(page(thread, *people, same, more=True))
        edited = await desk.store.feed.apply(page(replace(other, text="put back"), more=True))
        assert edited.threads == edited.timelines == {T}
        again = await desk.store.feed.apply(page(replace(thread, tags=("vip",), version=desk.next()), more=True))
        assert again.threads == {T}
        assert not again.timelines
        await desk.store.feed.apply(page())
        assert await desk.shown() == ["same", "put back"]
        row = await desk.store.threads.row(T)
        assert row is not None
        assert (row[0].unread, row[0].tags) == (2, ("vip",))


async def test_what_was_answered_is_done_when_the_snapshot_shows_it_unchanged(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        done = await desk.do(Resolve(1))
        resolved = desk.thread(status=ThreadStatus.RESOLVED, state_version=2)
        await desk.feed(resolved)
        await desk.freeze()
        await desk.answer(done, Outcome.APPLIED)
        await desk.store.feed.restart()
        await desk.store.feed.apply(page(resolved, more=True))
        assert await desk.states() == {}

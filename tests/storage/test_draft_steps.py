"""Drafts in step with the agent's other devices, seen from one computer (C-4)."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.changes import ChangeSet
from app.ports import Draft
from domain.draft import SyncedDraft
from domain.ids import DeviceId, ThreadId
from domain.operations import Note, Operation, Outcome, SaveDraft
from domain.problems import Problem
from tests.storage.desk import ME, T2, Desk, T, open_desk

ELSEWHERE = DeviceId("the laptop")


def draft(text: str, revision: int, **more: Any) -> Draft:
    return Draft(more.pop("thread_id", T), text, None, False, None, (), revision, **more)


def synced(desk: Desk, text: str, device: DeviceId = ELSEWHERE, thread_id: ThreadId = T) -> SyncedDraft:
    return SyncedDraft(thread_id, ME, text, None, False, None, 0, device, desk.clock.now(), desk.next())


async def queued(desk: Desk, lane: ThreadId = T) -> list[SaveDraft]:
    rows = [q.operation for q in await desk.store.outbox.unsent() if q.operation.lane == lane]
    return [one.payload for one in rows if isinstance(one.payload, SaveDraft)]


async def typed(desk: Desk, text: str, revision: int, **more: Any) -> None:
    await desk.store.drafts.save(draft(text, revision, **more))
    await desk.store.drafts.hand_over()


async def sent(desk: Desk) -> list[Operation]:
    return [operation for _, operation in (await desk.frozen()).items]


async def taken(desk: Desk) -> SyncedDraft:
    """The backend takes what waits; the feed brings it back. Returns what it has then."""
    operation = (await sent(desk))[-1]
    assert isinstance(operation.payload, SaveDraft)
    await desk.answer(operation, Outcome.APPLIED)
    has = synced(desk, operation.payload.text, await desk.store.state.device_id())
    await desk.feed(has)
    return has


async def here(desk: Desk, thread_id: ThreadId = T) -> Draft:
    found = await desk.store.drafts.load(thread_id)
    assert found is not None
    return found


async def test_only_the_latest_waits_and_behind_everything_else(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        await typed(desk, "D", 1)
        await desk.do(Note("between"))
        await typed(desk, "Dear", 2)
        kinds = [q.operation.payload for q in await desk.store.outbox.unsent()]
        assert kinds == [Note("between"), SaveDraft("Dear")]
        assert (await desk.store.outbox.waiting()).total == 1
        assert not (await desk.store.drafts.hand_over()).outbox


async def test_what_the_backend_has_is_not_said_again(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        await typed(desk, "Dear", 1)
        has = await taken(desk)
        assert await queued(desk) == []
        await typed(desk, "Dear", 2)
        assert await queued(desk) == []
        await typed(desk, "Dear A", 3)
        assert await queued(desk) == [SaveDraft("Dear A", base=has.version)]
        await typed(desk, "Dear", 4)
        assert await queued(desk) == []


async def test_own_words_that_come_back_change_nothing_on_screen(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        await typed(desk, "one", 1)
        [operation] = await sent(desk)
        await desk.store.drafts.save(draft("one and more", 2))
        await desk.answer(operation, Outcome.APPLIED)
        await desk.feed(synced(desk, "one", await desk.store.state.device_id()))
        assert (await here(desk)).text == "one and more"
        assert (await here(desk)).other is None
        await desk.store.drafts.hand_over()
        assert [one.text for one in await queued(desk)] == ["one and more"]


async def test_words_that_the_backend_has_taken_give_way_to_newer_ones_before_they_come_back(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        await typed(desk, "one", 1)
        [operation] = await sent(desk)
        await desk.answer(operation, Outcome.APPLIED)
        await desk.feed(synced(desk, "two"))
        assert (await here(desk)).text == "two"
        assert (await here(desk)).other is None


async def test_untouched_words_are_replaced_and_shown_in_the_list(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        await typed(desk, "mine", 1)
        await taken(desk)
        theirs = synced(desk, "theirs")
        told = await desk.feed(theirs)
        assert T in told.threads
        now = await here(desk)
        assert (now.text, now.base, now.saved_elsewhere) == ("theirs", theirs.version, theirs.at)
        assert now.revision > 1
        row = await desk.store.threads.row(T)
        assert row is not None
        assert row[0].draft == "theirs"
        assert await queued(desk) == []
        await typed(desk, "theirs and mine", now.revision + 1, base=now.base)
        assert await queued(desk) == [SaveDraft("theirs and mine", base=theirs.version)]
        assert (await here(desk)).saved_elsewhere is None


@pytest.mark.parametrize("answer", ["feed first", "answer first", "feed only"])
async def test_on_conflict_both_are_kept(tmp_path: Path, answer: str) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        await typed(desk, "mine", 1)
        [operation] = await sent(desk)
        theirs = synced(desk, "theirs")

        async def refuse() -> ChangeSet:
            return await desk.answer(operation, Outcome.CONFLICT, code=Problem.STATE_MOVED, current=theirs.version)

        if answer == "answer first":
            await refuse()
            assert await queued(desk) == []
        await desk.feed(theirs)
        if answer == "feed first":
            await refuse()
        assert ((await here(desk)).text, (await here(desk)).other) == ("mine", theirs)
        await desk.store.drafts.hand_over()
        left = await queued(desk)
        assert [one for one in left if one.base] == []
        await typed(desk, "mine still", 2)
        assert (await here(desk)).other == theirs
        assert await queued(desk) == left
        await typed(desk, "both", 3, base=theirs.version)
        assert (await here(desk)).other is None
        assert (await queued(desk))[-1] == SaveDraft("both", base=theirs.version)


async def test_a_conflict_whose_words_are_gone_by_now_is_said_again(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        await typed(desk, "mine", 1)
        [operation] = await sent(desk)
        await desk.answer(operation, Outcome.CONFLICT, code=Problem.STATE_MOVED, current=desk.next())
        await desk.store.drafts.hand_over()
        assert await queued(desk) == []
        await desk.gone("draft", T)
        await desk.store.drafts.hand_over()
        assert await queued(desk) == [SaveDraft("mine")]


async def test_a_refused_draft_does_not_hold_up_its_lane_and_is_not_repeated(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        await typed(desk, "x" * 20_000, 1)
        note = await desk.do(Note("behind"))
        first, _ = await sent(desk)
        await desk.answer(first, Outcome.REJECTED, code=Problem.TEXT_TOO_LONG)
        await desk.answer(note, Outcome.BEHIND)
        assert [one.kind for one in await sent(desk)] == ["skip", "note"]
        await desk.store.drafts.hand_over()
        assert await queued(desk) == []
        assert len((await here(desk)).text) == 20_000
        await typed(desk, "shorter", 2)
        assert await queued(desk) == [SaveDraft("shorter")]


async def test_words_that_nobody_has_seen_are_not_overwritten_by_the_next_key(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        await typed(desk, "mine", 1)
        await taken(desk)
        theirs = synced(desk, "theirs")
        await desk.feed(theirs)
        await typed(desk, "mine!", 99)  # the key came before the screen had the news
        assert ((await here(desk)).text, (await here(desk)).other) == ("mine!", theirs)
        assert await queued(desk) == []


async def test_sending_ends_the_draft_on_all_devices_in_the_same_commit(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        await typed(desk, "hello", 1)
        has = await taken(desk)
        await desk.store.outbox.enqueue([desk.operation(Note("hello"))], await here(desk))
        batch = await sent(desk)
        assert [one.payload for one in batch] == [Note("hello"), SaveDraft("", base=has.version)]
        await desk.feed(has)  # a page that comes twice
        assert (await here(desk)).text == ""
        for one in batch:
            await desk.answer(one, Outcome.APPLIED)
        before = await here(desk)
        await desk.gone("draft", T)
        assert await here(desk) == replace(before, base=0), "the end of what was sent here is no other device's doing"
        await typed(desk, "next", 2)
        assert await queued(desk) == [SaveDraft("next")]


async def test_what_never_left_needs_no_ending(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        await typed(desk, "hello", 1)
        assert len(await queued(desk)) == 1
        await desk.store.outbox.enqueue([desk.operation(Note("hello"))], await here(desk))
        assert [one.payload for one in await sent(desk)] == [Note("hello")]


async def test_sending_over_words_of_another_device_leaves_them_as_the_draft(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        await desk.store.drafts.save(draft("mine", 1))
        theirs = synced(desk, "theirs")
        await desk.feed(theirs)
        await desk.store.outbox.enqueue([desk.operation(Note("mine"))], draft("mine", 1))
        left = await here(desk)
        assert (left.text, left.other, left.base) == ("theirs", None, theirs.version)
        assert left.revision > 1
        assert await queued(desk) == []


async def test_what_was_sent_elsewhere_goes_unless_it_was_typed_on(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer(T, T2)
        for thread_id in (T, T2):
            await desk.feed(synced(desk, "theirs", thread_id=thread_id))
        revision = (await here(desk, T2)).revision
        base = (await here(desk, T2)).base
        await desk.store.drafts.save(draft("theirs, mine", revision + 1, thread_id=T2, base=base))
        before = await here(desk)
        for thread_id in (T, T2):
            await desk.gone("draft", thread_id)
        after = await here(desk)
        assert (after.text, after.revision > before.revision) == ("", True)
        assert (await here(desk, T2)).text == "theirs, mine"
        await desk.store.drafts.save(replace(before, text="late"))
        assert (await here(desk)).text == ""
        await desk.store.drafts.hand_over()
        assert await queued(desk, T2) == [SaveDraft("theirs, mine")]


async def test_a_draft_of_a_joined_thread_stays_with_it(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer(T, T2)
        await desk.store.drafts.save(draft("to the second", 1, thread_id=T2))
        await desk.feed(desk.thread(T2, merged_into=T))
        shown = await here(desk)
        assert (shown.thread_id, shown.text, shown.home) == (T, "to the second", T2)
        await desk.store.drafts.save(replace(shown, text="to the second!", revision=2))
        await desk.store.drafts.hand_over()
        assert [one.text for one in await queued(desk, T2)] == ["to the second!"]
        await desk.feed(desk.thread(T2))
        assert (await here(desk, T2)).text == "to the second!"
        assert await desk.store.drafts.load(T) is None


async def test_a_joined_threads_draft_that_was_sent_does_not_come_back(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer(T, T2)
        await desk.store.drafts.save(draft("once", 1, thread_id=T2))
        await desk.feed(desk.thread(T2, merged_into=T))
        shown = await here(desk)
        assert await desk.store.outbox.enqueue([desk.operation(Note("once"))], shown)
        assert await desk.store.outbox.enqueue([desk.operation(Note("once"))], shown) is None
        assert await desk.store.drafts.load(T) is None


async def test_a_fresh_snapshot_keeps_every_draft(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer(T, T2)
        for thread_id in (T, T2):
            await desk.feed(synced(desk, "theirs", thread_id=thread_id))
        await desk.store.feed.restart()
        desk.seq = 0  # the server was restored: its numbers begin again
        newer = synced(desk, "theirs before")
        await desk.feed(desk.thread(T), desk.thread(T2), newer)
        assert ((await here(desk)).text, (await here(desk)).other) == ("theirs", newer)
        assert (await here(desk, T2)).text == "theirs"
        await desk.store.drafts.hand_over()
        assert await queued(desk, T2) == [SaveDraft("theirs")]


async def test_drafts_of_the_version_before_go_up(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        await desk.store.drafts.save(draft("from before", 1))
        theirs = synced(desk, "theirs")
        await desk.feed(theirs)
        assert ((await here(desk)).text, (await here(desk)).other) == ("from before", theirs)

"""What may leave, what may not, and what becomes of it later."""

# ruff: noqa: ASYNC110

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.errors import Refused
from app.ports import Draft
from domain.ids import BlobHash, IdentityId, ThreadId
from domain.message import Delivery
from domain.outbox import OnlyHere, on_hold
from domain.problems import Problem
from domain.timeline import Entry, bubble
from tests.fakes import world
from tests.support.workspace import KeptSecrets, Workspace

THREAD = world.thread(1).id


def draft(text: str, revision: int = 1, **changes: object) -> Draft:
    plain = {"identity_id": None, "note": False, "reply_to": None, "files": ()} | changes
    return Draft(thread_id=THREAD, text=text, revision=revision, **plain)  # type: ignore[arg-type]


@asynccontextmanager
async def workspace(folder: Path, online: bool = True) -> AsyncIterator[Workspace]:
    made = Workspace(folder, KeptSecrets())
    await made.session.start_trial()
    await made.caught_up()
    if not online:
        await made.cut_off()
    try:
        yield made
    finally:
        await made.close()
    assert not made.reports


async def last_entry(made: Workspace) -> Entry:
    return (await made.timeline.newest(THREAD)).entries[-1]


async def test_a_reply_reaches_the_channel_once(tmp_path: Path) -> None:
    async with workspace(tmp_path) as made:
        assert await made.sending.send(draft("Hello"))
        assert not await made.sending.send(draft("Hello"))
        await made.caught_up()
        assert made.server.provider == [(THREAD, "Hello")]


async def test_offline_a_reply_is_on_screen_and_waits(tmp_path: Path) -> None:
    async with workspace(tmp_path, online=False) as made:
        assert await made.sending.send(draft("Later"))
        entry = await last_entry(made)
        assert entry.message.text == "Later"
        assert entry.sending is not None
        assert (await made.waiting.waiting()).replies == 1
        await made.waiting.export(tmp_path / "unsent.json")
        assert "Later" in (tmp_path / "unsent.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("online", [True, False])
async def test_a_draft_is_here_only_until_the_server_has_it(tmp_path: Path, online: bool) -> None:
    async with workspace(tmp_path, online=online) as made:
        made.drafts.changed(draft("Half a thought", revision=3))
        await made.drafts.hand_over()
        assert await made.waiting.only_here() == OnlyHere(drafts=0 if online else 1)
        assert await made.waiting.export(tmp_path / "unsent.json") == (0 if online else 1)
        assert ("Half a thought" in (tmp_path / "unsent.json").read_text(encoding="utf-8")) is not online


async def test_sending_empties_the_draft_and_no_late_write_brings_it_back(tmp_path: Path) -> None:
    async with workspace(tmp_path, online=False) as made:
        made.drafts.changed(draft("Hello", revision=3))
        await made.sending.send(draft("Hello", revision=3))
        await made.drafts.flush()
        held = await made.drafts.load(THREAD)
        assert held is None or not held.text


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        (draft("  \n"), Problem.EMPTY_MESSAGE),
        (draft("", note=True, files=(BlobHash("a" * 64),)), Problem.EMPTY_MESSAGE),
        (draft("x" * 4097), Problem.TEXT_TOO_LONG),
        (draft("x", identity_id=IdentityId("nobody")), Problem.IDENTITY_GONE),
        (draft("x", files=(BlobHash("a" * 64),)), Problem.BLOB_MISSING),
    ],
)
async def test_what_cannot_go_is_refused_and_stays_a_draft(tmp_path: Path, given: Draft, problem: Problem) -> None:
    async with workspace(tmp_path) as made:
        with pytest.raises(Refused) as refusal:
            await made.sending.send(given)
        assert refusal.value.code == problem
        assert (await made.waiting.waiting()).total == 0
        assert made.server.provider == []


async def test_an_unknown_thread_is_refused(tmp_path: Path) -> None:
    async with workspace(tmp_path) as made:
        with pytest.raises(Refused, match="thread_gone"):
            await made.sending.send(Draft(ThreadId("none"), "x", None, False, None, (), 1))


async def test_the_reply_window_closes_with_the_clock(tmp_path: Path) -> None:
    async with workspace(tmp_path) as made:
        made.clock.moment = world.AT + timedelta(hours=24)
        with pytest.raises(Refused, match="window_closed"):
            await made.sending.send(draft("Too late"))
        assert await made.sending.send(draft("For us", note=True))


async def test_a_channel_that_is_off_takes_nothing(tmp_path: Path) -> None:
    from dataclasses import replace

    async with workspace(tmp_path) as made:
        made.server.change(replace(world.ACCOUNT, enabled=False))
        async with asyncio.timeout(10):
            while (await made.inbox.accounts())[0].enabled:
                await asyncio.sleep(0)
        with pytest.raises(Refused, match="channel_off"):
            await made.sending.send(draft("x"))


async def test_several_files_become_several_messages_with_one_caption(tmp_path: Path) -> None:
    async with workspace(tmp_path, online=False) as made:
        files = [
            await made.attachments.add(word.encode() * 50, f"{word}.pdf", "application/pdf") for word in ("a", "b")
        ]
        await made.sending.send(draft("See here", files=tuple(file.hash for file in files)))
        entries = (await made.timeline.newest(THREAD)).entries
        assert [(entry.message.text, len(entry.message.parts)) for entry in entries] == [("See here", 1), ("", 1)]


async def test_a_voice_message_has_no_caption(tmp_path: Path) -> None:
    async with workspace(tmp_path, online=False) as made:
        file = await made.attachments.add(b"sound", "voice.ogg", "audio/ogg")
        await made.sending.send(draft("Listen", files=(file.hash,)))
        entries = (await made.timeline.newest(THREAD)).entries
        assert [(entry.message.text, len(entry.message.parts)) for entry in entries] == [("", 1), ("Listen", 0)]


async def test_what_waits_can_be_taken_back_in_front_of_a_new_draft(tmp_path: Path) -> None:
    async with workspace(tmp_path, online=False) as made:
        await made.sending.send(draft("First"))
        made.drafts.changed(draft("second", revision=2))
        await made.drafts.flush()
        taken = await made.sending.edit(await last_entry(made), THREAD)
        assert taken.text == "First\nsecond"
        assert taken.revision > 2
        assert (await made.waiting.waiting()).total == 0
        assert (await made.drafts.load(THREAD)) == taken
        assert await made.sending.send(taken)


async def test_what_the_channel_refused_can_be_written_anew(tmp_path: Path) -> None:
    async with workspace(tmp_path, online=False) as made:
        await made.sending.send(draft("Too late"))
        waiting = await last_entry(made)
        arrived = replace(waiting, sending=None, message=replace(waiting.message, delivery=Delivery.UNCONFIRMED))
        with pytest.raises(Refused):
            await made.sending.edit(arrived, THREAD)
        refused = replace(arrived, message=replace(arrived.message, delivery=Delivery.FAILED))
        assert (await made.sending.edit(refused, THREAD)).text == "Too late"
        assert (await made.waiting.waiting()).others == 1, "the refused one is given up"


async def test_what_waits_can_be_given_up(tmp_path: Path) -> None:
    async with workspace(tmp_path, online=False) as made:
        await made.sending.send(draft("Never mind"))
        await made.sending.discard(await last_entry(made))
        assert (await made.waiting.waiting()).total == 0
        assert (await made.timeline.newest(THREAD)).entries == ()


async def test_a_blocked_reply_is_tried_again_when_a_person_says_so(tmp_path: Path) -> None:
    async with workspace(tmp_path) as made:
        made.server.refuses["Hello"] = Problem.CHANNEL_OFF
        await made.sending.send(draft("Hello"))
        async with asyncio.timeout(10):
            while not (await made.waiting.waiting()).needs_person:
                await asyncio.sleep(0)
        made.server.refuses.clear()
        await made.sending.retry(await last_entry(made))
        await made.caught_up()
        assert made.server.provider == [(THREAD, "Hello")]


async def test_a_message_that_the_channel_gave_up_is_sent_again_by_operation(tmp_path: Path) -> None:
    async with workspace(tmp_path, online=False) as made:
        failed = world.message(THREAD, "lost", agent_id=world.ME.id, position=7, delivery=Delivery.FAILED)
        await made.sending.retry(Entry(failed))
        unsent = await (await made.desk.store()).outbox.unsent()
        assert [row.operation.kind for row in unsent] == ["resend"]


async def test_a_reply_on_hold_is_called_back_exactly_as_it_was(tmp_path: Path) -> None:
    async with workspace(tmp_path) as made:
        made.hold = timedelta(seconds=5)
        files = [await made.attachments.add(content, "a.txt", "text/plain") for content in (b"one", b"two")]
        hashes = tuple(file.hash for file in files)
        assert await made.sending.send(draft("See here", files=hashes))
        held = await made.drafts.load(THREAD)
        assert held is None or not held.text
        back = await made.sending.undo_last(THREAD)
        assert back is not None
        assert (back.text, back.files, back.note) == ("See here", hashes, False)
        assert back.identity_id == world.identity(1).id
        assert await made.drafts.load(THREAD) == back
        made.clock.advance(60)
        await made.caught_up()
        assert not made.server.provider
        assert await made.sending.send(back)
        assert await made.sending.undo_last(THREAD) is not None


@pytest.mark.parametrize(
    ("content", "code"), [(b"MZ\x90\0\3\0", "media_unsafe"), (b"<html>", "media_false"), (b"\xff\xd8\xff\xe0", "")]
)
@pytest.mark.parametrize("on_disk", [True, False])
async def test_a_file_is_looked_at_before_it_is_taken_in(
    tmp_path: Path, content: bytes, code: str, on_disk: bool
) -> None:
    file = tmp_path / "photo.jpg"
    file.write_bytes(content)
    async with workspace(tmp_path / "data", online=False) as made:
        adding = made.attachments.add(file if on_disk else content, file.name, "image/jpeg")
        if not code:
            assert await (await made.desk.store()).blobs.read((await adding).hash) == content
            return
        with pytest.raises(Refused, match=code):
            await adding


async def test_what_was_typed_since_stays_behind_what_is_called_back(tmp_path: Path) -> None:
    async with workspace(tmp_path) as made:
        made.hold = timedelta(seconds=5)
        await made.sending.send(draft("First"))
        made.drafts.changed(draft("second", revision=2))
        entry = await last_entry(made)
        assert (await made.sending.undo(entry, THREAD)).text == "First\nsecond"
        with pytest.raises(Refused, match="already_delivered"):
            await made.sending.undo(entry, THREAD)


async def test_a_text_in_pieces_becomes_messages_in_order_and_comes_back_as_one_draft(tmp_path: Path) -> None:
    async with workspace(tmp_path) as made:
        made.hold = timedelta(seconds=5)
        assert await made.sending.send(draft("One. Two. Three."), ("One.", "Two.", " ", "Three."))
        back = await made.sending.undo_last(THREAD)
        assert back is not None
        assert back.text == "One.\nTwo.\nThree."
        made.hold = timedelta()
        assert await made.sending.send(replace(back, revision=9), ("One.", "Two.", "Three."))
        await made.caught_up()
        assert made.server.provider == [(THREAD, "One."), (THREAD, "Two."), (THREAD, "Three.")]


async def test_a_piece_that_is_too_long_holds_all_of_them_back(tmp_path: Path) -> None:
    async with workspace(tmp_path) as made:
        with pytest.raises(Refused, match="text_too_long"):
            await made.sending.send(draft("x"), ("One.", "x" * 4097))
        assert made.server.provider == []


async def test_send_now_ends_the_hold_and_the_engine_wakes_by_itself_when_it_ends(tmp_path: Path) -> None:
    async with workspace(tmp_path) as made:
        made.hold = timedelta(seconds=5)
        await made.sending.send(draft("At once"))
        await made.sending.send_now(await last_entry(made), THREAD)
        await made.caught_up()
        assert made.server.provider == [(THREAD, "At once")]
        assert await made.sending.undo_last(THREAD) is None
        made.hold = timedelta(milliseconds=50)
        await made.sending.send(draft("By itself", revision=2))
        made.clock.advance(0.05)
        await made.caught_up()
        assert made.server.provider[-1] == (THREAD, "By itself")


async def test_the_panel_lists_what_waits_and_acts_on_each(tmp_path: Path) -> None:
    async with workspace(tmp_path, online=False) as made:
        for number in range(3):
            await made.sending.send(draft(f"reply {number}", revision=number + 1))
        assert not (await made.waiting.waiting()).items
        rows = (await made.waiting.waiting(2)).items
        assert [row.operation.payload.text for row in rows] == ["reply 0", "reply 1"]  # type: ignore[union-attr]
        await made.waiting.give_up(rows[0])
        entry = bubble(rows[1], None)
        assert entry is not None
        assert (await made.sending.edit(entry, THREAD)).text == "reply 1"
        assert (await made.waiting.waiting(9)).replies == 1


async def test_what_is_held_goes_when_a_person_says_so(tmp_path: Path) -> None:
    async with workspace(tmp_path, online=False) as made:
        await made.sending.send(draft("hello"))
        account = await made.desk.opened()
        await account.store.outbox.hold(THREAD, "moved")
        (row,) = (await made.waiting.waiting()).needs_person
        made.gateway.go(True)
        await made.waiting.go(row)
        await made.caught_up()
        assert made.server.provider == [(THREAD, "hello")]
        with pytest.raises(Refused, match="already_delivered"):
            await made.waiting.give_up(row)


async def test_after_a_restart_it_can_still_be_called_back_and_leaves_once(tmp_path: Path) -> None:
    secrets = KeptSecrets()
    first = Workspace(tmp_path, secrets)
    await first.session.start_trial()
    await first.caught_up()
    first.hold = timedelta(seconds=20)
    await first.sending.send(draft("Hello"))
    await first.close()
    second = Workspace(tmp_path, secrets, first.server)
    try:
        await second.session.resume()
        entry = await last_entry(second)
        assert on_hold(entry.leaves_at, second.clock.now())
        assert not second.server.provider
        second.clock.advance(20)
        second.waiting.retry_now()
        await second.caught_up()
        assert second.server.provider == [(THREAD, "Hello")]
        assert await second.sending.undo_last(THREAD) is None
    finally:
        await second.close()

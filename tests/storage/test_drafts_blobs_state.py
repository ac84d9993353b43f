"""Drafts, files and small facts."""

import hashlib
import struct
from pathlib import Path

import pytest

from app.ports import Draft
from domain.ids import BlobHash, IdentityId
from domain.message import Part, PartKind
from domain.operations import Note, Outcome, Send
from domain.outbox import OutboxState
from localdb.image_size import image_size
from tests.storage.desk import Desk, T, open_desk


def draft(text: str, revision: int) -> Draft:
    return Draft(T, text, IdentityId("identity-of-thread-1"), False, None, (), revision)


async def test_a_draft_survives_and_shows_in_the_list(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        await desk.store.drafts.save(draft("half a sent", 3))
    async with open_desk(tmp_path) as desk:
        assert await desk.store.drafts.load(T) == draft("half a sent", 3)
        row = await desk.store.threads.row(T)
        assert row is not None
        assert row[0].draft == "half a sent"
        await desk.store.drafts.save(draft("", 4))
        assert await desk.store.drafts.load(T) is None
        row = await desk.store.threads.row(T)
        assert row is not None
        assert row[0].draft == ""


async def test_enter_twice_sends_once(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        sent = draft("hello", 5)
        await desk.store.drafts.save(sent)
        first = desk.operation(Note("hello"))
        assert await desk.store.outbox.enqueue([first], sent)
        assert await desk.store.outbox.enqueue([desk.operation(Note("hello"))], sent) is None
        await desk.store.drafts.save(sent)  # the timer that was running when Enter came
        empty = await desk.store.drafts.load(T)
        assert empty is not None
        assert (empty.text, empty.revision) == ("", 5)
        again = draft("hello", empty.revision + 1)
        assert await desk.store.outbox.enqueue([desk.operation(Note("hello"))], again)
        assert len(await desk.store.outbox.unsent()) == 2


async def test_what_was_typed_after_enter_stays(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        await desk.store.drafts.save(draft("next thought", 6))
        assert await desk.store.outbox.enqueue([desk.operation(Note("hello"))], draft("hello", 5))
        assert await desk.store.drafts.load(T) == draft("next thought", 6)


async def attachment(desk: Desk, content: bytes) -> tuple[BlobHash, Send]:
    blob = await desk.store.blobs.add(content, "photo.png", "image/png")
    part = Part(PartKind.ATTACHMENT, "photo.png", blob=blob.hash, media_type="image/png", size=blob.size)
    return blob.hash, Send(IdentityId("identity-of-thread-1"), "look", (part,))


async def test_files_go_before_their_message(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        blob, payload = await attachment(desk, b"pixels")
        op = await desk.do(payload)
        behind = await desk.send("behind it")
        assert await desk.freeze() is None
        assert await desk.store.outbox.blobs_to_upload() == [blob]
        waiting = await desk.store.outbox.waiting()
        assert (waiting.replies, waiting.files, waiting.file_bytes) == (2, 1, 6)
        assert (await desk.store.outbox.uploaded(blob)).outbox
        assert [o.id for _, o in (await desk.frozen()).items] == [op.id, behind.id]
        await desk.answer(op, Outcome.REJECTED, code="blob_missing")
        await desk.answer(behind, Outcome.BEHIND)
        assert (await desk.states())[op.id] == (OutboxState.UPLOADING, 1, "")
        assert await desk.store.outbox.blobs_to_upload() == [blob]
        await desk.store.outbox.uploaded(blob)
        assert [n for n, _ in (await desk.frozen()).items] == [1, 2]


@pytest.mark.parametrize("size", [0, 1, 256 * 1024, 256 * 1024 + 1, 3_000_000])
async def test_files_come_back_whole(tmp_path: Path, size: int) -> None:
    content = bytes(range(251)) * (size // 251 + 1)
    source = tmp_path / "file.bin"
    source.write_bytes(content[:size])
    async with open_desk(tmp_path) as desk:
        stored = await desk.store.blobs.add(source, "file \ud800.bin", "application/pdf")
        source.unlink()
        assert stored.hash == hashlib.sha256(content[:size]).hexdigest()
        again = await desk.store.blobs.add(content[:size], "other", "application/pdf")
        assert again.hash == stored.hash
        assert await desk.store.blobs.read(stored.hash) == content[:size]
        info = await desk.store.blobs.info(stored.hash)
        assert info is not None
        assert (info.name, info.size) == ("file \ufffd.bin", size)
        assert await desk.store.blobs.read(BlobHash("0" * 64)) is None


def test_image_sizes() -> None:
    png = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 640, 480)
    gif = b"GIF89a" + struct.pack("<HH", 10, 20)
    jpeg = b"\xff\xd8\xff\xe0" + struct.pack(">H", 4) + b"xx" + b"\xff\xc0" + struct.pack(">HBHH", 11, 8, 33, 44)
    webp = b"RIFF\0\0\0\0WEBPVP8X" + bytes(8) + (99).to_bytes(3, "little") + (49).to_bytes(3, "little")
    assert [image_size(head) for head in (png, gif, jpeg, webp)] == [(640, 480), (10, 20), (44, 33), (100, 50)]
    for head in (b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0\0", b"RIFF\0\0\0\0WEBPVP8 ", b"%PDF", jpeg[:12]):
        assert image_size(head) == (0, 0)


async def test_small_facts(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        assert await desk.store.state.get("theme") is None
        await desk.store.state.put("theme", "dark")
        device = await desk.store.state.device_id()
    async with open_desk(tmp_path) as desk:
        assert await desk.store.state.get("theme") == "dark"
        assert await desk.store.state.device_id() == device


@pytest.mark.parametrize(
    "text",
    [
        "a\x00b",
        "\u202eright to left\u2066",
        "x" * 1_000_000,
        "lone \ud83d half",
        "pair \ud83d\ude00",
        "e\u0301\u200d🧑‍🤝‍🧑",
    ],
)
async def test_hostile_text_comes_back(tmp_path: Path, text: str) -> None:
    kept = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        await desk.feed(desk.message(text=text), *desk.people(name=text))
        await desk.store.drafts.save(draft(text, 1))
        await desk.send(text)
        assert (await desk.shown())[1:] == [kept, kept]
        loaded = await desk.store.drafts.load(T)
        assert loaded is not None
        assert loaded.text == kept
        [(_, op)] = (await desk.frozen()).items
        assert isinstance(op.payload, Send)
        assert op.payload.text == kept
        await desk.store.threads.find(text[:100], 5)

"""Drafts, files and small facts."""

import hashlib
import struct
from pathlib import Path

import pytest

from app.errors import Refused
from app.ports import PIECE, Draft
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


async def test_a_file_is_read_in_pieces_from_anywhere(tmp_path: Path) -> None:
    content = bytes(range(251)) * 4000
    async with open_desk(tmp_path) as desk:
        stored = await desk.store.blobs.add(content, "a.bin", "application/pdf")
        for offset, size in ((0, 10), (PIECE - 5, 10), (PIECE, PIECE), (1, 3 * PIECE), (len(content) - 3, 100)):
            assert await desk.store.blobs.piece(stored.hash, offset, size) == content[offset : offset + size]
        assert await desk.store.blobs.piece(stored.hash, len(content), 10) == b""
        assert await desk.store.blobs.piece(BlobHash("0" * 64), 0, 10) is None


async def test_a_download_goes_on_after_a_restart_and_is_checked(tmp_path: Path) -> None:
    content = bytes(range(251)) * 2200
    name = BlobHash(hashlib.sha256(content).hexdigest())
    async with open_desk(tmp_path) as desk:
        assert await desk.store.blobs.held(name) == 0
        await desk.store.blobs.append(name, 0, content[:PIECE])
        assert await desk.store.blobs.read(name) is None
    async with open_desk(tmp_path) as desk:
        for offset in (PIECE, 2 * PIECE):
            assert await desk.store.blobs.held(name) == offset
            await desk.store.blobs.append(name, offset, content[offset : offset + PIECE])
        assert await desk.store.blobs.held(name) == len(content)
        stored = await desk.store.blobs.finish(name, "a.bin", "application/pdf")
        assert (stored.hash, stored.size) == (name, len(content))
        assert await desk.store.blobs.read(name) == content
        assert await desk.store.blobs.info(name) == stored


async def test_a_download_that_is_not_what_its_name_says_is_forgotten(tmp_path: Path) -> None:
    name = BlobHash(hashlib.sha256(b"right").hexdigest())
    async with open_desk(tmp_path) as desk:
        await desk.store.blobs.append(name, 0, b"wrong")
        with pytest.raises(Refused):
            await desk.store.blobs.finish(name, "", "")
        await desk.store.blobs.append(name, 0, b"right")
        with pytest.raises(Refused):
            await desk.store.blobs.append(name, 5, b"and more")
        assert await desk.store.blobs.held(name) == 0
        assert await desk.store.blobs.read(name) is None


async def test_a_file_that_is_here_twice_is_kept_once_and_a_download_beside_it_goes_on(tmp_path: Path) -> None:
    name = BlobHash(hashlib.sha256(b"photo").hexdigest())
    other = BlobHash("0" * 64)
    async with open_desk(tmp_path) as desk:
        await desk.store.blobs.append(other, 0, b"x" * PIECE)
        await desk.store.blobs.append(name, 0, b"photo")
        await desk.store.blobs.add(b"photo", "a.png", "image/png")
        await desk.store.blobs.add(b"photo", "b.png", "image/png")
        await desk.store.blobs.finish(name, "c.png", "image/png")
        assert await desk.store.blobs.read(name) == b"photo"
        assert await desk.store.blobs.held(other) == PIECE


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

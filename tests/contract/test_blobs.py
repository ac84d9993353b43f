"""HEAD, PUT and GET /v1/blobs: resumable, checked, and harmless to whoever opens them (S10, S11)."""

import hashlib
import random
from pathlib import Path

import httpx
import pytest

from backend.blobs.store import OffsetMismatch, WrongHash
from tests.support.backend import Who, a_backend

CONTENT = random.Random(7).randbytes(3_000_000)
HASH = hashlib.sha256(CONTENT).hexdigest()


async def put(who: Who, content: bytes, offset: int, length: int, hash_: str = HASH) -> httpx.Response:
    headers = {"Upload-Offset": str(offset), "Upload-Length": str(length), "Content-Type": "image/png"}
    return await who.ask("PUT", f"/v1/blobs/{hash_}", content=content, headers=headers)


async def test_an_upload_in_pieces(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who = server.sign_in()
        assert (await who.ask("HEAD", f"/v1/blobs/{HASH}")).status_code == 404
        first = await put(who, CONTENT[:1_500_000], 0, len(CONTENT))
        assert (first.status_code, first.headers["Upload-Offset"]) == (200, "1500000")
        state = await who.ask("HEAD", f"/v1/blobs/{HASH}")
        assert (state.headers["Upload-Offset"], state.headers["Upload-Complete"]) == ("1500000", "?0")
        assert (await who.ask("GET", f"/v1/blobs/{HASH}")).status_code == 404
        wrong = await put(who, CONTENT, 0, len(CONTENT))
        assert (wrong.status_code, wrong.headers["Upload-Offset"]) == (409, "1500000")
        assert (await put(who, CONTENT[1_500_000:], 1_500_000, len(CONTENT))).status_code == 201
        state = await who.ask("HEAD", f"/v1/blobs/{HASH}")
        assert (state.headers["Upload-Offset"], state.headers["Upload-Complete"]) == (str(len(CONTENT)), "?1")
        assert (await put(who, CONTENT, 0, len(CONTENT))).status_code == 201, "a repeat is fine"
        assert (await who.ask("GET", f"/v1/blobs/{HASH}")).content == CONTENT


async def test_what_a_cut_connection_brought_is_kept(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who = server.sign_in()
        for cut in range(0, len(CONTENT), 300_000):
            await put(who, CONTENT[cut : cut + 300_000], cut, len(CONTENT))
        assert (await who.ask("GET", f"/v1/blobs/{HASH}")).content == CONTENT


async def test_other_bytes_than_announced_are_dropped(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who = server.sign_in()
        wrong = await put(who, b"x" * 10, 0, 10)
        assert (wrong.status_code, wrong.json()["code"]) == (422, "wrong_hash")
        assert (await who.ask("HEAD", f"/v1/blobs/{HASH}")).status_code == 404
        assert (await put(who, b"x" * 11, 0, 10)).json()["code"] == "invalid"


async def test_two_who_bring_the_last_piece_of_wrong_bytes_are_both_told(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        blobs = server.services.blobs
        blobs.append(HASH, 0, b"x" * 10)
        with pytest.raises(WrongHash):
            blobs.finish(HASH, "image/png")
        with pytest.raises(OffsetMismatch) as elsewhere:
            blobs.finish(HASH, "image/png")
        assert elsewhere.value.offset == 0, "it begins afresh"


async def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    async with a_backend(tmp_path, max_blob_bytes=1000) as server:
        who = server.sign_in()
        assert (await put(who, b"x", 0, 1001)).json()["code"] == "too_large"
        assert (await put(who, b"x" * 1001, 0, 1000)).status_code == 413


async def test_a_file_comes_back_as_a_download_that_nothing_runs(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who = server.sign_in()
        await put(who, CONTENT, 0, len(CONTENT))
        answer = await who.ask("GET", f"/v1/blobs/{HASH}", headers={"Range": "bytes=10-19"})
        assert (answer.status_code, answer.content) == (206, CONTENT[10:20])
        assert answer.headers["Content-Disposition"] == "attachment"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Type"] == "image/png"
        beyond = await who.ask("GET", f"/v1/blobs/{HASH}", headers={"Range": "bytes=9999999-"})
        assert beyond.status_code == 416


async def test_paths_come_from_hashes_only(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who = server.sign_in()
        for name in ("..%2F..%2Fbraid.db", "A" * 64, "0" * 63, "vault.key"):
            assert (await who.ask("GET", f"/v1/blobs/{name}")).status_code in (404, 422)
        empty = hashlib.sha256(b"").hexdigest()
        assert (await put(who, b"", 0, 0, empty)).status_code == 201
        assert (tmp_path / "blobs" / empty[:2] / empty).stat().st_mode & 0o777 == 0o600

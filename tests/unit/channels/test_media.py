"""Attachments of customers: fetched into the blob store, or said to be gone."""

from pathlib import Path
from random import Random
from typing import Any

import httpx
import pytest

from backend.channels.fetcher import Fetcher, NotFetched
from backend.channels.guard import Guard
from backend.simulator import bodies
from backend.simulator.pictures import HEIGHT, WIDTH, picture
from backend.storage.tables import message
from domain.files import is_runnable
from domain.problems import Problem
from tests.support.channels import CLOCK, Rig, rig

PICTURE = picture(Random(7))


async def arrived(it: Rig, image: dict[str, Any]) -> None:
    told = bodies.whatsapp_message("66812345678", "Ana", "w.1", CLOCK.now(), type="image", image=image)
    await it.post(it.whatsapp, bodies.whatsapp(bodies.WhatsAppNumber("1001"), **told))


def part_of(it: Rig) -> Any:
    rows = it.rows(message, message.c.provider_id.in_(["w.1", "m.1"]))
    part = rows[0].parts[0] if rows else None
    return part if part and (part.blob or part.problem) else None


async def test_whatsapp_media_are_fetched_by_id(tmp_path: Path) -> None:
    async with rig(tmp_path) as it:
        await arrived(it, {"id": it.provider.add_media(PICTURE, "image/png"), "mime_type": "image/png"})
        part = await it.until(lambda: part_of(it))
        assert (part.size, part.width, part.height, part.media_type) == (len(PICTURE), WIDTH, HEIGHT, "image/png")
        assert it.files.path(part.blob).read_bytes() == PICTURE


async def test_a_program_that_calls_itself_a_picture_is_kept_as_a_program(tmp_path: Path) -> None:
    async with rig(tmp_path) as it:
        media = it.provider.add_media(b"MZ\x90\0\3\0\0\0", "image/jpeg")
        await arrived(it, {"id": media, "mime_type": "image/jpeg"})
        part = await it.until(lambda: part_of(it))
        assert (part.media_type, is_runnable(part.name, part.media_type)) == ("application/x-executable", True)


async def test_instagram_media_are_fetched_by_address(tmp_path: Path) -> None:
    async with rig(tmp_path) as it:
        media = it.provider.add_media(PICTURE, "image/png")
        base = it.runtime.accounts.find(it.instagram.id)
        assert base is not None
        item = {"type": "image", "payload": {"url": f"{base.base_url}/content/{media}"}}
        told = bodies.instagram_item("1784140", "2002", CLOCK.now(), message={"mid": "m.1", "attachments": [item]})
        await it.post(it.instagram, bodies.instagram("2002", CLOCK.now(), told))
        part = await it.until(lambda: part_of(it))
        assert part.width == WIDTH


@pytest.mark.parametrize("media_id", ["unknown", "../../etc/passwd", "a?b"])
async def test_what_cannot_be_had_is_said_to_be_gone(tmp_path: Path, media_id: str) -> None:
    async with rig(tmp_path) as it:
        await arrived(it, {"id": media_id})
        part = await it.until(lambda: part_of(it))
        assert (part.problem, part.blob) == (Problem.MEDIA_GONE, "")


async def test_an_address_elsewhere_is_never_asked(tmp_path: Path) -> None:
    async with rig(tmp_path) as it:
        item = {"type": "image", "payload": {"url": f"{it.server}/v1/secret"}}
        told = bodies.instagram_item("1784140", "2002", CLOCK.now(), message={"mid": "m.1", "attachments": [item]})
        await it.post(it.instagram, bodies.instagram("2002", CLOCK.now(), told))
        assert (await it.until(lambda: part_of(it))).problem == Problem.MEDIA_GONE


def fetcher(answer: Any, **limits: Any) -> Fetcher:
    return Fetcher(httpx.AsyncClient(transport=httpx.MockTransport(answer)), **limits)


async def public(host: str, port: int) -> list[str]:
    return ["157.240.1.1"]


GUARD = Guard("https://graph.facebook.com", public)
URL = "https://lookaside.fbsbx.com/a"


async def test_the_connection_goes_to_the_address_that_was_checked_under_the_right_name(tmp_path: Path) -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, content=b"x", headers={"Content-Type": "image/png; a=b"})

    fetched = await fetcher(answer).fetch(GUARD, URL, "t0ken", tmp_path / "f")
    assert (fetched.size, fetched.media_type) == (1, "image/png")
    assert (seen[0].url.host, seen[0].headers["Host"]) == ("157.240.1.1", "lookaside.fbsbx.com")
    assert seen[0].extensions["sni_hostname"] == "lookaside.fbsbx.com"
    assert seen[0].headers["Authorization"] == "Bearer t0ken"


@pytest.mark.parametrize(
    "location", ["https://169.254.169.254/", "http://lookaside.fbsbx.com/", "https://evil.example"]
)
async def test_redirects_are_checked_like_everything_else(tmp_path: Path, location: str) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(302, headers={"Location": location})

    with pytest.raises(NotFetched) as caught:
        await fetcher(answer).fetch(GUARD, URL, "", tmp_path / "f")
    assert caught.value.final


async def test_redirects_and_bytes_end_somewhere(tmp_path: Path) -> None:
    def round_and_round(request: httpx.Request) -> httpx.Response:
        return httpx.Response(302, headers={"Location": "/b"})

    def large(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=b"x" * 100)

    with pytest.raises(NotFetched, match="redirects"):
        await fetcher(round_and_round).fetch(GUARD, URL, "", tmp_path / "f")
    with pytest.raises(NotFetched, match="too large"):
        await fetcher(large, size_limit=99).fetch(GUARD, URL, "", tmp_path / "f")

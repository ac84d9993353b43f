"""Files on their way to Instagram: each by a name that it takes."""

from pathlib import Path

import httpx
import pytest

from backend.channels.account import Account
from backend.channels.graph import Verdict
from backend.channels.instagram.sending import InstagramSending
from backend.channels.outgoing import File
from domain.channel import ChannelAccount, ChannelKind
from domain.ids import ChannelAccountId
from domain.message import Part, PartKind

SHOP = ChannelAccount(ChannelAccountId("a"), ChannelKind.INSTAGRAM, "Shop", "@shop", True, 1)
ACCOUNT = Account(SHOP, "2002", "https://provider.example", "token", "secret", "verify")


@pytest.mark.parametrize(("name", "goes_as"), [("slip.pdf", "slip.pdf"), ("รูปใบส่งของ.PDF", "file.pdf"), ("", "file")])
async def test_a_name_in_other_letters_stays_here(tmp_path: Path, name: str, goes_as: str) -> None:
    asked: list[bytes] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.content)
        return httpx.Response(200, json={"attachment_id": "7"})

    (tmp_path / "content").write_bytes(b"%PDF")
    file = File(0, Part(PartKind.ATTACHMENT, name=name, media_type="application/pdf"), tmp_path / "content")
    async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as http:
        answered = await InstagramSending(http).upload(ACCOUNT, file)
    assert (answered.verdict, answered.provider_id) == (Verdict.ACCEPTED, "7")
    assert f'filename="{goes_as}"'.encode() in asked[0]
    assert b'"type": "file"' in asked[0]

"""Sending through the WhatsApp Cloud API: text, uploaded files with captions, quotes."""

from typing import Any

import httpx

from backend.channels.account import Account
from backend.channels.graph import Answer, Call, ErrorTable, Graph
from backend.channels.outgoing import File, Outgoing, Step, split
from backend.channels.reading import objects, text
from backend.channels.whatsapp.errors import RETRY_LATER, problem_of
from domain.files import media_family
from domain.problems import Problem

_CAPTION_LIMIT = 1024
_CAPTIONED = frozenset({"image", "video", "document"})


class WhatsAppSending:
    """Implements `outgoing.Sending`."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._graph = Graph(http, ErrorTable(_problem, RETRY_LATER))

    def steps(self, message: Outgoing) -> tuple[Step, ...]:
        """One request a file and one for the text, or one for both."""
        return split(message, caption_limit=_CAPTION_LIMIT, captioned=_CAPTIONED)

    async def upload(self, account: Account, file: File) -> Answer:
        """Uploads to `/{phone_number_id}/media`; the id holds for 30 days."""
        with file.path.open("rb") as content:
            name = file.part.name or "file"
            call = Call(
                f"{account.provider_id}/media",
                _media_id,
                sends=False,
                data={"messaging_product": "whatsapp", "type": file.part.media_type},
                files={"file": (name, content.read(), file.part.media_type)},
            )
        return await self._graph.call(account, call)

    async def send(self, account: Account, step: Step, media_id: str) -> Answer:
        """Posts to `/{phone_number_id}/messages`; our id goes along and comes back with every status."""
        return await self._graph.call(
            account, Call(f"{account.provider_id}/messages", _message_id, sends=True, json=_body(step, media_id))
        )


def _body(step: Step, media_id: str) -> dict[str, Any]:
    # A phone number goes under "to"; the id of somebody who hides theirs behind a username under "recipient".
    body: dict[str, Any] = {"messaging_product": "whatsapp", "recipient_type": "individual"}
    body["to" if step.handle.isdigit() else "recipient"] = step.handle
    body["biz_opaque_callback_data"] = step.own_id
    if step.quote:
        body["context"] = {"message_id": step.quote}
    if step.file is None:
        return body | {"type": "text", "text": {"body": step.text, "preview_url": False}}
    kind = media_family(step.file.part.media_type)
    media = {"id": media_id}
    if step.text:
        media["caption"] = step.text
    if kind == "document":
        media["filename"] = step.file.part.name or "file"
    return body | {"type": kind, kind: media}


def _problem(code: int, subcode: int) -> Problem:
    return problem_of(code)


def _message_id(document: object) -> str:
    return text(next(objects(document, "messages"), {}), "id")


def _media_id(document: object) -> str:
    return text(document, "id")

"""Sending through Instagram messaging: text and uploaded files, each a message of its own, and quotes."""

import json
from typing import Any

import httpx

from backend.channels.account import Account
from backend.channels.graph import Answer, Call, ErrorTable, Graph
from backend.channels.instagram.errors import RETRY_LATER, problem_of
from backend.channels.outgoing import File, Outgoing, Step, split
from backend.channels.reading import text
from domain.files import ending, media_family


class InstagramSending:
    """Implements `outgoing.Sending`."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._graph = Graph(http, ErrorTable(problem_of, RETRY_LATER))

    def steps(self, message: Outgoing) -> tuple[Step, ...]:
        """One request a file and one for the text: Instagram has no captions."""
        return split(message, caption_limit=0, captioned=frozenset())

    async def upload(self, account: Account, file: File) -> Answer:
        """Uploads to `/{ig_user_id}/message_attachments`."""
        payload = {"attachment": {"type": _kind(file), "payload": {"is_reusable": True}}}
        call = Call(
            f"{account.provider_id}/message_attachments",
            _attachment_id,
            sends=False,
            data={"platform": "instagram", "message": json.dumps(payload)},
            files={"filedata": (_name(file), file.path.read_bytes(), file.part.media_type)},
        )
        return await self._graph.call(account, call)

    async def send(self, account: Account, step: Step, media_id: str) -> Answer:
        """Posts to `/{ig_user_id}/messages`."""
        call = Call(f"{account.provider_id}/messages", _message_id, sends=True, json=_body(step, media_id))
        return await self._graph.call(account, call)


def _body(step: Step, media_id: str) -> dict[str, Any]:
    message: dict[str, Any] = {"text": step.text}
    if step.file is not None:
        message = {"attachment": {"type": _kind(step.file), "payload": {"attachment_id": media_id}}}
    body: dict[str, Any] = {"recipient": {"id": step.handle}, "messaging_type": "RESPONSE", "message": message}
    return body | {"reply_to": {"mid": step.quote}} if step.quote else body


def _kind(file: File) -> str:
    family = media_family(file.part.media_type)
    return "file" if family == "document" else family


def _name(file: File) -> str:
    """Instagram takes no file whose name has other letters than those of ASCII."""
    name = file.part.name or "file"
    return name if name.isascii() else f"file.{ending(name)}"


def _message_id(document: object) -> str:
    return text(document, "message_id")


def _attachment_id(document: object) -> str:
    return text(document, "attachment_id")

"""The provider's side on loopback: takes what we send, keeps it, and reports on it with signed webhooks."""

import asyncio
import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from backend.channels.signature import HEADER, sign
from backend.simulator import bodies
from backend.simulator.faults import Fault, FaultKind, Faults
from domain.clock import Clock

_CUT_SHORT = (FaultKind.CUT, FaultKind.GARBAGE)
_TALKS_BACK = (("sent", 0.05), ("delivered", 0.4), ("read", 1.5))


@dataclass(frozen=True, slots=True)
class Line:
    """One of our accounts as the provider knows it: where its webhooks go and how they are signed."""

    kind: str
    provider_id: str
    app_secret: str
    webhook_url: str


@dataclass(frozen=True, slots=True)
class Taken:
    """A message that the provider took from us."""

    line: Line
    id: str
    to: str
    text: str
    media_id: str
    quote: str
    body: dict[str, Any]


@dataclass
class Provider:
    """Plays the Graph API.

    Attributes:
        base_url: where it listens.
        lines: our accounts by provider id.
        taken: everything that was taken, in order. requests: how many sends were tried, whatever became of them.
        media: files by id, ours and the customers'. profiles: name and username by Instagram id.
        faults: what goes wrong next. talks_back: whether reports follow, with `pace` times their usual delay.
        heard: called with each message taken. go_on: ends every HANG.
    """

    clock: Clock
    base_url: str = ""
    lines: dict[str, Line] = field(default_factory=dict)
    taken: list[Taken] = field(default_factory=list)
    requests: int = 0
    media: dict[str, tuple[bytes, str]] = field(default_factory=dict)
    profiles: dict[str, tuple[str, str]] = field(default_factory=dict)
    faults: Faults = field(default_factory=Faults)
    talks_back: bool = True
    pace: float = 1.0
    heard: Callable[[Taken], None] | None = None
    go_on: asyncio.Event = field(default_factory=asyncio.Event)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _http: httpx.AsyncClient | None = None

    def app(self) -> Starlette:
        """The ASGI app."""
        return Starlette(
            routes=[
                Route("/{version}/{line}/messages", self._messages, methods=["POST"]),
                Route("/{version}/{line}/media", self._upload, methods=["POST"]),
                Route("/{version}/{line}/message_attachments", self._upload, methods=["POST"]),
                Route("/content/{media}", self._content, methods=["GET"]),
                Route("/{version}/{thing}", self._thing, methods=["GET"]),
            ]
        )

    def add_media(self, content: bytes, media_type: str) -> str:
        """A customer's file; gives its id."""
        media_id = uuid.uuid4().hex
        self.media[media_id] = (content, media_type)
        return media_id

    async def post(self, line: Line, body: bodies.Body) -> int:
        """Posts a signed webhook body and gives the server's status."""
        raw = bodies.encode(body)
        headers = {HEADER: sign(raw, line.app_secret), "Content-Type": "application/json"}
        if self._http is None:
            self._http = httpx.AsyncClient(timeout=30.0, trust_env=False)
        response = await self._http.post(line.webhook_url, content=raw, headers=headers)
        return response.status_code

    async def close(self) -> None:
        """Ends the reports that are still to come."""
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._http is not None:
            await self._http.aclose()
            self._http = None

    async def _messages(self, request: Request) -> Response:
        line = self.lines.get(request.path_params["line"])
        self.requests += 1
        if line is None:
            return Fault(FaultKind.ERROR, 404, 100, 33).response()
        fault = self.faults.take()
        body = json.loads(await request.body())
        if fault and not fault.takes:
            return fault.response()
        taken = _taken(line, body)
        self._accept(taken)
        if fault and fault.kind is FaultKind.DELAY:
            await asyncio.sleep(fault.seconds)
        elif fault and fault.kind is FaultKind.HANG:
            await asyncio.wait((asyncio.create_task(self.go_on.wait()),), timeout=fault.seconds)
        if fault and (fault.cut or fault.kind in _CUT_SHORT):
            return fault.response()
        if line.kind == "whatsapp":
            contact = {"input": taken.to, "wa_id": taken.to}
            answer = {"messaging_product": "whatsapp", "contacts": [contact], "messages": [{"id": taken.id}]}
            return JSONResponse(answer)
        return JSONResponse({"recipient_id": taken.to, "message_id": taken.id})

    async def _upload(self, request: Request) -> Response:
        file = uploaded_file(request.headers.get("content-type", ""), await request.body())
        if file is None:
            return Fault(FaultKind.ERROR, 400, 131053).response()
        media_id = self.add_media(*file)
        return JSONResponse({"id": media_id, "attachment_id": media_id})

    async def _content(self, request: Request) -> Response:
        found = self.media.get(request.path_params["media"])
        if found is None:
            return Response(status_code=404)
        return Response(found[0], media_type=found[1])

    async def _thing(self, request: Request) -> Response:
        """What one asks for by id: a person's profile or a file's address."""
        thing = request.path_params["thing"]
        if thing in self.profiles:
            name, username = self.profiles[thing]
            return JSONResponse({"id": thing, "name": name, "username": username})
        if thing in self.media:
            url = f"{str(request.base_url).rstrip('/')}/content/{thing}"
            return JSONResponse({"id": thing, "url": url, "mime_type": self.media[thing][1]})
        return Fault(FaultKind.ERROR, 400, 100, 33).response()

    def _accept(self, taken: Taken) -> None:
        self.taken.append(taken)
        if self.talks_back and taken.line.webhook_url:
            task = asyncio.create_task(self._report(taken))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        if self.heard:
            self.heard(taken)

    async def _report(self, taken: Taken) -> None:
        if taken.line.kind == "instagram":
            await self._echo(taken)
        for status, wait in _TALKS_BACK:
            await asyncio.sleep(wait * self.pace)
            body = self._status(taken, status)
            if body is not None:
                await self._try_post(taken.line, body)

    async def _echo(self, taken: Taken) -> None:
        now = self.clock.now()
        message = {"mid": taken.id, "is_echo": True}
        if taken.text:
            message["text"] = taken.text
        item = bodies.instagram_item(taken.line.provider_id, taken.to, now, message=message)
        await self._try_post(taken.line, bodies.instagram(taken.line.provider_id, now, item))

    def _status(self, taken: Taken, status: str) -> bodies.Body | None:
        now, line = self.clock.now(), taken.line
        if line.kind == "whatsapp":
            own = taken.body.get("biz_opaque_callback_data")
            more = {"biz_opaque_callback_data": own} if own else {}
            number = bodies.WhatsAppNumber(line.provider_id)
            return bodies.whatsapp(number, **bodies.whatsapp_status(taken.id, status, taken.to, now, **more))
        if status != "read":
            return None
        item = bodies.instagram_item(taken.to, line.provider_id, now, read={"mid": taken.id})
        return bodies.instagram(line.provider_id, now, item)

    async def _try_post(self, line: Line, body: bodies.Body) -> None:
        try:
            await self.post(line, body)
        except httpx.HTTPError:
            return  # our server is away; a provider would try again, a stub need not


def uploaded_file(content_type: str, body: bytes) -> tuple[bytes, str] | None:
    """The file in a multipart form, with its media type."""
    form = BytesParser(policy=HTTP).parsebytes(f"Content-Type: {content_type}\r\n\r\n".encode() + body)
    for part in form.iter_parts() if form.is_multipart() else ():
        if part.get_filename():
            return part.get_payload(decode=True), part.get_content_type()  # type: ignore[return-value]
    return None


def _taken(line: Line, body: dict[str, Any]) -> Taken:
    message_id = f"wamid.{uuid.uuid4().hex}" if line.kind == "whatsapp" else f"m_{uuid.uuid4().hex}"
    if line.kind == "whatsapp":
        kind = body.get("type", "text")
        content = body.get(kind, {})
        text = content.get("body") or content.get("caption") or ""
        to = body.get("to") or body.get("recipient") or ""
        return Taken(
            line, message_id, to, text, content.get("id", ""), body.get("context", {}).get("message_id", ""), body
        )
    message = body.get("message", {})
    media = message.get("attachment", {}).get("payload", {}).get("attachment_id", "")
    to = body.get("recipient", {}).get("id", "")
    return Taken(line, message_id, to, message.get("text", ""), media, body.get("reply_to", {}).get("mid", ""), body)

"""How much a caller may ask for: units a second for each agent, bytes for each route (S23)."""

import threading
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.errors import throttled
from backend.settings import Settings
from domain.clock import Clock


@dataclass(slots=True)
class _Bucket:
    units: float
    filled_at: float


class RateLimit:
    """A bucket of units for each agent, refilled at a steady rate."""

    def __init__(self, clock: Clock, per_second: float, burst: float) -> None:
        self._clock = clock
        self._rate = per_second
        self._burst = burst
        self._buckets: dict[str, _Bucket] = {}
        self._lock = threading.Lock()

    def spend(self, key: str, units: int) -> None:
        """Takes units out; raises the 429 Refusal when there are not enough."""
        now = self._clock.monotonic()
        with self._lock:
            bucket = self._buckets.setdefault(key, _Bucket(self._burst, now))
            bucket.units = min(self._burst, bucket.units + (now - bucket.filled_at) * self._rate)
            bucket.filled_at = now
            if bucket.units < units:
                raise throttled((units - bucket.units) / self._rate)
            bucket.units -= units


class BodyLimit:
    """ASGI middleware that stops reading a body at its route's limit: 413."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Counts what comes in."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limited = _LimitedBody(receive, self._limit(scope["path"]))
        if limited.declared_too_large(scope):
            await _refuse(send)
            return
        await self._app(scope, limited.receive, send)

    def _limit(self, path: str) -> int:
        settings = self._settings
        if path.startswith("/v1/blobs/"):
            return settings.max_blob_bytes
        if path.startswith("/v1/webhooks/"):
            return settings.max_webhook_bytes
        return settings.max_batch_bytes if path == "/v1/ops:batch" else settings.max_body_bytes


class _LimitedBody:
    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive = receive
        self._left = limit

    def declared_too_large(self, scope: Scope) -> bool:
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        return declared.isdigit() and int(declared) > self._left

    async def receive(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.request":
            self._left -= len(message.get("body", b""))
            if self._left < 0:
                raise HTTPException(413)
        return message


async def _refuse(send: Send) -> None:
    body = b'{"code":"too_large","message":"The request is too large."}'
    headers = [(b"content-type", b"application/json"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": body})

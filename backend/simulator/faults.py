"""What can go wrong at the provider's side, to be ordered by tests: one fault for each of the next requests."""

from collections import deque
from dataclasses import dataclass
from enum import StrEnum

from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send


class FaultKind(StrEnum):
    """CUT and GARBAGE come after the message was taken; HANG, too: no answer comes for long, then a cut one or all."""

    ERROR = "error"
    CUT = "cut"
    GARBAGE = "garbage"
    HANG = "hang"
    DELAY = "delay"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that goes wrong. `seconds` is for HANG and DELAY, `cut` for HANG, the codes for ERROR."""

    kind: FaultKind
    status: int = 400
    code: int = 100
    subcode: int = 0
    seconds: float = 0.0
    retry_after: int = 0
    cut: bool = False

    @property
    def takes(self) -> bool:
        """Whether the provider takes the message all the same."""
        return self.kind is not FaultKind.ERROR

    def response(self) -> Response:
        """The answer of an ERROR, CUT or GARBAGE."""
        if self.kind is FaultKind.CUT or self.cut:
            return _Cut()
        if self.kind is FaultKind.GARBAGE:
            return Response(b'{"messages": [{"id"', media_type="application/json")
        error = {"message": "simulated", "type": "OAuthException", "code": self.code, "error_subcode": self.subcode}
        headers = {"Retry-After": str(self.retry_after)} if self.retry_after else None
        return JSONResponse({"error": error}, self.status, headers)


class Faults:
    """The orders, first in first out."""

    def __init__(self) -> None:
        self._next: deque[Fault] = deque()

    def order(self, *faults: Fault) -> None:
        """Each goes wrong once, in this order."""
        self._next.extend(faults)

    def take(self) -> Fault | None:
        """What goes wrong now."""
        return self._next.popleft() if self._next else None


class _Cut(Response):
    """Promises more than it sends; the server then closes the connection."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(b"content-length", b"1000"), (b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"{", "more_body": True})

"""What a failed request or an answer that is not 2xx means, in the words of `app.errors`."""

import json
import socket
import ssl
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from app.errors import AnswerLost, CannotCalculate, KnownError, Refused, SignedOut, Throttled, TooLarge, Unreachable

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx

DEFAULT_PATIENCE = 5.0
WIPED = "wiped"


def of_transport(error: "httpx.TransportError") -> KnownError:
    """A failure below HTTP. What certainly did not leave is Unreachable, everything else may have been done."""
    import httpx

    unsent = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)
    if isinstance(error, unsent):
        return Unreachable(_why(error), type(error).__name__)
    return AnswerLost(detail=type(error).__name__)


def _why(error: BaseException) -> str:
    """The code of `Unreachable`: the first cause that says more than that there is no connection; "" for none."""
    causes, seen = [error], set[int]()
    while causes:
        cause = causes.pop(0)
        seen.add(id(cause))
        if code := _code(cause):
            return code
        inside = cause.exceptions if isinstance(cause, BaseExceptionGroup) else ()
        beneath = cause.__cause__ or cause.__context__
        causes += [one for one in (*inside, beneath) if one is not None and id(one) not in seen]
    return ""


def _code(cause: BaseException) -> str:
    if isinstance(cause, ssl.SSLError):
        return "certificate" if isinstance(cause, ssl.SSLCertVerificationError) else "tls"
    if isinstance(cause, socket.gaierror):
        # "Try again" is what a computer without any network says, too.
        return "name" if cause.errno != socket.EAI_AGAIN else ""
    return "refused" if isinstance(cause, ConnectionRefusedError) else ""


def of_status(status: int, headers: "Mapping[str, str]", body: bytes, now: datetime) -> KnownError:
    """An answer that is not a success."""
    if status == 429 or (status == 503 and headers.get("Retry-After")):
        return Throttled(patience(headers.get("Retry-After", ""), now))
    word = _word(headers, body)
    if status >= 500 or status < 400:
        # A redirect is not from our server either: a captive portal, a proxy that wants a password.
        return AnswerLost(f"http_{status}")
    if status == 413:
        return TooLarge()
    if word is None:
        return AnswerLost(f"http_{status}")
    if status == 401:
        return SignedOut(word if word == WIPED else "")
    if status == 410 and word == CannotCalculate.code:
        return CannotCalculate()
    return Refused(word or f"http_{status}")


def patience(retry_after: str, now: datetime) -> float:
    """Seconds that a Retry-After header asks for; it holds seconds or a date."""
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return DEFAULT_PATIENCE
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


def _word(headers: "Mapping[str, str]", body: bytes) -> str | None:
    """The server's code, "" when it gave none, None when the answer is not in our server's language at all."""
    if not body:
        return ""
    if not headers.get("Content-Type", "").startswith("application/json"):
        return None
    try:
        decoded = json.loads(body)
    except ValueError:
        return None
    code = decoded.get("code") if isinstance(decoded, dict) else None
    return code[:64] if isinstance(code, str) else ""

"""Tolerant reading of what providers send: whatever is missing or of the wrong kind reads as empty, nothing raises."""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

Json = dict[str, object]

_FUTURE = timedelta(days=1)
_EARLIEST = datetime(2009, 1, 1, tzinfo=UTC)
_TEXT_LIMIT = 65_536


class UnreadableBody(ValueError):
    """The body is not JSON at all."""


def decode(body: bytes) -> object:
    """The JSON value of a body.

    Raises:
        UnreadableBody: it is not UTF-8 JSON, or nested beyond reason.
    """
    try:
        return json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise UnreadableBody(type(error).__name__) from error


def obj(value: object, *path: str) -> Json:
    """The object at the path, empty if there is none."""
    found = _at(value, path)
    return found if isinstance(found, dict) else {}


def objects(value: object, *path: str) -> Iterator[Json]:
    """The objects of the list at the path; a single object counts as a list of one."""
    found = _at(value, path)
    for item in found if isinstance(found, list) else [found]:
        if isinstance(item, dict):
            yield item


def text(value: object, *path: str) -> str:
    """The text at the path, clean enough for every database; numbers as text, everything else empty."""
    found = _at(value, path)
    if isinstance(found, bool) or not isinstance(found, str | int | float):
        return ""
    return clean(str(found))


def clean(raw: str) -> str:
    """Without NUL and lone surrogates, which JSON can carry and databases refuse; at most 65,536 characters."""
    return raw.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")[:_TEXT_LIMIT]


def number(value: object, *path: str) -> float:
    """The finite number at the path, 0 if there is none."""
    found = _at(value, path)
    if isinstance(found, bool) or not isinstance(found, str | int | float):
        return 0.0
    try:
        read = float(found)
    except (ValueError, OverflowError):
        return 0.0
    return read if abs(read) < float("inf") else 0.0


def flag(value: object, *path: str) -> bool:
    """Whether true stands at the path."""
    return _at(value, path) is True


def moment(seconds: float, arrived: datetime) -> datetime:
    """A provider's Unix time; the time of arrival when it says nothing sensible (before 2009, or beyond tomorrow)."""
    try:
        at = datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return arrived
    return at if _EARLIEST <= at <= arrived + _FUTURE else arrived


def fingerprint(value: object) -> str:
    """A stable stand-in for an id that the provider did not give."""
    canonical = json.dumps(value, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(canonical.encode("utf-8", "replace")).hexdigest()


def _at(value: object, path: tuple[str, ...]) -> object:
    for key in path:
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value

"""JSON to and from the domain's values. One row that cannot be read never stops the feed."""

import logging
from typing import Any, Final

import msgspec

from app.errors import AnswerLost
from domain.agent import Agent
from domain.changes import ENTITIES, Change, Entity, Page
from domain.message import Delivery, Message, MessageKind, PartKind
from domain.operations import Result
from domain.presence import Handover, Presence
from domain.search import SearchHit, SearchPage

log = logging.getLogger(__name__)


_GONE = msgspec.Raw(b"null")


class _Row(msgspec.Struct):
    seq: int
    type: str
    id: str
    entity: msgspec.Raw = _GONE


class _Page(msgspec.Struct):
    changes: list[_Row]
    cursor: str
    has_more: bool


class _Results(msgspec.Struct):
    results: list[Result]


class _History(msgspec.Struct):
    messages: list[msgspec.Raw]
    complete: bool


class _Search(msgspec.Struct):
    hits: list[msgspec.Raw]
    more: bool
    complete: bool = True


class Grant(msgspec.Struct):
    """What a sign-in or a renewal answers."""

    access_token: str
    refresh_token: str
    agent: Agent
    expires_in: int = 0


class Cursor(msgspec.Struct):
    """What a nudge carries."""

    cursor: str = ""


_PAGE: Final = msgspec.json.Decoder(_Page)
_RESULTS: Final = msgspec.json.Decoder(_Results)
_HISTORY: Final = msgspec.json.Decoder(_History)
_SEARCH: Final = msgspec.json.Decoder(_Search)
_HIT: Final = msgspec.json.Decoder(SearchHit)
_GRANT: Final = msgspec.json.Decoder(Grant)
_CURSOR: Final = msgspec.json.Decoder(Cursor)
_ENTITY: Final[dict[str, Any]] = {name: msgspec.json.Decoder(kind) for name, kind in ENTITIES.items()}

_WORDS: Final[dict[str, Any]] = {
    "presence": msgspec.json.Decoder(Presence),
    "handover": msgspec.json.Decoder(Handover),
}

encode = msgspec.json.encode


def page(raw: bytes) -> Page:
    """A page of the feed. Types that this version does not know are passed over."""
    decoded = _decode(_PAGE, raw)
    changes = [change for row in decoded.changes if (change := _change(row)) is not None]
    return Page(tuple(changes), decoded.cursor, decoded.has_more)


def results(raw: bytes, count: int) -> list[Result]:
    """The answers to a batch. Raises AnswerLost when some are missing."""
    decoded = _decode(_RESULTS, raw)
    if len(decoded.results) != count:
        raise AnswerLost("results_missing")
    found: list[Result] = decoded.results
    return found


def history(raw: bytes) -> tuple[list[Message], bool]:
    """A window of older messages, and whether nothing is before it."""
    decoded = _decode(_HISTORY, raw)
    messages = [entity for one in decoded.messages if isinstance(entity := _entity("message", one), Message)]
    return messages, decoded.complete


def search_page(raw: bytes) -> SearchPage:
    """Hits of a search; what a later version found of a kind we do not know is left out."""
    decoded = _decode(_SEARCH, raw)
    hits = [hit for one in decoded.hits if (hit := _hit(one)) is not None]
    return SearchPage(tuple(hits), decoded.more, decoded.complete)


def grant(raw: bytes) -> Grant:
    """A session."""
    granted: Grant = _decode(_GRANT, raw)
    return granted


def cursor(text: str) -> str:
    """The state a nudge speaks of."""
    found: Cursor = _decode(_CURSOR, text.encode())
    return found.cursor


def passing_word(kind: str, text: str) -> Presence | Handover | None:
    """Presence or a question; None for what this version does not know: then the stream is merely alive."""
    decoder = _WORDS.get(kind)
    try:
        found: Presence | Handover | None = decoder.decode(text) if decoder is not None else None
    except msgspec.DecodeError:
        return None
    return found


def anything(raw: bytes) -> object:
    """Any JSON as plain dicts and lists; None for an empty body."""
    return _decode(msgspec.json, raw) if raw else None


def _decode(decoder: Any, raw: bytes) -> Any:
    try:
        return decoder.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise AnswerLost("unreadable", type(error).__name__) from error


def _hit(raw: msgspec.Raw) -> SearchHit | None:
    try:
        hit: SearchHit = _HIT.decode(raw)
    except msgspec.DecodeError:
        return None
    return hit


def _change(row: _Row) -> Change | None:
    if row.type not in _ENTITY:
        return None
    if bytes(row.entity) == b"null":
        return Change(row.seq, row.type, row.id, None)
    entity = _entity(row.type, row.entity)
    return None if entity is None else Change(row.seq, row.type, row.id, entity)


def _entity(kind: str, raw: msgspec.Raw) -> Entity | None:
    decoder = _ENTITY[kind]
    try:
        entity: Entity = decoder.decode(raw)
    except msgspec.DecodeError:
        return _forgiving(kind, raw)
    return entity


def _forgiving(kind: str, raw: msgspec.Raw) -> Entity | None:
    """A message of a kind from a later version is shown as unsupported; any other unreadable row is left out."""
    try:
        fields = msgspec.json.decode(raw)
        if kind == "message":
            _replace_unknown(fields)
        entity: Entity = msgspec.convert(fields, ENTITIES[kind])
    except (msgspec.DecodeError, AttributeError, TypeError):
        log.warning("feed row of type %s cannot be read and is left out", kind)
        return None
    return entity


def _replace_unknown(message: dict[str, Any]) -> None:
    if message.get("kind") not in set(MessageKind):
        message["kind"] = MessageKind.UNSUPPORTED.value
    if message.get("delivery") not in set(Delivery):
        message["delivery"] = Delivery.NONE.value
    for part in message.get("parts", ()):
        if part.get("kind") not in set(PartKind):
            part["kind"] = PartKind.UNSUPPORTED.value

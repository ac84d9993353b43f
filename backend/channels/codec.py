"""Channel events ↔ the JSON text of an inbox row."""

from typing import Any

from pydantic import TypeAdapter

from backend.channels.events import ChannelEvent, Deleted, Echoed, Edited, Reacted, Received, Reported

_KINDS: dict[str, type[Any]] = {
    "received": Received,
    "reacted": Reacted,
    "edited": Edited,
    "deleted": Deleted,
    "reported": Reported,
    "echoed": Echoed,
}
_ADAPTERS: dict[str, TypeAdapter[Any]] = {kind: TypeAdapter(event) for kind, event in _KINDS.items()}
_KIND_OF = {event: kind for kind, event in _KINDS.items()}


def kind_of(event: ChannelEvent) -> str:
    """The event's name in the inbox."""
    return _KIND_OF[type(event)]


def to_text(event: ChannelEvent) -> str:
    """The event as JSON."""
    return _ADAPTERS[kind_of(event)].dump_json(event).decode()


def from_text(kind: str, text: str) -> ChannelEvent:
    """The event again. Raises ValueError for a row that holds none (a body nobody could read)."""
    adapter = _ADAPTERS.get(kind)
    if adapter is None:
        raise ValueError("unreadable body")
    event: ChannelEvent = adapter.validate_json(text)
    return event

"""A quick reply as JSON and back, without loss: for files of our own and for the states that the server keeps."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from enum import Enum
from typing import Any, TypeVar

from domain.channel import ChannelKind
from domain.emotion.assessment import Tier, Topic
from domain.ids import AgentId, BlobHash, QuickReplyId
from domain.message import Part, PartKind
from domain.templates.reply import QuickReply, Scope, Trait, Wording

Choice = TypeVar("Choice", bound=Enum)

_LONGEST = {"shortcut": 64, "title": 200, "folder": 200, "team": 200, "expands": 200}
_MOST = 200


def reply_to(reply: QuickReply) -> dict[str, Any]:
    """The value as JSON's own types."""
    made = asdict(reply)
    made["reviewed_at"] = reply.reviewed_at.isoformat() if reply.reviewed_at is not None else None
    return made


def reply_from(held: Mapping[str, Any]) -> QuickReply:
    """The value of what `reply_to` or the server wrote; raises ValueError, TypeError or KeyError for anything else."""
    return QuickReply(
        id=QuickReplyId(str(held["id"])),
        shortcut=_text(held, "shortcut"),
        title=_text(held, "title"),
        wordings=tuple(_wording(wording) for wording in _list(held, "wordings")),
        topic=_choice(Topic, held.get("topic")),
        folder=_text(held, "folder"),
        tags=tuple(str(tag)[:_MOST] for tag in _list(held, "tags")),
        scope=_choice(Scope, held.get("scope")) or Scope.PERSONAL,
        team=_text(held, "team"),
        owner_id=AgentId(str(held["owner_id"])) if held.get("owner_id") else None,
        channels=tuple(ChannelKind(str(kind)) for kind in _list(held, "channels")),
        files=tuple(_part(part) for part in _list(held, "files")),
        expands=_text(held, "expands"),
        automatic=held.get("automatic") is True,
        reviewed_at=_moment(held.get("reviewed_at")),
        used=int(held.get("used") or 0),
        edited=int(held.get("edited") or 0),
        version=int(held.get("version") or 0),
    )


def _wording(held: Mapping[str, Any]) -> Wording:
    return Wording(
        language=str(held.get("language") or "")[:35],
        text=str(held["text"]),
        tier=_choice(Tier, held.get("tier")),
        trait=_choice(Trait, held.get("trait")),
        title=str(held.get("title") or "")[:_MOST],
    )


def _part(held: Mapping[str, Any]) -> Part:
    return Part(
        kind=PartKind(str(held.get("kind", PartKind.ATTACHMENT.value))),
        name=str(held.get("name", ""))[:_MOST],
        blob=BlobHash(str(held.get("blob", ""))),
        media_type=str(held.get("media_type", ""))[:_MOST],
        size=int(held.get("size") or 0),
        width=int(held.get("width") or 0),
        height=int(held.get("height") or 0),
    )


def _text(held: Mapping[str, Any], name: str) -> str:
    return str(held.get(name) or "").strip()[: _LONGEST[name]]


def _list(held: Mapping[str, Any], name: str) -> list[Any]:
    found = held.get(name) or []
    if not isinstance(found, list | tuple) or len(found) > _MOST:
        raise ValueError(name)
    return list(found)


def _choice(kind: type[Choice], value: object) -> Choice | None:
    return None if value in (None, "") else kind(value)


def _moment(value: object) -> datetime | None:
    return datetime.fromisoformat(str(value)) if value else None

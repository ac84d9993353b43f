"""The built-in replies: one pack a language, merged by name into replies with a wording each for tier and trait."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from domain.emotion.assessment import Tier, Topic
from domain.ids import QuickReplyId
from domain.templates.reply import QuickReply, Scope, Trait, Wording

_NAMES: Final = uuid.UUID("c3a1c9b4-8f0e-5d7a-9a63-0c6c1f6d2e57")

WRITTEN_AT: Final = datetime(2026, 11, 22, tzinfo=UTC)
"""When the packs were last read through by people; from here on the quarterly review counts (Q-5)."""

LANGUAGES: Final = ("en", "zh-Hans", "zh-Hant", "ru", "it", "ar", "th", "vi")
"""Every language has all of them."""

Pack = Mapping[str, Any]
"""A pack as it is written: "reply", a list of tables."""


class PackFault(ValueError):
    """A pack cannot be read; the message names the reply and says why."""


def builtin_id(name: str) -> QuickReplyId:
    """The id of a built-in reply, the same for ever and everywhere."""
    return QuickReplyId(str(uuid.uuid5(_NAMES, name)))


def merged(packs: Mapping[str, Pack], agent_language: str = "en") -> tuple[QuickReply, ...]:
    """All built-in replies, in the order of the first pack; raises PackFault.

    Args:
        packs: by language tag.
        agent_language: whose titles and tags are shown first; English where there is no such pack.
    """
    found: dict[str, QuickReply] = {}
    first = [language for language in (agent_language, "en") if language in packs]
    for language in dict.fromkeys((*first, *packs)):
        for table in packs[language].get("reply", ()):
            name = _text(table, "id", language)
            one = _reply(table, name, language)
            held = found.get(name)
            found[name] = one if held is None else _joined(held, one, tags=language in first)
    return tuple(found.values())


def with_saved(builtin: Iterable[QuickReply], saved: Iterable[QuickReply]) -> tuple[QuickReply, ...]:
    """What can be used: a saved reply goes before the built-in one of its id; one without wordings hides it."""
    held = {reply.id: reply for reply in builtin}
    held |= {reply.id: reply for reply in saved}
    return tuple(reply for reply in held.values() if reply.wordings)


def _joined(held: QuickReply, other: QuickReply, *, tags: bool) -> QuickReply:
    """Tags of the agent's language and of English only: those of all eight would hide each other."""
    together = dict.fromkeys((*held.tags, *(other.tags if tags else ())))
    return replace(held, wordings=(*held.wordings, *other.wordings), tags=tuple(together))


def _reply(table: Mapping[str, Any], name: str, language: str) -> QuickReply:
    title = _text(table, "title", language)
    return QuickReply(
        id=builtin_id(name),
        shortcut=_text(table, "shortcut", language),
        title=title,
        wordings=tuple(_wordings(table, language, title)),
        topic=_known(Topic, table.get("topic"), name),
        tags=tuple(str(tag) for tag in table.get("tags", ())),
        scope=Scope.WORKSPACE,
        automatic=table.get("automatic") is True,
        reviewed_at=WRITTEN_AT,
    )


def _wordings(table: Mapping[str, Any], language: str, title: str) -> Iterable[Wording]:
    yield Wording(language, _text(table, "text", language), title=title)
    for key, text in dict(table.get("tier", {})).items():
        yield Wording(language, str(text).strip(), tier=_known(Tier, key, title), title=title)
    for key, text in dict(table.get("trait", {})).items():
        yield Wording(language, str(text).strip(), trait=_known(Trait, key, title), title=title)


def _text(table: Mapping[str, Any], key: str, language: str) -> str:
    found = str(table.get(key, "")).strip()
    if not found:
        raise PackFault(f"{language}: {table.get('id', 'a reply')} has no {key}")
    return found


def _known(kind: type[Any], value: object, name: str) -> Any:
    try:
        return kind(value)
    except ValueError as error:
        raise PackFault(f"{name}: {error}") from error

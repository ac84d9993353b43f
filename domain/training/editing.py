"""What people do to packs, as pure functions: the server applies them, and the client foretells with them (S-2)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from domain.ids import AgentId
from domain.problems import Problem
from domain.training.acts import (
    MOST_AT_ONCE,
    CheckKey,
    DropItem,
    NamePack,
    PublishPack,
    PutItems,
    RetirePack,
)
from domain.training.item import DrillItem
from domain.training.pack import LONGEST_NOTE, LONGEST_TITLE, MOST_ITEMS, Edition, Entry, KeyCheck, Pack, PackSource
from domain.training.validity import flaws

PackAct = NamePack | PutItems | DropItem | CheckKey | PublishPack | RetirePack

LONGEST_COMMENT: Final = 1_000
"""Characters of what somebody says of a key."""


class NotDone(Exception):
    """The act is refused for good; nothing was changed by it.

    Attributes:
        code: why.
    """

    def __init__(self, code: Problem) -> None:
        super().__init__(code)
        self.code = code


def edited(pack: Pack | None, act: PackAct, who: AgentId, at: datetime, checkers: int) -> Pack:
    """The pack after it.

    Args:
        pack: None while there is none with that id. checkers: how many others must agree on a key.

    Raises:
        NotDone.
    """
    if isinstance(act, NamePack):
        return _named(pack, act, who)
    if pack is None:
        raise NotDone(Problem.PACK_GONE)
    return _DEEDS[type(act)](pack, act, who, at, checkers)


def edition_of(pack: Pack, who: AgentId, checkers: int) -> Edition:
    """What learners get of a pack that was just published (`edited` with PublishPack)."""
    items = tuple(entry.item for entry in pack.entries if is_agreed(entry, checkers))
    return Edition(pack.id, pack.title, pack.note, pack.source, items, pack.edition, who, pack.published_at)


def is_agreed(entry: Entry, checkers: int) -> bool:
    """Whether enough people besides its author agree on the key, and nobody objects."""
    return agreeing(entry) >= checkers and not objections(entry)


def agreeing(entry: Entry) -> int:
    """How many people besides its author agree."""
    return sum(1 for check in entry.checks if check.agrees and check.by != entry.author)


def objections(entry: Entry) -> tuple[KeyCheck, ...]:
    """What is said against it."""
    return tuple(check for check in entry.checks if not check.agrees)


def _named(pack: Pack | None, act: NamePack, who: AgentId) -> Pack:
    title = act.title.strip()
    if not title or len(title) > LONGEST_TITLE or len(act.note) > LONGEST_NOTE:
        raise NotDone(Problem.TEXT_TOO_LONG if title else Problem.EMPTY_MESSAGE)
    if act.source is PackSource.BUILT_IN:
        raise NotDone(Problem.BAD_OPERATION)
    if pack is None:
        return Pack(act.pack_id, title, act.note, act.source, (), who)
    # What was once made of real dialogues stays so for whoever reads it.
    source = PackSource.REAL if pack.source is PackSource.REAL else act.source
    return replace(pack, title=title, note=act.note, source=source)


def _put(pack: Pack, act: PutItems, who: AgentId, at: datetime, checkers: int) -> Pack:
    if not 0 < len(act.items) <= MOST_AT_ONCE or any(flaws(item) for item in act.items):
        raise NotDone(Problem.BAD_OPERATION)
    entries = {entry.item.id: entry for entry in pack.entries}
    for item in act.items:
        held = entries.get(item.id)
        if held is None or held.item != item:
            entries[item.id] = Entry(item, who, at)
    if len(entries) > MOST_ITEMS:
        raise NotDone(Problem.TEXT_TOO_LONG)
    return replace(pack, entries=tuple(entries.values()))


def _drop(pack: Pack, act: DropItem, who: AgentId, at: datetime, checkers: int) -> Pack:
    return replace(pack, entries=tuple(entry for entry in pack.entries if entry.item.id != act.item_id))


def _check(pack: Pack, act: CheckKey, who: AgentId, at: datetime, checkers: int) -> Pack:
    entry = pack.entry(act.item.id)
    if entry is None or entry.item != act.item:
        raise NotDone(Problem.ITEM_MOVED)
    if entry.author == who:
        raise NotDone(Problem.NOT_ALLOWED)
    if not act.agrees and not act.comment.strip():
        raise NotDone(Problem.REASON_MISSING)
    if len(act.comment) > LONGEST_COMMENT:
        raise NotDone(Problem.TEXT_TOO_LONG)
    others = tuple(check for check in entry.checks if check.by != who)
    checked = replace(entry, checks=(*others, KeyCheck(who, act.agrees, act.comment.strip(), at)))
    return replace(pack, entries=tuple(checked if one is entry else one for one in pack.entries))


def _publish(pack: Pack, act: PublishPack, who: AgentId, at: datetime, checkers: int) -> Pack:
    if not any(is_agreed(entry, checkers) for entry in pack.entries):
        raise NotDone(Problem.NOTHING_CHECKED)
    return replace(pack, edition=pack.edition + 1, published_at=at, retired=False)


def _retire(pack: Pack, act: RetirePack, who: AgentId, at: datetime, checkers: int) -> Pack:
    return replace(pack, retired=act.retired)


_DEEDS: dict[type[PackAct], Callable[[Pack, Any, AgentId, datetime, int], Pack]] = {
    PutItems: _put,
    DropItem: _drop,
    CheckKey: _check,
    PublishPack: _publish,
    RetirePack: _retire,
}


def weight(items: tuple[DrillItem, ...]) -> int:
    """Characters of all texts of these items: what an operation that carries them costs."""
    return sum(
        len(item.text)
        + sum(map(len, item.gists))
        + sum(len(reply.text) for reply in item.replies)
        + sum(len(line.text) for line in item.before)
        for item in items
    )

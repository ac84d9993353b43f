"""Packs to look at: one of many scripts whose keys are checked by several people, an empty one, a withdrawn one."""

from dataclasses import replace
from datetime import timedelta
from itertools import cycle

from app.training.builtin import builtin_pack
from domain.ids import AgentId, DrillItemId, PackId
from domain.training.item import DrillItem
from domain.training.pack import Edition, Entry, KeyCheck, Pack, PackSource
from tests.fakes.demo import AGENTS, NOW

RUSH, EMPTY, OLD = PackId("pack-rush"), PackId("pack-empty"), PackId("pack-old")
_WHO = tuple(agent.id for agent in AGENTS)
_LONG = "What customers write in the week before the holidays, collected by the night shift in Taipei and Rome"


def items(language: str, count: int) -> tuple[DrillItem, ...]:
    """The first messages of a built-in pack under ids of their own."""
    found = builtin_pack(language).items[:count]
    return tuple(replace(one, id=DrillItemId(f"own-{one.id}")) for one in found)


def rush() -> Pack:
    """Four languages; of each four keys one is agreed, one half, one disputed and one untouched."""
    several = [one for language in ("en", "zh-Hant", "th", "ar") for one in items(language, 4)]
    entries = tuple(_entry(one, place) for place, one in zip(cycle(range(4)), several, strict=False))
    return Pack(
        RUSH, "Holiday rush", "Read the end first.", PackSource.WRITTEN, entries, _WHO[1], 2, NOW - timedelta(days=9)
    )


def demo_packs() -> dict[PackId, Pack]:
    """All of them."""
    empty = Pack(EMPTY, _LONG, "", PackSource.REAL, (), _WHO[0])
    entry = Entry(items("it", 1)[0], _WHO[0], NOW)
    old = Pack(OLD, "Vecchie conoscenze", "", PackSource.WRITTEN, (entry,), _WHO[0], 1, NOW, retired=True)
    return {one.id: one for one in (rush(), empty, old)}


def demo_editions() -> dict[PackId, list[Edition]]:
    """What was published of the first one: something came, something changed, something went."""
    first, second, third, *_more = items("en", 4)
    worded = replace(second, gists=())
    one = Edition(RUSH, "Holiday rush", "", PackSource.WRITTEN, (first, worded), 1, _WHO[1], NOW - timedelta(days=30))
    return {RUSH: [one, replace(one, items=(second, third), number=2, published_at=NOW - timedelta(days=9))]}


def many(count: int) -> Pack:
    """A full one."""
    one = items("en", 1)[0]
    numbered = (replace(one, id=DrillItemId(f"i-{n}"), text=f"{one.text} {n}") for n in range(count))
    return replace(rush(), entries=tuple(_entry(item, 3) for item in numbered))


def _entry(item: DrillItem, place: int) -> Entry:
    """Written by Priya, or by the one who looks at it."""
    author = _WHO[1]
    checks = {
        0: (_check(_WHO[2], agrees=True), _check(_WHO[3], agrees=True)),
        1: (_check(_WHO[2], agrees=True),),
        2: (_check(_WHO[2], agrees=False, comment="The tier is medium, not low."),),
        3: (),
    }[place]
    return Entry(item, author, NOW - timedelta(days=3), checks)


def _check(who: AgentId, *, agrees: bool, comment: str = "") -> KeyCheck:
    return KeyCheck(who, agrees, comment, NOW - timedelta(days=1))

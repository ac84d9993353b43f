"""Packs: messages to practise on, with keys that people have checked; what is published is an edition (S-2)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from domain.ids import AgentId, DrillItemId, PackId
from domain.training.item import DrillItem

MOST_ITEMS: Final = 500
LONGEST_TITLE: Final = 120
LONGEST_NOTE: Final = 1_000


class PackSource(StrEnum):
    """Where its messages come from."""

    BUILT_IN = "built_in"  # comes with the program
    WRITTEN = "written"  # written for it
    REAL = "real"  # real dialogues; names, numbers and addresses removed


@dataclass(frozen=True, slots=True)
class KeyCheck:
    """What one person says of an item's key.

    Attributes:
        agrees: False for an objection; `comment` says which.
    """

    by: AgentId
    agrees: bool
    comment: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """An item of a pack that is worked on.

    Attributes:
        author: who wrote its present state, at `changed_at`; checks of states before are gone.
        checks: one a person, the newest of theirs; the author's own do not count.
    """

    item: DrillItem
    author: AgentId
    changed_at: datetime
    checks: tuple[KeyCheck, ...] = ()


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack that is worked on; only those see it who may train (Permission.TRAIN).

    Attributes:
        edition: the number that was published last, 0 for none. published_at: when.
        retired: learners are no longer offered it.
    """

    id: PackId
    title: str
    note: str
    source: PackSource
    entries: tuple[Entry, ...]
    author: AgentId
    edition: int = 0
    published_at: datetime | None = None
    retired: bool = False
    version: int = 0

    def entry(self, item_id: DrillItemId) -> Entry | None:
        """The entry of that item."""
        return next((one for one in self.entries if one.item.id == item_id), None)


@dataclass(frozen=True, slots=True)
class Edition:
    """What was published of a pack, whole and for everybody; a newer one takes its place.

    Attributes:
        id: the pack's. number: from 1 on.
    """

    id: PackId
    title: str
    note: str
    source: PackSource
    items: tuple[DrillItem, ...]
    number: int
    published_by: AgentId | None = None
    published_at: datetime | None = None
    version: int = 0

    @property
    def languages(self) -> tuple[str, ...]:
        """Of its items, each once, in their order."""
        return tuple(dict.fromkeys(item.language for item in self.items))

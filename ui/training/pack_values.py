"""Packs without their screen: the state of each key, what the list shows, what a new edition would hold."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from domain.ids import AgentId, DrillItemId
from domain.training.editing import is_agreed, objections
from domain.training.item import DrillItem
from domain.training.pack import Edition, Entry, Pack, PackSource


class KeyState(StrEnum):
    """How far a key is."""

    DRAFT = "draft"
    DISPUTED = "disputed"
    OPEN = "open"
    AGREED = "agreed"


@dataclass(frozen=True, slots=True)
class Row:
    """An item as the list has it; `entry` is None while it was never put into the pack."""

    item: DrillItem
    state: KeyState
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many keys of a pack are how far."""

    agreed: int
    open: int
    disputed: int


@dataclass(frozen=True, slots=True)
class Difference:
    """What one edition has that another has not."""

    added: tuple[DrillItem, ...]
    changed: tuple[DrillItem, ...]
    gone: tuple[DrillItem, ...]

    @property
    def nothing(self) -> bool:
        """Whether they are the same."""
        return not (self.added or self.changed or self.gone)


def state_of(entry: Entry, checkers: int) -> KeyState:
    """An objection weighs more than any number of people who agree."""
    if objections(entry):
        return KeyState.DISPUTED
    return KeyState.AGREED if is_agreed(entry, checkers) else KeyState.OPEN


def counts(pack: Pack, checkers: int) -> Counts:
    """Of all its items."""
    states = [state_of(entry, checkers) for entry in pack.entries]
    return Counts(states.count(KeyState.AGREED), states.count(KeyState.OPEN), states.count(KeyState.DISPUTED))


def rows(pack: Pack, drafts: Sequence[DrillItem], checkers: int) -> tuple[Row, ...]:
    """Unfinished ones that never were in it come first; others stand where they stood."""
    unsaved = {item.id: item for item in drafts}
    held = {entry.item.id for entry in pack.entries}
    new = [Row(item, KeyState.DRAFT) for item in drafts if item.id not in held]
    return (*new, *(_row(entry, unsaved.get(entry.item.id), checkers) for entry in pack.entries))


def _row(entry: Entry, draft: DrillItem | None, checkers: int) -> Row:
    if draft is not None and draft != entry.item:
        return Row(draft, KeyState.DRAFT, entry)
    return Row(entry.item, state_of(entry, checkers), entry)


def edition_rows(edition: Edition) -> tuple[Row, ...]:
    """Of a pack that can only be looked at."""
    return tuple(Row(item, KeyState.AGREED) for item in edition.items)


def shown(found: Iterable[Row], text: str, state: str, language: str, current: str = "") -> tuple[Row, ...]:
    """Those that search and filters leave; the one that is worked on stays."""
    words = text.casefold().split()
    return tuple(row for row in found if row.item.id == current or _fits(row, words, state, language))


def _fits(row: Row, words: Sequence[str], state: str, language: str) -> bool:
    item = row.item
    texts = (item.text, *item.gists, *(one.text for one in item.replies))
    everything = "\n".join(texts).casefold()
    return state in ("", row.state) and language in ("", item.language) and all(word in everything for word in words)


def to_check(pack: Pack, me: AgentId, checkers: int) -> tuple[Entry, ...]:
    """Keys of others that this person has said nothing of; those that want somebody first."""
    mine = (entry for entry in pack.entries if entry.author == me or any(check.by == me for check in entry.checks))
    said = {entry.item.id for entry in mine}
    open_ones = [entry for entry in pack.entries if entry.item.id not in said]
    ready = [entry for entry in open_ones if is_agreed(entry, checkers)]
    return (*(entry for entry in open_ones if entry not in ready), *ready)


def compared(before: Iterable[DrillItem], after: Iterable[DrillItem]) -> Difference:
    """What `after` has that `before` has not."""
    old, new = {item.id: item for item in before}, {item.id: item for item in after}
    return Difference(
        tuple(item for item in new.values() if item.id not in old),
        tuple(item for item in new.values() if item.id in old and old[item.id] != item),
        tuple(item for item in old.values() if item.id not in new),
    )


def would_be_in(pack: Pack, checkers: int) -> tuple[DrillItem, ...]:
    """What a new edition would hold."""
    return tuple(entry.item for entry in pack.entries if is_agreed(entry, checkers))


def copies(items: Iterable[DrillItem], new_ids: Iterable[DrillItemId]) -> tuple[DrillItem, ...]:
    """The same items under ids of their own."""
    return tuple(replace(item, id=new_id) for item, new_id in zip(items, new_ids, strict=False))


def copied_source(source: PackSource) -> PackSource:
    """What comes with the program is the team's own once it was copied."""
    return PackSource.WRITTEN if source is PackSource.BUILT_IN else source

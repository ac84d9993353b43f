"""Items of a pack in portions, each small enough for one operation."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from app.errors import Refused
from app.wire import to_json
from domain.problems import Problem
from domain.training.acts import MOST_AT_ONCE
from domain.training.item import DrillItem

MOST_BYTES: Final = 180_000
"""Of the items of one operation, as they travel: the server takes at most 256 KB at once, and some of it is no text."""


def batches(items: Iterable[DrillItem]) -> Iterator[Sequence[DrillItem]]:
    """Portions in the same order. Raises Refused(TEXT_TOO_LONG) for an item that is too large all by itself."""
    held: list[DrillItem] = []
    weight = 0
    for item in items:
        size = len(to_json(item).encode("utf-8", "replace"))
        if size > MOST_BYTES:
            raise Refused(Problem.TEXT_TOO_LONG)
        if held and (len(held) >= MOST_AT_ONCE or weight + size > MOST_BYTES):
            yield tuple(held)
            held, weight = [], 0
        held.append(item)
        weight += size
    if held:
        yield tuple(held)

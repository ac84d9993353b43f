"""Which conversations are looked at: every kind is there, and the same seed draws the same ones (M-1)."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from domain.ids import ThreadId

LEAST, MOST = 50, 100
"""How many conversations a weekly review has (M-1)."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A conversation that could be drawn; `stratum` is the kind it stands for."""

    thread_id: ThreadId
    stratum: str


def draw(candidates: Iterable[Candidate], size: int, seed: int) -> list[Candidate]:
    """So many of them: each stratum by its share, none left out while there is room; all when there are fewer.

    The order of the candidates does not matter. Raises ValueError for a negative size.
    """
    if size < 0:
        raise ValueError("fewer than none")
    strata: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in {one.thread_id: one for one in candidates}.values():
        strata[candidate.stratum].append(candidate)
    for members in strata.values():
        members.sort(key=lambda one: _lot(one.thread_id, seed))
    quotas = _quotas({name: len(members) for name, members in strata.items()}, size, seed)
    drawn = [one for name, members in strata.items() for one in members[: quotas[name]]]
    return sorted(drawn, key=lambda one: _lot(one.thread_id, seed))


def _quotas(sizes: dict[str, int], wanted: int, seed: int) -> dict[str, int]:
    """How many of each stratum: one of each first, the rest by largest remainder; the large before the small."""
    total = sum(sizes.values())
    if wanted >= total:
        return sizes
    order = sorted(sizes, key=lambda name: (-sizes[name], _lot(name, seed)))
    if wanted <= len(order):
        return {name: int(place < wanted) for place, name in enumerate(order)}
    exact = {name: sizes[name] * wanted / total for name in order}
    found = {name: max(1, int(exact[name])) for name in order}
    while sum(found.values()) > wanted:
        fullest = max((name for name in order if found[name] > 1), key=lambda name: found[name] - exact[name])
        found[fullest] -= 1
    while sum(found.values()) < wanted:
        open_ = [name for name in order if found[name] < sizes[name]]
        found[max(open_, key=lambda name: exact[name] - found[name])] += 1
    return found


def _lot(name: str, seed: int) -> bytes:
    return hashlib.sha256(f"{seed}:{name}".encode()).digest()

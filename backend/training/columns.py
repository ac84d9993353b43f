"""Attempts of a span as columns of numbers, and groups of them as results: a million are counted in half a second."""

import json
from collections.abc import Collection, Sequence
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from backend.insights.meant import as_kept
from backend.training import packed
from backend.training.goes import Goes
from backend.training.packed import FLAGS, KIND_AT, KINDS, MILLION, TOPIC_BITS
from domain.measures.report import Ratio
from domain.training.report import Result, TrainingChoice

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Chose = NDArray[np.bool_]
    Records = NDArray[Any]

_THOUSAND = 1_000
_SAID = 1 << FLAGS
"""So many numbers say all that is yes or no of one attempt."""


class Columns:
    """The attempts of these goes that count and are meant.

    Attributes:
        go: the place of its go among them. item: a number of the tables. at: microseconds since 1970.
        topic: an index into `packed.TOPICS`.
    """

    def __init__(
        self, goes: Goes, since: datetime, until: datetime, choice: TrainingChoice, items: Collection[int] | None
    ) -> None:
        """Of the choice, its kind and its language.

        Args:
            items: numbers of those that are meant, None for all.
        """
        import numpy as np

        kept = packed.record_type()
        records = np.frombuffer(b"".join(goes.packed), kept)
        go = np.arange(len(goes.packed)).repeat([len(one) // kept.itemsize for one in goes.packed])
        meant = (records["at"] >= as_kept(since)) & (records["at"] < as_kept(until))
        if choice.kind:
            meant &= (records["said"] >> KIND_AT) == _place(KINDS, choice.kind)
        if choice.language:
            wanted = np.array([_spoken(held, choice.language) for held in goes.languages], np.int64)
            meant &= records["language"] == wanted[go]
        if items is not None:
            meant &= np.isin(records["item"], sorted(items))
        self._take(records, go) if meant.all() else self._take(records[meant], go[meant])

    def _take(self, records: "Records", go: "Numbers") -> None:
        import numpy as np

        self.go, self.at, self.item = go, records["at"].astype(np.int64), records["item"].astype(np.int64)
        said = records["said"].astype(np.int64)
        self._flags, self.topic = said & (_SAID - 1), (said >> FLAGS) & ((1 << TOPIC_BITS) - 1)
        self._ms = records["ms"].astype(np.int64)
        self._shares = [_Share(records[name]) for name in ("recall", "exactness")]
        right = np.flatnonzero(said & packed.RIGHT)
        self._quickest = right[self._ms[right].argsort()]

    def results(self, group: "Numbers", groups: int) -> list[Result]:
        """One result for each group; those of a negative number are in none."""
        import numpy as np

        # Those of no group are counted in one more, which is left out.
        place = np.where(group < 0, groups, group)
        said = np.bincount(place * _SAID + self._flags, minlength=(groups + 1) * _SAID).reshape(-1, _SAID)[:groups]
        numbers = np.arange(_SAID)
        counts, hits = said.sum(axis=1).tolist(), said[:, (numbers & packed.RIGHT) > 0].sum(axis=1).tolist()
        ratios = [
            _ratio(said[:, (numbers & part) > 0].sum(axis=1), said[:, (numbers & whole) > 0].sum(axis=1))
            for part, whole in (
                (packed.TOPIC_RIGHT, packed.TOPIC_ASKED),
                (packed.TIER_RIGHT, packed.TIER_ASKED),
                (packed.LATE, packed.PRESSED),
            )
        ]
        shares = [share.means(place, groups) for share in self._shares]
        every = zip(counts, self._medians(place, groups), *shares, hits, *ratios, strict=True)
        return [
            Result(count, median, recall, exact, Ratio(right, count), *others)
            for count, median, recall, exact, right, *others in every
        ]

    def together(self, member: "NDArray[np.bool_]") -> Result:
        """Of all of these."""
        import numpy as np

        [result] = self.results(np.where(member, 0, -1), 1)
        return result

    def _medians(self, place: "Numbers", groups: int) -> list[float]:
        """Of those that were right, in seconds, as `domain.measures.spread` takes it: the lower of two."""
        import numpy as np

        right = place[self._quickest]
        if not len(right):
            return [0.0] * groups
        # Small numbers are sorted without being compared; among its own, each stays where its duration put it.
        small = np.int16 if groups < np.iinfo(np.int16).max else np.int64
        order = right.astype(small).argsort(kind="stable")
        counts = np.bincount(right, minlength=groups + 1)[:groups]
        middle = np.minimum(np.cumsum(counts) - counts + np.maximum(counts - 1, 0) // 2, len(right) - 1)
        ms = self._ms[self._quickest[order[middle]]]
        found: list[float] = np.where(counts > 0, ms / _THOUSAND, 0.0).tolist()
        return found


class _Share:
    """A share in millionths, of those that were asked: the others are below zero."""

    def __init__(self, held: "Numbers") -> None:
        import numpy as np

        self._asked = np.flatnonzero(held >= 0)
        self._held = held[self._asked]

    def means(self, place: "Numbers", groups: int) -> list[float | None]:
        """Of each group; None where nobody was asked."""
        import numpy as np

        asked = place[self._asked]
        counts = np.bincount(asked, minlength=groups + 1)[:groups].tolist()
        sums = np.bincount(asked, weights=self._held, minlength=groups + 1)[:groups].tolist()
        return [total / count / MILLION if count else None for total, count in zip(sums, counts, strict=True)]


def _ratio(part: "Numbers", whole: "Numbers") -> list[Ratio]:
    return [Ratio(*pair) for pair in zip(part.tolist(), whole.tolist(), strict=True)]


def _place(names: Sequence[str], wanted: str) -> int:
    """Where it stands among them; -1, which no attempt has, where it does not."""
    return names.index(wanted) if wanted in names else -1


@lru_cache(maxsize=1_000)
def _languages(held: str) -> list[str]:
    found: list[str] = json.loads(held)
    return found


def _spoken(held: str, wanted: str) -> int:
    return _place(_languages(held), wanted)

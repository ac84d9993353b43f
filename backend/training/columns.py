"""Attempts of a span as columns of numbers, and groups of them as results: a million are counted in about a second."""

from collections.abc import Sequence
from functools import reduce
from operator import add
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Integer, Text, case, func, select, type_coerce

from backend.insights.meant import microseconds
from backend.storage.tables import training_attempt, training_practice
from domain.emotion.assessment import Topic
from domain.measures.report import Ratio
from domain.training.item import DrillKind
from domain.training.report import Result
from domain.training.results import Ending

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

TOPICS = ("", *(topic.value for topic in Topic))
"""By the number that stands for each in a column."""

_A, _P = training_attempt.c, training_practice.c
_JOINED = training_practice.join(training_attempt, _P.number == _A.practice)
_THOUSAND, _MILLION = 1_000, 1_000_000

_RIGHT, _PRESSED, _LATE, _TOPIC_ASKED, _TOPIC_RIGHT, _TIER_ASKED, _TIER_RIGHT = (1 << bit for bit in range(7))
_TOPIC = 7


def _bits() -> ColumnElement[int]:
    """Everything that is yes or no, and the topic, in one number: each column of its own would cost as much again."""
    pressed = _A.kind == DrillKind.PRESSURE.value
    flags = {
        _RIGHT: _A.correct == 1,
        _PRESSED: pressed,
        _LATE: pressed & (_A.ending != Ending.DONE.value),
        _TOPIC_ASKED: _A.topic_right.is_not(None),
        _TOPIC_RIGHT: _A.topic_right == 1,
        _TIER_ASKED: _A.tier_right.is_not(None),
        _TIER_RIGHT: _A.tier_right == 1,
    }
    parts: list[ColumnElement[Any]] = [case((said, bit), else_=0) for bit, said in flags.items()]
    topic = case({name: number << _TOPIC for number, name in enumerate(TOPICS)}, value=_A.topic, else_=0)
    return reduce(add, parts, type_coerce(topic, Integer))


class Columns:
    """Attempts that count, the shortest first: sorted once, and then only put into groups.

    Attributes:
        practice, item: numbers of the tables. at: microseconds since 1970.
    """

    def __init__(self, connection: Connection, where: Sequence[ColumnElement[bool]]) -> None:
        wanted = (_A.practice, _A.item, microseconds(_A.at), _A.ms, _bits(), _else(_A.recall), _else(_A.exactness))
        packed = [func.aggregate_strings(type_coerce(column, Text), ",") for column in wanted]
        query = select(*packed).select_from(_JOINED).where(_A.ending != Ending.VOID.value, *where)
        held = [_numbers(text) for text in connection.execute(query).one()]
        order = held[3].argsort(kind="stable")
        self.practice, self.item, self.at, self._ms, self._bits, self._recall, self._exactness = (
            column[order] for column in held
        )

    @property
    def topic(self) -> "Numbers":
        """Indices into TOPICS."""
        return self._bits >> _TOPIC

    def results(self, group: "Numbers", groups: int) -> list[Result]:
        """One result for each group; those of a negative number are in none."""
        order = self._order(group, groups)
        kept = _Sorted(group[order], groups)
        bits, ms = self._bits[order], self._ms[order]
        right = (bits & _RIGHT) > 0
        shares = [kept.mean(share[order] / _MILLION) for share in (self._recall, self._exactness)]
        ratios = [
            kept.ratio(bits, part, whole)
            for part, whole in ((_TOPIC_RIGHT, _TOPIC_ASKED), (_TIER_RIGHT, _TIER_ASKED), (_LATE, _PRESSED))
        ]
        every = zip(
            kept.counts(),
            kept.medians(ms, right),
            *shares,
            kept.counts(right),
            *ratios,
            strict=True,
        )
        return [
            Result(count, median, recall, exact, Ratio(hits, count), *others)
            for count, median, recall, exact, hits, *others in every
        ]

    @staticmethod
    def _order(group: "Numbers", groups: int) -> "Numbers":
        """Where the members stand, by group. Small numbers are sorted without being compared."""
        import numpy as np

        member = np.flatnonzero(group >= 0)
        if groups == 1:
            return member
        small = np.int16 if groups < np.iinfo(np.int16).max else np.int64
        found: Numbers = member[group[member].astype(small).argsort(kind="stable")]
        return found

    def together(self, member: "NDArray[np.bool_]") -> Result:
        """Of all of these."""
        import numpy as np

        [result] = self.results(np.where(member, 0, -1), 1)
        return result


class _Sorted:
    """Figures of groups; whatever it is given stands in the order of group and duration."""

    def __init__(self, group: "Numbers", groups: int) -> None:
        self._group = group
        self._groups = groups

    def counts(self, which: Any = None) -> list[int]:
        """How many there are, or how many of them are so."""
        import numpy as np

        chosen = self._group if which is None else self._group[which]
        found: list[int] = np.bincount(chosen, minlength=self._groups).tolist()
        return found

    def ratio(self, bits: "Numbers", part: int, whole: int) -> list[Ratio]:
        """Of those that have the one bit, how many have the other."""
        pairs = zip(self.counts((bits & part) > 0), self.counts((bits & whole) > 0), strict=True)
        return [Ratio(*pair) for pair in pairs]

    def mean(self, shares: "NDArray[np.float64]") -> list[float | None]:
        """Of those that were asked: the others are below zero."""
        import numpy as np

        asked = shares >= 0
        sums = np.bincount(self._group[asked], weights=shares[asked], minlength=self._groups)
        return [float(total) / count if count else None for total, count in zip(sums, self.counts(asked), strict=True)]

    def medians(self, ms: "Numbers", right: "NDArray[np.bool_]") -> list[float]:
        """Of those that were right, in seconds, as `domain.measures.spread` takes it: the lower of two."""
        import numpy as np

        if not right.any():
            return [0.0] * self._groups
        cut = np.searchsorted(self._group[right], np.arange(self._groups + 1))
        counts = np.diff(cut)
        middle = np.minimum(cut[:-1] + np.maximum(counts - 1, 0) // 2, int(right.sum()) - 1)
        found: list[float] = np.where(counts > 0, ms[right][middle] / _THOUSAND, 0.0).tolist()
        return found


def _else(column: Any) -> Any:
    return func.coalesce(column, -_MILLION)


def _numbers(text: str | None) -> "Numbers":
    import numpy as np

    return np.fromstring(text or "", np.int64, sep=",")

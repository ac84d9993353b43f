"""Attempts of a span as columns of numbers, and groups of them as results: a million are read in a second."""

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
_SAID = 1 << _TOPIC
"""So many numbers say all that is yes or no of one attempt."""


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
    """Attempts that count.

    Attributes:
        practice, item: numbers of the tables. at: microseconds since 1970.
    """

    def __init__(self, connection: Connection, where: Sequence[ColumnElement[bool]]) -> None:
        import numpy as np

        wanted = (_A.practice, _A.item, microseconds(_A.at), _A.ms, _bits(), _else(_A.recall), _else(_A.exactness))
        packed = [func.aggregate_strings(type_coerce(column, Text), ",") for column in wanted]
        query = select(*packed).select_from(_JOINED).where(_A.ending != Ending.VOID.value, *where)
        held = [_numbers(text) for text in connection.execute(query).one()]
        self.practice, self.item, self.at, self._ms, self._bits, recall, exactness = held
        self._flags = self._bits & (_SAID - 1)
        self._shares = [_Share(recall), _Share(exactness)]
        right = np.flatnonzero(self._bits & _RIGHT)
        self._quickest = right[self._ms[right].argsort()]

    @property
    def topic(self) -> "Numbers":
        """Indices into TOPICS."""
        return self._bits >> _TOPIC

    def results(self, group: "Numbers", groups: int) -> list[Result]:
        """One result for each group; those of a negative number are in none."""
        import numpy as np

        # Those of no group are counted in one more, which is left out.
        place = np.where(group < 0, groups, group)
        said = np.bincount(place * _SAID + self._flags, minlength=(groups + 1) * _SAID).reshape(-1, _SAID)[:groups]
        numbers = np.arange(_SAID)
        counts, hits = said.sum(axis=1).tolist(), said[:, (numbers & _RIGHT) > 0].sum(axis=1).tolist()
        ratios = [
            _ratio(said[:, (numbers & part) > 0].sum(axis=1), said[:, (numbers & whole) > 0].sum(axis=1))
            for part, whole in ((_TOPIC_RIGHT, _TOPIC_ASKED), (_TIER_RIGHT, _TIER_ASKED), (_LATE, _PRESSED))
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
        return [total / count / _MILLION if count else None for total, count in zip(sums, counts, strict=True)]


def _ratio(part: "Numbers", whole: "Numbers") -> list[Ratio]:
    return [Ratio(*pair) for pair in zip(part.tolist(), whole.tolist(), strict=True)]


def _else(column: Any) -> Any:
    return func.coalesce(column, -_MILLION)


def _numbers(text: str | None) -> "Numbers":
    import numpy as np

    return np.fromstring(text or "", np.int64, sep=",")

"""Response times of learners and their colleagues, cut at each learner's first practice (S-3)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Text, func, select, type_coerce

from backend.insights.meant import as_kept, microseconds
from backend.insights.rows import IS_ANSWERED
from backend.storage.tables import insight_wait
from domain.training.effect import DAYS, Sides, effect, matched, windows
from domain.training.report import Effect

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

_W = insight_wait.c
_MS = 1_000
_MOST_TRIED = 10
"""First days of learners that are tried for a colleague until there are answers enough."""


def shown(
    connection: Connection,
    firsts: Mapping[str, date],
    meant: Collection[str] | None,
    zone: ZoneInfo,
    now: datetime,
) -> Effect:
    """Of the meant learners, beside everybody else who answers and never practised.

    Args:
        firsts: of everybody who ever practised, the first day.
    """
    learners = {who: day for who, day in firsts.items() if meant is None or who in meant}
    if not learners:
        return Effect(DAYS)
    answers = _Answers(connection, min(learners.values()), max(learners.values()), zone, now)
    sides = {who: answers.sides(who, day) for who, day in learners.items()}
    kept = [learners[who] for who, one in sides.items() if one.enough]
    others = matched(kept, [who for who in answers.people if who not in firsts])
    return effect(sides, {who: answers.first_enough(who, days[:_MOST_TRIED]) for who, days in others.items()})


class _Answers:
    """The answers of the weeks around these days, by who gave them and in the order of time."""

    def __init__(self, connection: Connection, first: date, last: date, zone: ZoneInfo, now: datetime) -> None:
        import numpy as np

        self._zone, self._today = zone, now.astimezone(zone).date()
        since, until = self._start(first.toordinal() - DAYS), self._start(last.toordinal() + DAYS + 1)
        columns = (_W.agent_id, microseconds(_W.began), _W.working_ms)
        packed = [func.aggregate_strings(type_coerce(column, Text), ",") for column in columns]
        query = select(*packed).where(_W.began >= since, _W.began < until, IS_ANSWERED, _W.agent_id != "")
        row: Any = connection.execute(query).one()
        names, began, took = row
        written: list[str] = names.split(",") if names else []
        self.people = sorted(set(written))
        numbers = {name: number for number, name in enumerate(self.people)}
        who: Numbers = np.fromiter(map(numbers.__getitem__, written), np.int64, len(written))
        order = np.lexsort((_parsed(began), who))
        self._began, self._took = _parsed(began)[order], _parsed(took)[order]
        cut = np.searchsorted(who[order], np.arange(len(self.people) + 1)).tolist()
        self._places = {name: (cut[number], cut[number + 1]) for name, number in numbers.items()}

    def sides(self, who: str, first: date) -> Sides:
        """Before and after that day."""
        before, after = windows(first, self._today)
        return Sides(self._within(who, before), self._within(who, after))

    def first_enough(self, who: str, days: Iterable[date]) -> Sides:
        """At the first of these days around which there are answers enough."""
        found = (self.sides(who, day) for day in days)
        return next((one for one in found if one.enough), Sides((), ()))

    def _within(self, who: str, days: range) -> list[float]:
        import numpy as np

        if not days or who not in self._places:
            return []
        begin, end = self._places[who]
        bounds = [as_kept(self._start(day)) for day in (days.start, days.stop)]
        low, high = (np.searchsorted(self._began[begin:end], bounds) + begin).tolist()
        found: list[float] = (self._took[low:high] / _MS).tolist()
        return found

    def _start(self, day: int) -> datetime:
        return datetime.combine(date.fromordinal(day), time(), self._zone).astimezone(UTC)


def _parsed(text: str | None) -> "Numbers":
    import numpy as np

    return np.fromstring(text or "", np.int64, sep=",")

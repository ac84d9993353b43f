"""Response times of a choice: all answers of its span at once, and cut into people and points."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Text, func, select, type_coerce

from backend.insights.meant import Meant, as_kept, microseconds
from backend.insights.rows import IS_ANSWERED, IS_OPEN
from backend.storage.tables import insight_wait, thread
from domain.measures.peak import Peaks, is_peak, kept
from domain.measures.points import peak_stretches
from domain.measures.report import Ratio, Spread
from domain.measures.responses import Wait
from domain.measures.spread import rank

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

_W = insight_wait.c
_HOUR, _SLOT = 3_600_000_000, 900_000_000
_SECOND = 1000


class Waiting(NamedTuple):
    """Somebody who waits now."""

    root_id: str
    assignee_id: str
    wait: Wait


class Answers:
    """The waits that began in the span and were answered, as columns of numbers.

    Each is read as one long text, which takes a third of the time that rows would take; and only those that are needed.
    """

    def __init__(self, meant: Meant) -> None:
        import numpy as np

        self._meant = meant
        columns = {"agent": _W.agent_id, "began": microseconds(_W.began), "took": _W.ms}
        if not meant.hours.always:
            columns["working"] = _W.working_ms
        if meant.agents is not None:
            columns["messages"] = _W.messages
        packed = [func.aggregate_strings(type_coerce(column, Text), ",") for column in columns.values()]
        where = (*meant.within(_W.began), IS_ANSWERED, *meant.named(insight_wait))
        row: Any = meant.connection.execute(select(*packed).where(*where)).one()
        held = {name: _numbers(text) for name, text in zip(list(columns)[1:], row[1:], strict=True)}
        self.began, self.took = held["began"], held["took"]
        self.working, self._messages = held.get("working", self.took), held.get("messages", self.took)
        names = row[0].split(",") if row[0] is not None else []
        numbered: dict[str, int] = {name: number for number, name in enumerate(sorted(set(names)))}
        self._names = list(numbered)
        self._agents: Numbers = np.fromiter(map(numbered.__getitem__, names), np.int64, len(names))

    @property
    def response(self) -> Spread:
        """By the clock."""
        return _spread(self.took)

    @property
    def business(self) -> Spread:
        """By working hours."""
        return _spread(self.working)

    def asked(self) -> Counter[int]:
        """How many messages the meant agents answered, by the quarter of an hour in which their waits began."""
        import numpy as np

        slots, place = np.unique(self.began // _SLOT, return_inverse=True)
        sums = np.bincount(place, weights=self._messages, minlength=len(slots))
        return Counter(dict(zip(slots.tolist(), map(int, sums), strict=True)))

    def by_agent(self) -> dict[str, Spread]:
        """Of each who answered; "" is whoever answered in a channel's own app."""
        return {name: _spread(self.took[self._agents == number]) for number, name in enumerate(self._names)}

    def hours_of(self) -> dict[str, int]:
        """In how many hours each answered anything."""
        import numpy as np

        hours = (self.began + self.took * 1000) // _HOUR
        return {name: len(np.unique(hours[self._agents == number])) for number, name in enumerate(self._names)}

    def by_point(self, begins: Sequence[datetime]) -> list[Spread]:
        """Of the waits that began in each."""
        import numpy as np

        place = np.searchsorted(_moments(begins), self.began, side="right") - 1
        order = np.argsort(place, kind="stable")
        cut = np.searchsorted(place[order], np.arange(len(begins) + 1))
        took = self.took[order]
        return [_spread(took[cut[number] : cut[number + 1]]) for number in range(len(begins))]

    def peaks(self, open_waits: Iterable[Waiting]) -> Peaks:
        """E-3, with those who wait too long already."""
        meant, figures = self._meant, self._meant.figures
        in_peak = self._in_peak()
        counted = {}
        for peak, limit in ((True, figures.immediately), (False, figures.off_peak)):
            took = self.took[in_peak == peak]
            counted[peak] = [int((took <= limit * _SECOND).sum()), len(took)]
        for _, _, wait in open_waits:
            peak = is_peak(wait.began, meant.peak_zone, figures.peak)
            counted[peak][1] += kept(wait, peak, figures, meant.now) is False
        return Peaks(Ratio(*counted[True]), Ratio(*counted[False]))

    def _in_peak(self) -> Any:
        import numpy as np

        choice, figures = self._meant.choice, self._meant.figures
        found = peak_stretches(choice.since, choice.until, self._meant.peak_zone, figures.peak)
        begins = np.array([begin for begin, _ in found], np.int64)
        ends = np.array([end for _, end in found], np.int64)
        return np.searchsorted(begins, self.began, side="right") > np.searchsorted(ends, self.began, side="right")


def waiting_now(meant: Meant) -> list[Waiting]:
    """Who waits now, whenever they began; of agents, those whose threads they have."""
    columns = (_W.root_id, thread.c.assignee_id, _W.position, _W.began, _W.last_at, _W.messages, _W.channel)
    query = select(*columns, _W.language, _W.topic).join(thread, thread.c.id == _W.root_id)
    query = query.where(IS_OPEN, *meant.named(insight_wait, agent=""))
    if meant.agents is not None:
        query = query.where(thread.c.assignee_id.in_(sorted(meant.agents)))
    rows = meant.connection.execute(query)
    return [Waiting(row[0], row[1] or "", Wait(*row[2:])) for row in rows]


def asked_by_kind(meant: Meant) -> list[tuple[dict[str, str], int]]:
    """How many messages the meant agents answered of each channel, language and topic."""
    where = (*meant.within(_W.began), IS_ANSWERED, *meant.named(insight_wait))
    names = (_W.channel, _W.language, _W.topic)
    query = select(*names, func.sum(_W.messages)).where(*where).group_by(*names)
    rows = meant.connection.execute(query)
    return [({"channel": row[0], "language": row[1], "topic": row[2]}, row[3]) for row in rows]


def _numbers(text: str | None) -> "Numbers":
    import numpy as np

    return np.fromstring(text or "", np.int64, sep=",")


def _moments(at: Sequence[datetime]) -> "Numbers":
    import numpy as np

    return np.array([as_kept(one) for one in at], np.int64)


def _spread(took: "Numbers") -> Spread:
    """As `domain.measures.spread`, for many."""
    import numpy as np

    count = len(took)
    if not count:
        return Spread()
    middle, late = rank(count, 50), rank(count, 90)
    ordered = np.partition(took, (middle, late))
    mean = float(took.sum()) / count / _SECOND
    return Spread(count, mean, int(ordered[middle]) / _SECOND, int(ordered[late]) / _SECOND)

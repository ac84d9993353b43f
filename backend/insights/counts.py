"""Messages of a choice: how many came and went, when, and of which kind (R-5)."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, select, union_all

from backend.insights.answers import Answers, asked_by_kind
from backend.insights.meant import Meant
from backend.storage.tables import insight_day, insight_slot
from domain.measures.points import DAY, HOUR, SLOT, slot_of, slot_start
from domain.measures.report import Share
from domain.measures.shares import shares

_SLOTS_OF_DAY = DAY // SLOT
_SLOTS_OF_HOUR = HOUR // SLOT


class Sent(NamedTuple):
    """What one agent sent, and in how many hours anything."""

    messages: int
    hours: int


class Counts:
    """Counted from quarters of an hour and, for the days that lie whole in the span, from days.

    Where only some agents are meant, what came in is what they answered: nobody else can be said to have it.
    """

    def __init__(self, meant: Meant, answered: Answers) -> None:
        self._meant, self._answered = meant, answered
        self._first, self._behind = slot_of(meant.choice.since), slot_of(meant.choice.until)
        self._asked = asked_by_kind(meant) if meant.agents is not None else None

    def inbound(self) -> Counter[int]:
        """Messages of customers by quarter of an hour."""
        if self._asked is not None:
            return self._answered.asked()
        table = insight_slot.c
        query = select(table.slot, func.sum(table.n)).where(*self._of("customer")).group_by(table.slot)
        return Counter({row[0]: row[1] for row in self._run(query)})

    def shares(self, name: str) -> tuple[Share, ...]:
        """What came in, by channel, language or topic."""
        if self._asked is not None:
            counted: Counter[str] = Counter()
            for kind, messages in self._asked:
                counted[kind[name]] += messages
            return shares(counted)
        return shares(self._sums("customer", name))

    def sent(self) -> dict[str, Sent]:
        """What each agent sent; where only some languages or topics are meant, what they answered of it."""
        if self._meant.by_nature:
            hours = self._answered.hours_of()
            return {name: Sent(one.count, hours[name]) for name, one in self._answered.by_agent().items()}
        hours = self._hours()
        return {name: Sent(n, hours.get(name, 0)) for name, n in self._sums("agent", "agent_id").items() if n}

    def _hours(self) -> dict[str, int]:
        """In how many hours of the zone's clock each sent anything."""
        offset = self._meant.choice.since.astimezone(self._meant.zone).utcoffset() or timedelta(0)
        table = insight_slot.c
        hour = (table.slot + offset // SLOT) // _SLOTS_OF_HOUR
        some = select(table.agent_id, hour.label("hour")).where(*self._of("agent"), table.n > 0).distinct().subquery()
        query = select(some.c.agent_id, func.count()).group_by(some.c.agent_id)
        return {row[0]: row[1] for row in self._run(query)}

    def _sums(self, author: str, name: str) -> dict[str, int]:
        """Over the whole span, by one column."""
        first, behind = -(-self._first // _SLOTS_OF_DAY), self._behind // _SLOTS_OF_DAY
        parts: list[Select[Any]] = []
        if first < behind:
            parts.append(self._part(insight_day, "day", author, name, first, behind))
            edges = ((self._first, first * _SLOTS_OF_DAY), (behind * _SLOTS_OF_DAY, self._behind))
        else:
            edges = ((self._first, self._behind), (0, 0))
        parts += [self._part(insight_slot, "slot", author, name, low, high) for low, high in edges if low < high]
        found: Counter[str] = Counter()
        for kind, n in self._run(union_all(*parts)) if parts else ():
            found[kind] += n
        return found

    def _part(self, table: Any, time: str, author: str, name: str, low: int, high: int) -> Select[Any]:
        here = (table.c.author == author, table.c[time] >= low, table.c[time] < high)
        query = select(table.c[name], func.sum(table.c.n)).where(*here, *self._named(table, author))
        return query.group_by(table.c[name])

    def _of(self, author: str) -> list[ColumnElement[bool]]:
        table = insight_slot.c
        span = [table.author == author, table.slot >= self._first, table.slot < self._behind]
        return [*span, *self._named(insight_slot, author)]

    def _named(self, table: Any, author: str) -> list[ColumnElement[bool]]:
        return self._meant.named(table, agent="agent_id" if author == "agent" else "")

    def _run(self, query: Any) -> Any:
        return self._meant.connection.execute(query)


def in_point(slots: Counter[int], begins: Sequence[datetime], until: datetime) -> list[int]:
    """How many of each point."""
    found, edges = [0] * len(begins), [slot_of(begin) for begin in begins]
    for slot, n in slots.items():
        place = bisect_right(edges, slot) - 1
        if place >= 0 and slot_start(slot) < until:
            found[place] += n
    return found

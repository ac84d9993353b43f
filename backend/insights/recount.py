"""Counts everything once more straight from the messages, on a way of its own, and says what does not agree."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import accumulate, groupby, pairwise
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from backend.insights.rows import working_hours
from backend.storage.tables import insight_case, insight_day, insight_slot, insight_wait, message
from domain.emotion.assessment import Cue, Tier
from domain.working_time import between

_MS = timedelta(milliseconds=1)
_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
_QUARTER, _DAY = timedelta(minutes=15), timedelta(days=1)
_MOST = 20


class _Line(NamedTuple):
    root: str
    position: int
    at: datetime
    author: str
    kind: str
    text: str
    agent: str
    channel: str
    says: Any

    @property
    def inbound(self) -> bool:
        return self.author == "customer" and self.kind != "event"

    @property
    def reply(self) -> bool:
        return self.author == "agent" and self.kind not in ("note", "event")

    @property
    def done(self) -> bool:
        return self.kind == "event" and self.text == "resolved"

    @property
    def language(self) -> str:
        return self.says.language if self.says else ""

    @property
    def topic(self) -> str:
        return self.says.topic.value if self.says and self.says.topic else ""

    @property
    def thanks(self) -> bool:
        cues = [reason.cue for reason in self.says.reasons] if self.says else []
        return bool(self.says) and self.says.tier is Tier.LOW and Cue.THANKS in cues and Cue.QUESTION not in cues


def disagreements(connection: Connection) -> list[str]:
    """What is kept otherwise than the messages say, at most 20 lines of each sort; none when all is well.

    While the backlog is at work there are many.
    """
    hours = working_hours(connection)
    slots: Counter[Any] = Counter()
    days: Counter[Any] = Counter()
    waits: set[Any] = set()
    cases: set[Any] = set()
    for root, lines in groupby(_lines(connection), _root):
        held = list(lines)
        _count(held, slots, days)
        waits.update((root, *wait, _working(wait, hours)) for wait in _waits(held))
        cases.update((root, *case) for case in _cases(held))
    return [
        *_differences("slot", set(slots.items()), _kept_counts(connection, insight_slot)),
        *_differences("day", set(days.items()), _kept_counts(connection, insight_day)),
        *_differences("wait", waits, _kept(connection, insight_wait)),
        *_differences("case", cases, _kept(connection, insight_case)),
    ]


def _lines(connection: Connection) -> Iterator[_Line]:
    c = message.c
    columns = (c.root_id, c.position, c.arrived_at, c.author, c.kind, c.text, c.agent_id, c.channel, c.assessment)
    query = select(*columns).where(~c.discarded).order_by(c.root_id, c.position)
    for row in connection.execute(query):
        yield _Line(*row[:6], row.agent_id or "", row.channel, row.assessment)


def _root(line: _Line) -> str:
    return line.root


def _count(lines: Iterable[_Line], slots: Counter[Any], days: Counter[Any]) -> None:
    for line in lines:
        if line.inbound or line.reply:
            what = (line.agent, line.channel, line.language, line.topic)
            slots[line.author, (line.at - _EPOCH) // _QUARTER, *what] += 1
            days[line.author, (line.at - _EPOCH) // _DAY, *what] += 1


def _waits(lines: list[_Line]) -> Iterator[tuple[Any, ...]]:
    """What the customer wrote between two ends of waiting."""
    ends = [number for number, line in enumerate(lines) if line.reply or line.done]
    for before, end in pairwise([-1, *ends, len(lines)]):
        asked = [line for line in lines[before + 1 : end] if line.inbound]
        if asked:
            last = lines[end] if end < len(lines) else None
            ending = "" if last is None else "answer" if last.reply else "resolved"
            agent = last.agent if last is not None and last.reply else ""
            took = max((last.at - asked[0].at) // _MS, 0) if last is not None else 0
            about = (_newest(line.language for line in asked), _newest(line.topic for line in asked))
            when = (asked[0].at, max(line.at for line in asked), len(asked), asked[0].channel)
            yield (asked[0].position, *when, *about, ending, last.at if last is not None else None, agent, took)


def _working(wait: tuple[Any, ...], hours: Any) -> int:
    began, ending, ended = wait[1], wait[7], wait[8]
    return max(between(began, ended, hours) // _MS, 0) if ending == "answer" else 0


def _cases(lines: list[_Line]) -> Iterator[tuple[Any, ...]]:
    """What was said between two resolutions, from the first message that asks for something on."""
    ends = [number for number, line in enumerate(lines) if line.done]
    for before, end in pairwise([-1, *ends, len(lines)]):
        part = lines[before + 1 : end]
        first = next((number for number, line in enumerate(part) if line.inbound and not line.thanks), None)
        if first is None:
            continue
        asked = [line for line in part[first:] if line.inbound]
        agents = [line.agent for line in part[first:] if line.reply]
        seen = list(accumulate((line.at for line in asked), max))
        gaps = [max((line.at - before) // _MS, 0) for before, line in zip(seen, asked[1:], strict=False)]
        about = (_newest(line.language for line in asked), _newest(line.topic for line in asked))
        resolved = lines[end].at if end < len(lines) else None
        later = (line.at for line in lines[end + 1 :] if line.inbound and not line.thanks)
        yield (
            asked[0].position,
            asked[0].at,
            seen[-1],
            max(gaps, default=0),
            asked[0].channel,
            *about,
            min(len(set(agents)), 2),
            agents[-1] if agents else "",
            resolved,
            next(later, None),
        )


def _newest(names: Iterable[str]) -> str:
    return next((name for name in reversed(list(names)) if name), "")


def _kept_counts(connection: Connection, table: Any) -> set[Any]:
    return {(tuple(row[:-1]), row[-1]) for row in connection.execute(select(table)) if row[-1]}


def _kept(connection: Connection, table: Any) -> set[Any]:
    columns = [table.c.root_id, *(column for column in table.c if column.name != "root_id")]
    return {tuple(row) for row in connection.execute(select(*columns))}


def _differences(what: str, wanted: set[Any], kept: set[Any]) -> list[str]:
    missing = [f"{what} missing: {one}" for one in sorted(wanted - kept, key=repr)[:_MOST]]
    return missing + [f"{what} too much: {one}" for one in sorted(kept - wanted, key=repr)[:_MOST]]

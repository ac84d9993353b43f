"""A report counted by hand from the bare messages of a database: slow, plain, and without any of the measured code."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from domain.measures.report import Choice, Spread
from tests.support.backend import BackendRig

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_QUERY = """SELECT root_id, arrived_at, author, kind, text, coalesce(agent_id, ''), channel,
 coalesce(json_extract(assessment, '$.language'), ''), coalesce(json_extract(assessment, '$.topic'), ''),
 coalesce(assessment LIKE '%"thanks"%' AND assessment NOT LIKE '%"question"%' AND assessment LIKE '%"tier":"low"%', 0)
 FROM message WHERE NOT discarded ORDER BY position"""


@dataclass
class Line:
    """One message."""

    root: str
    at: datetime
    author: str
    kind: str
    text: str
    agent: str
    channel: str
    language: str
    topic: str
    thanks: bool


@dataclass
class Again:
    """What came out."""

    inbound: int = 0
    outbound: int = 0
    took: list[float] = field(default_factory=list)
    working: list[float] = field(default_factory=list)
    solved: Counter[bool] = field(default_factory=Counter)
    peak: Counter[bool] = field(default_factory=Counter)
    off_peak: Counter[bool] = field(default_factory=Counter)
    unanswered: int = 0
    days: Counter[Any] = field(default_factory=Counter)
    took_of_day: dict[Any, list[float]] = field(default_factory=lambda: defaultdict(list))
    shares: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    sent: Counter[str] = field(default_factory=Counter)
    hours: dict[str, set[Any]] = field(default_factory=lambda: defaultdict(set))


def spread(values: list[float]) -> Spread:
    """In seconds."""
    if not values:
        return Spread()
    ordered = sorted(values)
    middle = ordered[(len(ordered) + 1) // 2 - 1]
    late = next(value for value in ordered if sum(other <= value for other in ordered) >= 0.9 * len(ordered))
    return Spread(len(ordered), sum(ordered) / len(ordered), middle, late)


def counted(server: BackendRig, choice: Choice, agents: set[str] | None, open_hours: Any) -> Again:
    """All of it; `choice` begins and ends at whole quarters. `open_hours`: seconds of work between two moments."""
    found, zone = Again(), ZoneInfo(choice.zone)
    lines = [Line(row[0], _EPOCH + timedelta(microseconds=row[1]), *row[2:]) for row in server.rows(_QUERY)]
    assignees = dict(server.rows("SELECT id, coalesce(assignee_id, '') FROM thread"))
    for root in {line.root for line in lines}:
        mine = [line for line in lines if line.root == root]
        _waits(found, choice, zone, mine, agents, assignees[root], server.clock.now(), open_hours)
        _cases(found, choice, mine, agents)
    for line in lines if agents is None else ():
        if _asks(line) and _here(choice, line.at) and _meant(choice, line.channel, line.language, line.topic):
            _came(found, zone, line.at, line.channel, line.language, line.topic, 1)
    for line in lines if not (choice.language or choice.topic) else ():
        if _replies(line) and _here(choice, line.at) and _meant(choice, line.channel) and _theirs(agents, line.agent):
            _sent(found, zone, line.agent, line.at)
    return found


def _waits(
    found: Again,
    choice: Choice,
    zone: ZoneInfo,
    lines: list[Line],
    agents: set[str] | None,
    assignee: str,
    now: datetime,
    open_hours: Any,
) -> None:
    for asked, end in _segments(lines):
        first, language, topic = asked[0], _newest(one.language for one in asked), _newest(one.topic for one in asked)
        theirs = _theirs(agents, end.agent if end is not None and _replies(end) else assignee)
        if not theirs or not _meant(choice, first.channel, language, topic):
            continue
        found.unanswered += end is None
        if not _here(choice, first.at) or (end is not None and _done(end)):
            continue
        took = ((end.at if end is not None else now) - first.at).total_seconds()
        peak = 10 <= first.at.hour < 12
        in_time = took <= (60 if peak else 900)
        if end is not None or not in_time:
            (found.peak if peak else found.off_peak)[end is not None and in_time] += 1
        if end is not None:
            found.took.append(_milli(took))
            found.working.append(_milli(open_hours(first.at, end.at)))
            found.took_of_day[first.at.astimezone(zone).date()].append(_milli(took))
            if agents is not None:
                _came(found, zone, first.at, first.channel, language, topic, len(asked))
            if choice.language or choice.topic:
                _sent(found, zone, end.agent, end.at)


def _segments(lines: list[Line]) -> Iterator[tuple[list[Line], Line | None]]:
    """What a customer wrote until somebody answered or the thread was resolved, and that."""
    waiting: list[Line] = []
    for line in lines:
        if _asks(line):
            waiting.append(line)
        elif waiting and (_replies(line) or _done(line)):
            yield waiting, line
            waiting = []
    if waiting:
        yield waiting, None


def _newest(names: Iterable[str]) -> str:
    return next((name for name in reversed(list(names)) if name), "")


def _cases(found: Again, choice: Choice, lines: list[Line], agents: set[str] | None) -> None:
    start: int | None = None
    for number, line in enumerate(lines):
        if start is None and _asks(line) and not line.thanks:
            start = number
        if start is None or not _done(line):
            continue
        part, behind, start = lines[start:number], lines[number:], None
        asked, answered = [one for one in part if _asks(one)], [one.agent for one in part if _replies(one)]
        language, topic = _newest(one.language for one in asked), _newest(one.topic for one in asked)
        if not answered or not _here(choice, line.at) or not _theirs(agents, answered[-1]):
            continue
        if _meant(choice, asked[0].channel, language, topic):
            gaps = [second.at - first.at for first, second in pairwise(asked)]
            again = next((one.at for one in behind if _asks(one) and not one.thanks), None)
            well = len(set(answered)) == 1 and max(gaps, default=timedelta(0)) <= timedelta(hours=24)
            found.solved[well and (again is None or again - line.at > timedelta(hours=72))] += 1


def _came(found: Again, zone: ZoneInfo, at: datetime, channel: str, language: str, topic: str, n: int) -> None:
    found.inbound += n
    found.days[at.astimezone(zone).date()] += n
    for name, value in (("channel", channel), ("language", language), ("topic", topic)):
        found.shares[name][value] += n


def _sent(found: Again, zone: ZoneInfo, agent: str, at: datetime) -> None:
    found.outbound += 1
    found.sent[agent] += 1
    found.hours[agent].add(at.astimezone(zone).replace(minute=0, second=0, microsecond=0, fold=0))


def _asks(line: Line) -> bool:
    return line.author == "customer" and line.kind != "event"


def _replies(line: Line) -> bool:
    return line.author == "agent" and line.kind not in ("note", "event")


def _done(line: Line) -> bool:
    return line.kind == "event" and line.text == "resolved"


def _here(choice: Choice, at: datetime) -> bool:
    return choice.since <= at < choice.until


def _meant(choice: Choice, channel: str, language: str | None = None, topic: str | None = None) -> bool:
    pairs = ((choice.channel, channel), (choice.language, language), (choice.topic, topic))
    return all(value is None or wanted in ("", value) for wanted, value in pairs)


def _theirs(agents: set[str] | None, agent: str) -> bool:
    return agents is None or agent in agents


def _milli(seconds: float) -> float:
    return round(seconds * 1_000_000) // 1000 / 1000

"""Reports: every measure of one choice, counted from one moment of the database (M)."""

from collections import Counter
from datetime import datetime

from sqlalchemy import Connection, select

from backend.insights import contacts
from backend.insights.amends import Amends
from backend.insights.answers import Answers, Waiting, waiting_now
from backend.insights.behind import threads_behind
from backend.insights.counts import Counts, Sent, in_point
from backend.insights.meant import Meant
from backend.storage.database import Database
from backend.storage.tables import agent
from domain.clock import Clock
from domain.ids import AgentId
from domain.measures.points import points
from domain.measures.report import AgentLine, Behind, Choice, Point, Ratio, Report, Spread, ThreadBehind


class Insights:
    """Counts reports, and names the threads behind their numbers."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def report(self, choice: Choice) -> Report:
        """Counted now. Raises `meant.NotCounted` for a choice that makes no sense."""
        with self._database.read() as connection:
            return report_of(connection, choice, self._clock.now())

    def behind(self, choice: Choice, number: Behind, what: str = "") -> list[ThreadBehind]:
        """At most 200 threads. Raises `meant.NotCounted`."""
        with self._database.read() as connection:
            return threads_behind(Meant(connection, choice, self._clock.now()), number, what)


def report_of(connection: Connection, choice: Choice, now: datetime) -> Report:
    """The whole, of what the connection sees."""
    meant = Meant(connection, choice, now)
    answered, waiting = Answers(meant), waiting_now(meant)
    counts = Counts(meant, answered)
    inbound, sent, solved = counts.inbound(), counts.sent(), contacts.first_contact(meant)
    begun_here = [one for one in waiting if meant.choice.since <= one.wait.began < meant.choice.until]
    peaks, (csat, nps) = answered.peaks(begun_here), contacts.ratings(meant)
    return Report(
        meant.choice,
        now,
        inbound.total(),
        sum(one.messages for one in sent.values()),
        answered.response,
        answered.business,
        contacts.together(solved.values()),
        csat,
        nps,
        peaks.peak,
        peaks.off_peak,
        len(waiting),
        _curve(meant, answered, inbound),
        counts.shares("channel"),
        counts.shares("topic"),
        counts.shares("language"),
        _agents(meant, answered, sent, solved, waiting),
        contacts.replies(meant),
        Amends(meant).lines,
    )


def _curve(meant: Meant, answered: Answers, inbound: Counter[int]) -> tuple[Point, ...]:
    begins = points(meant.choice.since, meant.choice.until, meant.zone)
    came = in_point(inbound, begins, meant.choice.until)
    return tuple(Point(*one) for one in zip(begins, came, answered.by_point(begins), strict=True))


def _agents(
    meant: Meant, answered: Answers, sent: dict[str, Sent], solved: dict[str, Ratio], waiting: list[Waiting]
) -> tuple[AgentLine, ...]:
    """Those who did anything, or for whom somebody waits; who sent most first."""
    spreads, held = answered.by_agent(), Counter(one.assignee_id for one in waiting)
    known = set(meant.connection.execute(select(agent.c.id)).scalars())
    found = []
    for id_ in known & (sent.keys() | spreads.keys() | solved.keys() | held.keys()):
        messages, hours = sent.get(id_, Sent(0, 0))
        line = (messages, messages / hours if hours else 0.0, spreads.get(id_, Spread()), solved.get(id_, Ratio()))
        found.append(AgentLine(AgentId(id_), *line, held[id_]))
    return tuple(sorted(found, key=_busiest))


def _busiest(line: AgentLine) -> tuple[int, str]:
    return -line.messages, line.agent_id

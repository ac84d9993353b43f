"""One report with what it takes to show it: what it is compared with, names, goals, time zone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, tzinfo

from domain.measures.figures import DEFAULTS, InsightFigures
from domain.measures.report import Choice, Report
from domain.warning import MeasureWarning

MESSAGES_A_DAY = 200
"""What one agent answers on a good day (M)."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the pages show.

    Attributes:
        before: the report of the days it is compared with, None when nobody compares or nobody knows.
        names: agents by id. peak_zone: in which the peak hours are meant.
        words: the days as people call them.
        before_words: those they are compared with.
        today: the day it is there now.
    """

    report: Report
    zone: tzinfo
    today: date
    before: Report | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[MeasureWarning, ...] = ()
    goals: InsightFigures = DEFAULTS
    peak_zone: tzinfo = UTC
    words: str = ""
    before_words: str = ""

    @property
    def choice(self) -> Choice:
        """What was asked."""
        return self.report.choice

    @property
    def days(self) -> int:
        """How many days it is about."""
        return max(1, round((self.choice.until - self.choice.since).total_seconds() / 86_400))

    def agent(self, agent_id: str) -> str:
        """Whom that is."""
        return self.names.get(agent_id, "") or agent_id

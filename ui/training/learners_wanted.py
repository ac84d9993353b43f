"""What a trainer wants to see: days up to today, whose practice, with what."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from domain.training.report import TrainingChoice

FILTERS = ("team", "agent", "kind", "pack", "language")


@dataclass(frozen=True, slots=True)
class LearnersWanted:
    """The choices of the header; "" for everything."""

    days: int = 30
    team: str = ""
    agent: str = ""
    kind: str = ""
    pack: str = ""
    language: str = ""

    @property
    def filtered(self) -> bool:
        """Whether not everything counts."""
        return any(getattr(self, name) for name in FILTERS)

    def first(self, today: date) -> date:
        """Its first day."""
        return today - timedelta(days=self.days - 1)

    def choice(self, today: date, zone: tzinfo) -> TrainingChoice:
        """As the server is asked: whole days, so that a report is found again without a connection."""
        since, until = _midnight(self.first(today), zone), _midnight(today + timedelta(days=1), zone)
        name = getattr(zone, "key", "UTC")
        return TrainingChoice(since, until, name, self.kind, self.pack, self.agent, self.team, self.language)


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)

"""The pilot report: the same measures before and during seven days of trying something out (B-3)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from domain.measures.report import Ratio, Report
from domain.measures.satisfaction import csat_mean, nps_score
from domain.measures.shares import percent

PILOT_DAYS: Final = 7
ENOUGH: Final = 20
"""Fewer cases on either side say nothing: the line is shown, and called too few."""


WORTH_A_WORD: Final = 1.0
"""Percent; what changed by less is called the same."""


class PilotMeasure(StrEnum):
    """What is compared."""

    MEAN_RESPONSE = "mean_response"
    MEDIAN_RESPONSE = "median_response"
    P90_RESPONSE = "p90_response"
    FIRST_CONTACT = "first_contact"
    PEAK = "peak"
    PER_AGENT = "per_agent"
    CSAT = "csat"
    NPS = "nps"
    COMPLAINTS_ANSWERED = "complaints_answered"
    COMPLAINTS_RESOLVED = "complaints_resolved"


class Unit(StrEnum):
    """What a figure counts."""

    SECONDS = "seconds"
    PERCENT = "percent"
    POINTS = "points"
    MESSAGES = "messages"


@dataclass(frozen=True, slots=True)
class Figure:
    """A value and how many cases it rests on; None when there are none."""

    value: float | None
    cases: int


@dataclass(frozen=True, slots=True)
class PilotLine:
    """One measure on both sides.

    Attributes:
        better: whether it got better; None when there is too little to say so, or hardly any change.
    """

    measure: PilotMeasure
    unit: Unit
    before: Figure
    after: Figure
    better: bool | None

    @property
    def enough(self) -> bool:
        """Whether both sides rest on enough cases."""
        return min(self.before.cases, self.after.cases) >= ENOUGH

    @property
    def change(self) -> float | None:
        """In percent of what it was; None when one side is missing or was nothing."""
        if self.before.value is None or self.after.value is None or not self.before.value:
            return None
        return (self.after.value - self.before.value) / abs(self.before.value) * 100


def days(start: date) -> tuple[tuple[date, date], tuple[date, date]]:
    """The first day and the day behind the last, of the week before and of the pilot that begins on `start`."""
    week = timedelta(days=PILOT_DAYS)
    return (start - week, start), (start, start + week)


def compare(before: Report, after: Report) -> tuple[PilotLine, ...]:
    """Every measure of both; shorter is better for seconds, more for everything else."""
    return tuple(_line(measure, unit, figure(before), figure(after)) for measure, unit, figure in _FIGURES)


def _line(measure: PilotMeasure, unit: Unit, before: Figure, after: Figure) -> PilotLine:
    line = PilotLine(measure, unit, before, after, None)
    if not line.enough or before.value is None or after.value is None or _same(line):
        return line
    rose = after.value > before.value
    return PilotLine(measure, unit, before, after, rose is not (unit is Unit.SECONDS))


def _same(line: PilotLine) -> bool:
    return line.before.value == line.after.value or (line.change is not None and abs(line.change) < WORTH_A_WORD)


def _mean(report: Report) -> Figure:
    return _seconds(report.response.mean, report)


def _median(report: Report) -> Figure:
    return _seconds(report.response.median, report)


def _p90(report: Report) -> Figure:
    return _seconds(report.response.p90, report)


def _seconds(value: float, report: Report) -> Figure:
    count = report.response.count
    return Figure(value if count else None, count)


def _percent(ratio: Ratio) -> Figure:
    return Figure(percent(ratio), ratio.whole)


def _first_contact(report: Report) -> Figure:
    return _percent(report.first_contact)


def _peak(report: Report) -> Figure:
    return _percent(report.peak)


def _per_agent(report: Report) -> Figure:
    """Messages an agent and day (M), over the agents who wrote any."""
    sent = [line.messages for line in report.agents if line.messages]
    span = max(1.0, (report.choice.until - report.choice.since) / timedelta(days=1))
    return Figure(sum(sent) / len(sent) / span if sent else None, sum(sent))


def _csat(report: Report) -> Figure:
    return Figure(csat_mean(report.csat), sum(report.csat.counts))


def _nps(report: Report) -> Figure:
    nps = report.nps
    return Figure(nps_score(nps), nps.promoters + nps.passives + nps.detractors)


def _answered(report: Report) -> Figure:
    return _percent(_sum([line.rule for line in report.complaints.tiers]))


def _resolved(report: Report) -> Figure:
    return _percent(_sum([line.resolved for line in report.complaints.tiers]))


def _sum(ratios: list[Ratio]) -> Ratio:
    return Ratio(sum(one.part for one in ratios), sum(one.whole for one in ratios))


_FIGURES: tuple[tuple[PilotMeasure, Unit, Callable[[Report], Figure]], ...] = (
    (PilotMeasure.MEAN_RESPONSE, Unit.SECONDS, _mean),
    (PilotMeasure.MEDIAN_RESPONSE, Unit.SECONDS, _median),
    (PilotMeasure.P90_RESPONSE, Unit.SECONDS, _p90),
    (PilotMeasure.FIRST_CONTACT, Unit.PERCENT, _first_contact),
    (PilotMeasure.PEAK, Unit.PERCENT, _peak),
    (PilotMeasure.PER_AGENT, Unit.MESSAGES, _per_agent),
    (PilotMeasure.CSAT, Unit.POINTS, _csat),
    (PilotMeasure.NPS, Unit.POINTS, _nps),
    (PilotMeasure.COMPLAINTS_ANSWERED, Unit.PERCENT, _answered),
    (PilotMeasure.COMPLAINTS_RESOLVED, Unit.PERCENT, _resolved),
)

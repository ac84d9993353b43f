"""Which measures are not where they should be (M, E-3, R-1, A-4)."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.measures.figures import InsightFigures
from domain.measures.report import Ratio, Report
from domain.measures.satisfaction import csat_mean, csat_warns
from domain.measures.shares import percent
from domain.warning import WarningKind


@dataclass(frozen=True, slots=True)
class Amiss:
    """One of them; value and limit in the measure's unit: seconds, percent, stars, threads.

    Attributes:
        about: an agent's or a quick reply's id, "" for the whole team.
    """

    kind: WarningKind
    value: float
    limit: float
    about: str = ""

    @property
    def id(self) -> str:
        """The same for the same measure of the same one."""
        return f"{self.kind.value}:{self.about}" if self.about else self.kind.value


def amiss(report: Report, figures: InsightFigures) -> tuple[Amiss, ...]:
    """All of them; a measure of fewer than `figures.least` cases says nothing."""
    return (*_slow(report, figures), *_shares(report, figures), *_unhappy(report, figures), *_held(report, figures))


def _slow(report: Report, figures: InsightFigures) -> Iterable[Amiss]:
    if report.response.count >= figures.least and report.response.mean > figures.response:
        yield Amiss(WarningKind.RESPONSE, report.response.mean, figures.response)


def _shares(report: Report, figures: InsightFigures) -> Iterable[Amiss]:
    hits = [(one.reply_id, Ratio(one.used - one.edited, one.used)) for one in report.replies]
    watched = (
        (WarningKind.FIRST_CONTACT, report.first_contact, figures.first_contact, ""),
        (WarningKind.PEAK, report.peak, figures.peak_share, ""),
        *((WarningKind.HIT_RATE, ratio, figures.hit_rate, reply_id) for reply_id, ratio in hits),
    )
    for kind, ratio, limit, about in watched:
        value = percent(ratio)
        if value is not None and ratio.whole >= figures.least and value < limit:
            yield Amiss(kind, value, limit, about)


def _unhappy(report: Report, figures: InsightFigures) -> Iterable[Amiss]:
    mean = csat_mean(report.csat)
    if mean is not None and csat_warns(report.csat, figures.csat, figures.least):
        yield Amiss(WarningKind.CSAT, mean, figures.csat / 10)


def _held(report: Report, figures: InsightFigures) -> Iterable[Amiss]:
    for line in report.agents:
        if line.unanswered > figures.unanswered:
            yield Amiss(WarningKind.UNANSWERED, line.unanswered, figures.unanswered, line.agent_id)

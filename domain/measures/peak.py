"""The peak-hour rule: 90 % answered at once in peak hours, within 15 minutes outside them (E-3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain.measures.figures import InsightFigures, Span
from domain.measures.points import peak_stretches
from domain.measures.report import Ratio
from domain.measures.responses import Ending, Wait


@dataclass(frozen=True, slots=True)
class Peaks:
    """Both shares.

    A wait belongs to the moment at which it began. It is *kept* when it was answered within 60 seconds in peak hours,
    or within 15 minutes outside them; it is *missed* when it was answered later, or is still open past that time. What
    was resolved without an answer, and what is open and has time left, does not count.
    """

    peak: Ratio
    off_peak: Ratio


def is_peak(at: datetime, zone: ZoneInfo, spans: tuple[Span, ...]) -> bool:
    """Whether it lies in a peak hour of the zone's day (10 to 12 by default; `points.peak_stretches`)."""
    return bool(peak_stretches(at, at + timedelta(microseconds=1), zone, spans))


def within(peak: bool, figures: InsightFigures) -> timedelta:
    """How long an answer may take."""
    return timedelta(seconds=figures.immediately if peak else figures.off_peak)


def kept(wait: Wait, peak: bool, figures: InsightFigures, now: datetime) -> bool | None:
    """Whether the wait was answered in time; None when it does not count (yet)."""
    limit = within(peak, figures)
    if wait.ending is Ending.ANSWER:
        return wait.took <= limit
    return False if wait.ending is Ending.OPEN and now - wait.began > limit else None


def peaks(waits: Iterable[Wait], zone: ZoneInfo, figures: InsightFigures, now: datetime) -> Peaks:
    """Both shares of these waits."""
    counted = {True: [0, 0], False: [0, 0]}
    for wait in waits:
        peak = is_peak(wait.began, zone, figures.peak)
        in_time = kept(wait, peak, figures, now)
        if in_time is not None:
            counted[peak][0] += in_time
            counted[peak][1] += 1
    return Peaks(Ratio(*counted[True]), Ratio(*counted[False]))

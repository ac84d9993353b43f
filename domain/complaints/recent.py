"""What a team's complaints of the last weeks come to, in four figures (K-1 to K-3)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from domain.complaint import Complaint, StepKind
from domain.emotion.assessment import Tier

DAYS = 30
LATELY = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    good: int
    of: int

    @property
    def percent(self) -> int | None:
        """Rounded; None of nothing."""
        return round(100 * self.good / self.of) if self.of else None


@dataclass(frozen=True, slots=True)
class Recent:
    """Of complaints that are not somebody else's copy.

    Attributes:
        answered: first answers by K-1's rule and by the tier's own time, of those that were due.
        lately, before: the same of the last seven days, and of those before.
        resolved: resolutions in time, of those that were due.
        high: how long high ones took from being received to being resolved, the median; None without any.
        settled: ended with an option taken, of those that ended after an offer (K-3).
    """

    answered: Share
    lately: Share
    before: Share
    resolved: Share
    high: timedelta | None
    settled: Share

    @property
    def anything(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.answered.of or self.resolved.of or self.settled.of)


def recent(complaints: Iterable[Complaint], now: datetime, days: int = DAYS) -> Recent:
    """The figures of the days before that moment."""
    since = now - timedelta(days=days)
    held = [one for one in complaints if one.duplicate_of is None]
    received = [one for one in held if since <= one.received_at]
    resolved = [one for one in held if one.resolved_at is not None and since <= one.resolved_at]
    high = [one for one in resolved if one.tier is Tier.HIGH]
    took = [(one.resolved_at - one.received_at).total_seconds() for one in high if one.resolved_at is not None]
    return Recent(
        _answered(received, now),
        _answered([one for one in received if one.received_at >= now - LATELY], now),
        _answered([one for one in received if one.received_at < now - LATELY], now),
        _resolved(held, since, now),
        timedelta(seconds=median(took)) if took else None,
        _settled(resolved),
    )


def _answered(complaints: Sequence[Complaint], now: datetime) -> Share:
    good, of = 0, 0
    for one in complaints:
        due = min(one.rule_due, one.first_due)
        if one.answered_at is not None or due <= now:
            of += 1
            good += one.answered_at is not None and one.answered_at <= due
    return Share(good, of)


def _resolved(complaints: Sequence[Complaint], since: datetime, now: datetime) -> Share:
    good, of = 0, 0
    for one in complaints:
        if one.resolved_at is not None:
            if since <= one.resolved_at:
                of += 1
                good += one.resolved_at <= one.resolve_due
        elif one.is_open and since <= one.resolve_due <= now:
            of += 1
    return Share(good, of)


def _settled(complaints: Sequence[Complaint]) -> Share:
    good, of = 0, 0
    for one in complaints:
        said = [step.kind for step in one.steps if step.kind in (StepKind.OFFERED, StepKind.TAKEN, StepKind.REFUSED)]
        if StepKind.OFFERED in said:
            of += 1
            good += said[-1] is StepKind.TAKEN
    return Share(good, of)

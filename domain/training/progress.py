"""Attempts taken together: figures, days of a curve, topics; the learner's screen and the server count alike (S-1)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import tzinfo

from domain.measures.report import Ratio
from domain.measures.spread import percentile
from domain.training.item import DrillKind
from domain.training.report import DayPoint, Result, TopicLine
from domain.training.results import Attempt, Ending
from domain.training.streak import day_of

_HALF = 50
_MILLISECONDS = 1000


def result_of(attempts: Iterable[Attempt]) -> Result:
    """All of them together; void ones are left out."""
    kept = [attempt for attempt in attempts if attempt.counts]
    return Result(
        attempts=len(kept),
        median=_median([attempt.seconds for attempt in kept if attempt.right]),
        recall=_mean([attempt.recall for attempt in kept]),
        precision=_mean([attempt.precision for attempt in kept]),
        right=_ratio([attempt.right for attempt in kept]),
        topics=_ratio([attempt.topic_right for attempt in kept]),
        tiers=_ratio([attempt.tier_right for attempt in kept]),
        late=_ratio([attempt.ending is not Ending.DONE for attempt in kept if attempt.kind is DrillKind.PRESSURE]),
    )


def points(attempts: Iterable[Attempt], zone: tzinfo) -> tuple[DayPoint, ...]:
    """A point for each day of that zone with attempts that count, in order."""
    days = defaultdict(list)
    for attempt in attempts:
        if attempt.counts:
            days[day_of(attempt.at, zone)].append(attempt)
    return tuple(DayPoint(day, result_of(days[day])) for day in sorted(days))


def topic_lines(attempts: Iterable[Attempt]) -> tuple[TopicLine, ...]:
    """Each topic that was met, the weakest first; a few attempts alone make none the weakest."""
    topics = defaultdict(list)
    for attempt in attempts:
        if attempt.counts:
            topics[attempt.topic.value if attempt.topic else ""].append(attempt)
    return tuple(sorted((TopicLine(topic, result_of(them)) for topic, them in topics.items()), key=strength))


def strength(line: TopicLine) -> tuple[float, float, str]:
    """By which topics are put in order, the weakest first."""
    right = line.result.right
    return (right.part + 1) / (right.whole + 2), -line.result.median, line.topic


def _median(seconds: Sequence[float]) -> float:
    ordered = sorted(round(one * _MILLISECONDS) for one in seconds)
    return percentile(ordered, _HALF) / _MILLISECONDS if ordered else 0.0


def _mean(shares: Iterable[float | None]) -> float | None:
    kept = [share for share in shares if share is not None]
    return sum(kept) / len(kept) if kept else None


def _ratio(answers: Iterable[bool | None]) -> Ratio:
    kept = [answer for answer in answers if answer is not None]
    return Ratio(sum(kept), len(kept))

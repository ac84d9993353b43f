"""Satisfaction: CSAT from 1 to 5, and NPS beside it (M, M-2)."""

from collections.abc import Iterable

from domain.measures.report import Csat, Nps

PROMOTER, DETRACTOR = 9, 6
"""NPS: from the one on, up to the other."""

_STARS = (1, 2, 3, 4, 5)


def csat(scores: Iterable[int], asked: int = 0) -> Csat:
    """Answers by stars, each counted in the span in which it was given; `asked` are the questions of the span.

    Answers that are no stars count for nothing.
    """
    held = list(scores)
    one, two, three, four, five = (held.count(star) for star in _STARS)
    return Csat((one, two, three, four, five), asked)


def csat_mean(value: Csat) -> float | None:
    """The mean of the stars; None without answers."""
    answers = sum(value.counts)
    stars = sum(star * count for star, count in zip(_STARS, value.counts, strict=True))
    return stars / answers if answers else None


def csat_warns(value: Csat, tenths: int, least: int) -> bool:
    """Whether the mean of at least `least` answers is below the limit (3.5 by default, in tenths)."""
    mean = csat_mean(value)
    return mean is not None and sum(value.counts) >= least and mean * 10 < tenths


def nps(scores: Iterable[int]) -> Nps:
    """Answers from 0 to 10: promoters from 9, detractors up to 6; others count for nothing."""
    held = [score for score in scores if 0 <= score <= 10]
    promoters = sum(score >= PROMOTER for score in held)
    detractors = sum(score <= DETRACTOR for score in held)
    return Nps(promoters, len(held) - promoters - detractors, detractors)


def nps_score(value: Nps) -> float | None:
    """Percent of promoters less percent of detractors, -100 to 100; None without answers."""
    answers = value.promoters + value.passives + value.detractors
    return 100 * (value.promoters - value.detractors) / answers if answers else None

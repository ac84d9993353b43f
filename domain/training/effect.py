"""Does training show in live work? Response times before and after the first practice, with honest intervals (S-3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import exp, log, sqrt
from random import Random
from statistics import NormalDist, fmean
from typing import Final

from domain.measures.spread import rank
from domain.training.report import Change, Effect

DAYS: Final = 28
"""On each side of the first day of practice, which itself is on neither."""

LEAST_PEOPLE: Final = 3
LEAST_ANSWERS: Final = 20
"""Of each person, on each side."""

ROUNDS: Final = 2_000
_MEDIANS = 8_000
_FEWEST, _MOST = 40, 400
_HALF = 50
_SHORTEST = 1.0
"""Seconds: a median of nothing at all would make any change infinite."""

_TAIL = 0.025


@dataclass(frozen=True, slots=True)
class Sides:
    """One person's response times in seconds, in no order."""

    before: Sequence[float]
    after: Sequence[float]

    @property
    def enough(self) -> bool:
        """Whether they say anything."""
        return min(len(self.before), len(self.after)) >= LEAST_ANSWERS


def windows(first: date, today: date, days: int = DAYS) -> tuple[range, range]:
    """The days before and after, as ordinals; today is not over, so it is in neither, nor is any later day."""
    day = first.toordinal()
    return range(day - days, day), range(day + 1, min(day + 1 + days, today.toordinal()))


def matched(firsts: Sequence[date], people: Sequence[str]) -> dict[str, list[date]]:
    """For each colleague who never practised the learners' first days, the one to be tried first at the front.

    They are spread as evenly as the learners' own, so that both groups are looked at in the same weeks.
    """
    days = sorted(firsts)
    found = {}
    for number, person in enumerate(sorted(people) if days else ()):
        start = number * len(days) // len(people) if len(people) < len(days) else number % len(days)
        found[person] = list(dict.fromkeys(days[start:] + days[:start]))
    return found


def effect(learners: Mapping[str, Sides], others: Mapping[str, Sides], days: int = DAYS, seed: int = 1) -> Effect:
    """What the answers say; people with too few of them are left out.

    Each person counts alike, by the logarithm of their median after against their median before: so a few customers who
    waited for days move nothing, nor does one person with very many answers. The difference between learners and others
    holds the season against them: a quiet month makes both faster.
    """
    random = Random(seed)
    trained, rest = _Group(learners, random), _Group(others, random)
    difference = None
    if trained.enough and rest.enough:
        ratios = [one - other for one, other in zip(trained.rounds, rest.rounds, strict=True)]
        low, high = _interval(ratios, min(trained.people, rest.people))
        difference = (_share(trained.centre - rest.centre), _share(low), _share(high))
    return Effect(days, trained.change(), rest.change(), difference)


class _Group:
    """People, and how their typical response time changed.

    The bootstrap draws people, and of each person answers. Each person's medians are drawn some hundred times at first;
    a round takes what it needs from all these, evenly.
    """

    def __init__(self, sides: Mapping[str, Sides], random: Random) -> None:
        kept = [sides[name] for name in sorted(sides) if sides[name].enough]
        pairs = [(_Side(one.before), _Side(one.after)) for one in kept]
        self.people = len(kept)
        self.enough = self.people >= LEAST_PEOPLE
        self._answers = sum(len(one.before) + len(one.after) for one in kept)
        self._before = sum(before.median for before, _ in pairs) / max(self.people, 1)
        self._after = sum(after.median for _, after in pairs) / max(self.people, 1)
        self.centre = self._after - self._before
        self.rounds = _drawn(pairs, random) if self.enough else []

    def change(self) -> Change | None:
        """None when there are too few."""
        if not self.enough:
            return None
        low, high = _interval(self.rounds, self.people)
        medians = exp(self._before), exp(self._after)
        return Change(self.people, self._answers, *medians, _share(self.centre), _share(low), _share(high))


class _Side:
    """Logarithms of one person's response times on one side."""

    def __init__(self, seconds: Sequence[float]) -> None:
        self._logs = sorted(log(max(one, _SHORTEST)) for one in seconds)
        self._middle = rank(len(self._logs), _HALF)

    @property
    def median(self) -> float:
        """That of the answers as they are."""
        return self._logs[self._middle]

    def drawn(self, random: Random) -> float:
        """The median of as many answers, drawn from these.

        It stands where the middle one of so many even random numbers falls, which is a beta variate: nothing has to be
        drawn one by one and sorted.
        """
        count = len(self._logs)
        place = random.betavariate(self._middle + 1, count - self._middle)
        return self._logs[min(int(place * count), count - 1)]


def _drawn(pairs: Sequence[tuple[_Side, _Side]], random: Random) -> list[float]:
    """The means of all rounds.

    How people differ holds what chance there is in each one's answers already. Drawing answers adds it a second time,
    which is taken away again: the draws are pulled together until they are as wide as people differ, or as chance alone
    would make them differ, if these few happen to be closer together than that.
    """
    people = len(pairs)
    each = min(max(_MEDIANS // people, _FEWEST), _MOST)
    pools = [[after.drawn(random) - before.drawn(random) for _ in range(each)] for before, after in pairs]
    pool = [ratio for one in pools for ratio in one]
    ratios = [after.median - before.median for before, after in pairs]
    centre, chance, apart = fmean(ratios), fmean(map(_variance, pools)), _variance(ratios)
    wide = max(apart, chance * (people - 1) / people)
    pull = sqrt(wide / (apart + chance)) if chance else 1.0
    pulled = [centre + (ratio - centre) * pull for ratio in pool]
    return [sum(random.choices(pulled, k=people)) / people for _ in range(ROUNDS)]


def _interval(rounds: Sequence[float], people: int) -> tuple[float, float]:
    """The percentiles between which 95 % lie, drawn apart as far as so few people ask for.

    A bootstrap of few is too sure of itself. The percentiles are those of Student's distribution for a standard error
    of n instead of n - 1 (Hesterberg 2015, the expanded percentile interval).
    """
    tail = NormalDist().cdf(-sqrt(people / (people - 1)) * _student(people - 1))
    ordered = sorted(rounds)
    place = min(int(tail * len(ordered)), len(ordered) - 1)
    return ordered[place], ordered[-1 - place]


def _student(freedom: int) -> float:
    """The 97.5th percentile of Student's distribution, to a hundredth from four degrees of freedom on."""
    z = NormalDist().inv_cdf(1 - _TAIL)
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / freedom + second / freedom**2 + third / freedom**3


def _variance(values: Sequence[float]) -> float:
    """Of all of them; the library's own is exact and takes ten times as long."""
    mean = sum(values) / len(values)
    return sum((value - mean) ** 2 for value in values) / len(values)


def _share(ratio: float) -> float:
    return exp(ratio) - 1

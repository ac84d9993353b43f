"""Mean, median and 90th percentile of durations."""

from collections.abc import Sequence

from domain.measures.report import Spread

_SECOND = 1000


def percentile(ordered: Sequence[int], percent: int) -> int:
    """The nearest rank: the smallest of the values that at least so many percent of them do not exceed.

    It is always a value that really was: the median of an even number of values is the lower of the two in the middle.

    Args:
        ordered: rising; at least one.
    """
    return ordered[rank(len(ordered), percent)]


def rank(count: int, percent: int) -> int:
    """Where that value stands, from 0."""
    return max(-(-count * percent // 100), 1) - 1


def spread(milliseconds: Sequence[int]) -> Spread:
    """Of durations in no order; the mean is the arithmetic one. In seconds."""
    if not milliseconds:
        return Spread()
    ordered = sorted(milliseconds)
    mean = sum(ordered) / len(ordered) / _SECOND
    return Spread(len(ordered), mean, percentile(ordered, 50) / _SECOND, percentile(ordered, 90) / _SECOND)

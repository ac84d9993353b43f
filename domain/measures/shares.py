"""Contact shares: how many of a kind there are, of all (R-5)."""

from collections.abc import Mapping

from domain.measures.report import Ratio, Share


def shares(counts: Mapping[str, int]) -> tuple[Share, ...]:
    """Biggest first, then by name; what does not occur is left out. "" is what nobody could tell."""
    held = [Share(name, count) for name, count in counts.items() if count]
    return tuple(sorted(held, key=_rank))


def percent(ratio: Ratio) -> float | None:
    """So many of so many, in percent; None of nothing."""
    return 100 * ratio.part / ratio.whole if ratio.whole else None


def _rank(share: Share) -> tuple[int, str]:
    return -share.count, share.name

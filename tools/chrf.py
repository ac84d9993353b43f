"""chrF: how much of a translation is in a reference, by characters in runs of one to six (Popović 2015)."""

from collections import Counter
from collections.abc import Iterable, Sequence

ORDER = 6
BETA = 2.0
"""Recall counts four times as much as precision, as in the chrF2 that everybody publishes."""

Counts = tuple[int, int, int]
"""Character runs of one length: in the translation, in the reference, in both."""


def chrf(pairs: Iterable[tuple[str, str]]) -> float:
    """The figure of all (translation, reference) pairs together, 0 to 100; white space does not count.

    Runs are added up over all pairs before anything is divided: short sentences weigh no more than they hold.
    """
    totals: list[Counts] = [(0, 0, 0)] * ORDER
    for translation, reference in pairs:
        counted = _counts(translation, reference)
        totals = [(a + x, b + y, c + z) for (a, b, c), (x, y, z) in zip(totals, counted, strict=True)]
    return _score(totals)


def _counts(translation: str, reference: str) -> Sequence[Counts]:
    one, other = "".join(translation.split()), "".join(reference.split())
    found = []
    for length in range(1, ORDER + 1):
        ours, theirs = _runs(one, length), _runs(other, length)
        found.append((ours.total(), theirs.total(), (ours & theirs).total()))
    return found


def _runs(text: str, length: int) -> Counter[str]:
    return Counter(text[start : start + length] for start in range(len(text) - length + 1))


def _score(totals: Sequence[Counts]) -> float:
    """The mean over those lengths that both sides have at all."""
    used = [(ours, theirs, both) for ours, theirs, both in totals if ours and theirs]
    if not used:
        return 0.0
    precision = sum(both / ours for ours, _theirs, both in used) / len(used)
    recall = sum(both / theirs for _ours, theirs, both in used) / len(used)
    if not precision + recall:
        return 0.0
    return 100 * (1 + BETA**2) * precision * recall / (BETA**2 * precision + recall)

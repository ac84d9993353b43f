"""Gaps: fields of a quick reply without a value, as they stand in a draft; recognised from its text alone."""

import re
from dataclasses import dataclass

OPEN, CLOSE = "⟦", "⟧"
LONGEST = 60
_GAP = re.compile(f"{OPEN}([^{OPEN}{CLOSE}\n]{{1,{LONGEST}}}){CLOSE}")


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap.

    Attributes:
        start, end: where it stands, brackets included, in characters.
        name: what is missing, in the agent's words ("order number").
    """

    start: int
    end: int
    name: str


def gap(name: str) -> str:
    """The mark of a missing value."""
    plain = " ".join(name.replace(OPEN, " ").replace(CLOSE, " ").split())
    return f"{OPEN}{plain[:LONGEST].rstrip() or '…'}{CLOSE}"


def gaps(text: str) -> tuple[Gap, ...]:
    """All of them, in the order of the text."""
    if OPEN not in text:
        return ()
    return tuple(Gap(found.start(), found.end(), found[1]) for found in _GAP.finditer(text))


def next_gap(text: str, at: int, *, back: bool = False) -> Gap | None:
    """The first gap behind a place, or before it; round the end of the text. None when there is none."""
    found = gaps(text)
    if not found:
        return None
    if back:
        return next((one for one in reversed(found) if one.end <= at), found[-1])
    return next((one for one in found if one.start >= at), found[0])


def broken(text: str) -> bool:
    """Whether a bracket of a gap stands there that belongs to none: half a gap, which must not leave either."""
    return any(mark in _GAP.sub("", text) for mark in (OPEN, CLOSE))

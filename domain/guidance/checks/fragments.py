"""A message has at most three lines; a longer text goes as several, while the channel has patience (L-1, C-5)."""

from collections.abc import Iterator

from domain.guidance.findings import Check, CheckId, Finding, Level
from domain.guidance.reading import Reading


def find(draft: Reading) -> Iterator[Finding]:
    """At most one; its fix is to send the pieces one after the other, when so many may still follow each other."""
    figures = draft.about.figures
    if draft.lines <= figures.lines:
        return
    pieces = draft.pieces if 1 < len(draft.pieces) <= figures.in_a_row - draft.about.in_a_row else ()
    yield Finding(CheckId.FRAGMENTS, count=draft.lines, most=figures.lines, pieces=pieces)


CHECK = Check(CheckId.FRAGMENTS, "L-1", Level.HINT, find)

"""Never more than three messages without an answer: the channel may take it for spam (C-5)."""

from collections.abc import Iterator

from domain.guidance.findings import Check, CheckId, Finding, Level
from domain.guidance.reading import Reading


def find(draft: Reading) -> Iterator[Finding]:
    """At most one; the draft itself counts as one message."""
    most, count = draft.about.figures.in_a_row, draft.about.in_a_row + 1
    if draft.text.strip() and count > most:
        yield Finding(CheckId.IN_A_ROW, count=count, most=most)


CHECK = Check(CheckId.IN_A_ROW, "C-5", Level.CONFIRM, find)

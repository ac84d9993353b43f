"""The number of words that the tier's row has (L-1, E)."""

from collections.abc import Iterator

from domain.guidance.findings import Check, CheckId, Finding, Level
from domain.guidance.reading import Reading


def find(draft: Reading) -> Iterator[Finding]:
    """At most one; languages without spaces have some words to spare."""
    row, spare = draft.about.figures.tiers[draft.about.tier], draft.about.figures.spare(draft.about.language)
    if not row.least - spare <= draft.words <= row.most + spare:
        yield Finding(CheckId.WORD_RANGE, count=draft.words, least=row.least, most=row.most)


CHECK = Check(CheckId.WORD_RANGE, "L-1", Level.HINT, find)

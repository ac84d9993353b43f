"""Three to five friendly words for a hundred (L-5)."""

from collections.abc import Iterator
from math import ceil

from domain.guidance.findings import Check, CheckId, Finding, Level
from domain.guidance.lexicon import Words
from domain.guidance.reading import Reading

SHORT = 15
"""Words below which a message is not measured; nor is one that still grows into its tier's range."""
ALWAYS = 2
"""So many are never too many."""


def find(draft: Reading) -> Iterator[Finding]:
    """At most one."""
    whole = draft.about.figures.tiers[draft.about.tier].least - draft.about.figures.spare(draft.about.language)
    if draft.words < max(SHORT, whole) or not draft.has(Words.FRIENDLY):
        return
    least, most = draft.about.figures.friendly
    fewest, many = max(1, draft.words * least // 100), max(ALWAYS, ceil(draft.words * most / 100))
    count = len(draft.hits(Words.FRIENDLY))
    if not fewest <= count <= many:
        yield Finding(CheckId.FRIENDLY, count=count, least=fewest, most=many)


CHECK = Check(CheckId.FRIENDLY, "L-5", Level.HINT, find)

"""Three to five friendly words for a hundred (L-5)."""

from collections.abc import Iterator
from math import ceil

from domain.guidance.findings import Check, CheckId, Finding, Level
from domain.guidance.lexicon import Words
from domain.guidance.reading import Reading

SHORT = 15
"""Words of a message that is too short to be measured."""
ALWAYS = 2
"""So many are never too many."""


def find(draft: Reading) -> Iterator[Finding]:
    """At most one."""
    if draft.words < SHORT or not draft.has(Words.FRIENDLY):
        return
    least, most = draft.about.figures.friendly
    fewest, many = max(1, draft.words * least // 100), max(ALWAYS, ceil(draft.words * most / 100))
    count = len(draft.hits(Words.FRIENDLY))
    if not fewest <= count <= many:
        yield Finding(CheckId.FRIENDLY, count=count, least=fewest, most=many)


CHECK = Check(CheckId.FRIENDLY, "L-5", Level.HINT, find)

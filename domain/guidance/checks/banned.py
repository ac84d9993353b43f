"""Words that the team does not use: "impossible", "don't understand" (L-4)."""

from collections.abc import Iterator

from domain.guidance.findings import Check, CheckId, Finding, Level
from domain.guidance.lexicon import Words
from domain.guidance.reading import Reading


def find(draft: Reading) -> Iterator[Finding]:
    """Each of them, unless a forbidden phrase with a replacement covers it."""
    covered = [(hit.start, hit.end) for hit in draft.hits(Words.FORBIDDEN)]
    for hit in draft.hits(Words.BANNED):
        if not any(start <= hit.start and hit.end <= end for start, end in covered):
            span = draft.span(hit)
            yield Finding(CheckId.BANNED, (span,), draft.written(span))


CHECK = Check(CheckId.BANNED, "L-4", Level.HINT, find)

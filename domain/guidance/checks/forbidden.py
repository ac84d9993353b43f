"""Phrases that push the customer away, and what to write instead; near misses count (L-4)."""

from collections.abc import Iterator

from domain.guidance.findings import Check, CheckId, Edit, Finding, Level
from domain.guidance.lexicon import Words
from domain.guidance.near import near_hits
from domain.guidance.phrases import Hit
from domain.guidance.reading import Reading


def find(draft: Reading) -> Iterator[Finding]:
    """Each of them, with its replacement."""
    exact = draft.hits(Words.FORBIDDEN)
    near = near_hits(draft.folded.text, draft.lexicon.phrases(Words.FORBIDDEN).written, exact)
    for hit in sorted((*exact, *near), key=_start):
        span = draft.span(hit)
        said = draft.written(span)
        instead = like(said, draft.lexicon.said(Words.FORBIDDEN, hit.phrase))
        edits = (Edit(span.start, span.end, instead),) if instead else ()
        yield Finding(CheckId.FORBIDDEN, (span,), said, instead, edits=edits)


def like(said: str, instead: str) -> str:
    """The replacement with a capital where the words had one."""
    return instead[:1].upper() + instead[1:] if said[:1].isupper() else instead


def _start(hit: Hit) -> int:
    return hit.start


CHECK = Check(CheckId.FORBIDDEN, "L-4", Level.HINT, find)

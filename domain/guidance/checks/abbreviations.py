"""No bare abbreviations: the long form, or both (L-2)."""

import re
from collections.abc import Iterator
from functools import lru_cache

from domain.guidance.checks.forbidden import like
from domain.guidance.findings import Check, CheckId, Edit, Finding, Level
from domain.guidance.lexicon import Words
from domain.guidance.reading import Reading
from domain.guidance.sentences import Span


def find(draft: Reading) -> Iterator[Finding]:
    """Each one where it is first used; the fix writes the long form."""
    known = draft.lexicon.phrases(Words.ABBREVIATIONS).written
    seen = set[str]()
    for hit in _pattern(known).finditer(draft.text) if known else ():
        long = draft.lexicon.said(Words.ABBREVIATIONS, hit[0])
        if hit[0] not in seen and long and long.casefold() not in draft.text.casefold():
            seen.add(hit[0])
            instead = like(hit[0], long) if _begins(draft, hit.start()) else long
            edit = Edit(hit.start(), hit.end(), instead)
            yield Finding(CheckId.ABBREVIATIONS, (Span(hit.start(), hit.end()),), hit[0], long, edits=(edit,))


@lru_cache(maxsize=32)
def _pattern(known: tuple[str, ...]) -> re.Pattern[str]:
    """As they are written: in small letters many of them are words."""
    longest = sorted(known, key=len, reverse=True)
    return re.compile(r"(?<![A-Za-zА-я\d])(?:" + "|".join(map(re.escape, longest)) + r")(?![A-Za-zА-я\d])")


def _begins(draft: Reading, at: int) -> bool:
    return any(span.start == at for span in draft.sentences)


CHECK = Check(CheckId.ABBREVIATIONS, "L-2", Level.HINT, find)

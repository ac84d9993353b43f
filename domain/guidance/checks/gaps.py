"""Fields that nobody filled: a gap of a quick reply, or a placeholder of any kind (Q-3)."""

import re
from collections.abc import Iterator

from domain.guidance.findings import Check, CheckId, Finding, Level
from domain.guidance.reading import Reading
from domain.guidance.sentences import Span

_GAP = re.compile(
    r"⟦[^⟦⟧\n]{0,60}⟧?|⟧|\{\{.{0,80}?\}\}|\{%.{0,80}?%\}|_{3,}"
    r"|\[(?:name|order|date|time|amount|number|link|insert[^\]]{0,30})\]|(?<!\w)X{3,}(?!\w)",
    re.IGNORECASE,
)


def find(draft: Reading) -> Iterator[Finding]:
    """Each of them."""
    for hit in _GAP.finditer(draft.text):
        yield Finding(CheckId.GAPS, (Span(hit.start(), hit.end()),), hit[0].strip("⟦⟧{}% "))


CHECK = Check(CheckId.GAPS, "Q-3", Level.BLOCK, find)

"""One or two exclamation marks are friendly, three are careless (L-5)."""

import re
from collections.abc import Iterator

from domain.guidance.findings import Check, CheckId, Edit, Finding, Level
from domain.guidance.reading import Reading
from domain.guidance.sentences import Span

_MARKS = re.compile(r"[!！]+")


def find(draft: Reading) -> Iterator[Finding]:
    """At most one; the fix keeps the first ones, one a place, and makes full stops of the others."""
    runs = list(_MARKS.finditer(draft.text))
    count, most = sum(len(run[0]) for run in runs), draft.about.figures.exclamations
    if count <= most:
        return
    spans = tuple(Span(run.start(), run.end()) for run in runs)
    edits = tuple(Edit(run.start(), run.end(), _instead(run[0], kept=place < most)) for place, run in enumerate(runs))
    yield Finding(CheckId.EXCLAMATIONS, spans, count=count, most=most, edits=edits)


def _instead(run: str, *, kept: bool) -> str:
    return run[0] if kept else "。" if run[0] == "！" else "."


CHECK = Check(CheckId.EXCLAMATIONS, "L-5", Level.HINT, find)

"""Important facts carry a marker, so that the eye finds them: amounts, dates, order numbers (L-1)."""

from collections.abc import Iterator

from domain.guidance.findings import Check, CheckId, Edit, Finding, Level
from domain.guidance.reading import Reading
from domain.guidance.sentences import Span

MARKERS = ("⭐", "🌟", "★")


def find(draft: Reading) -> Iterator[Finding]:
    """At most one, for every sentence with facts and no marker; the fix marks the first fact of each."""
    marker, unmarked = draft.about.figures.marker, dict[int, Span]()
    for fact in draft.facts:
        sentence = draft.sentence_of(fact.start)
        words = draft.written(sentence)
        # A marker at the end of the sentence before stands where this one begins.
        before = draft.text[max(0, sentence.start - 3) : sentence.start]
        if not any(known in words or known in before for known in (marker, *MARKERS)):
            unmarked.setdefault(sentence.start, Span(fact.start, fact.end))
    if unmarked:
        spans = tuple(unmarked.values())
        edits = tuple(Edit(span.start, span.start, f"{marker} ") for span in spans)
        yield Finding(CheckId.KEY_FACTS, spans, draft.written(spans[0]), marker, len(spans), edits=edits)


CHECK = Check(CheckId.KEY_FACTS, "L-1", Level.HINT, find)

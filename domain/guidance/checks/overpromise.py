"""Words that promise more than anybody can keep: "guaranteed", "100 %" (K-3 to K-5)."""

from collections.abc import Iterator

from domain.guidance.findings import Check, CheckId, Finding, Level
from domain.guidance.lexicon import Words
from domain.guidance.reading import Reading


def find(draft: Reading) -> Iterator[Finding]:
    """Each of them."""
    for hit in draft.hits(Words.OVERPROMISE):
        span = draft.span(hit)
        yield Finding(CheckId.OVERPROMISE, (span,), draft.written(span))


CHECK = Check(CheckId.OVERPROMISE, "K-3", Level.CONFIRM, find)

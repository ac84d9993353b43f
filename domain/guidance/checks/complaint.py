"""The answer to a complaint has an apology, a summary of the problem and a promised time (K-1)."""

from collections.abc import Iterator

from domain.guidance.findings import Check, CheckId, Finding, Level
from domain.guidance.guide import COMPLAINT
from domain.guidance.parts import has
from domain.guidance.reading import Reading


def find(draft: Reading) -> Iterator[Finding]:
    """At most one, with the parts that are missing."""
    if not draft.about.complaint:
        return
    missing = tuple(part for part in COMPLAINT if has(draft, part) is False)
    if missing:
        yield Finding(CheckId.COMPLAINT, parts=missing)


CHECK = Check(CheckId.COMPLAINT, "K-1", Level.HINT, find)

"""The parts that a reply to this tier has (table E)."""

from collections.abc import Iterator

from domain.guidance.findings import Check, CheckId, Finding, Level
from domain.guidance.guide import parts_for
from domain.guidance.parts import has
from domain.guidance.reading import Reading


def find(draft: Reading) -> Iterator[Finding]:
    """At most one, with the parts that are missing."""
    missing = tuple(part for part in parts_for(draft.about)[0] if has(draft, part) is False)
    if missing:
        yield Finding(CheckId.STRUCTURE, parts=missing)


CHECK = Check(CheckId.STRUCTURE, "E-1", Level.HINT, find)

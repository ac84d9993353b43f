"""Every message ends with what the customer can do next (L-6)."""

from collections.abc import Iterator

from domain.guidance.findings import Check, CheckId, Finding, Level, Part
from domain.guidance.parts import has
from domain.guidance.reading import Reading


def find(draft: Reading) -> Iterator[Finding]:
    """At most one."""
    if has(draft, Part.CALL_TO_ACTION) is False:
        yield Finding(CheckId.CALL_TO_ACTION, parts=(Part.CALL_TO_ACTION,))


CHECK = Check(CheckId.CALL_TO_ACTION, "L-6", Level.HINT, find)

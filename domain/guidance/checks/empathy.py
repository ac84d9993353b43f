"""Two phrases of empathy in the first three sentences, when the customer is upset (L-3)."""

from collections.abc import Iterator

from domain.emotion.assessment import Tier
from domain.guidance.findings import Check, CheckId, Finding, Level, Part
from domain.guidance.parts import empathy_count, has
from domain.guidance.reading import Reading


def find(draft: Reading) -> Iterator[Finding]:
    """At most one."""
    if draft.about.tier is not Tier.LOW and has(draft, Part.EMPATHY) is False:
        least = draft.about.figures.empathy
        yield Finding(CheckId.EMPATHY, count=empathy_count(draft), least=least, parts=(Part.EMPATHY,))


CHECK = Check(CheckId.EMPATHY, "L-3", Level.HINT, find)

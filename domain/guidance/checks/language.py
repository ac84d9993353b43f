"""The draft is not in the customer's language (U-1)."""

from collections.abc import Iterator

from domain.guidance.findings import Check, CheckId, Finding, Level
from domain.guidance.reading import Reading

LEAST = 12
"""Letters below which a text says too little of its language; half of it in scripts without spaces."""
_ALIKE = ({"zh-Hans", "zh-Hant", "zh"}, {"id", "ms"})


def find(draft: Reading) -> Iterator[Finding]:
    """At most one."""
    letters = sum(2 if character >= "\u0e00" else 1 for character in draft.text[:80] if character.isalpha())
    if letters < LEAST or not draft.about.language or not draft.language:
        return
    if not alike(draft.language, draft.about.language):
        yield Finding(CheckId.LANGUAGE, said=draft.language, instead=draft.about.language)


def alike(one: str, other: str) -> bool:
    """Whether who writes one of them reads the other."""
    same = one.partition("-")[0] == other.partition("-")[0]
    return same or any(one in group and other in group for group in _ALIKE)


CHECK = Check(CheckId.LANGUAGE, "U-1", Level.HINT, find)

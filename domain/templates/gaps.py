"""Gaps: places of a text that somebody still has to fill in; they are seen, block sending, and Tab visits them."""

import re
from dataclasses import dataclass

OPEN, CLOSE = "⟦", "⟧"

_GAP = re.compile(r"⟦[^⟦⟧\n]{0,80}⟧|\{\{[^{}\n]{0,200}\}\}|\{%[^{}\n]{0,200}%\}")


@dataclass(frozen=True, slots=True)
class Gap:
    """One place to fill in.

    Attributes:
        name: what belongs there, in words or as the field was written.
        start, end: where it stands, brackets included; in characters of the `str`, not in UTF-16 units as Qt counts.
    """

    name: str
    start: int
    end: int


def gap_text(name: str) -> str:
    """How a gap looks in a text: "⟦order number⟧"."""
    bare = " ".join(name.replace(OPEN, "").replace(CLOSE, "").split())
    return f"{OPEN}{bare[:80]}{CLOSE}"


def gaps_in(text: str) -> tuple[Gap, ...]:
    """Every gap of a text, in order; Liquid that nobody filled in ("{{ order.number }}") counts as one."""
    if OPEN not in text and "{" not in text:
        return ()
    return tuple(Gap(_name(found.group()), found.start(), found.end()) for found in _GAP.finditer(text))


def _name(written: str) -> str:
    return written.strip("⟦⟧{}%").strip()


def without_marks(value: str) -> str:
    """A value in which nothing can be taken for a gap or for Liquid: names of customers are written by customers."""
    bare = value.translate(_MARKS)
    return bare.replace("{{", "{").replace("}}", "}").replace("{%", "{").replace("%}", "}")


_MARKS = dict.fromkeys((ord(OPEN), ord(CLOSE), *range(0xE000, 0xE004), 0))

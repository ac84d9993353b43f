"""What comes of a wording: its text with every field filled in, and the gaps where nothing was known."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from domain.templates.gaps import Gap


@dataclass(frozen=True, slots=True)
class Filled:
    """A wording with its fields filled in.

    Attributes:
        gaps: fields without a value; they are in the text, as `gaps.gap_text` writes them.
        values: where what was filled in stands: start and end, in characters.
    """

    text: str
    gaps: tuple[Gap, ...] = ()
    values: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a wording.

    Attributes:
        code: "syntax", "field" (nobody knows it), "filter", "tag", "too_long" or "limit".
        line: where, from 1.
        detail: the piece of the text that it is about, "" when it is about all of it.
    """

    code: str
    line: int
    detail: str = ""


class Renderer(Protocol):
    """Fills wordings in."""

    def fill(self, text: str, values: Mapping[str, str]) -> Filled:
        """The text with its fields filled; one that cannot be read comes back as it was written. Never raises."""

    def faults(self, text: str) -> tuple[Fault, ...]:
        """What is wrong with a wording, () when it is good."""

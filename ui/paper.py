"""What goes on paper, as plain values: headings, words, facts, tables, messages; `ui.pdf` sets it."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Heading:
    """Begins a section."""

    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph; `faint` for what stands beside the matter."""

    text: str
    faint: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and what is behind them, a line each; those without a value are left out."""

    pairs: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table whose header stands on every page.

    Attributes:
        numbers: columns that are set to the trailing edge.
        shares: how wide each column is, in percent; () for as it comes.
    """

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: frozenset[int] = field(default_factory=frozenset)
    shares: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """One message: who and when in a line, then its words as they were written."""

    head: str
    text: str


Piece = Heading | Words | Facts | Grid | Said


@dataclass(frozen=True, slots=True)
class Paper:
    """One document on A4.

    Attributes:
        lines: small print under the title: where it comes from, who printed it and when.
        foot: stands at the bottom of every page, beside its number.
    """

    title: str
    lines: Sequence[str]
    pieces: Sequence[Piece]
    foot: str = ""

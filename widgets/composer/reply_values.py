"""What the palette of quick replies shows, and whom it asks for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Filled:
    """The text of a reply for this customer.

    Attributes:
        text: plain text; what has no value is a gap (`domain.templates.gaps`).
        values: (start, end) of what was filled in, in characters.
        language: BCP 47 tag of its words, "" when unknown.
        warning: what speaks against it here, in words; "" when nothing does.
    """

    text: str
    values: tuple[tuple[int, int], ...] = ()
    language: str = ""
    warning: str = ""


@dataclass(frozen=True, slots=True)
class ReplyLine:
    """One line of the palette.

    Attributes:
        key: what is told when it is taken.
        shortcut: without "/".
        chip, chip_kind: at the line's end: why it fits, else its topic; kinds as in `widgets.chips`.
        folder: "" or a path with "/"; tags: without "#"; owner: whose it is, in words.
        files: names of what goes with it.
    """

    key: str
    shortcut: str
    title: str
    chip: str = ""
    chip_kind: str = "neutral"
    folder: str = ""
    tags: tuple[str, ...] = ()
    owner: str = ""
    files: tuple[str, ...] = ()


class ReplyBook(Protocol):
    """Where the quick replies come from. Every answer is worked out at once, in memory."""

    def find(self, query: str) -> Sequence[ReplyLine]:
        """Those that match, the best first; all of them for ""."""

    def filled(self, key: str) -> Filled:
        """Its text for the customer on screen."""

    def phrase(self, folded: str) -> str:
        """The key of the reply that a folded phrase expands to, "" when there is none."""


class NoReplies:
    """A book without a page."""

    def find(self, query: str) -> Sequence[ReplyLine]:
        return ()

    def filled(self, key: str) -> Filled:
        return Filled("")

    def phrase(self, folded: str) -> str:
        return ""

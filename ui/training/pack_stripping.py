"""What a person decides about each private thing of a thread, one after the other; every step can be taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from app.services.pack_values import Stripped
from domain.training.anonymising.proposing import apply
from domain.training.anonymising.values import Found, Private

STANDS: Final[Mapping[Private, str]] = MappingProxyType(
    {
        Private.NAME: "Alex",
        Private.PHONE: "555-0100",
        Private.EMAIL: "someone@example.com",
        Private.HANDLE: "@someone",
        Private.NUMBER: "10001",
        Private.ADDRESS: "1 Example Street",
        Private.LINK: "https://example.com",
        Private.BIRTH: "1 January 1990",
    }
)
"""What takes the place of something that a person marked, until they write something better."""

_LEAST = 3
"""Characters of a removed word that is looked for in what stands for it."""


class Decision(StrEnum):
    """What becomes of it."""

    OPEN = "open"
    REMOVED = "removed"
    HARMLESS = "harmless"


@dataclass(frozen=True, slots=True)
class Piece:
    """One private thing: in which line, and what was decided."""

    line: int
    found: Found
    decision: Decision = Decision.OPEN

    @property
    def place(self) -> tuple[int, int]:
        """Its order."""
        return self.line, self.found.start


State = tuple[tuple[Piece, ...], int]


class Stripping:
    """One thread.

    Attributes:
        lines: as they were said; they never leave this. pieces: in the order of the text. at: the current one.
    """

    def __init__(self, lines: Sequence[Stripped] = ()) -> None:
        self.lines = tuple(lines)
        self.pieces = tuple(Piece(place, found) for place, line in enumerate(lines) for found in line.found)
        self.at = 0
        self._before: list[State] = []

    @property
    def current(self) -> Piece | None:
        """The one that is decided about."""
        return self.pieces[self.at] if self.pieces else None

    @property
    def undecided(self) -> int:
        """How many nobody has looked at."""
        return sum(piece.decision is Decision.OPEN for piece in self.pieces)

    def words(self, piece: Piece) -> str:
        """What stands there."""
        return self.lines[piece.line].text[piece.found.start : piece.found.end]

    def step(self, by: int) -> None:
        """Another one, round and round."""
        if self.pieces:
            self.at = (self.at + by) % len(self.pieces)

    def go(self, line: int, at: int) -> bool:
        """The one at that place of the text; False when there is none."""
        for number, piece in enumerate(self.pieces):
            if piece.line == line and piece.found.start <= at < piece.found.end:
                self.at = number
                return True
        return False

    def remove(self, replacement: str = "") -> None:
        """It goes; the same words elsewhere are proposed with the same stand-in. Then the next undecided one."""
        piece = self.current
        if piece is None:
            return
        self._keep()
        words = replacement.strip() or piece.found.replacement
        same, kind = self.words(piece), piece.found.kind
        self.pieces = tuple(
            self._replaced(one, words, here=one is piece)
            if one is piece or (self.words(one) == same and one.found.kind is kind and one.decision is Decision.OPEN)
            else one
            for one in self.pieces
        )
        self._on()

    def harmless(self) -> None:
        """It stays: nobody can be recognised by it. Then the next undecided one."""
        if (piece := self.current) is not None:
            self._keep()
            self._put(replace(piece, decision=Decision.HARMLESS))
            self._on()

    def mark(self, line: int, start: int, end: int, kind: Private) -> bool:
        """Something that was not found; what it touches becomes part of it. False for nothing but blanks."""
        text = self.lines[line].text
        words = text[start:end]
        start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
        if start >= end:
            return False
        self._keep()
        touched = [one for one in self.pieces if one.line == line and one.found.start < end and start < one.found.end]
        start = min([start, *(one.found.start for one in touched)])
        end = max([end, *(one.found.end for one in touched)])
        stand = next((one.found.replacement for one in self.pieces if self.words(one) == text[start:end]), STANDS[kind])
        made = Piece(line, Found(start, end, kind, stand, sure=True), Decision.OPEN)
        self.pieces = tuple(sorted((*(one for one in self.pieces if one not in touched), made), key=_place))
        self.at = self.pieces.index(made)
        return True

    def mark_words(self, values: Sequence[str]) -> None:
        """Each place where one of these words still stands."""
        for value in values:
            for line, said in enumerate(self.lines):
                self._mark_in(line, said.text, value)

    def undo(self) -> bool:
        """As it was before the last decision; False when there was none."""
        if not self._before:
            return False
        self.pieces, self.at = self._before.pop()
        return True

    def removals(self) -> tuple[tuple[Found, ...], ...]:
        """What goes, line by line; what nobody has decided about goes, too."""
        return tuple(
            tuple(one.found for one in self.pieces if one.line == line and one.decision is not Decision.HARMLESS)
            for line in range(len(self.lines))
        )

    def texts(self) -> tuple[str, ...]:
        """The lines as they will be."""
        return tuple(apply(said.text, found) for said, found in zip(self.lines, self.removals(), strict=True))

    def left_in(self) -> tuple[str, ...]:
        """What the person called harmless."""
        left = (self.words(one) for one in self.pieces if one.decision is Decision.HARMLESS)
        return tuple(dict.fromkeys(left))

    def in_stands(self) -> tuple[str, ...]:
        """Removed words that somebody wrote into a stand-in."""
        going = [one for one in self.pieces if one.decision is not Decision.HARMLESS]
        stands = "\n".join(one.found.replacement for one in going).casefold()
        words = dict.fromkeys(self.words(one) for one in going)
        return tuple(one for one in words if len(one) >= _LEAST and one.casefold() in stands)

    def _mark_in(self, line: int, text: str, value: str) -> None:
        folded, wanted, at = text.casefold(), value.casefold(), 0
        if len(folded) != len(text):
            folded, wanted = text, value
        while (at := folded.find(wanted, at)) >= 0:
            end = at + len(value)
            going = (one for one in self.pieces if one.line == line and one.decision is not Decision.HARMLESS)
            if not any(one.found.start <= at and end <= one.found.end for one in going):
                kind = next((one.found.kind for one in self.pieces if value in self.words(one)), Private.NAME)
                self.mark(line, at, end, kind)
            at = end

    def _replaced(self, piece: Piece, words: str, *, here: bool) -> Piece:
        decision = Decision.REMOVED if here else piece.decision
        return replace(piece, found=replace(piece.found, replacement=words), decision=decision)

    def _put(self, piece: Piece) -> None:
        self.pieces = (*self.pieces[: self.at], piece, *self.pieces[self.at + 1 :])

    def _on(self) -> None:
        """To the next one that nobody has decided about, if there is any."""
        order = (*range(self.at + 1, len(self.pieces)), *range(self.at + 1))
        self.at = next((one for one in order if self.pieces[one].decision is Decision.OPEN), self.at)

    def _keep(self) -> None:
        self._before.append((self.pieces, self.at))


def _place(piece: Piece) -> tuple[int, int]:
    return piece.place

"""Flash reading: a text in chunks, each on screen as long as a set pace gives it; nothing torn, nothing left out (S-2).

Words a minute for scripts with words, characters a minute for Chinese.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final
from unicodedata import category

from domain.training.clusters import cluster_ends

MOST_WORDS: Final = 3
MOST_CHARACTERS: Final = 4
"""Of Chinese in one chunk; a longer word stands alone."""
_WIDE: Final = 18
"""Letters of a chunk of words."""
_LONG: Final = 8
"""Letters after which a word takes more time, for each one more."""
_LETTER: Final = 0.06
_CLAUSE, _SENTENCE = 0.4, 1.0
"""Words' worth of time after a comma and after a sentence; as many pairs of characters in Chinese."""
_ENDS: Final = frozenset(".!?…؟。！？\n\u2028\u2029")
_STOPS: Final = frozenset(",;:،؛，、；：")
_HAN: Final = ((0x3040, 0x30FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF))
_OPENING: Final = frozenset({"Ps", "Pi"})


class Unit(StrEnum):
    """What its pace counts."""

    WORDS = "words"
    CHARACTERS = "characters"


@dataclass(frozen=True, slots=True)
class Chunk:
    """What is on screen at once: characters of the text from `start` on, before `end`, without spaces around them.

    Attributes:
        units: words or characters in it. weight: units' worth of time; over the whole text both come to the same.
    """

    start: int
    end: int
    units: int
    weight: float


@dataclass(frozen=True, slots=True)
class _Piece:
    """One word with the marks that stand at it."""

    start: int
    end: int
    units: int
    letters: int


def unit_of(language: str) -> Unit:
    """By the message's language."""
    return Unit.CHARACTERS if language.split("-", maxsplit=1)[0].lower() in {"zh", "yue", "ja"} else Unit.WORDS


def seconds_of(chunk: Chunk, pace: float) -> float:
    """How long it stands at so many units a minute."""
    return 60 * chunk.weight / max(1.0, pace)


def chunks(text: str, words: Sequence[tuple[int, int]], language: str) -> tuple[Chunk, ...]:
    """The text in chunks; all of it but spaces, in order."""
    unit = unit_of(language)
    groups = list(_groups(text, _pieces(text, words, unit), unit))
    plain = [_weight(text, group, unit) for group in groups]
    units = [sum(piece.units for piece in group) for group in groups]
    even = sum(units) / sum(plain) if plain else 1.0
    return tuple(
        Chunk(group[0].start, group[-1].end, count, weight * even)
        for group, count, weight in zip(groups, units, plain, strict=True)
    )


def _pieces(text: str, words: Sequence[tuple[int, int]], unit: Unit) -> list[_Piece]:
    cuts = [0, *_cuts(text, words), len(text)]
    spans = [_trimmed(text, start, end) for start, end in pairwise(cuts)]
    return [_piece(text, start, end, unit) for start, end in spans if start < end]


def _cuts(text: str, words: Sequence[tuple[int, int]]) -> Iterator[int]:
    """Where one word with its marks ends and the next begins, never inside of a cluster."""
    ends = cluster_ends(text)
    for (_start, end), (begin, _end) in pairwise(words):
        cut = _cut(text, end, begin)
        yield ends[min(bisect_left(ends, cut), len(ends) - 1)]


def _cut(text: str, end: int, begin: int) -> int:
    """Between two words: marks stay with the word they touch, opening ones go with the next."""
    between = text[end:begin]
    spaces = [place for place, character in enumerate(between) if character.isspace()]
    if spaces:
        return end + spaces[-1] + 1
    cut = begin
    while cut > end and category(text[cut - 1]) in _OPENING:
        cut -= 1
    return cut


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    # A line's end stays out of what is shown, but `_ends_with` still finds it behind the chunk.
    inner = text[start:end]
    left = len(inner) - len(inner.lstrip())
    return start + left, max(start + left, start + len(inner.rstrip()))


def _piece(text: str, start: int, end: int, unit: Unit) -> _Piece:
    letters = sum(1 for character in text[start:end] if character.isalnum())
    han = sum(1 for character in text[start:end] if _is_han(character))
    if unit is Unit.WORDS:
        return _Piece(start, end, 1, letters)
    # A name or a number in Latin letters takes about as long as two characters.
    return _Piece(start, end, han + (2 if letters > han else 0) or 1, letters)


def _groups(text: str, pieces: Sequence[_Piece], unit: Unit) -> Iterator[list[_Piece]]:
    for clause in _clauses(text, pieces):
        groups: list[list[_Piece]] = []
        for piece in clause:
            if groups and _fits(groups[-1], piece, unit):
                groups[-1].append(piece)
            else:
                groups.append([piece])
        yield from _balanced(groups, unit)


def _clauses(text: str, pieces: Sequence[_Piece]) -> Iterator[list[_Piece]]:
    """A chunk never goes over a comma, a sentence's end, or a space in a script that has few."""
    clause: list[_Piece] = []
    for piece in pieces:
        clause.append(piece)
        if _ends_with(text, piece.end, _ENDS | _STOPS) or (
            _is_unspaced(text, piece.end - 1) and _space(text, piece.end)
        ):
            yield clause
            clause = []
    if clause:
        yield clause


def _balanced(groups: list[list[_Piece]], unit: Unit) -> list[list[_Piece]]:
    """A last word or character alone takes one from the chunk before, where that has enough."""
    alone = len(groups) > 1 and sum(piece.units for piece in groups[-1]) == 1
    if alone and len(groups[-2]) > 2 and _fits(groups[-1], groups[-2][-1], unit):
        groups[-1].insert(0, groups[-2].pop())
    return groups


def _fits(group: Sequence[_Piece], piece: _Piece, unit: Unit) -> bool:
    if unit is Unit.CHARACTERS:
        return sum(one.units for one in group) + piece.units <= MOST_CHARACTERS
    return len(group) < MOST_WORDS and sum(one.letters for one in group) + piece.letters <= _WIDE


def _weight(text: str, group: Sequence[_Piece], unit: Unit) -> float:
    scale = 2 if unit is Unit.CHARACTERS else 1
    long = sum(max(0, piece.letters - _LONG) for piece in group) * _LETTER
    end = group[-1].end
    rest = _SENTENCE if _ends_with(text, end, _ENDS) else _CLAUSE if _ends_with(text, end, _STOPS) else 0.0
    return sum(piece.units for piece in group) + scale * (long + rest)


def _ends_with(text: str, end: int, marks: frozenset[str]) -> bool:
    """Whether such a mark stands there: at the end, before closing quotes, or as the line's end after it."""
    at = end
    while at > 0 and category(text[at - 1]) in {"Pe", "Pf", "So", "Mn"}:
        at -= 1
    if at > 0 and text[at - 1] in marks:
        return True
    after = end
    while after < len(text) and text[after].isspace():
        if text[after] in marks:
            return True
        after += 1
    return False


def _space(text: str, at: int) -> bool:
    return at < len(text) and text[at].isspace()


def _is_unspaced(text: str, at: int) -> bool:
    return "\u0e00" <= text[at] <= "\u0eff"


def _is_han(character: str) -> bool:
    code = ord(character)
    return (
        0x3400 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x323AF or 0x3040 <= code <= 0x30FF
    )

"""A draft as word lists are compared with it: folded, and every place in it known in the draft as it was written."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from domain.hanzi import SIMPLER

_DROPPED = frozenset(
    chr(code)
    for first, last in ((0x0610, 0x061A), (0x064B, 0x065F), (0x0670, 0x0670), (0x06D6, 0x06ED), (0x200B, 0x200F))
    for code in range(first, last + 1)
) | frozenset("\0\u00ad\u0640\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\ufe0f")
_SAME = {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "ё": "е", "أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "—": "-", "–": "-"}


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text.

    Attributes:
        text: NFKC, simplified Chinese, without case, Arabic vowel points and invisible marks.
        starts: for each character of `text`, and its end, the place in the original; None when they are the same.
        length: of the original.
    """

    text: str
    starts: tuple[int, ...] | None
    length: int

    def place(self, at: int) -> int:
        """Where a place in the folded text is in the original."""
        return at if self.starts is None else self.starts[at]


@lru_cache(maxsize=32)
def fold(text: str) -> Folded:
    """The folded text with its places."""
    if text.isascii() and "\0" not in text and "`" not in text:
        return Folded(text.lower().replace("\t", " ").replace("\n", " "), None, len(text))
    if not unicodedata.is_normalized("NFC", text):
        return _by_clusters(text)
    pieces, starts, straight = [], [], True
    for at, character in enumerate(text):
        piece = _folded(character)
        pieces.append(piece)
        if len(piece) == 1:
            starts.append(at)
        else:
            straight = False
            starts.extend([at] * len(piece))
    starts.append(len(text))
    return Folded("".join(pieces), None if straight else tuple(starts), len(text))


def fold_phrase(text: str) -> str:
    """A word or phrase of a list, folded the same way."""
    return " ".join(fold(text).text.split())


@lru_cache(maxsize=16_384)
def _folded(character: str) -> str:
    if character in _DROPPED:
        return ""
    if character.isspace():
        return " "
    plain = unicodedata.normalize("NFKC", _SAME.get(character, character)).casefold().translate(SIMPLER)
    return "".join(_SAME.get(one, one) for one in plain if one not in _DROPPED)


def _by_clusters(text: str) -> Folded:
    """Letters that were typed as a base and marks are one character in the lists."""
    pieces: list[str] = []
    starts: list[int] = []
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        composed = unicodedata.normalize("NFC", text[at:end])
        piece = "".join(_folded(one) for one in composed)
        pieces.append(piece)
        starts.extend([at] * len(piece))
        at = end
    starts.append(len(text))
    return Folded("".join(pieces), tuple(starts), len(text))

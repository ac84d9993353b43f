"""A text as the rules read it: one form of every character, cut into tokens, each with its place in the original."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

_MARKS = {
    0x0640,
    0x0670,
    *range(0x0300, 0x0370),
    *range(0x0610, 0x061B),
    *range(0x064B, 0x0660),
    *range(0xFE00, 0xFE10),
}
"""Accents that stand alone, vowel points, stretchers: nobody means another word by them."""

_SAME = {"‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-", "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'"}
_SAME |= {"،": ",", "、": ",", "؛": ";", "。": ".", "！": "!", "？": "?", "؟": "?", "｡": ".", "№": "#", "＇": "'"}
_PLAIN = {"đ": "d", "ø": "o", "ł": "l", "ı": "i", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ß": "s"}
_TOKEN = re.compile(
    r"(?P<d>[0-9]+)|(?P<t>[\u0e01-\u0e3a\u0e40-\u0e4e])|(?P<h>[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇])"
    r"|(?P<w>[^\W\d_\u0e01-\u0e4e\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+)|(?P<s>\s+)|(?P<p>.)",
    re.DOTALL,
)


class Token(NamedTuple):
    """Some characters of a page: w a word, h one of Han, t one of Thai, d digits, s space, p anything else.

    Attributes:
        plain: lower case, without accents. small: lower case, with the accents of Latin letters.
        bare: whether it has no accents because nothing in the text has.
    """

    start: int
    end: int
    kind: str
    plain: str
    small: str
    capital: bool
    bare: bool

    @property
    def is_word(self) -> bool:
        """Whether it is letters."""
        return self.kind in "wht"


@dataclass(frozen=True)
class Page:
    """A text in one form: ASCII digits, no invisible marks, one kind of dash; letters keep their case.

    Attributes:
        text: what the rules read. plain: the same length, lower case and without accents.
        starts, ends: for each character of `text` its place in the original.
    """

    text: str
    plain: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The whole text, cut up."""
        bare = not any("\u00c0" <= one <= "\u024f" or "\u1e00" <= one <= "\u1eff" for one in self.text)
        return tuple(
            Token(
                one.start(),
                one.end(),
                one.lastgroup or "p",
                self.plain[one.start() : one.end()],
                _small(self.text[one.start() : one.end()], self.plain[one.start() : one.end()]),
                self.text[one.start()].isupper(),
                bare or (self.text[one.start() : one.end()].isascii() and self.text[one.start() : one.end()].isupper()),
            )
            for one in _TOKEN.finditer(self.text)
        )

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The place in the original text."""
        return self.starts[start], self.ends[end - 1]


def read(text: str) -> Page:
    """The page of a text; never fails, whatever it holds."""
    shown: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for at, character in enumerate(text):
        one = _one_form(character)
        if one:
            shown.append(one)
            starts.append(at)
            ends.append(at + 1)
        elif shown and unicodedata.category(character)[0] == "M":
            ends[-1] = at + 1
            shown[-1] = _composed(shown[-1], character)
    whole = "".join(shown)
    return Page(whole, "".join(map(_plain, whole)), tuple(starts), tuple(ends))


def plain(words: str) -> str:
    """Words of a list as `Page.plain` has them."""
    return read(words).plain


def small(words: str) -> str:
    """Words of a list as `Token.small` has them."""
    return _small(read(words).text, plain(words))


def _small(text: str, bare: str) -> str:
    """Accents stay where they make other words, in Latin letters."""
    return text.lower() if bare[:1].isascii() else bare


def _composed(letter: str, mark: str) -> str:
    """Both as one character when there is one."""
    both = unicodedata.normalize("NFC", letter + mark)
    return both if len(both) == 1 else letter


@lru_cache(maxsize=8192)
def _one_form(character: str) -> str:
    """One character for it, "" when it is invisible or a mark on the one before."""
    if character.isascii():
        return character if character >= " " or character in "\n\r\t" else ""
    if ord(character) in _MARKS or unicodedata.category(character) in {"Cf", "Me"}:
        return ""
    if same := _SAME.get(character):
        return same
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    form = unicodedata.normalize("NFKC", character)
    return form if len(form) == 1 else character


@lru_cache(maxsize=8192)
def _plain(character: str) -> str:
    """The same letter, small and without its accent."""
    lower = character.lower()
    lower = lower if len(lower) == 1 else character
    if "\uac00" <= lower <= "\ud7a3":
        return lower
    if lower == "й":
        return lower
    bare = unicodedata.normalize("NFD", lower)[0]
    return _PLAIN.get(bare, bare)

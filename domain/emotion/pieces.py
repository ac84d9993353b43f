"""Cuts a folded message into the pieces that the model knows: words, parts of words, marks, kinds of numbers."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from domain.emotion.folding import Folded

HEAD, TAIL = 96, 32
"""Of a longer message only so many pieces of its beginning and its end are read."""

UNKNOWN, CAPITALS, START = "<unk>", "<caps>", "▁"
SPECIAL = (UNKNOWN, CAPITALS, "<url>", "<mail>", "<user>", "<n1>", "<n2>", "<n3>", "<code>")
LONGEST = 14
UNSPACED = "\u0e00"
"""Pieces of scripts without blanks begin here, and a few others."""

_MARK = r"[\u0300-\u036f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]"
_LINKS = r"(?P<url>https?(?:://\S*|\b)|www\.\S+)"
_MAILS = r"(?P<mail>[\w.+-]++@[\w-]+\.[\w.]+|<email>)|(?P<user>@\w+)"
_NUMBERS = (
    r"(?P<code>(?=[a-z]{1,12}-?\d|\d+[a-z]+\d)(?:[a-z0-9]+-?)*[a-z0-9]*\d[a-z0-9]*)"
    r"|(?P<number>\d+(?:[.,:/\-]\d+)*)"
)
_WORDS = rf"(?P<word>(?:[^\W\d_]++|{_MARK}++)++'?)|(?P<mark>[!?]+|\.\.+|[^\w\s])"
_DIGIT = re.compile(r"\d")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


class Piece(NamedTuple):
    """One piece: its number in the model's list, and where in the folded text it stands (both 0 for none)."""

    number: int
    start: int
    end: int


class Pieces:
    """The pieces a model knows, ready to cut messages into them."""

    def __init__(self, known: Mapping[str, int]) -> None:
        """Pieces and their numbers, `SPECIAL` among them."""
        self._known, self._unknown, self._capitals = known, known[UNKNOWN], known[CAPITALS]
        self._longest: dict[str, int] = {}  # by the first two characters
        for name in known:
            if name >= UNSPACED and name[0] != START and len(name) > self._longest.get(name[:2], 1):
                self._longest[name[:2]] = min(len(name), LONGEST)

    def cut(self, folded: Folded) -> list[Piece]:
        """The pieces of a message in their order."""
        found: list[Piece] = []
        source, places, known = folded.source, folded.places, self._known
        shouting = False
        for match in _tokens(folded.text):
            start, end = match.span()
            kind, text = match.lastgroup or "mark", match.group()
            if kind != "word":
                found.append(Piece(self._number(kind, text), start, end))
                continue
            word = source[places[start] : places[end]]
            loud = word.isupper() and is_capitals(word)
            if loud and not shouting:
                found.append(Piece(self._capitals, start, start))
            shouting = loud
            whole = known.get(START + text)
            if whole is not None:
                found.append(Piece(whole, start, end))
            else:
                found += self._parts(text, start)
        return found if len(found) <= HEAD + TAIL else found[:HEAD] + found[-TAIL:]

    def _number(self, kind: str, text: str) -> int:
        name = mark_name(text) if kind == "mark" else _number_name(text) if kind == "number" else f"<{kind}>"
        return self._known.get(name, self._unknown)

    def _parts(self, text: str, offset: int) -> list[Piece]:
        """The longest known piece from each place on."""
        found: list[Piece] = []
        known, longest, size = self._known, self._longest, len(text)
        at, lead = 0, "" if _UNSPACED.match(text) else START
        while at < size:
            most = longest.get(text[at : at + 2], 1) if not lead and text[at] >= UNSPACED else LONGEST
            for end in range(min(size, at + most), at, -1):
                number = known.get(lead + text[at:end])
                if number is not None:
                    break
            else:
                number, end = self._unknown, at + 1
            found.append(Piece(number, offset + at, offset + end))
            at, lead = end, ""
        return found


def names(folded: Folded) -> Iterator[str]:
    """The tokens of a message before they are looked up, for making the list of pieces."""
    for match in _tokens(folded.text):
        kind, text = match.lastgroup or "mark", match.group()
        if kind == "word":
            yield text if _UNSPACED.match(text) else START + text
        elif kind == "mark":
            yield mark_name(text)


def is_capitals(word: str) -> bool:
    """Whether a word as it was written is shouted: three letters or more, none of them small."""
    return len(word) >= 3 and word.isupper()


def mark_name(text: str) -> str:
    """One name for all runs of marks of a kind: "!!" stands for "!!!!"."""
    if len(text) == 1:
        return text
    if "!" in text and "?" in text:
        return "?!"
    return text[:2]


def _number_name(text: str) -> str:
    return "<n1>" if len(text) <= 2 else "<n2>" if len(text) <= 4 else "<n3>"


def _tokens(text: str) -> Iterator[re.Match[str]]:
    """The tokens in their order; looked for are only the kinds that the text can hold."""
    linked = "http" in text or "www." in text
    mailed = "@" in text or "<email>" in text
    return _pattern(linked, mailed, _DIGIT.search(text) is not None).finditer(text)


@cache
def _pattern(linked: bool, mailed: bool, numbered: bool) -> re.Pattern[str]:
    kinds = ((linked, _LINKS), (mailed, _MAILS), (numbered, _NUMBERS), (True, _WORDS))
    return re.compile("|".join(pattern for wanted, pattern in kinds if wanted))

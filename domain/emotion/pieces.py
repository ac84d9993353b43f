"""Cuts a folded message into the pieces that the model knows: words, parts of words, marks, kinds of numbers."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from domain.emotion.folding import Folded

HEAD, TAIL = 96, 32
"""Of a longer message only so many pieces of its beginning and its end are read."""

UNKNOWN, CAPITALS, START = "<unk>", "<caps>", "▁"
SPECIAL = (UNKNOWN, CAPITALS, "<url>", "<mail>", "<user>", "<n1>", "<n2>", "<n3>", "<code>")
LONGEST = 14
_LETTER = r"[^\W\d_]|[\u0300-\u036f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]"
_TOKEN = re.compile(
    rf"""(?P<url>https?(?:://\S*|\b)|www\.\S+)
    |(?P<mail>[\w.+-]+@[\w-]+\.[\w.]+|<email>)
    |(?P<user>@\w+)
    |(?P<code>(?=[a-z]{{1,12}}-?\d|\d+[a-z]+\d)(?:[a-z0-9]+-?)*[a-z0-9]*\d[a-z0-9]*)
    |(?P<number>\d+(?:[.,:/\-]\d+)*)
    |(?P<word>(?:{_LETTER})+'?)
    |(?P<mark>[!?]+|\.\.+|[^\w\s])""",
    re.VERBOSE,
)
_UNSPACED = re.compile("[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece: its number in the model's list, and where in the folded text it stands (both 0 for none)."""

    number: int
    start: int
    end: int


def cut(folded: Folded, known: Mapping[str, int]) -> list[Piece]:
    """The pieces of a message in their order."""
    found: list[Piece] = []
    shouting = False
    for match in _TOKEN.finditer(folded.text):
        start, end = match.span()
        kind = match.lastgroup or "mark"
        if kind == "word":
            loud = is_capitals(folded.words(start, end))
            if loud and not shouting:
                found.append(Piece(known[CAPITALS], start, start))
            shouting = loud
        found.extend(_pieces(kind, match.group(), start, end, known))
    return found if len(found) <= HEAD + TAIL else found[:HEAD] + found[-TAIL:]


def names(folded: Folded) -> Iterator[str]:
    """The tokens of a message before they are looked up, for making the list of pieces."""
    for match in _TOKEN.finditer(folded.text):
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


def _pieces(kind: str, text: str, start: int, end: int, known: Mapping[str, int]) -> Iterator[Piece]:
    if kind == "word":
        whole = known.get(START + text)
        if whole is not None:
            yield Piece(whole, start, end)
        else:
            yield from _parts(text, start, known)
        return
    name = mark_name(text) if kind == "mark" else _number_name(text) if kind == "number" else f"<{kind}>"
    yield Piece(known.get(name, known[UNKNOWN]), start, end)


def _number_name(text: str) -> str:
    return "<n1>" if len(text) <= 2 else "<n2>" if len(text) <= 4 else "<n3>"


def _parts(text: str, offset: int, known: Mapping[str, int]) -> Iterator[Piece]:
    """The longest known piece from each place on."""
    at, lead = 0, "" if _UNSPACED.match(text) else START
    while at < len(text):
        for end in range(min(len(text), at + LONGEST), at, -1):
            number = known.get(lead + text[at:end])
            if number is not None:
                break
        else:
            number, end = known[UNKNOWN], at + 1
        yield Piece(number, offset + at, offset + end)
        at, lead = end, ""

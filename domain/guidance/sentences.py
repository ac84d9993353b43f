"""Sentences and lines of a draft, in every script, and its pieces of at most three lines (C-5, L-1)."""

import re
import unicodedata
from dataclasses import dataclass

_END = re.compile(
    r"[.!?…]+[\"'”’)\]]*(?=\s|$)"
    r"|[。！？؟۔]+[\"'”’」』）)]*"
    r"|(?:ครับ|คับ|ค่ะ|คะ|จ้ะ|จ้า)(?=\s|$)"
    r"|\n+"
)
_SHORT_FORM = re.compile(
    r"(?:\b(?:no|nr|mr|mrs|ms|dr|st|vs|e\.g|i\.e|art|sig|dott|ул|г|т\.е|т\.д|руб)|№)\.$", re.IGNORECASE
)
_WIDE = frozenset("WF")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the draft, in characters."""

    start: int
    end: int


def sentences(text: str) -> tuple[Span, ...]:
    """Each sentence without the white space around it; what has no letter or digit belongs to the one before."""
    found: list[Span] = []
    begin = 0
    for mark in _END.finditer(text):
        if _SHORT_FORM.search(text, max(begin, mark.end() - 8), mark.end()):
            continue
        begin = _take(text, begin, mark.end(), found)
    _take(text, begin, len(text), found)
    return tuple(found)


def columns(text: str) -> int:
    """How wide a line is, Han and other wide characters as two."""
    if text.isascii():
        return len(text)
    return sum(_width(character) for character in text)


def line_count(text: str, width: int) -> int:
    """Lines on the customer's screen: the ones that were typed, long ones wrapped at `width` columns."""
    return sum(max(1, -(-columns(line) // width)) for line in text.strip().splitlines() if line.strip())


def fragments(text: str, *, lines: int, width: int) -> tuple[str, ...]:
    """The text in pieces of at most so many lines, cut between sentences only; a blank line always cuts.

    A single sentence that is longer stays whole.
    """
    made: list[str] = []
    for paragraph in re.split(r"\n\s*\n", text):
        made.extend(_pieces(paragraph, lines, width))
    return tuple(made)


def _pieces(paragraph: str, lines: int, width: int) -> list[str]:
    made: list[str] = []
    begin = end = -1
    for span in sentences(paragraph):
        if begin >= 0 and line_count(paragraph[begin : span.end], width) > lines:
            made.append(paragraph[begin:end])
            begin = -1
        begin = span.start if begin < 0 else begin
        end = span.end
    if begin >= 0:
        made.append(paragraph[begin:end])
    return made


def _take(text: str, begin: int, end: int, found: list[Span]) -> int:
    inside = text[begin:end]
    stripped = inside.strip()
    if not stripped:
        return end
    start = begin + len(inside) - len(inside.lstrip())
    stop = start + len(stripped)
    if found and not any(character.isalnum() for character in stripped):
        found[-1] = Span(found[-1].start, stop)
    else:
        found.append(Span(start, stop))
    return end


def _width(character: str) -> int:
    if unicodedata.category(character)[0] == "M":
        return 0
    return 2 if unicodedata.east_asian_width(character) in _WIDE else 1

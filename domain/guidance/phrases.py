"""Phrases of a word list, ready to be found in folded text: whole words, stems, gaps, patterns with numbers."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from domain.folding import part_of_word, unspaced
from domain.guidance.folding import fold_phrase

_NUMBER = (
    r"(?:\d+(?:[.,]\d+)?(?:\s?[-~至到]\s?\d+)?|[一二两兩三四五六七八九十半]+|หนึ่ง|สอง|สาม|ครึ่ง"
    r"|[A-Za-z\u00c0-\u058f\u0600-\u06ff\u1e00-\u1eff]{1,14})"
)
_HAN_TIME = "[一二兩两三四五六七八九十]{1,3}[点點时時](?:半|整|[一二三四五]?十[一二三四五六七八九]?分)?"
_TIME = (
    r"(?:\d{1,2}(?:\s?[:.h时点點時]\s?\d{0,2}|\s?น\.?)?(?:\s?(?:am|pm|a\.m\.|p\.m\.|น\.|ص|م))?"
    rf"|{_HAN_TIME})"
)
_DATE = r"\d{1,4}[./月年-]\s?\d{1,2}(?:[./月-]\s?\d{1,4})?日?"
_GAP = "…"
GAP_MOST = 60
_APART = r"(?<![^\W\u0e00-\u0eff\u3040-\u9fff])"
"""No letter before, unless its script does not space words."""
_ARABIC_BEFORE = re.compile(r"(?:^|[^\w])[وفبلكس]{0,2}(?:ال)?$")
_ARABIC_AFTER = re.compile(r"(?:كم|كما|كن|نا|ها|هم|ه|ك|ي)?(?!\w)")


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a phrase stands in folded text, and which it is in the list."""

    start: int
    end: int
    phrase: str


class Phrases:
    """One list.

    Attributes:
        written: the phrases as the list has them.
    """

    def __init__(self, written: Iterable[str], days: Iterable[str] = ()) -> None:
        self.written = tuple(dict.fromkeys(phrase for phrase in written if phrase.strip()))
        self._plain: list[tuple[str, bool, str]] = []
        self._patterns: list[tuple[re.Pattern[str], str]] = []
        self._gapped: list[tuple[list[str], str]] = []
        day = _day(tuple(days))
        for phrase in self.written:
            self._add(phrase, day)

    def __bool__(self) -> bool:
        return bool(self.written)

    def find(self, text: str) -> tuple[Hit, ...]:
        """All of them, the longest where two overlap, in the order of the text."""
        hits = sorted(self._all(text), key=_longest_first)
        chosen: list[Hit] = []
        for hit in hits:
            if not chosen or hit.start >= chosen[-1].end:
                chosen.append(hit)
        return tuple(chosen)

    def _add(self, phrase: str, day: str) -> None:
        folded = fold_phrase(phrase.replace("...", _GAP).replace(_GAP, "\ue000")).replace("\ue000", _GAP)
        if "{" in folded:
            self._patterns.append((_pattern(folded, day), phrase))
            return
        pieces = [piece.strip() for piece in folded.split(_GAP) if piece.strip()]
        if len(pieces) > 1:
            self._gapped.append((pieces, phrase))
        elif pieces:
            stem = pieces[0].endswith("*")
            self._plain.append((pieces[0].rstrip("*"), stem, phrase))

    def _all(self, text: str) -> Iterator[Hit]:
        for needle, stem, phrase in self._plain:
            if needle in text:
                for start in _occurrences(text, needle, stem=stem):
                    yield Hit(start, start + len(needle), phrase)
        for pieces, phrase in self._gapped:
            if pieces[0] in text:
                yield from _with_gaps(text, pieces, phrase)
        for pattern, phrase in self._patterns:
            for found in pattern.finditer(text):
                yield Hit(found.start(), found.end(), phrase)


def whole(text: str, start: int, end: int, *, stem: bool = False) -> bool:
    """Whether a stretch of folded text is made of whole words; Arabic words may carry their particles and pronouns."""
    first, last = text[start], text[end - 1]
    if "\u0600" <= first <= "\u06ff":
        before = text[max(0, start - 5) : start]
        return bool(_ARABIC_BEFORE.search(before)) and (stem or bool(_ARABIC_AFTER.match(text, end)))
    if start and part_of_word(first) and not unspaced(first) and _joined(text[start - 1]):
        return False
    ends = end >= len(text) or not part_of_word(last) or unspaced(last) or not _joined(text[end])
    return stem or ends


def _joined(character: str) -> bool:
    return part_of_word(character) and not unspaced(character)


def _occurrences(text: str, needle: str, *, stem: bool) -> Iterator[int]:
    at = text.find(needle)
    while at >= 0:
        if whole(text, at, at + len(needle), stem=stem):
            yield at
        at = text.find(needle, at + len(needle))


def _with_gaps(text: str, pieces: list[str], phrase: str) -> Iterator[Hit]:
    for start in _occurrences(text, pieces[0], stem=False):
        end = start + len(pieces[0])
        for piece in pieces[1:]:
            at = text.find(piece, end, end + GAP_MOST + len(piece))
            if at < 0:
                break
            end = at + len(piece)
        else:
            yield Hit(start, end, phrase)


def _longest_first(hit: Hit) -> tuple[int, int]:
    return hit.start, -hit.end


def _day(days: tuple[str, ...]) -> str:
    words = sorted((re.escape(fold_phrase(day)) for day in days), key=len, reverse=True)
    return "(?:" + "|".join([*words, _DATE]) + ")"


@lru_cache(maxsize=4096)
def _pattern(folded: str, day: str) -> re.Pattern[str]:
    parts = re.split(r"(\{\w+\})", folded)
    made = {"{n}": _NUMBER, "{time}": _TIME, "{day}": day}
    body = "".join(made.get(part, _spaced(part)) for part in parts)
    before = _APART if folded[0] == "{" or (folded[0].isalnum() and not unspaced(folded[0])) else ""
    after = r"(?!\w)" if folded[-1].isalpha() and not unspaced(folded[-1]) else ""
    return re.compile(before + body + after)


def _spaced(part: str) -> str:
    return re.sub(r"(?:\\ | )+", r"\\s?" if any(unspaced(one) for one in part) else r"\\s+", re.escape(part))

"""One line of a message around what was searched, with the matches marked; plain, whatever the message holds."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from domain.folding import folded, is_short_gram, starts_gram

LENGTH = 140
_BEFORE = 36
_SCANNED = 20_000
"""Characters of a long message that are looked through for the first match; what is behind is found, but not shown."""

Marks = tuple[tuple[int, int], ...]


def excerpt(text: str, words: tuple[str, ...], length: int = LENGTH) -> tuple[str, Marks]:
    """The line, at most `length` characters, and (start, end) of each match in it.

    Args:
        words: as somebody typed them; folded here.
    """
    line = unicodedata.normalize("NFC", " ".join(text[:_SCANNED].split()))
    wanted = [word for word in map(folded, words) if word]
    start = _first(line, wanted)
    start = 0 if start <= _BEFORE or len(line) <= length else _word_start(line, start - _BEFORE)
    piece = line[start:]
    if start:
        piece = "…" + piece
    if len(piece) > length:
        piece = piece[: length - 1].rstrip() + "…"
    return piece, _marks(piece, wanted)


def marks_of(text: str, words: tuple[str, ...]) -> Marks:
    """(start, end) of each match in a text as it stands."""
    return _marks(text, [word for word in map(folded, words) if word])


def _first(line: str, wanted: list[str]) -> int:
    """Where the first match begins, 0 when none is in the line."""
    plain, places = _mapped(line)
    found = [at for word in wanted if (at := _find(plain, word, 0)) >= 0]
    return places[min(found)] if found else 0


def _marks(line: str, wanted: list[str]) -> Marks:
    plain, places = _mapped(line)
    spans: list[tuple[int, int]] = []
    for word in wanted:
        at = _find(plain, word, 0)
        while at >= 0:
            spans.append((places[at], places[at + len(word) - 1] + 1))
            at = _find(plain, word, at + len(word))
    return _merged(spans, line)


def _find(plain: str, word: str, since: int) -> int:
    """The next match; a short word counts only where `short_grams` has it."""
    at = plain.find(word, since)
    while at >= 0 and is_short_gram(word) and not starts_gram(plain, at):
        at = plain.find(word, at + 1)
    return at


def _mapped(line: str) -> tuple[str, Sequence[int]]:
    """The line folded character by character, and where each folded character came from."""
    if line.isascii() and "\0" not in line:
        return line.lower(), range(len(line))
    pieces: list[str] = []
    places: list[int] = []
    for at, character in enumerate(line):
        bare = _bare(character)
        pieces.append(bare)
        places += [at] * len(bare)
    return "".join(pieces), places


@lru_cache(maxsize=8192)
def _bare(character: str) -> str:
    return " " if character == " " else folded(character)


def _merged(spans: list[tuple[int, int]], line: str) -> Marks:
    merged: list[tuple[int, int]] = []
    for start, last in sorted(spans):
        end = last
        while end < len(line) and not _bare(line[end]):
            end += 1
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)


def _word_start(line: str, at: int) -> int:
    """A little further on, where a word begins, if that is near."""
    blank = line.find(" ", at, at + 14)
    return blank + 1 if blank >= 0 else at

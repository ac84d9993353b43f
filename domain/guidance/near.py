"""Near misses of a phrase: a slip of the keyboard, or one word more in between (L-4)."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from domain.folding import unspaced
from domain.guidance.folding import fold_phrase
from domain.guidance.phrases import Hit

LONG = 6
"""Letters from which a word may be mistyped by one: below, "not" would be "no" and "can" would be "can't"."""
LEAST_HAN = 3
_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_BREAKS = re.compile(r"[.!?;:\n。！？]")


def near_hits(text: str, phrases: Sequence[str], exact: Sequence[Hit]) -> list[Hit]:
    """Where a phrase nearly stands in folded text, but does not."""
    found: list[Hit] = []
    spaced, unspaced_phrases = _sorted_out(tuple(phrases))
    for pattern, phrase in unspaced_phrases:
        found += [Hit(hit.start(), hit.end(), phrase) for hit in pattern.finditer(text)]
    found += _spaced_hits(text, spaced)
    taken = [(hit.start, hit.end) for hit in exact]
    chosen: list[Hit] = []
    for hit in found:
        if all(hit.end <= start or hit.start >= end for start, end in taken):
            taken.append((hit.start, hit.end))
            chosen.append(hit)
    return chosen


def slip(one: str, other: str) -> bool:
    """Whether one letter was changed, left out, doubled or swapped with its neighbour."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return one == other
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    at = next((at for at, letter in enumerate(short) if letter != long[at]), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
    return swapped or short[at + 1 :] == long[at + 1 :]


_Spaced = tuple[tuple[tuple[str, ...], str], ...]


@lru_cache(maxsize=32)
def _sorted_out(phrases: tuple[str, ...]) -> tuple[_Spaced, tuple[tuple[re.Pattern[str], str], ...]]:
    spaced: list[tuple[tuple[str, ...], str]] = []
    patterns: list[tuple[re.Pattern[str], str]] = []
    for phrase in phrases:
        folded = fold_phrase(phrase)
        if any(mark in folded for mark in "{*"):
            continue
        if any(unspaced(character) for character in folded):
            if len(folded) >= LEAST_HAN and "\u3400" <= folded[0] <= "\u9fff":
                patterns.append((re.compile(r"[^\W\d_]?".join(map(re.escape, folded))), phrase))
        elif tokens := tuple(_TOKEN.findall(folded)):
            spaced.append((tokens, phrase))
    return tuple(spaced), tuple(patterns)


def _spaced_hits(text: str, spaced: _Spaced) -> Iterator[Hit]:
    if not spaced:
        return
    tokens = [(hit[0], hit.start(), hit.end()) for hit in _TOKEN.finditer(text)]
    places: dict[str, list[int]] = {}
    for number, (token, _start, _end) in enumerate(tokens):
        places.setdefault(token, []).append(number)
    known = _Alike(tuple(places))
    for words, phrase in spaced:
        for first in known.of(words[0]):
            for begin in places[first]:
                end = _followed(tokens, begin, words)
                if end is not None and not _BREAKS.search(text, tokens[begin][2], tokens[end][1]):
                    yield Hit(tokens[begin][1], tokens[end][2], phrase)


class _Alike:
    """Words of a text by how they may have been meant."""

    def __init__(self, words: tuple[str, ...]) -> None:
        self._exact = frozenset(words)
        self._by_length: dict[int, list[str]] = {}
        for word in words:
            self._by_length.setdefault(len(word), []).append(word)

    def of(self, word: str) -> list[str]:
        """The word itself, and slips of it."""
        found = [word] if word in self._exact else []
        if len(word) >= LONG:
            lengths = range(len(word) - 1, len(word) + 2)
            near = [other for length in lengths for other in self._by_length.get(length, ())]
            found += [other for other in near if other != word and slip(other, word)]
        return found


def _followed(tokens: list[tuple[str, int, int]], begin: int, words: tuple[str, ...]) -> int | None:
    """The last token of the phrase when its other words follow, with at most one word between two of them."""
    at = begin
    for word in words[1:]:
        for step in (1, 2):
            if at + step < len(tokens) and _meant(tokens[at + step][0], word):
                at += step
                break
        else:
            return None
    return at


def _meant(token: str, word: str) -> bool:
    return token == word or (len(word) >= LONG and slip(token, word))

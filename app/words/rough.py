"""Where words stand, by spaces; in scripts without spaces by a segmenter's pieces, or by so many characters."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from app.words.things import Span, joined

Cut = Callable[[str], Sequence[str]]
"""A run of one unspaced script, in pieces that together are the run."""

_HAN: Final = r"\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_THAI: Final = r"\u0e01-\u0e3a\u0e40-\u0e4e\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff"
_JOINERS: Final = "\u0300-\u036f\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u1ab0-\u1aff\u200c\u200d"
"""Accents and vowel signs, which belong to the letter before."""
_LETTER: Final = rf"(?![{_HAN}{_THAI}])[\w{_JOINERS}]"
_RUNS: Final = re.compile(rf"(?P<han>[{_HAN}]+)|(?P<thai>[{_THAI}]+)|(?P<spaced>(?:{_LETTER})+(?:['’](?:{_LETTER})+)*)")
_SYLLABLES: Final = re.compile(r"[เ-ไ]?.[\u0e30-\u0e3a\u0e45\u0e47-\u0e4e]*", re.DOTALL)
_HAN_WORD, _THAI_WORD = 2, 2


def by_spaces(text: str, han: Cut, thai: Cut) -> list[Span]:
    """Words of any mix of scripts; the two cut what is not spaced."""
    return joined(text, list(_runs(text, {"han": han, "thai": thai})))


def rough_spans(text: str) -> list[Span]:
    """Without any segmenter: two Han characters or two Thai syllables are a word."""
    return by_spaces(text, _pairs, _syllables)


def _runs(text: str, cuts: dict[str, Cut]) -> Iterator[Span]:
    for run in _RUNS.finditer(text):
        at = run.start()
        cut = cuts.get(run.lastgroup or "")
        for piece in cut(run[0]) if cut else (run[0],):
            yield at, at + len(piece)
            at += len(piece)


def _pairs(run: str) -> list[str]:
    return [run[at : at + _HAN_WORD] for at in range(0, len(run), _HAN_WORD)]


def _syllables(run: str) -> list[str]:
    """A syllable begins with its consonant, or with a vowel that is written before it."""
    syllables: list[str] = _SYLLABLES.findall(run)
    return ["".join(syllables[at : at + _THAI_WORD]) for at in range(0, len(syllables), _THAI_WORD)]

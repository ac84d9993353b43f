"""Finds the phrases that speak for themselves ("third time", "consumer protection"), from lists per language."""

from collections.abc import Iterable, Mapping
from operator import add
from typing import NamedTuple

from domain.emotion.folding import Folded, fold_phrase

KINDS = (
    *("repetition", "waiting", "publicity", "authority", "leaving", "distrust"),
    *("insult", "demand", "thanks", "politeness", "question"),
)
KIN: Mapping[str, tuple[str, ...]] = {
    "zh-Hans": ("zh-Hans", "zh-Hant"),
    "zh-Hant": ("zh-Hans", "zh-Hant"),
}
"""Languages whose lists are read for one another's messages."""

STEM = "*"


class Hit(NamedTuple):
    """A phrase that was found: of which kind, and where in the folded text."""

    kind: str
    start: int
    end: int


class _Phrase(NamedTuple):
    kind: str
    text: str
    stem: bool


_Table = dict[str, dict[str, list[_Phrase]]]
"""The phrases by their first two characters, then by their third, `SHORT` for those that have none."""

SHORT = "none"


class Cues:
    """The lists of all languages, ready to be looked for."""

    def __init__(self, lists: Iterable[tuple[str, str, str]]) -> None:
        """Lists as rows of language, kind and phrase; a phrase that ends in "*" is the beginning of a word."""
        self._languages: dict[str, _Table] = {}
        for language, kind, phrase in lists:
            text = fold_phrase(phrase.rstrip(STEM))
            if len(text) >= _least(text):
                by_third = self._languages.setdefault(language, {}).setdefault(text[:2], {})
                by_third.setdefault(text[2:3] or SHORT, []).append(_Phrase(kind, text, phrase.endswith(STEM)))

    def find(self, folded: Folded, language: str) -> list[Hit]:
        """Every phrase in a message, the longest of each kind at each place."""
        text, found = folded.text, list[Hit]()
        tables = [self._languages[name] for name in KIN.get(language, (language,)) if name in self._languages]
        pairs = list(map(add, text, text[1:])) if tables else []
        for table in tables:
            for at in [at for at, pair in enumerate(pairs) if pair in table]:
                if not at or not (_spaced(text[at - 1]) and _spaced(text[at])):
                    by_third = table[pairs[at]]
                    for third in (SHORT, text[at + 2 : at + 3]):
                        if third in by_third:
                            found += _hits(text, at, by_third[third])
        return _longest(found)


def _least(text: str) -> int:
    """How long a phrase must be: one of two Thai letters, or of one Chinese, stands inside other words."""
    return 3 if "\u0e00" <= text[:1] <= "\u0eff" else 2


def _hits(text: str, at: int, phrases: Iterable[_Phrase]) -> list[Hit]:
    """Those that stand at a place where a word begins, and, unless they are stems, end where a word does."""
    found = []
    for kind, phrase, stem in phrases:
        if text.startswith(phrase, at):
            end = at + len(phrase)
            if stem or end == len(text) or not (_spaced(text[end]) and _spaced(text[end - 1])):
                found.append(Hit(kind, at, end))
    return found


def _spaced(character: str) -> bool:
    """Whether it belongs to a word that blanks set apart; in other scripts a word may begin and end anywhere."""
    return character.isalnum() and not "\u0e00" <= character <= "\u0eff" and not "\u3040" <= character <= "\u9fff"


def _longest(hits: list[Hit]) -> list[Hit]:
    """Without hits that another of their kind covers."""
    kept: list[Hit] = []
    reached: dict[str, int] = {}
    for hit in sorted(hits, key=_by_place):
        if hit.end > reached.get(hit.kind, -1):
            kept.append(hit)
            reached[hit.kind] = hit.end
    return kept


def _by_place(hit: Hit) -> tuple[int, int]:
    return hit.start, -hit.end

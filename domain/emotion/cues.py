"""Finds the phrases that speak for themselves ("third time", "consumer protection"), from lists per language."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase that was found: of which kind, and where in the folded text."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Phrase:
    kind: str
    text: str
    stem: bool


class Cues:
    """The lists of all languages, ready to be looked for."""

    def __init__(self, lists: Iterable[tuple[str, str, str]]) -> None:
        """Lists as rows of language, kind and phrase; a phrase that ends in "*" is the beginning of a word."""
        found: dict[str, dict[str, list[_Phrase]]] = defaultdict(lambda: defaultdict(list))
        for language, kind, phrase in lists:
            text = fold_phrase(phrase.rstrip(STEM))
            if len(text) >= _least(text):
                found[language][text[:2]].append(_Phrase(kind, text, phrase.endswith(STEM)))
        self._languages = {language: dict(starts) for language, starts in found.items()}

    def find(self, folded: Folded, language: str) -> list[Hit]:
        """Every phrase in a message, the longest of each kind at each place."""
        text, found = folded.text, list[Hit]()
        tables = [self._languages[name] for name in KIN.get(language, (language,)) if name in self._languages]
        for table in tables:
            for at in range(len(text)):
                phrases = table.get(text[at : at + 2])
                if phrases:
                    found.extend(_hits(text, at, phrases))
        return _longest(found)


def _least(text: str) -> int:
    """How long a phrase must be: one of two Thai letters, or of one Chinese, stands inside other words."""
    return 3 if "\u0e00" <= text[:1] <= "\u0eff" else 2


def _hits(text: str, at: int, phrases: Iterable[_Phrase]) -> Iterable[Hit]:
    for phrase in phrases:
        end = at + len(phrase.text)
        if text.startswith(phrase.text, at) and _stands_alone(text, at, end, phrase.stem):
            yield Hit(phrase.kind, at, end)


def _stands_alone(text: str, start: int, end: int, stem: bool) -> bool:
    """Whether a phrase begins and, unless it is a stem, ends where a word does; scripts without blanks always do."""
    if start and _spaced(text[start]) and _spaced(text[start - 1]):
        return False
    return stem or end == len(text) or not (_spaced(text[end]) and _spaced(text[end - 1]))


def _spaced(character: str) -> bool:
    return character.isalnum() and not "\u0e00" <= character <= "\u0eff" and not "\u3040" <= character <= "\u9fff"


def _longest(hits: Iterable[Hit]) -> list[Hit]:
    """Without hits that another of their kind covers."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda one: (one.start, -one.end)):
        if not any(other.kind == hit.kind and other.end >= hit.end for other in kept):
            kept.append(hit)
    return kept

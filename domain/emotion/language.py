"""Which language a message is in: by its script where that decides, else by how its letters follow one another."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from domain.emotion.grams import gram_numbers
from domain.hanzi import script

LATIN = ("en", "it", "vi", "id", "ms", "es", "pt")
"""The columns of the table, in their order."""

LETTERS = "latin"
_SCRIPTS = (
    (LETTERS, 0x1E00, 0x1EFF),
    ("th", 0x0E00, 0x0E7F),
    ("ar", 0x0600, 0x06FF),
    ("ar", 0x0750, 0x077F),
    ("ar", 0xFB50, 0xFDFF),
    ("ar", 0xFE70, 0xFEFC),
    ("ru", 0x0400, 0x04FF),
    ("zh", 0x3400, 0x9FFF),
    ("zh", 0xF900, 0xFAFF),
    ("", 0x3040, 0x30FF),
    ("", 0xAC00, 0xD7AF),
)
_WEIGHT = {"zh": 3, "": 9}
"""A Chinese character says as much as three letters; kana and Hangul say that it is none of our languages."""

CHINESE = ("zh-Hans", "zh-Hant")
_HANS, _HANT = {"hans", "cn", "sg", "my"}, {"hant", "tw", "hk", "mo"}


TAGS = (*LATIN, *CHINESE, "ru", "ar", "th")


def own_tag(tag: str) -> str:
    """One of our twelve tags for any BCP 47 tag ("pt-BR", "zh-TW"); "" for other languages, and for bare "zh"."""
    parts = tag.lower().replace("_", "-").split("-")
    if parts[0] == "zh":
        rest = set(parts[1:])
        return CHINESE[1] if rest & _HANT else CHINESE[0] if rest & _HANS else ""
    return parts[0] if parts[0] in TAGS else ""


class Languages:
    """Tells the twelve languages apart."""

    def __init__(self, table: Any) -> None:
        """The table of whole numbers: a row a gram, a column each of `LATIN`."""
        self._table = table

    def tell(self, source: str, folded: str) -> str:
        """A BCP 47 tag, "" for a message without letters and for other scripts."""
        counted = _count(source)
        if not counted:
            return ""
        kind = max(counted, key=lambda name: counted[name])
        if kind == LETTERS:
            return self._latin(folded)
        if kind == "zh":
            return script(source) or CHINESE[0]
        return kind

    def scores(self, folded: str) -> Any:
        """How much speaks for each of `LATIN`, as whole numbers."""
        import numpy as np

        return self._table[gram_numbers(folded)].sum(axis=0, dtype=np.int32)

    def _latin(self, folded: str) -> str:
        return LATIN[int(self.scores(folded).argmax())]


def _count(source: str) -> dict[str, int]:
    """How many letters there are of each script; Chinese characters count thrice, since they say more."""
    counted: dict[str, int] = {}
    for character, times in Counter(source).items():
        kind = _script(ord(character))
        if kind is not None and (kind != LETTERS or character.isalpha()):
            counted[kind] = counted.get(kind, 0) + times * _WEIGHT.get(kind, 1)
    return counted


def _script(code: int, scripts: Sequence[tuple[str, int, int]] = _SCRIPTS) -> str | None:
    if code < 0x0370:
        return LETTERS
    for name, first, last in scripts:
        if first <= code <= last:
            return name
    return None

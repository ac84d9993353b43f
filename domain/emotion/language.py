"""Which language a message is in: by its script where that decides, else by how its letters follow one another."""

import re
from collections.abc import Sequence
from typing import Any

from domain.emotion.grams import gram_numbers
from domain.emotion.letters import Letters
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
        kind = _kind(source)
        if kind == LETTERS:
            return self._latin(folded)
        if kind == "zh":
            return script(source) or CHINESE[0]
        return kind

    def scores(self, folded: str) -> Any:
        """How much speaks for each of `LATIN`, as whole numbers."""
        import numpy as np

        rows = self._table.take(gram_numbers(folded).astype(np.intp), axis=0).astype(np.float32)
        return np.ones(len(rows), np.float32) @ rows  # sums far below 2**24: exact in any order

    def _latin(self, folded: str) -> str:
        return LATIN[int(self.scores(folded).argmax())]


def _kind(source: str) -> str:
    """The script that has the most letters; Chinese characters count thrice, since they say more."""
    if source.isascii():
        return LETTERS if _LETTER.search(source) else ""
    marks = source.translate(_MARKS)
    counted = {mark: marks.count(mark) * _WEIGHT.get(kind, 1) for mark, kind in _KINDS.items()}
    most = max(counted.values())
    if not most:
        return ""
    return _KINDS[min((mark for mark, count in counted.items() if count == most), key=marks.index)]


def _script(code: int, scripts: Sequence[tuple[str, int, int]] = _SCRIPTS) -> str | None:
    if code < 0x0370:
        return LETTERS
    for name, first, last in scripts:
        if first <= code <= last:
            return name
    return None


def _mark(character: str) -> str:
    """One mark for all letters of a script, a blank for the rest."""
    kind = _script(ord(character))
    return " " if kind is None or (kind == LETTERS and not character.isalpha()) else kind[:1] or "-"


_LETTER = re.compile("[A-Za-z]")
_KINDS = {kind[:1] or "-": kind for kind in dict.fromkeys(kind for kind, _, _ in _SCRIPTS)}
_MARKS = Letters(_mark)

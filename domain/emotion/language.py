"""Which language a message is in: by its script where that decides, else by how its letters follow one another."""

from collections.abc import Sequence
from typing import Any

from domain.emotion.grams import gram_numbers
from domain.hanzi import script

LATIN = ("en", "it", "vi", "id", "ms", "es", "pt")
"""The columns of the table, in their order."""

_SCRIPTS = (
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


class Languages:
    """Tells the twelve languages apart."""

    def __init__(self, table: Any) -> None:
        """The table of whole numbers: a row a gram, a column each of `LATIN`."""
        self._table = table

    def tell(self, source: str, folded: str, hint: str = "") -> str:
        """A BCP 47 tag, "" for a message without letters; `hint` decides only where the text does not."""
        counted = _count(source)
        if not counted:
            return hint
        kind = max(counted, key=lambda name: counted[name])
        if kind == "latin":
            return self._latin(folded)
        if kind == "zh":
            return script(source) or (hint if hint in CHINESE else CHINESE[0])
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
    for character in source:
        code = ord(character)
        if code < 0x0370:
            if character.isalpha():
                counted["latin"] = counted.get("latin", 0) + 1
        elif 0x1E00 <= code <= 0x1EFF:
            counted["latin"] = counted.get("latin", 0) + 1
        elif (kind := _script(code)) is not None:
            counted[kind] = counted.get(kind, 0) + _WEIGHT.get(kind, 1)
    return counted


def _script(code: int, scripts: Sequence[tuple[str, int, int]] = _SCRIPTS) -> str | None:
    for name, first, last in scripts:
        if first <= code <= last:
            return name
    return None

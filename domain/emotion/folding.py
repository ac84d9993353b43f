"""A message as the engine reads it: one form of every character, and where each stands in what the customer wrote."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from domain.emotion.letters import Letters
from domain.hanzi import SIMPLER

HEAD, TAIL = 1_200, 400
"""Of a longer message only so many characters of its beginning and its end are read."""

JOINT = "\x1f"
"""Stands between the two; a blank to every reader."""

_RANGES = ((0x0610, 0x061A), (0x064B, 0x065F), (0x0670, 0x0670), (0x06D6, 0x06ED), (0x200B, 0x200F), (0x202A, 0x202E))
_DROPPED = {code for first, last in (*_RANGES, (0x2060, 0x206F), (0xFE00, 0xFE0F)) for code in range(first, last + 1)}
_DROPPED |= {0x00AD, 0x0640, 0xFEFF}
_SAME = {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "ё": "е", "أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ی": "ي"}
_SAME |= {"ک": "ك", "ı": "i", "—": "-", "–": "-", "“": '"', "”": '"', "«": '"', "»": '"', "„": '"', "¿": "", "¡": ""}
_SAME |= {"،": ",", "、": ",", "؛": ";", "؟": "?", "。": ".", "．": ".", "｡": ".", "…": "..", "～": "~", "๏": " "}


_ODD = "\uffff"
"""Stands for what becomes no character or several, until the places are known."""

_THRICE = re.compile(r"([^\W\d_])\1\1")


@dataclass(frozen=True, slots=True)
class Folded:
    """A message in one form.

    Attributes:
        source: what was read of the message; every part of it without the joint stands in the message as it is.
        text: lower case, NFKC, simplified Chinese, no vowel points, no invisible marks, no letter thrice in a row.
        places: for each character of `text`, and its end, the place in `source`.
        stretched: how many runs of a letter were shortened ("pleeease").
    """

    source: str
    text: str
    places: Sequence[int]
    stretched: int = 0

    def words(self, start: int, end: int) -> str:
        """What the customer wrote between two places of the folded text."""
        return unjoined(self.source[self.places[start] : self.places[end]]) if end > start else ""


def read_part(text: str) -> str:
    """The part of a message that is read."""
    return text if len(text) <= HEAD + TAIL else f"{text[:HEAD]}{JOINT}{text[-TAIL:]}"


def unjoined(words: str) -> str:
    """The longest part of some words that the customer wrote in one go."""
    return (max(words.split(JOINT), key=len) if JOINT in words else words).strip()


def fold(text: str) -> Folded:
    """The message in one form; never fails, whatever it holds."""
    source = read_part(text)
    places: Sequence[int]
    if source.isascii() or unicodedata.is_normalized("NFC", source):
        folded, places = source.translate(_ALONE), range(len(source) + 1)
        if _ODD in folded:
            folded, places = _spread(source, folded)
    else:
        units = [(at, _folded_cluster(cluster)) for at, cluster in _clusters(source)]
        folded = "".join(unit for _, unit in units)
        places = (*(at for at, unit in units for _ in unit), len(source))
    return _shortened(source, folded, places) if _THRICE.search(folded) else Folded(source, folded, places)


def fold_phrase(phrase: str) -> str:
    """A word or phrase of a list, in the same form."""
    return " ".join(fold(phrase).text.split())


def _spread(source: str, folded: str) -> tuple[str, tuple[int, ...]]:
    """The folded text in full, where characters that become none or several are still `_ODD`; and the places."""
    parts: list[str] = []
    places: list[int] = []
    done, at = 0, folded.find(_ODD)
    while at >= 0:
        unit = _folded(source[at])
        parts += (folded[done:at], unit)
        places += range(done, at)
        places += [at] * len(unit)
        done = at + 1
        at = folded.find(_ODD, done)
    return "".join((*parts, folded[done:])), (*places, *range(done, len(source) + 1))


def _shortened(source: str, folded: str, places: Sequence[int]) -> Folded:
    """With no letter thrice in a row."""
    kept: list[str] = []
    left: list[int] = []
    stretched, last, run = 0, "", 0
    for character, at in zip(folded, places, strict=False):
        run = run + 1 if character == last else 1
        last = character
        if run >= 3 and character.isalpha() and character != "w":
            if run == 3:
                stretched += 1
                kept.pop(), left.pop()
            continue
        kept.append(character)
        left.append(at)
    return Folded(source, "".join(kept), (*left, len(source)), stretched)


def _clusters(text: str) -> list[tuple[int, str]]:
    """Each character with the combining marks behind it, and its place."""
    found: list[tuple[int, str]] = []
    for at, character in enumerate(text):
        if found and unicodedata.combining(character) and len(found[-1][1]) < 8:
            found[-1] = (found[-1][0], found[-1][1] + character)
        else:
            found.append((at, character))
    return found


@lru_cache(maxsize=16_384)
def _folded(character: str) -> str:
    code = ord(character)
    if code in _DROPPED or 0xD800 <= code < 0xE000:
        return ""
    same = _SAME.get(character)
    if same is not None:
        return same
    whole = "".join(_SAME.get(part, part) for part in unicodedata.normalize("NFKC", character).casefold())
    text = unicodedata.normalize("NFKC", whole).translate(SIMPLER)
    return "".join(" " if part.isspace() or unicodedata.category(part) == "Cc" else part for part in text)


@lru_cache(maxsize=4_096)
def _folded_cluster(cluster: str) -> str:
    return "".join(_folded(character) for character in unicodedata.normalize("NFC", cluster))


def _alone(character: str) -> str:
    unit = _folded(character)
    return unit if len(unit) == 1 else _ODD


_ALONE = Letters(_alone)

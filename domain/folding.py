"""Text as searches compare it: without case, accents and forms; and the short pieces of it that are indexed.

Indexes are made of what these functions say: whoever changes them makes a new index.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

GRAM = 3
"""Words of at least so many characters are found anywhere inside a text, shorter ones where a word begins."""

_ACCENTS = ((0x0300, 0x036F), (0x0591, 0x05C7), (0x0610, 0x061A), (0x064B, 0x065F), (0x0670, 0x0670), (0x06D6, 0x06ED))
_DROPPED = dict.fromkeys(code for first, last in _ACCENTS for code in range(first, last + 1))
_DROPPED |= dict.fromkeys((0, 0x00AD, 0x0640, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0xFEFF, *range(0x202A, 0x202F)))
_DROPPED |= dict.fromkeys(range(0x2066, 0x206A))
_STROKES = str.maketrans({"đ": "d", "ø": "o", "ł": "l", "ı": "i", "ð": "d", "æ": "ae", "œ": "oe"})
_ASCII_BEGINNINGS = re.compile(r"([A-Za-z0-9]{1,2})[A-Za-z0-9]*")
_UNSPACED = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Burmese
    (0x1780, 0x17FF),  # Khmer
    (0x3040, 0x30FF),  # Kana
    (0x3400, 0x4DBF),  # Han
    (0x4E00, 0x9FFF),
    (0xAC00, 0xD7AF),  # Hangul, whose words take endings
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)


def folded(text: str) -> str:
    """The text without case, accents, vowel points and invisible marks, and with white space as single blanks.

    Thai vowels and tones stay: without them other words are meant.
    """
    if text.isascii():
        return " ".join(text.lower().replace("\0", "").split())
    bare = unicodedata.normalize("NFKD", text).casefold().translate(_DROPPED).translate(_STROKES)
    return " ".join(unicodedata.normalize("NFC", bare).split())


def trigrams(word: str) -> tuple[str, ...]:
    """Every three characters in a row of a folded word, each once; none for a shorter one."""
    return tuple(dict.fromkeys(word[start : start + GRAM] for start in range(len(word) - GRAM + 1)))


def short_grams(text: str) -> set[str]:
    """What a word of one or two characters can find in a folded text.

    Where words are not spaced: every character and every two in a row; elsewhere the first one and two of each word.
    """
    if text.isascii():
        begin = _ASCII_BEGINNINGS.findall(text)
        return {*begin, *(two[0] for two in begin)}
    found: set[str] = set()
    for word in _words(text):
        if unspaced(word[0]):
            found.update(word)
            found.update(word[at : at + 2] for at in range(len(word) - 1))
        else:
            found.update((word[0], word[:2]))
    return found


def is_short_gram(word: str) -> bool:
    """Whether a folded word is looked up among the `short_grams`."""
    return 0 < len(word) < GRAM and all(part_of_word(character) for character in word)


def starts_gram(text: str, at: int) -> bool:
    """Whether one of the `short_grams` of a folded text begins at that place."""
    before = text[at - 1] if at else " "
    return not part_of_word(before) or unspaced(text[at]) or unspaced(before)


def matches(text: str, words: Iterable[str]) -> bool:
    """Whether a folded text holds every one of the folded words, the short ones where `short_grams` has them."""
    grams: set[str] | None = None
    for word in words:
        if is_short_gram(word):
            grams = short_grams(text) if grams is None else grams
            if word not in grams:
                return False
        elif word not in text:
            return False
    return True


@lru_cache(maxsize=8192)
def part_of_word(character: str) -> bool:
    """Whether a character is a letter, a digit or a mark on one."""
    return character.isalnum() or unicodedata.category(character)[0] == "M"


def _words(text: str) -> Iterable[str]:
    """Runs of letters, digits and marks, cut where spaced and unspaced scripts meet."""
    start, kind = -1, False
    for at, character in enumerate(text):
        inside = part_of_word(character)
        other = inside and unspaced(character)
        if start >= 0 and (not inside or other is not kind):
            yield text[start:at]
            start = -1
        if inside and start < 0:
            start = at
        kind = other
    if start >= 0:
        yield text[start:]


@lru_cache(maxsize=8192)
def unspaced(character: str) -> bool:
    """Whether it belongs to a script whose words are not set apart by spaces."""
    code = ord(character)
    return code >= _UNSPACED[0][0] and any(first <= code <= last for first, last in _UNSPACED)

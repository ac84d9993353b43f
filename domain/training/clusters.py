"""Where a text may be cut so that no letter, accent or emoji is torn: the ends of its grapheme clusters, roughly."""

from typing import Final
from unicodedata import category

_JOINER: Final = "\u200d"
_EXTENDING: Final = frozenset("\u0e33\u0eb3\u200c\u200d")
"""Joiners, and the two letters that stand with the consonant before them (Thai and Lao AM)."""
_LEADING: Final = frozenset("\u0e40\u0e41\u0e42\u0e43\u0e44\u0ec0\u0ec1\u0ec2\u0ec3\u0ec4")
"""Thai and Lao vowels that are written before the consonant that they are spoken after: never left alone at an end."""


def cluster_ends(text: str) -> tuple[int, ...]:
    """The positions after which it may be cut, ascending; the last is the text's length."""
    ends = [at for at in range(1, len(text)) if not _joined(text, at)]
    return (*ends, len(text)) if text else ()


def _joined(text: str, at: int) -> bool:
    """Whether the characters before and at that position belong together."""
    before, after = text[at - 1], text[at]
    if before == "\r" and after == "\n":
        return True
    if before.isspace() or before in "\u2028\u2029":
        return False
    return _extends(after) or before == _JOINER or before in _LEADING or _pairs(text, at)


def _extends(character: str) -> bool:
    """Marks, joiners, skin tones, tags: nothing by themselves."""
    code = ord(character)
    return (
        character in _EXTENDING
        or category(character)[0] == "M"
        or 0x1F3FB <= code <= 0x1F3FF
        or 0xE0020 <= code <= 0xE007F
    )


def _pairs(text: str, at: int) -> bool:
    """Two halves: of a flag, of a surrogate pair, of a syllable in Hangul letters."""
    before, after = ord(text[at - 1]), ord(text[at])
    if _is_flag(before) and _is_flag(after):
        run = at - 1
        while run > 0 and _is_flag(ord(text[run - 1])):
            run -= 1
        return (at - run) % 2 == 1
    if 0xD800 <= before <= 0xDBFF:
        return 0xDC00 <= after <= 0xDFFF
    return (0x1100 <= before <= 0x115F or 0xAC00 <= before <= 0xD7A3 or 0x1160 <= before <= 0x11A7) and (
        0x1160 <= after <= 0x11FF
    )


def _is_flag(code: int) -> bool:
    return 0x1F1E6 <= code <= 0x1F1FF

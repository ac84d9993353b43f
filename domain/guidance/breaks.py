"""Counting words in every script: the port, and an estimate that needs nothing."""

import re
from typing import Protocol

HAN_PER_WORD = 1.6
THAI_PER_WORD = 4.2
"""Characters of an average word, measured on support messages (language.md 5)."""

_HAN = re.compile(r"[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_THAI = re.compile(r"[\u0e01-\u0e3a\u0e40-\u0e4e\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff]")
_SPACED = re.compile(r"\w+(?:['’.,:/@_+-]+\w+)*")
_LINK = re.compile(r"\b(?:https?://|www\.)\S+")


class WordBreaks(Protocol):
    """Counts the words of a text as a person would (L-1)."""

    def count(self, text: str) -> int:
        """Words in any mix of scripts; marks and emoji are none. Any text at all, never an error."""


class RoughBreaks:
    """By characters where words are not spaced: within one or two words of a segmenter on a short message."""

    def count(self, text: str) -> int:
        """Spaced words, Han characters / 1.6 and Thai characters / 4.2."""
        text = without_links(text)
        if text.isascii():
            return len(_SPACED.findall(text))
        rest, han = _HAN.subn(" ", text)
        rest, thai = _THAI.subn(" ", rest)
        return len(_SPACED.findall(rest)) + _share(han, HAN_PER_WORD) + _share(thai, THAI_PER_WORD)


def without_links(text: str) -> str:
    """The text with each link as one word, as who reads it sees it."""
    return _LINK.sub(" link ", text) if "://" in text or "www." in text else text


def _share(characters: int, each: float) -> int:
    return max(1, round(characters / each)) if characters else 0

"""Where a quick reply is asked for while somebody types: a "/" at the start of a word, or a phrase that expands."""

from collections.abc import Callable
from unicodedata import category

from domain.folding import folded, starts_gram

SLASH = "/"
MOST_PHRASE = 60
"""Longer phrases do not expand."""

_OPENING = frozenset("([{<\"'«“‘„「『（【《〈—–")
_ENDING = frozenset(",;!?،؛؟…，。！？、；：）」』】》»”’")
_EXPANDS_AT = frozenset(" \u00a0.,;:!?)]}»”’…،؛؟，。！？、；：）」』】")


def begins_word(before: str) -> bool:
    """Whether a "/" typed behind that text begins a word; inside an address, a path, a date or "and/or" it does not."""
    if not before:
        return True
    last = before[-1]
    return last.isspace() or last in _OPENING or last in _ENDING or last == "\ufe0f" or category(last) == "So"


def ends_phrase(typed: str) -> bool:
    """Whether what was just typed makes the word before it whole: a space or a mark, never Enter."""
    return typed in _EXPANDS_AT


def phrase_before(text: str, known: Callable[[str], str]) -> tuple[int, str] | None:
    """The longest known phrase at the end of a text that stands there as a word.

    Args:
        known: gives the key of a folded phrase, "" when it is none.

    Returns:
        Where it begins, and its key.
    """
    for start in range(max(0, len(text) - MOST_PHRASE), len(text)):
        if text[start].isspace() or not _stands_apart(text, start):
            continue
        key = known(folded(text[start:]))
        if key:
            return start, key
    return None


def _stands_apart(text: str, at: int) -> bool:
    if at and text[at - 1] in "/@#":
        return False
    return at == 0 or text[at - 1].isspace() or starts_gram(text, at)

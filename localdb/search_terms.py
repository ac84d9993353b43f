"""What the search index knows of a message: short pieces of its folded text, and by what it can be narrowed."""

from collections.abc import Iterable
from functools import lru_cache

from domain.folding import GRAM, part_of_word, short_grams, trigrams

_CACHED_LENGTH = 24
"""Longer runs are sentences of scripts without spaces: they hardly come twice."""


def text_terms(text: str) -> set[str]:
    """Every piece of a folded text that a word of a query can name; none is longer than three characters."""
    found: set[str] = set()
    for word in text.split(" "):
        found |= _known(word) if len(word) <= _CACHED_LENGTH else _of_word(word)
    return found


def narrowing_terms(thread_id: str, channel: str, author: str, tier: str) -> set[str]:
    """The home thread, the channel, the author and the tier, if it has one; all longer than any piece of text."""
    found = {thread_term(thread_id), channel_term(channel), author_term(author)}
    return found | {tier_term(tier)} if tier else found


def thread_term(thread_id: str) -> str:
    """The home thread; in hex, since an id can be any text."""
    return f"thread={thread_id.encode().hex()}"


def channel_term(channel: str) -> str:
    """Where it was written."""
    return f"channel={channel}"


def author_term(author: str) -> str:
    """Who wrote it."""
    return f"author={author}"


def tier_term(tier: str) -> str:
    """How upset the customer was."""
    return f"tier={tier}"


def wanted_terms(word: str) -> set[str]:
    """Pieces that every text has which holds the folded word or phrase; the reverse need not be true."""
    parts = word.split(" ")
    if len(parts) == 1 and len(word) < GRAM:
        return _sound({word})
    found: set[str] = set()
    for place, part in enumerate(parts):
        if len(part) >= GRAM:
            found.update(trigrams(part))
        elif place:
            found.add(part[0])
    return _sound(found)


def expression(terms: Iterable[str]) -> str:
    """Every term as a quoted string: nothing that people type is FTS syntax (S15)."""
    return " ".join(quoted(term) for term in sorted(terms))


def quoted(term: str) -> str:
    """One term in FTS5's words."""
    return '"' + term.replace('"', '""') + '"'


def _of_word(word: str) -> frozenset[str]:
    found = {word[at : at + GRAM] for at in range(len(word) - GRAM + 1)} | short_grams(word)
    if not word.isalnum():
        for at, character in enumerate(word):
            if not part_of_word(character):
                found.update((character, word[max(0, at - 1) : at + 1], word[at : at + 2]))
    return frozenset(_sound(found) if min(word, default="x") <= " " or "\x7f" in word else found)


_known = lru_cache(maxsize=16_384)(_of_word)


def _sound(terms: set[str]) -> set[str]:
    """Without those that hold a control character, at which the tokenizer would cut them."""
    return {term for term in terms if term and min(term) > " " and "\x7f" not in term}

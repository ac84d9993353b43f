"""Which other complaints are like one: this customer's, then those about the same (K-2)."""

import re
from collections.abc import Iterable

from app.services.complaint_values import BoardCard
from domain.folding import unspaced

MOST = 8
_LONG = 4
_WORD = re.compile(r"[^\W\d_]+")


def similar(card: BoardCard, others: Iterable[BoardCard]) -> tuple[BoardCard, ...]:
    """This customer's others, then those of the same kind that share a word of the title; newest first in each."""
    found = [other for other in others if other.complaint.id != card.complaint.id]
    same = sorted((other for other in found if other.root_id == card.root_id), key=_received, reverse=True)
    words = words_of(card.complaint.title)
    alike = [
        other
        for other in found
        if other.root_id != card.root_id
        and other.complaint.kind is card.complaint.kind
        and words & words_of(other.complaint.title)
    ]
    return (*same, *sorted(alike, key=_received, reverse=True))[:MOST]


def words_of(text: str) -> frozenset[str]:
    """What a title is about: its longer words, and pairs of characters where words are not set apart."""
    found: set[str] = set()
    for word in _WORD.findall(text.casefold()):
        if unspaced(word[0]):
            found.update(word[at : at + 2] for at in range(len(word) - 1))
        elif len(word) >= _LONG:
            found.add(word)
    return frozenset(found)


def _received(card: BoardCard) -> tuple[object, str]:
    return card.complaint.received_at, card.complaint.id

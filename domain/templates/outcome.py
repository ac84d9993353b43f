"""What became of a quick reply in a draft: sent as it was, with changes, or not at all (Q-5)."""

import re
from enum import StrEnum

from domain.folding import folded, trigrams
from domain.templates.gaps import gaps_in

LEAST_KEPT = 0.35
"""So much of its text must be in what was sent for it to count as used."""

MOST_FILLED = 200
"""Characters that somebody may write into a gap; more is a change of the text."""

MOST_ATTEMPTS = 50
"""Places at which the reply may begin, at most."""


class Outcome(StrEnum):
    """How a reply ended."""

    AS_IT_WAS = "as_it_was"
    EDITED = "edited"
    GIVEN_UP = "given_up"


def outcome(inserted: str, sent: str) -> Outcome:
    """Compares what a quick reply put into a draft with what was sent; filling its gaps is no change.

    What stands around it does not matter: a greeting before it is not an edit of the reply.
    """
    if _holds(_spaced(sent), _pieces(inserted)):
        return Outcome.AS_IT_WAS
    own = _grams(inserted)
    if not own or len(own & _grams(sent)) / len(own) < LEAST_KEPT:
        return Outcome.GIVEN_UP
    return Outcome.EDITED


def _holds(sent: str, pieces: list[str]) -> bool:
    """Whether the pieces stand there one after the other, with little between them."""
    begins = sent.find(pieces[0])
    for _attempt in range(MOST_ATTEMPTS):
        if begins < 0:
            return False
        if _follow(sent, begins + len(pieces[0]), pieces[1:]):
            return True
        begins = sent.find(pieces[0], begins + 1)
    return False


def _follow(sent: str, at: int, pieces: list[str]) -> bool:
    for piece in pieces:
        found = sent.find(piece, at + 1, at + MOST_FILLED + len(piece))
        if found < 0:
            return False
        at = found + len(piece)
    return True


def _pieces(inserted: str) -> list[str]:
    """The text between its gaps."""
    text, pieces, last = inserted.strip(), [], 0
    for gap in gaps_in(text):
        pieces.append(_spaced(text[last : gap.start]))
        last = gap.end
    return [*pieces, _spaced(text[last:])]


def _spaced(text: str) -> str:
    """Blank space as single blanks, so that a line end more or less is no change."""
    return re.sub(r"\s+", " ", text)


def _grams(text: str) -> set[str]:
    bare = text
    for gap in reversed(gaps_in(text)):
        bare = f"{bare[: gap.start]} {bare[gap.end :]}"
    return set(trigrams(folded(bare)))

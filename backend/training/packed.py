"""The attempts of one go in one row of bytes, for reports: a year's are read in a tenth of the time that rows take."""

import json
from collections.abc import Iterable, Mapping
from struct import Struct
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, insert

from backend.insights.meant import as_kept
from backend.storage.tables import training_packed
from domain.training.item import DrillKind
from domain.training.results import Attempt, Ending

if TYPE_CHECKING:
    import numpy as np

TOPICS: Final = ("", "logistics", "refund", "payment", "account", "promotion")
KINDS: Final = ("keywords", "gist", "triage", "reply", "pressure", "flash")
"""By the number that stands for each in the bytes of every database there is: new ones go behind the others."""

RIGHT, PRESSED, LATE, TOPIC_ASKED, TOPIC_RIGHT, TIER_ASKED, TIER_RIGHT = (1 << bit for bit in range(7))
FLAGS: Final = 7
"""So many bits say yes or no; above them stand the topic and the kind."""

TOPIC_BITS: Final = 3
KIND_AT: Final = FLAGS + TOPIC_BITS
NOT_ASKED: Final = -1
MILLION: Final = 1_000_000
"""What shares are counted in."""

_FIELDS: Final = (
    ("at", "q"),
    ("ms", "I"),
    ("item", "I"),
    ("recall", "i"),
    ("exactness", "i"),
    ("said", "H"),
    ("language", "H"),
)
_RECORD: Final = Struct("<" + "".join(code for _, code in _FIELDS))
_THOUSAND: Final = 1_000
_ADD = insert(training_packed)


def keep(
    connection: Connection, practice: int, attempts: Iterable[Attempt], items: Mapping[tuple[str, str], int]
) -> None:
    """Those of a go that count; nothing of one without any.

    Args:
        items: numbers of the items, by their packs and themselves.
    """
    counting = [attempt for attempt in attempts if attempt.counts]
    if not counting:
        return
    languages = list(dict.fromkeys(attempt.language for attempt in counting))
    held = b"".join(
        _record(attempt, items[attempt.pack_id, attempt.item_id], languages.index(attempt.language))
        for attempt in counting
    )
    connection.execute(_ADD, {"practice": practice, "languages": json.dumps(languages), "attempts": held})


def record_type() -> "np.dtype[Any]":
    """One attempt as numpy reads it."""
    import numpy as np

    return np.dtype([(name, f"<{code}") for name, code in _FIELDS])


def _record(attempt: Attempt, item: int, language: int) -> bytes:
    ms = round(attempt.seconds * _THOUSAND)
    shares = (_millionths(attempt.recall), _millionths(attempt.precision))
    return _RECORD.pack(as_kept(attempt.at), ms, item, *shares, _said(attempt), language)


def _said(attempt: Attempt) -> int:
    """Everything that is yes or no, the topic and the kind, in one number."""
    pressed = attempt.kind is DrillKind.PRESSURE
    said = {
        RIGHT: attempt.right,
        PRESSED: pressed,
        LATE: pressed and attempt.ending is not Ending.DONE,
        TOPIC_ASKED: attempt.topic_right is not None,
        TOPIC_RIGHT: attempt.topic_right,
        TIER_ASKED: attempt.tier_right is not None,
        TIER_RIGHT: attempt.tier_right,
    }
    topic = TOPICS.index(attempt.topic.value if attempt.topic else "")
    named = topic << FLAGS | KINDS.index(attempt.kind.value) << KIND_AT
    return sum(bit for bit, yes in said.items() if yes) | named


def _millionths(share: float | None) -> int:
    return NOT_ASKED if share is None else round(share * MILLION)

"""How the trial's first screen looks: who had written, when, and what became of it."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Place(StrEnum):
    """Where a thread of the past days is found."""

    MINE = "mine"
    MATE = "mate"
    QUEUE = "queue"
    SNOOZED = "snoozed"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Past:
    """One customer's history. `ended`: how long ago its last line was; `failed`: the team's last message failed."""

    key: str
    place: Place
    ended: timedelta
    tags: tuple[str, ...] = ()
    failed: bool = False


def _ago(hours: float) -> timedelta:
    return timedelta(hours=hours)


PASTS = (
    Past("amelia", Place.MINE, _ago(0.12), ("logistics", "gift")),
    Past("yichun", Place.MINE, _ago(0.35), ("payment",)),
    Past("olga", Place.MINE, _ago(0.6), ("returns",)),
    Past("xiaowei", Place.MINE, _ago(0.9), ("logistics", "priority")),
    Past("somchai", Place.MINE, _ago(1.5), ("logistics",)),
    Past("linh", Place.MINE, _ago(2.2), ("promotion",)),
    Past("lorenzo", Place.MINE, _ago(5), ("returns",), failed=True),
    Past("marcus", Place.QUEUE, _ago(0.2), ("returns", "priority")),
    Past("layla", Place.QUEUE, _ago(0.45), ("account",)),
    Past("malee", Place.QUEUE, _ago(0.75), ("returns",)),
    Past("minh", Place.QUEUE, _ago(1.1), ("payment",)),
    Past("omar", Place.MATE, _ago(3), ("logistics",)),
    Past("jiahao", Place.SNOOZED, _ago(7), ("logistics",)),
    Past("dmitry", Place.MINE, _ago(9), ("payment",)),
    Past("lihua", Place.DONE, _ago(26), ("account",)),
    Past("giulia", Place.DONE, _ago(31), ("promotion",)),
    Past("priya", Place.DONE, _ago(50), ("promotion",)),
)

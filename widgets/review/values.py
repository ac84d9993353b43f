"""What the widgets of the weekly review show, as plain values."""

from dataclasses import dataclass
from enum import StrEnum


class Stop(StrEnum):
    """What kind of place stands out; each has its own shape."""

    WORSE = "worse"
    BETTER = "better"
    LOST = "lost"
    SOFTENED = "softened"


@dataclass(frozen=True, slots=True)
class TurnRow:
    """One such place.

    Attributes:
        when: its time in a few letters. words: what happened. said: the customer's words there, "" when not known here.
        message_id: the message at which it shows.
    """

    stop: Stop
    when: str
    words: str
    said: str
    message_id: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """One message as text: who and when, then the words."""

    id: str
    head: str
    text: str

"""Who the simulated customers are and what they say: values only; the people themselves are in `people/`.

A line is what the customer writes, or begins with a word that says what they do instead:

    photo: caption          a picture
    place: name             a location
    quote: text             answers the team's last message
    react: emoji            on the team's last message
    edit: text              changes their last message
    undo:                   takes their last message back
    poll:                   something the channel cannot tell us
    instagram: text         goes on there, and stays there

In `past` each line begins with "<" (customer), ">" (team), "#" (note) or "@" (the customer, on Instagram).
"""

from dataclasses import dataclass
from enum import StrEnum


class Mood(StrEnum):
    """How somebody writes."""

    CALM = "calm"
    WORRIED = "worried"
    ANGRY = "angry"


class Topic(StrEnum):
    """What they write about (Q-4)."""

    LOGISTICS = "logistics"
    RETURNS = "returns"
    PAYMENT = "payment"
    ACCOUNT = "account"
    PROMOTION = "promotion"


@dataclass(frozen=True, slots=True)
class Persona:
    """One simulated customer.

    Attributes:
        phone: digits of a WhatsApp number, "" for somebody who is on Instagram only.
        username: on Instagram, "" for somebody who is on WhatsApp only.
        listed: whether the shop's directory knows them (then channels join by themselves); traits: what it knows.
        past: the last days. opening: what they write by themselves. turns: what they say to each answer, in order.
        asked: what they say to an answer that is a question. impatient: after a long silence. thanks: at the end.
    """

    key: str
    name: str
    language: str
    mood: Mood
    topic: Topic
    phone: str
    username: str
    listed: bool
    traits: tuple[tuple[str, str], ...]
    past: tuple[str, ...]
    opening: tuple[str, ...]
    turns: tuple[tuple[str, ...], ...]
    asked: str
    impatient: str
    thanks: str

    @property
    def instagram_name(self) -> str:
        """The name on Instagram: those whom the shop does not know go by their username there."""
        return self.name if self.listed or not self.phone else self.username

    @property
    def instagram_id(self) -> str:
        """Their id towards our account; made from the key, so that it is always the same."""
        number = int.from_bytes(self.key.encode()[:6], "big") % 10**12
        return f"17{number:012d}" if self.username else ""

"""What is private in a text, where it stands, and what takes its place."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Private(StrEnum):
    """What kind of thing must not stay."""

    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    HANDLE = "handle"
    NUMBER = "number"  # orders, waybills, invoices, cards, accounts, identity papers, licence plates
    ADDRESS = "address"
    LINK = "link"
    BIRTH = "birth"


@dataclass(frozen=True, slots=True)
class Found:
    """Something private: characters of the text from `start` on, before `end`.

    Attributes:
        replacement: the stand-in; it says nothing of what stood there.
        sure: False where a person should look twice.
    """

    start: int
    end: int
    kind: Private
    replacement: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Known:
    """What the program knows of those who talk: their names, numbers and addresses."""

    value: str
    kind: Private


@dataclass(frozen=True, slots=True)
class Left:
    """Something that was removed in one place and still stands in another.

    Attributes:
        text: which of the texts. start, end: where, in that text as it was. value: what stands there.
    """

    text: int
    start: int
    end: int
    kind: Private
    value: str


class Piece(NamedTuple):
    """A finding before it has a stand-in; places are those of a `Page`."""

    start: int
    end: int
    kind: Private
    sure: bool

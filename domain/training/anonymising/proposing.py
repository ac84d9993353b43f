"""Proposes what has to be taken out of texts before they may be practised with (S-2)."""

from dataclasses import dataclass
from enum import StrEnum


class Private(StrEnum):
    """What is found."""

    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    HANDLE = "handle"
    NUMBER = "number"
    ADDRESS = "address"
    LINK = "link"
    BIRTH = "birth"


@dataclass(frozen=True, slots=True)
class Found:
    """One thing to be removed: characters of the text from `start` on, before `end`."""

    start: int
    end: int
    kind: Private
    replacement: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Known:
    """What the program knows of a thread already."""

    value: str
    kind: Private

"""Typed text in pieces: numbers, times of day, dates, and the longest runs of words that are known."""

import re
import unicodedata
from dataclasses import dataclass

from domain.folding import folded
from domain.typed_times.han import taken_apart
from domain.typed_times.words import Kind, Senses, TimeWords, plain_word

LONGEST = 80
"""Characters; nobody types more for a time."""

_WORD = r"[^\s\d,;.:/\-]+"
_TOKEN = re.compile(
    r"(?P<iso>(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)(?:t(?=\d))?)"
    r"|(?P<dotted>(\d{1,2})\.\s?(\d{1,2})\.(?:\s?(\d{4})|(\d{2}))?(?![\d:]))"
    r"|(?P<slashed>(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d{2}))?(?![\d/]))"
    r"|(?P<clock>(\d{1,2})[:.](\d{2})(?!\d))"
    r"|(?P<decimal>(\d{1,2})[.,](\d)(?!\d))"
    r"|(?P<number>\d{1,4}(?!\d))"
    rf"|(?P<word>{_WORD}(?:[-.]{_WORD})*)"
    r"|(?P<gap>[\s,;.]+)"
)
_MIDNIGHT = 24


class NotATime(Exception):
    """Nothing that is known as a time."""


@dataclass(frozen=True, slots=True)
class Number:
    """What may be an hour, a day, a year, or how many of something."""

    value: float


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, as it was written."""

    hour: int
    minute: int


@dataclass(frozen=True, slots=True)
class Date:
    """A day of the calendar, as it was written; whether there is such a day is not known yet."""

    year: int | None
    month: int
    day: int


Token = Number | Clock | Date | dict[Kind, int]


def tokens(text: str, words: TimeWords) -> list[Token]:
    """The text in pieces; signs that nobody sees are left out, digits of every script are digits."""
    if len(text) > LONGEST:
        raise NotATime
    shown = "".join(_digit(one) for one in folded(text) if unicodedata.category(one) != "Cf")
    shown = taken_apart(shown, words)
    found: list[Token] = []
    at = 0
    while at < len(shown):
        match = _TOKEN.match(shown, at)
        if match is None:
            raise NotATime
        at = match.end()
        if match.lastgroup == "word":
            at, senses = _phrase(shown, match, words)
            found.append(dict(senses))
        elif match.lastgroup != "gap":
            found.append(_numeric(match, words))
    return found


def _digit(character: str) -> str:
    return str(unicodedata.decimal(character)) if character.isdecimal() else character


def _phrase(text: str, match: re.Match[str], words: TimeWords) -> tuple[int, Senses]:
    """The longest run of words that is known; where it ends, and what it means."""
    ends = [match.end()]
    while len(ends) < words.longest:
        more = re.compile(rf"\s+{_WORD}").match(text, ends[-1])
        if more is None:
            break
        ends.append(more.end())
    for end in reversed(ends):
        senses = words.senses(plain_word(text[match.start() : end]))
        if senses is not None:
            return end, senses
    raise NotATime


def _numeric(match: re.Match[str], words: TimeWords) -> Token:
    parts = [int(one) for one in match.groups()[match.re.groupindex[match.lastgroup or ""] :] if one is not None]
    if match.lastgroup == "iso":
        return Date(parts[0], parts[1], parts[2])
    if match.lastgroup == "clock":
        # "25.11" is no time of day, and so a date.
        is_date = parts[0] >= _MIDNIGHT and "." in match.group()
        return Date(None, parts[1], parts[0]) if is_date else Clock(parts[0], parts[1])
    if match.lastgroup == "decimal":
        return Number(parts[0] + parts[1] / 10)
    if match.lastgroup == "number":
        return Number(int(match.group()))
    day, month, *rest = parts
    if match.lastgroup == "slashed" and words.month_first:
        day, month = month, day
    year = (rest[0] if rest[0] > 99 else 2000 + rest[0]) if rest else None
    return Date(year, month, day)

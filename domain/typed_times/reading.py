"""From typed text to what it asks for, without asking yet when that would be."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import timedelta

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
_SPANS = {
    Kind.MINUTE: timedelta(minutes=1),
    Kind.HOUR: timedelta(hours=1),
    Kind.HOUR_SIGN: timedelta(hours=1),
    Kind.DAY: timedelta(days=1),
    Kind.WEEK: timedelta(weeks=1),
}
_NOON, _MIDNIGHT = 12, 24


class NotATime(Exception):
    """Nothing that is known as a time."""


@dataclass(slots=True)
class Wish:
    """What a text asks for; whatever it does not say is None.

    Attributes:
        elapsed: hours and minutes from now. days: whole days from now, by the calendar.
        ahead: days from today, of a named day. date: year (None when not said), month and day.
        following: "next" was said of the weekday. next_week: the week that begins on the next Monday.
        part: the hour at which the part of the day that was named begins. small_hours: after midnight of that day.
        clock: hour and minute.
    """

    elapsed: timedelta = timedelta(0)
    days: int | None = None
    ahead: int | None = None
    weekday: int | None = None
    following: bool = False
    next_week: bool = False
    date: tuple[int | None, int, int] | None = None
    part: int | None = None
    small_hours: bool = False
    clock: tuple[int, int] | None = None

    def has_day(self) -> bool:
        """Whether it names a day of the calendar."""
        return self.next_week or any(one is not None for one in (self.ahead, self.weekday, self.date))


def read(text: str, words: TimeWords) -> Wish:
    """What the text asks for; raises NotATime."""
    return _Reader(_tokens(text, words), words).read()


@dataclass(frozen=True, slots=True)
class _Number:
    value: float


@dataclass(frozen=True, slots=True)
class _Clock:
    hour: int
    minute: int


@dataclass(frozen=True, slots=True)
class _Date:
    year: int | None
    month: int
    day: int


_Token = _Number | _Clock | _Date | dict[Kind, int]


def _tokens(text: str, words: TimeWords) -> list[_Token]:
    """The text in pieces; signs that nobody sees are left out, digits of every script are digits."""
    if len(text) > LONGEST:
        raise NotATime
    shown = "".join(_digit(one) for one in folded(text) if unicodedata.category(one) != "Cf")
    shown = taken_apart(shown, words)
    found: list[_Token] = []
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


def _numeric(match: re.Match[str], words: TimeWords) -> _Token:
    parts = [int(one) for one in match.groups()[match.re.groupindex[match.lastgroup or ""] :] if one is not None]
    if match.lastgroup == "iso":
        return _Date(parts[0], parts[1], parts[2])
    if match.lastgroup == "clock":
        # "25.11" is no time of day, and so a date.
        is_date = parts[0] >= _MIDNIGHT and "." in match.group()
        return _Date(None, parts[1], parts[0]) if is_date else _Clock(parts[0], parts[1])
    if match.lastgroup == "decimal":
        return _Number(parts[0] + parts[1] / 10)
    if match.lastgroup == "number":
        return _Number(int(match.group()))
    day, month, *rest = parts
    if match.lastgroup == "slashed" and words.month_first:
        day, month = month, day
    year = (rest[0] if rest[0] > 99 else 2000 + rest[0]) if rest else None
    return _Date(year, month, day)


class _Reader:
    """Goes over the pieces once and fills in the wish; nothing may be said twice."""

    def __init__(self, tokens: list[_Token], words: TimeWords) -> None:
        self._tokens = tokens
        self._words = words
        self._at = 0
        self._wish = Wish()
        self._said: set[Kind] = set()
        self._year: int | None = None
        self._month: int | None = None
        self._day: int | None = None
        self._signed: tuple[int, int] | None = None

    def read(self) -> Wish:
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            self._at += 1
            if isinstance(token, _Number):
                self._number(token.value)
            elif isinstance(token, _Clock):
                self._set_clock(token.hour, token.minute)
            elif isinstance(token, _Date):
                self._set("date", (token.year, token.month, token.day))
            else:
                self._word(token)
        self._close()
        return self._wish

    def _number(self, value: float) -> None:
        after = self._senses_here()
        unit = next((kind for kind in _SPANS if kind in after), None)
        if unit is not None:
            self._at += 1
            self._span(value, unit)
        elif value != int(value):
            raise NotATime
        elif Kind.MONTH in after or Kind.ORDINAL in after:
            self._at += Kind.ORDINAL in after
            self._keep_day(int(value))
        elif self._month is not None and self._day is None:
            self._keep_day(int(value))
        elif self._month is not None and self._year is None and value > 99:
            self._year = int(value)
        else:
            self._set_clock(int(value), 0)

    def _span(self, value: float, unit: Kind) -> None:
        if unit is Kind.HOUR_SIGN and value == int(value) and self._signed is None:
            self._signed = (int(value), self._minutes_behind())
        elif unit in {Kind.DAY, Kind.WEEK}:
            if value != int(value) or self._wish.days is not None:
                raise NotATime
            self._wish.days = int(value) * _SPANS[unit].days
        else:
            self._said.add(Kind.MINUTE)
            self._wish.elapsed += value * _SPANS[unit]

    def _minutes_behind(self) -> int:
        """The 30 of "1h30"."""
        token = self._tokens[self._at] if self._at < len(self._tokens) else None
        if not isinstance(token, _Number) or token.value != int(token.value) or token.value >= 60:
            return 0
        after = self._tokens[self._at + 1] if self._at + 1 < len(self._tokens) else {}
        if isinstance(after, dict) and after.keys() & {*_SPANS, Kind.MONTH, Kind.ORDINAL}:
            return 0
        self._at += 1
        return int(token.value)

    def _word(self, senses: Senses) -> None:
        before = self._tokens[self._at - 2] if self._at > 1 else None
        if Kind.MONTH in senses and (Kind.WEEKDAY not in senses or isinstance(before, _Number)):
            self._month = self._once(self._month, senses[Kind.MONTH])
        elif Kind.WEEKDAY in senses:
            self._set("weekday", senses[Kind.WEEKDAY])
        elif Kind.AHEAD in senses:
            self._set("ahead", senses[Kind.AHEAD])
        elif Kind.TONIGHT in senses:
            self._set("ahead", 0)
            self._set("part", senses[Kind.TONIGHT])
            self._said.add(Kind.TONIGHT)
        elif Kind.PART in senses:
            self._set("part", senses[Kind.PART])
        elif Kind.ONE in senses:
            self._tokens[self._at - 1] = _Number(1)
            self._at -= 1
            if not self._senses_after().keys() & _SPANS.keys():
                raise NotATime
        elif Kind.NEXT in senses and Kind.WEEK in self._senses_here():
            self._at += 1
            self._wish.next_week = True
        else:
            self._small_word(senses)

    def _small_word(self, senses: Senses) -> None:
        small = {Kind.WITHIN, Kind.AT, Kind.NOISE, Kind.NEXT, Kind.CLOCK, Kind.MORNING_HALF, Kind.EVENING_HALF}
        kinds = small & senses.keys()
        if not kinds:
            raise NotATime
        self._said |= kinds

    def _senses_here(self) -> Senses:
        token = self._tokens[self._at] if self._at < len(self._tokens) else None
        return token if isinstance(token, dict) else {}

    def _senses_after(self) -> Senses:
        token = self._tokens[self._at + 1] if self._at + 1 < len(self._tokens) else None
        return token if isinstance(token, dict) else {}

    def _keep_day(self, value: int) -> None:
        self._day = self._once(self._day, value)

    def _set_clock(self, hour: int, minute: int) -> None:
        if hour >= _MIDNIGHT or minute >= 60:
            raise NotATime
        self._set("clock", (hour, minute))

    def _set(self, name: str, value: object) -> None:
        if getattr(self._wish, name) is not None:
            raise NotATime
        setattr(self._wish, name, value)

    @staticmethod
    def _once(held: int | None, value: int) -> int:
        if held is not None:
            raise NotATime
        return value

    def _close(self) -> None:
        """What could only be told at the end: month and day, "h", halves of the day, and whether all fits together."""
        wish = self._wish
        if self._month is not None and self._day is not None:
            self._set("date", (self._year, self._month, self._day))
        elif self._month is not None or self._day is not None:
            raise NotATime
        if self._signed is not None:
            self._close_signed(*self._signed)
        wish.following = Kind.NEXT in self._said
        self._close_clock()
        spans, has_day = Kind.MINUTE in self._said, wish.has_day()
        of_day = wish.clock is not None or wish.part is not None
        clashes = (
            wish.following and (wish.weekday is None or wish.next_week),
            wish.next_week and (wish.ahead is not None or wish.date is not None),
            spans and (has_day or of_day),
            wish.days is not None and has_day,
        )
        if any(clashes) or not (spans or has_day or of_day or wish.days is not None):
            raise NotATime

    def _close_signed(self, hours: int, minutes: int) -> None:
        wish = self._wish
        of_day = wish.has_day() or wish.part is not None or Kind.AT in self._said
        late = _NOON < hours < _MIDNIGHT and wish.days is None and not self._said & {Kind.WITHIN, Kind.MINUTE}
        if of_day or late:
            self._set_clock(hours, minutes)
        else:
            self._said.add(Kind.MINUTE)
            wish.elapsed += timedelta(hours=hours, minutes=minutes)

    def _close_clock(self) -> None:
        """Hours of "am", "pm" and of parts of the day become hours of 24."""
        wish = self._wish
        early, late = Kind.MORNING_HALF in self._said, Kind.EVENING_HALF in self._said
        if wish.clock is None:
            if early or late:
                raise NotATime
            return
        hour, minute = wish.clock
        if early or late:
            if (early and late) or not 1 <= hour <= _NOON:
                raise NotATime
            hour = hour % _NOON + (_NOON if late else 0)
            wish.small_hours = early and Kind.TONIGHT in self._said
        elif Kind.TONIGHT in self._said and (hour < 5 or hour == _NOON):
            hour, wish.small_hours = hour % _NOON, True
        elif wish.part is not None and wish.part >= _NOON and hour < _NOON:
            hour += _NOON
        wish.clock = (hour, minute)

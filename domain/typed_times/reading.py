"""From typed text to what it asks for, without asking yet when that would be."""

from dataclasses import dataclass
from datetime import timedelta

from domain.typed_times.tokens import Clock, Date, NotATime, Number, Token, tokens
from domain.typed_times.words import Kind, Senses, TimeWords

_SPANS = {
    Kind.MINUTE: timedelta(minutes=1),
    Kind.HOUR: timedelta(hours=1),
    Kind.HOUR_SIGN: timedelta(hours=1),
    Kind.DAY: timedelta(days=1),
    Kind.WEEK: timedelta(weeks=1),
}
_UNITS = {*_SPANS, Kind.MONTHS}
_HALVES = {Kind.HOUR, Kind.HOUR_SIGN}
_NOON, _MIDNIGHT = 12, 24


@dataclass(slots=True)
class Wish:
    """What a text asks for; whatever it does not say is None.

    Attributes:
        elapsed: hours and minutes from now. days, months: whole ones from now, by the calendar.
        ahead: days from today, of a named day.
        following: "next" was said of the weekday. next_week: the week that begins on the next Monday.
        month: how many months from this one; its first day, its last when month_ends, or its day_of_month.
        day_of_month: by itself, the next day of that number. date: year (None when not said), month and day.
        part: the hour at which the part of the day that was named begins. small_hours: after midnight of that day.
        clock: hour and minute.
    """

    elapsed: timedelta = timedelta(0)
    days: int | None = None
    months: int = 0
    ahead: int | None = None
    weekday: int | None = None
    following: bool = False
    next_week: bool = False
    month: int | None = None
    month_ends: bool = False
    day_of_month: int | None = None
    date: tuple[int | None, int, int] | None = None
    part: int | None = None
    small_hours: bool = False
    clock: tuple[int, int] | None = None

    def has_day(self) -> bool:
        """Whether it names a day of the calendar."""
        named = (self.ahead, self.weekday, self.month, self.day_of_month, self.date)
        return self.next_week or any(one is not None for one in named)


def read(text: str, words: TimeWords) -> Wish:
    """What the text asks for; raises NotATime."""
    return _Reader(tokens(text, words)).read()


class _Reader:
    """Goes over the pieces once and fills in the wish; nothing may be said twice."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
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
            if isinstance(token, Number):
                self._number(token.value)
            elif isinstance(token, Clock):
                self._set_clock(token.hour, token.minute)
            elif isinstance(token, Date):
                self._set("date", (token.year, token.month, token.day))
            else:
                self._word(token)
        self._close()
        return self._wish

    def _number(self, value: float) -> None:
        value += self._half_here()
        after = self._senses_here()
        unit = next((kind for kind in _SPANS if kind in after), Kind.MONTHS if Kind.MONTHS in after else None)
        if unit is not None:
            self._at += 1
            self._span(value + (self._half_here() if unit in _HALVES else 0), unit)
        elif Kind.MIDNIGHT in after and value == _NOON:
            return
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
        elif unit in {Kind.DAY, Kind.WEEK, Kind.MONTHS}:
            self._days(value, unit)
        else:
            self._said.add(Kind.MINUTE)
            self._wish.elapsed += value * _SPANS[unit]

    def _days(self, value: float, unit: Kind) -> None:
        wish = self._wish
        is_said = wish.months > 0 if unit is Kind.MONTHS else wish.days is not None
        if value != int(value) or is_said:
            raise NotATime
        if unit is Kind.MONTHS:
            wish.months = int(value)
        else:
            wish.days = int(value) * _SPANS[unit].days

    def _half_here(self) -> float:
        """The half of "two and a half", which is read by this."""
        here = Kind.AND_HALF in self._senses_here()
        self._at += here
        return here / 2

    def _minutes_behind(self) -> int:
        """The 30 of "1h30"."""
        token = self._tokens[self._at] if self._at < len(self._tokens) else None
        if not isinstance(token, Number) or token.value != int(token.value) or token.value >= 60:
            return 0
        after = self._tokens[self._at + 1] if self._at + 1 < len(self._tokens) else {}
        if isinstance(after, dict) and after.keys() & {*_UNITS, Kind.MONTH, Kind.ORDINAL}:
            return 0
        self._at += 1
        return int(token.value)

    def _word(self, senses: Senses) -> None:
        before = self._tokens[self._at - 2] if self._at > 1 else None
        if Kind.MONTH in senses and (Kind.WEEKDAY not in senses or isinstance(before, Number)):
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
        elif Kind.MIDNIGHT in senses:
            self._set_clock(0, 0)
            self._said.add(Kind.MIDNIGHT)
        elif Kind.LENGTH in senses:
            self._said.add(Kind.MINUTE)
            self._wish.elapsed += senses[Kind.LENGTH] * _SPANS[Kind.MINUTE]
        elif Kind.MONTH_BEGINS in senses or Kind.MONTH_ENDS in senses:
            self._set("month", senses.get(Kind.MONTH_BEGINS, senses.get(Kind.MONTH_ENDS)))
            self._wish.month_ends = Kind.MONTH_ENDS in senses
        else:
            self._other_word(senses)

    def _other_word(self, senses: Senses) -> None:
        if Kind.ONE in senses and Kind.LENGTH in self._senses_here():
            return
        if Kind.ONE in senses:
            self._tokens[self._at - 1] = Number(1)
            self._at -= 1
            if not self._senses_after().keys() & {*_UNITS, Kind.AND_HALF}:
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
        elif self._month is not None:
            raise NotATime
        wish.day_of_month = self._day if wish.date is None else None
        if wish.months and wish.days is None:
            wish.days = 0
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
            wish.month is not None and not self._fits_month(),
        )
        if any(clashes) or not (spans or has_day or of_day or wish.days is not None):
            raise NotATime

    def _fits_month(self) -> bool:
        wish = self._wish
        is_numbered = wish.day_of_month is not None
        others = (wish.ahead, wish.date) if is_numbered else (wish.ahead, wish.date, wish.weekday)
        return not (wish.next_week or (is_numbered and wish.month_ends)) and all(one is None for one in others)

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
        if Kind.MIDNIGHT in self._said:
            if early or late:
                raise NotATime
            wish.small_hours = True
            return
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

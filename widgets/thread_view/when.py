"""Days and times in words, from one source: Qt's locale data with Latin digits."""

from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache

from PySide6.QtCore import QDate, QLocale

from app.i18n import _

_LATIN = {first + digit: str(digit) for first in (0x0660, 0x06F0, 0x0966, 0x0E50) for digit in range(10)}


def local_day(at: datetime, zone: tzinfo) -> date:
    """The calendar day there."""
    return at.astimezone(zone).date()


def clock_time(at: datetime, zone: tzinfo) -> str:
    """Hours and minutes of a day of 24 hours ("16:02"): short, and the same for a team in many countries."""
    return at.astimezone(zone).strftime("%H:%M")


def day_name(day: date, today: date, locale: str) -> str:
    """ "Today", "Yesterday", else the date, with its year when it is another one."""
    if day == today:
        return _("Today")
    if day == today - timedelta(days=1):
        return _("Yesterday")
    return _date(day, day.year != today.year, locale)


def moment(at: datetime, now: datetime, zone: tzinfo, locale: str) -> str:
    """Day and time ("Today 16:02")."""
    day = day_name(local_day(at, zone), local_day(now, zone), locale)
    return _("{day} {time}").format(day=day, time=clock_time(at, zone))


@lru_cache(maxsize=512)
def day_and_month(day: date, locale: str) -> str:
    """The date without its year and its weekday, in a few letters ("12 Nov")."""
    shape = _without_weekday(_without_year(_locale(locale).dateFormat(QLocale.FormatType.LongFormat)))
    shape = shape.replace("MMMM", "MMM")
    return _locale(locale).toString(QDate(day.year, day.month, day.day), shape).translate(_LATIN)


def written_date(day: date, locale: str) -> str:
    """The date as a document says it, in words and with its year ("12 November 2026")."""
    shape = _without_weekday(_locale(locale).dateFormat(QLocale.FormatType.LongFormat))
    return _locale(locale).toString(QDate(day.year, day.month, day.day), shape).translate(_LATIN)


@lru_cache(maxsize=512)
def short_date(day: date, locale: str) -> str:
    """The date in digits, as the locale writes it ("14/08/2026")."""
    return (
        _locale(locale).toString(QDate(day.year, day.month, day.day), QLocale.FormatType.ShortFormat).translate(_LATIN)
    )


@lru_cache(maxsize=512)
def _date(day: date, with_year: bool, locale: str) -> str:
    chosen = _locale(locale)
    shape = chosen.dateFormat(QLocale.FormatType.LongFormat)
    if not with_year:
        shape = _without_year(shape)
    # Orders and phone numbers come with Latin digits everywhere; a second kind beside them only disturbs.
    return chosen.toString(QDate(day.year, day.month, day.day), shape).translate(_LATIN)


_YEARS = (", yyyy", " 'de' yyyy", " yyyy 'г'.", " yyyy\u202f'г'.", " yyyy", "yyyy年", "yyyy년 ", "yyyy, ", "yyyy ")
"""The year with what ties it to the rest, as CLDR patterns have it."""


def _without_weekday(shape: str) -> str:
    for tied in ("dddd, ", "dddd، ", "ddddที่ ", "dddd ", "dddd"):
        shape = shape.replace(tied, "")
    return shape.strip()


def _without_year(shape: str) -> str:
    """Takes the year and what ties it to the rest out of a CLDR date pattern, if that is simple; else leaves all."""
    for tied in _YEARS:
        if tied in shape:
            return shape.replace(tied, "").strip()
    return shape


@lru_cache(maxsize=8)
def _locale(tag: str) -> QLocale:
    return QLocale(tag.replace("-", "_"))

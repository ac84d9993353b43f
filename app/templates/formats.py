"""Dates, money and spans of time as people of a language write them, by Babel."""

import re
from datetime import datetime, timedelta, tzinfo
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from domain.money import decimals

if TYPE_CHECKING:
    from babel import Locale

_HOUR, _DAY_HOURS = 60, 24
_MOST_HOURS = 48
_ONE_UNIT = 1e9
"""So much of a larger unit that Babel never takes it."""

_RU_AFTER_WITHIN = {"minute": ("минуты", "минут"), "hour": ("часа", "часов"), "day": ("дня", "дней")}


class LocaleFormats:
    """`domain.templates.values.Formats`; Babel is imported when the first one is written (24 ms).

    Attributes:
        zone: the agent's time zone, in which days begin; None for the computer's.
    """

    def __init__(self, zone: tzinfo | None = None) -> None:
        self.zone = zone

    def date(self, at: datetime, language: str) -> str:
        """Day and month, without the year."""
        from babel.dates import format_skeleton

        return str(format_skeleton("MMMMd", at.astimezone(self.zone), locale=_locale(language)))

    def money(self, amount: int, currency: str, language: str) -> str:
        """With the currency's sign, in digits that everybody reads."""
        from babel.numbers import format_currency

        exact = Decimal(amount).scaleb(-decimals(currency))
        said = str(format_currency(exact, currency.upper(), locale=_locale(language)))
        # In Taiwan's own locale a bare dollar stands for its own; in a chat with a shop abroad nobody could tell.
        return said.replace("$", "NT$") if currency.upper() == "TWD" and "NT$" not in said else said

    def whole_money(self, amount: int, currency: str, language: str) -> str:
        """The same without noughts behind a whole amount, as somebody would name it."""
        said = self.money(amount, currency, language)
        places = decimals(currency)
        if not places or amount % 10**places:
            return said
        # The last group only: three noughts may be thousands.
        return re.sub(rf"[.,٫][0٠]{{{places}}}(?![\d.,٫])", "", said)

    def span(self, length: timedelta, language: str) -> str:
        """In minutes up to an hour, in hours up to two days, then in days."""
        minutes = round(length.total_seconds() / 60)
        unit: Literal["minute", "hour", "day"] = "day"
        count = round(minutes / _HOUR / _DAY_HOURS)
        if minutes < _HOUR or (minutes % _HOUR and minutes < 2 * _HOUR):
            unit, count = "minute", minutes
        elif minutes <= _MOST_HOURS * _HOUR:
            unit, count = "hour", round(minutes / _HOUR)
        if language.startswith("ru"):
            # Babel knows the nominative only; "в течение" wants the genitive.
            one, many = _RU_AFTER_WITHIN[unit]
            return f"{count} {one if count % 10 == 1 and count % 100 != 11 else many}"
        from babel.dates import format_timedelta

        whole = timedelta(**{f"{unit}s": count})
        return str(format_timedelta(whole, granularity=unit, threshold=_ONE_UNIT, locale=_locale(language)))


def warm() -> None:
    """Imports what dates and money need, on any thread."""
    LocaleFormats().money(0, "USD", "en")
    LocaleFormats().span(timedelta(hours=1), "en")


@lru_cache(maxsize=32)
def _locale(language: str) -> "Locale":
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(language or "en", sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")

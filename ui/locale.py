"""Where the agent is: time zone, the tag for dates, numbers and money."""

from datetime import UTC, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtCore import QLocale, QTimeZone

from app.i18n import language
from domain.money import decimals


@lru_cache(maxsize=1)
def zone() -> tzinfo:
    """The computer's time zone, UTC when nobody knows."""
    name = bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "replace")
    try:
        return ZoneInfo(name) if name else UTC
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def tag() -> str:
    """How dates and times are written: the computer's own way when it speaks the agent's language."""
    system = QLocale.system().bcp47Name()
    return system if system.split("-")[0] == language().split("-")[0] else language()


def language_name(code: str) -> str:
    """A language in its own words ("ไทย"), the tag itself when Qt does not know it."""
    if not code:
        return ""
    known = QLocale(code.replace("-", "_"))
    if "-" not in code:
        # Qt would name the country that speaks it most ("American English").
        from babel import Locale, UnknownLocaleError

        try:
            return _capital(Locale.parse(code).get_language_name() or code)
        except (UnknownLocaleError, ValueError):
            return code
    if known.language() == QLocale.Language.C:
        return code
    name = known.nativeLanguageName()
    return _capital(name) if name else code


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def amount(minor: int, currency: str) -> str:
    """Money without its currency, as numbers are written here ("1,234.50"); no noughts behind a whole amount."""
    places = decimals(currency)
    whole = minor % 10**places == 0
    return _numbers().toString(minor / 10**places, "f", 0 if whole else places)


def money(minor: int, currency: str) -> str:
    """The same with its currency ("1,234.50 CNY")."""
    return f"{amount(minor, currency)} {currency}"


def decimal_point() -> str:
    """What stands before decimals here."""
    return _numbers().decimalPoint()


def _numbers() -> QLocale:
    # A computer without a language (LANG=C) writes numbers for programs, with nothing grouped: 1990.00.
    return _locale(tag().removesuffix("-POSIX"))


@lru_cache(maxsize=4)
def _locale(name: str) -> QLocale:
    return QLocale(name.replace("-", "_"))


def file_size(size: int) -> str:
    """Bytes for people ("14 MB")."""
    places = 0 if size >= 10 * 1024 else 1
    return _numbers().formattedDataSize(size, places, QLocale.DataSizeFormat.DataSizeTraditionalFormat)


def number(value: float, places: int = 0) -> str:
    """A number as it is written here ("1,234.5")."""
    return _numbers().toString(float(value), "f", places)


def percent(part: float, places: int = 0) -> str:
    """A share from 0 to 1 as it is written here ("78 %"); the sign stays with its number."""
    return f"{number(part * 100, places)}\u00a0{_numbers().percent()}"

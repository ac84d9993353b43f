"""The words of typed times: in the agent's language as the catalogue and Babel have them, in English and Chinese."""

from collections.abc import Callable, Iterator
from functools import lru_cache

from app.i18n import _, language
from domain.typed_times.words import AFTERNOON, DAY_BEGINS, EVENING, Kind, TimeWords

_NOON = 12
_COMMAS = str.maketrans("،、，", ",,,")


def time_words(locale: str) -> TimeWords:
    """For the agent's language; `locale` is the tag that dates are written by. Imports Babel (24 ms the first time)."""
    return _made(language(), locale)


@lru_cache(maxsize=2)
def _made(tongue: str, locale: str) -> TimeWords:
    told = [*_names(tongue), *_listed(_lists(_))]
    if tongue != "en":
        told += [*_names("en"), *_listed(_lists(str))]
    told += _chinese()
    return TimeWords.gathered(told, month_first=_month_first(locale))


def _lists(_: Callable[[str], str]) -> Iterator[tuple[str, Kind, int]]:
    """Each meaning with its words, between commas; called with the catalogue, and with nothing that translates."""
    yield _("min, mins, minute, minutes, m"), Kind.MINUTE, 0
    yield _("hour, hours, hr, hrs"), Kind.HOUR, 0
    # Also what stands behind a time of day ("21h").
    yield _("h"), Kind.HOUR_SIGN, 0
    yield _("day, days, d"), Kind.DAY, 0
    yield _("week, weeks, wk, w"), Kind.WEEK, 0
    yield _("month, months"), Kind.MONTHS, 0
    yield _("half an hour, half hour, half-hour"), Kind.LENGTH, 30
    yield _("quarter of an hour, quarter hour"), Kind.LENGTH, 15
    yield _("three quarters of an hour"), Kind.LENGTH, 45
    # Behind a number or its unit: "an hour and a half", "two and a half hours".
    yield _("and a half"), Kind.AND_HALF, 0
    yield _("a, an, one"), Kind.ONE, 0
    yield _("in, within, after"), Kind.WITHIN, 0
    yield _("at, @"), Kind.AT, 0
    yield _("on, the, of, this, from now, and"), Kind.NOISE, 0
    yield _("next, coming"), Kind.NEXT, 0
    yield _("today"), Kind.AHEAD, 0
    yield _("tomorrow, tmrw, tmr"), Kind.AHEAD, 1
    yield _("day after tomorrow, the day after tomorrow"), Kind.AHEAD, 2
    yield _("tonight"), Kind.TONIGHT, EVENING
    yield _("morning"), Kind.PART, DAY_BEGINS
    yield _("noon, midday"), Kind.PART, _NOON
    yield _("afternoon"), Kind.PART, AFTERNOON
    yield _("evening"), Kind.PART, EVENING
    yield _("midnight"), Kind.MIDNIGHT, 0
    yield _("next month, beginning of next month, start of next month"), Kind.MONTH_BEGINS, 1
    yield _("end of month, end of the month, end of this month, month end"), Kind.MONTH_ENDS, 0
    yield _("end of next month"), Kind.MONTH_ENDS, 1
    yield _("am"), Kind.MORNING_HALF, 0
    yield _("pm"), Kind.EVENING_HALF, 0
    # What stands behind a time of day and never means a span.
    yield _("o'clock, o’clock, oclock"), Kind.CLOCK, 0
    # What stands behind the number of a day ("25th").
    yield _("st, nd, rd, th"), Kind.ORDINAL, 0
    yield _("weekend"), Kind.WEEKDAY, 5


def _listed(lists: Iterator[tuple[str, Kind, int]]) -> Iterator[tuple[str, Kind, int]]:
    for words, kind, value in lists:
        for word in words.translate(_COMMAS).split(","):
            yield word, kind, value


def _chinese() -> Iterator[tuple[str, Kind, int]]:
    """In simplified characters; they clash with no other language, and agents who write in it mix it with their own."""
    told = {
        Kind.MINUTE: {"分钟": 0, "分": 0},
        Kind.HOUR: {"小时": 0},
        Kind.DAY: {"天": 0},
        Kind.WEEK: {"周": 0, "星期": 0, "礼拜": 0},
        Kind.MONTHS: {"个月": 0},
        Kind.WITHIN: {"后": 0, "之后": 0, "以后": 0},
        Kind.NEXT: {"下": 0},
        Kind.NOISE: {"的": 0, "在": 0, "这": 0, "本": 0},
        Kind.AHEAD: {"今天": 0, "今日": 0, "明天": 1, "明日": 1, "后天": 2, "大后天": 3},
        Kind.TONIGHT: {"今晚": EVENING},
        Kind.PART: {"早上": DAY_BEGINS, "上午": DAY_BEGINS, "中午": _NOON, "下午": AFTERNOON, "晚上": EVENING},
        Kind.MIDNIGHT: {"午夜": 0, "半夜": 0},
        Kind.MONTH_BEGINS: {"下个月": 1, "下月": 1, "下个月初": 1, "下月初": 1},
        Kind.MONTH_ENDS: {"月底": 0, "月末": 0, "这个月底": 0, "本月底": 0, "下个月底": 1, "下月底": 1},
        Kind.ORDINAL: {"号": 0, "日": 0},
    }
    for kind, words in told.items():
        for word, value in words.items():
            yield word, kind, value
    for week in ("周", "星期", "礼拜"):
        for day, sign in enumerate("一二三四五六日"):
            yield f"{week}{sign}", Kind.WEEKDAY, day
        yield f"{week}天", Kind.WEEKDAY, 6
    yield "周末", Kind.WEEKDAY, 5


def _names(tongue: str) -> Iterator[tuple[str, Kind, int]]:
    """Days and months, long and short, as they stand alone and in a date."""
    from babel.dates import get_day_names, get_month_names

    locale = _locale(tongue)
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in get_day_names(width, context, locale).items():
                yield name, Kind.WEEKDAY, number
            for number, name in get_month_names(width, context, locale).items():
                yield name, Kind.MONTH, number


def _month_first(tag: str) -> bool:
    from babel.dates import get_date_format

    shape = get_date_format("short", _locale(tag)).pattern.casefold()
    return "d" in shape and shape.find("m") < shape.find("d")


def _locale(tag: str) -> str:
    """As Babel knows it; English when it does not."""
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(tag, sep="-"))
    except (UnknownLocaleError, ValueError):
        return "en"

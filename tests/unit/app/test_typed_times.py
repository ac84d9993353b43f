"""Typed times: every form that people write, in two languages, over summer time, and any text at all."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.time_words import time_words
from domain.typed_times.meaning import FARTHEST, Trouble, moment_meant
from domain.typed_times.words import Kind, TimeWords

BANGKOK, BERLIN, NEW_YORK = ZoneInfo("Asia/Bangkok"), ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
SUNDAY = datetime(2026, 11, 22, 14, 10, tzinfo=BANGKOK)
ENGLISH = time_words("en-GB")

CHINESE_FORMS = {
    "明天9点": "2026-11-23 09:00",
    "明天 9:30": "2026-11-23 09:30",
    "明天上午九点半": "2026-11-23 09:30",
    "明早八点": "2026-11-23 08:00",
    "明晚8点": "2026-11-23 20:00",
    "今晚八點": "2026-11-22 20:00",
    "后天": "2026-11-24 08:00",
    "後天下午三點一刻": "2026-11-24 15:15",
    "3天后": "2026-11-25 14:10",
    "三天后": "2026-11-25 14:10",
    "两小时后": "2026-11-22 16:10",
    "2個小時後": "2026-11-22 16:10",
    "半小时后": "2026-11-22 14:40",
    "两个半小时后": "2026-11-22 16:40",
    "四十五分钟后": "2026-11-22 14:55",
    "两周后": "2026-12-06 14:10",
    "周五下午3点": "2026-11-27 15:00",
    "星期三": "2026-11-25 08:00",
    "周末": "2026-11-28 10:00",
    "下周": "2026-11-23 08:00",
    "下周五": "2026-11-27 08:00",
    "下個星期二十點": "2026-11-24 10:00",
    "11月25日8点": "2026-11-25 08:00",
    "十二月二十五号上午十点": "2026-12-25 10:00",
    "2027年1月3日": "2027-01-03 10:00",
    "中午": "2026-11-23 12:00",
    "21点15分": "2026-11-22 21:15",
    "明天 at 9": "2026-11-23 09:00",
}
"""Seen from SUNDAY; they are known beside every language."""

FORMS = {
    "in 30 min": "2026-11-22 14:40",
    "90m": "2026-11-22 15:40",
    "2h": "2026-11-22 16:10",
    "in 2 h": "2026-11-22 16:10",
    "in 21h": "2026-11-23 11:10",
    "48h": "2026-11-24 14:10",
    "1h30": "2026-11-22 15:40",
    "1 h 30 min": "2026-11-22 15:40",
    "1.5 hours": "2026-11-22 15:40",
    "an hour": "2026-11-22 15:10",
    "3 days": "2026-11-25 14:10",
    "3 days at 9": "2026-11-25 09:00",
    "1 day 2 hours": "2026-11-23 16:10",
    "in a week": "2026-11-29 14:10",
    "mon": "2026-11-23 08:00",
    "Monday 14:30": "2026-11-23 14:30",
    "mon, 9": "2026-11-23 09:00",
    "thurs": "2026-11-26 08:00",
    "sat": "2026-11-28 10:00",
    "sunday": "2026-11-29 10:00",
    "sun 21": "2026-11-22 21:00",
    "next sun 21": "2026-11-29 21:00",
    "next week": "2026-11-23 08:00",
    "friday next week 9": "2026-11-27 09:00",
    "today": "2026-11-22 19:00",
    "today 15:00": "2026-11-22 15:00",
    "tonight": "2026-11-22 19:00",
    "tonight 9": "2026-11-22 21:00",
    "tonight 1am": "2026-11-23 01:00",
    "tonight 12": "2026-11-23 00:00",
    "tomorrow": "2026-11-23 08:00",
    "tomorrow 9": "2026-11-23 09:00",
    "9 tomorrow": "2026-11-23 09:00",
    "TOMORROW at 9:30": "2026-11-23 09:30",
    "tomorrow 9h": "2026-11-23 09:00",
    "tomorrow evening": "2026-11-23 19:00",
    "tomorrow evening 8": "2026-11-23 20:00",
    "day after tomorrow 10": "2026-11-24 10:00",
    "9 in the morning": "2026-11-23 09:00",
    "noon": "2026-11-23 12:00",
    "9": "2026-11-23 09:00",
    "15": "2026-11-22 15:00",
    "9:30": "2026-11-23 09:30",
    "9.30": "2026-11-23 09:30",
    "9am": "2026-11-23 09:00",
    "9 a.m.": "2026-11-23 09:00",
    "9pm": "2026-11-22 21:00",
    "12am": "2026-11-23 00:00",
    "21h": "2026-11-22 21:00",
    "21h15": "2026-11-22 21:15",
    "at 9h": "2026-11-23 09:00",
    "9 o'clock": "2026-11-23 09:00",
    "٩:٣٠": "2026-11-23 09:30",
    "９：３０": "2026-11-23 09:30",
    "25 Nov": "2026-11-25 08:00",
    "25 Nov 8:00": "2026-11-25 08:00",
    "25.11.": "2026-11-25 08:00",
    "25.11": "2026-11-25 08:00",
    "25.11. 9": "2026-11-25 09:00",
    "25.11.27": "2027-11-25 08:00",
    "25.11.2027 9:30": "2027-11-25 09:30",
    "25/11": "2026-11-25 08:00",
    "2026-11-25": "2026-11-25 08:00",
    "2026-11-25T07:15": "2026-11-25 07:15",
    "Nov 25 8:00": "2026-11-25 08:00",
    "November 25 2027": "2027-11-25 08:00",
    "25th of november 9am": "2026-11-25 09:00",
    "Wednesday, 25 November 2026, 09:00": "2026-11-25 09:00",
    "10 Nov": "2027-11-10 08:00",
    "29 Feb": "2028-02-29 08:00",
}

WEDNESDAY = datetime(2026, 11, 25, 14, 10, tzinfo=BANGKOK)

WEEKDAYS = {
    "next monday": "2026-11-30 08:00",
    "Next Monday 9": "2026-11-30 09:00",
    "next mon at 9": "2026-11-30 09:00",
    "monday next week": "2026-11-30 08:00",
    "monday morning": "2026-11-30 08:00",
    "on monday": "2026-11-30 08:00",
    "friday 14:00": "2026-11-27 14:00",
    "fri 14": "2026-11-27 14:00",
    "fri. 14.00": "2026-11-27 14:00",
    "friday14:00": "2026-11-27 14:00",
    "friday, 14:00": "2026-11-27 14:00",
    "14:00 friday": "2026-11-27 14:00",
    "this friday at 2pm": "2026-11-27 14:00",
    "next friday 14:00": "2026-11-27 14:00",
    "friday next week 14:00": "2026-12-04 14:00",
    "friday afternoon": "2026-11-27 13:00",
    "wednesday 15:00": "2026-11-25 15:00",
    "wednesday 14:00": "2026-12-02 14:00",
    "next wednesday 15:00": "2026-12-02 15:00",
    "下周一": "2026-11-30 08:00",
    "下星期一9点": "2026-11-30 09:00",
    "周五14:00": "2026-11-27 14:00",
    "礼拜五14点": "2026-11-27 14:00",
    "星期三15点": "2026-11-25 15:00",
    "星期三14点": "2026-12-02 14:00",
}
"""Days of the week seen from the middle of one."""

NAMED = {
    "de": ("Montag", "freitag 14:00", "fr 14:00"),
    "es": ("lunes", "viernes 14:00", "vie 14:00"),
    "fr": ("lundi", "vendredi 14h", "ven. 14:00"),
    "pt": ("segunda-feira", "sexta 14:00", "sexta-feira, 14:00"),
    "th": ("วันจันทร์", "วันศุกร์ 14:00", "14:00 วันศุกร์"),
    "ar": ("الاثنين", "الجمعة 14:00", "الجمعة ١٤:٠٠"),
    "ja": ("月曜日", "金曜日 14:00", "金曜日14:00"),
}
"""The next Monday, then Friday at two twice, with the names of days that every language has without a catalogue."""

REFUSED = {
    "": Trouble.UNKNOWN,
    "blue": Trouble.UNKNOWN,
    "in": Trouble.UNKNOWN,
    "a": Trouble.UNKNOWN,
    "next": Trouble.UNKNOWN,
    "9:99": Trouble.UNKNOWN,
    "25 9": Trouble.UNKNOWN,
    "13pm": Trouble.UNKNOWN,
    "pm": Trouble.UNKNOWN,
    "tomorrow tomorrow": Trouble.UNKNOWN,
    "tomorrow in 2 hours": Trouble.UNKNOWN,
    "tomorrow next week": Trouble.UNKNOWN,
    "9 am pm": Trouble.UNKNOWN,
    "1.5 days": Trouble.UNKNOWN,
    "9" * 200: Trouble.UNKNOWN,
    "today 8": Trouble.PASSED,
    "22 Nov 8:00": Trouble.PASSED,
    "in 0 min": Trouble.PASSED,
    "2025-01-01": Trouble.PASSED,
    "0001-01-01": Trouble.PASSED,
    "800 days": Trouble.TOO_FAR,
    "9999 weeks": Trouble.TOO_FAR,
    "2028-11-23": Trouble.TOO_FAR,
    "9999-12-31": Trouble.TOO_FAR,
    "31 Feb": Trouble.NO_SUCH_DAY,
    "2027-02-29": Trouble.NO_SUCH_DAY,
    "25.99.": Trouble.NO_SUCH_DAY,
    "Thursday 25 Nov 2026": Trouble.NO_SUCH_DAY,
    "tomorrow 25 Nov": Trouble.NO_SUCH_DAY,
}


def there(text: str, now: datetime, zone: ZoneInfo, words: TimeWords = ENGLISH) -> str:
    """What a text means, as the clocks there show it."""
    meant = moment_meant(text, now, zone, words)
    assert isinstance(meant, datetime), f"{text!r}: {meant}"
    assert meant.utcoffset() == timedelta(0)
    return f"{meant.astimezone(zone):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize("text", FORMS)
def test_forms(text: str) -> None:
    assert there(text, SUNDAY, BANGKOK) == FORMS[text]


@pytest.mark.parametrize("text", WEEKDAYS)
def test_days_of_the_week(text: str) -> None:
    assert there(text, WEDNESDAY, BANGKOK) == WEEKDAYS[text]


@pytest.mark.parametrize("tongue", NAMED)
def test_days_of_the_week_in_the_language_of_the_screen(monkeypatch: pytest.MonkeyPatch, tongue: str) -> None:
    monkeypatch.setattr("app.time_words.language", lambda: tongue)
    monday, *fridays = NAMED[tongue]
    assert there(monday, WEDNESDAY, BANGKOK, time_words(tongue)) == "2026-11-30 08:00"
    for friday in fridays:
        assert there(friday, WEDNESDAY, BANGKOK, time_words(tongue)) == "2026-11-27 14:00", friday


@pytest.mark.parametrize("text", CHINESE_FORMS)
def test_chinese_without_spaces(text: str) -> None:
    assert there(text, SUNDAY, BANGKOK) == CHINESE_FORMS[text]


@pytest.mark.parametrize(
    "text", ["明", "点", "二十五点", "十十点", "一二三天", "下", "明天明天", "蓝色", "九月三十一日点"]
)
def test_chinese_that_is_no_time(text: str) -> None:
    assert moment_meant(text, SUNDAY, BANGKOK, ENGLISH) is Trouble.UNKNOWN


def test_next_week_is_the_calendar_s() -> None:
    """Monday says "the coming Friday" by 周五; 下周五 is four days and a week away."""
    monday = datetime(2026, 11, 23, 9, 0, tzinfo=BANGKOK)
    assert there("周五", monday, BANGKOK) == "2026-11-27 08:00"
    assert there("下周五", monday, BANGKOK) == "2026-12-04 08:00"


@pytest.mark.parametrize("text", REFUSED)
def test_refused(text: str) -> None:
    assert moment_meant(text, SUNDAY, BANGKOK, ENGLISH) is REFUSED[text]


def test_the_weekday_of_today_counts_while_its_time_is_to_come() -> None:
    early = SUNDAY.replace(hour=7)
    assert there("sunday", early, BANGKOK) == "2026-11-22 10:00"
    assert there("next sunday", early, BANGKOK) == "2026-11-29 10:00"
    assert there("today", early, BANGKOK) == "2026-11-22 10:00"


def test_the_day_is_the_one_where_the_agent_is() -> None:
    late = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)
    assert there("tomorrow 9", late, BANGKOK) == "2026-11-24 09:00"
    assert there("tomorrow 9", late, NEW_YORK) == "2026-11-23 09:00"


@pytest.mark.parametrize(
    ("text", "now", "meant"),
    [
        ("tomorrow 2:30", datetime(2027, 3, 27, 12, tzinfo=BERLIN), "2027-03-28T01:00"),
        ("3 days", datetime(2027, 3, 25, 2, 15, tzinfo=BERLIN), "2027-03-28T01:00"),
        ("tomorrow 9", datetime(2027, 3, 27, 12, tzinfo=BERLIN), "2027-03-28T07:00"),
        ("in 24 hours", datetime(2027, 3, 27, 12, tzinfo=BERLIN), "2027-03-28T11:00"),
        ("tomorrow 2:30", datetime(2026, 10, 24, 12, tzinfo=BERLIN), "2026-10-25T00:30"),
        ("2:30", datetime(2026, 10, 25, 0, 45, tzinfo=UTC), "2026-10-25T01:30"),
    ],
)
def test_summer_time(text: str, now: datetime, meant: str) -> None:
    at = moment_meant(text, now, BERLIN, ENGLISH)
    assert isinstance(at, datetime)
    assert f"{at:%Y-%m-%dT%H:%M}" == meant


def test_days_and_months_in_the_language_of_the_screen_beside_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.time_words.language", _spanish)
    words = time_words("es-ES")
    assert there("miércoles 9:30", SUNDAY, BANGKOK, words) == "2026-11-25 09:30"
    assert there("miercoles", SUNDAY, BANGKOK, words) == "2026-11-25 08:00"
    assert there("25 dic", SUNDAY, BANGKOK, words) == "2026-12-25 08:00"
    assert there("mar", SUNDAY, BANGKOK, words) == "2026-11-24 08:00"
    assert there("3 mar", SUNDAY, BANGKOK, words) == "2027-03-03 08:00"
    assert there("wednesday", SUNDAY, BANGKOK, words) == "2026-11-25 08:00"
    assert there("tomorrow 9", SUNDAY, BANGKOK, words) == "2026-11-23 09:00"


def _spanish() -> str:
    return "es"


def test_month_or_day_first_as_dates_are_written_here() -> None:
    assert there("11/25", SUNDAY, BANGKOK, time_words("en-US")) == "2026-11-25 08:00"
    assert there("25/11", SUNDAY, BANGKOK, time_words("th")) == "2026-11-25 08:00"


def test_a_beginning_that_could_be_two_names_is_none() -> None:
    words = TimeWords.gathered([("Samstag", Kind.WEEKDAY, 5), ("Samedi", Kind.WEEKDAY, 5), ("Same", Kind.MONTH, 1)])
    assert words.senses("sams") == {Kind.WEEKDAY: 5}
    assert words.senses("sam") is None
    assert words.senses("sa") is None


PIECES = [
    *FORMS,
    *CHINESE_FORMS,
    *REFUSED,
    "/",
    ".",
    ":",
    "-",
    " ",
    "h",
    "m",
    "am",
    "25",
    "0",
    "next",
    "tonight",
    "midnight",
    "and a half",
    "half an hour",
    "month",
    "months",
    "next month",
    "end of month",
    "25th",
    "feb",
    "\u200f",
    "²",
]
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2099, 1, 1))  # noqa: DTZ001 - the zone is drawn beside it
ZONES = st.sampled_from(
    [UTC, BANGKOK, BERLIN, NEW_YORK, ZoneInfo("Pacific/Kiritimati"), ZoneInfo("Australia/Lord_Howe")]
)


@given(st.text(max_size=90) | st.lists(st.sampled_from(PIECES), max_size=6).map(" ".join), MOMENTS, ZONES)
@example("tonight 12am", datetime(2026, 3, 28, 23, 59), BERLIN)  # noqa: DTZ001
def test_any_text_means_a_moment_ahead_or_none(text: str, wall: datetime, zone: ZoneInfo) -> None:
    now = wall.replace(tzinfo=zone)
    meant = moment_meant(text, now, zone, ENGLISH)
    if isinstance(meant, datetime):
        assert now < meant <= now.astimezone(UTC) + FARTHEST
    else:
        assert meant in Trouble


@given(MOMENTS, ZONES, st.integers(0, 23), st.integers(0, 59))
def test_a_time_of_day_comes_within_a_day_or_so(wall: datetime, zone: ZoneInfo, hour: int, minute: int) -> None:
    now = wall.replace(tzinfo=zone).astimezone(UTC)
    meant = moment_meant(f"{hour}:{minute:02}", now, zone, ENGLISH)
    assert isinstance(meant, datetime)
    assert now < meant <= now + timedelta(hours=26)

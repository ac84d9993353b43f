"""Typed times at the edges of days and months: midnight, half hours, months; nights that change the clock."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from app.time_words import time_words
from domain.typed_times.meaning import Trouble, moment_meant

BANGKOK, CAIRO, AZORES = ZoneInfo("Asia/Bangkok"), ZoneInfo("Africa/Cairo"), ZoneInfo("Atlantic/Azores")
BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
ENGLISH = time_words("en-GB")

FORMS = {
    "midnight": "2026-11-23 00:00",
    "at midnight": "2026-11-23 00:00",
    "12 midnight": "2026-11-23 00:00",
    "midnight today": "2026-11-23 00:00",
    "tonight at midnight": "2026-11-23 00:00",
    "tomorrow midnight": "2026-11-24 00:00",
    "friday at midnight": "2026-11-28 00:00",
    "midnight in 2 days": "2026-11-25 00:00",
    "31 Dec midnight": "2027-01-01 00:00",
    "12 noon": "2026-11-23 12:00",
    "noon tomorrow": "2026-11-23 12:00",
    "half an hour": "2026-11-22 14:40",
    "in half an hour": "2026-11-22 14:40",
    "half hour": "2026-11-22 14:40",
    "in a half-hour": "2026-11-22 14:40",
    "a quarter of an hour": "2026-11-22 14:25",
    "in three quarters of an hour": "2026-11-22 14:55",
    "an hour and a half": "2026-11-22 15:40",
    "in an hour and a half": "2026-11-22 15:40",
    "one and a half hours": "2026-11-22 15:40",
    "in 2 and a half hours": "2026-11-22 16:40",
    "2 hours and a half": "2026-11-22 16:40",
    "2h and a half": "2026-11-22 16:40",
    "an hour and half an hour": "2026-11-22 15:40",
    "next month": "2026-12-01 08:00",
    "beginning of next month": "2026-12-01 08:00",
    "next month at 9": "2026-12-01 09:00",
    "3rd of next month": "2026-12-03 08:00",
    "next month, on the 15th, 14:00": "2026-12-15 14:00",
    "tuesday 15th next month": "2026-12-15 08:00",
    "in a month": "2026-12-22 14:10",
    "2 months": "2027-01-22 14:10",
    "in 3 months at 9": "2027-02-22 09:00",
    "1 month 2 days": "2026-12-24 14:10",
    "end of month": "2026-11-30 08:00",
    "end of the month": "2026-11-30 08:00",
    "End of this month, 17:00": "2026-11-30 17:00",
    "monthend": "unknown",
    "end of month midnight": "2026-12-01 00:00",
    "end of next month": "2026-12-31 08:00",
    "the 25th": "2026-11-25 08:00",
    "25th 9am": "2026-11-25 09:00",
    "the 5th": "2026-12-05 10:00",
    "on the 31st": "2026-12-31 08:00",
    "22nd": "2026-12-22 08:00",
    "22nd 15:00": "2026-11-22 15:00",
}
"""Seen from Sunday, 22 November, 14:10."""

CHINESE = {
    "午夜": "2026-11-23 00:00",
    "明天午夜": "2026-11-24 00:00",
    "今晚半夜": "2026-11-23 00:00",
    "明天零点": "2026-11-23 00:00",
    "下个月": "2026-12-01 08:00",
    "下個月": "2026-12-01 08:00",
    "下月初": "2026-12-01 08:00",
    "下个月三号": "2026-12-03 08:00",
    "月底": "2026-11-30 08:00",
    "本月底下午五点": "2026-11-30 17:00",
    "下个月底": "2026-12-31 08:00",
    "一个月后": "2026-12-22 14:10",
    "3個月後": "2027-02-22 14:10",
    "25号": "2026-11-25 08:00",
}

UNKNOWN = [
    "half",
    "and a half",
    "half nine",
    "half past 9",
    "a week and a half",
    "1 month and a half",
    "and half an hour ago",
    "9 and a half",
    "midnight 3",
    "midnight noon midnight",
    "11 midnight",
    "midnight pm",
    "next month tomorrow",
    "next month friday",
    "next month next week",
    "3rd end of month",
    "end of month 25 Nov",
    "end of month in 2 hours",
    "next month in 2 days",
    "2 months 3 months",
    "1.5 months",
    "month",
    "months",
    "11月底",
    "3个月底",
    "个月",
]


def meant(text: str, now: datetime) -> str:
    """As the clocks show it where now is, or why it is no time."""
    at = moment_meant(text, now, now.tzinfo or UTC, ENGLISH)
    return f"{at.astimezone(now.tzinfo):%Y-%m-%d %H:%M}" if isinstance(at, datetime) else at.value


@pytest.mark.parametrize(("text", "said"), [*FORMS.items(), *CHINESE.items()])
def test_forms(text: str, said: str) -> None:
    assert meant(text, datetime(2026, 11, 22, 14, 10, tzinfo=BANGKOK)) == said


@pytest.mark.parametrize("text", UNKNOWN)
def test_what_is_no_time_is_never_guessed(text: str) -> None:
    assert meant(text, datetime(2026, 11, 22, 14, 10, tzinfo=BANGKOK)) == Trouble.UNKNOWN.value


@pytest.mark.parametrize(
    ("now", "text", "said"),
    [
        ("2026-01-31 09:00", "in a month", "2026-02-28 09:00"),
        ("2028-01-31 09:00", "in a month", "2028-02-29 09:00"),
        ("2027-08-31 09:00", "6 months", "2028-02-29 09:00"),
        ("2026-11-30 09:00", "3 months", "2027-02-28 09:00"),
        ("2026-01-31 09:00", "next month", "2026-02-01 10:00"),
        ("2026-01-31 09:00", "end of next month", "2026-02-28 10:00"),
        ("2026-01-31 09:00", "31st of next month", "no_such_day"),
        ("2026-01-31 09:00", "0th of next month", "no_such_day"),
        ("2026-01-31 09:00", "99th", "no_such_day"),
        ("2026-02-01 09:00", "the 31st", "2026-03-31 08:00"),
        ("2026-02-01 09:00", "the 30th", "2026-03-30 08:00"),
    ],
)
def test_months_of_other_lengths(now: str, text: str, said: str) -> None:
    assert meant(text, datetime.fromisoformat(now).replace(tzinfo=BANGKOK)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("midnight", "2027-01-01 00:00"),
        ("in half an hour", "2027-01-01 00:10"),
        ("next month", "2027-01-01 08:00"),
        ("end of next month", "2027-01-31 10:00"),
        ("in a month", "2027-01-31 23:40"),
        ("2 months", "2027-02-28 23:40"),
        ("end of month", "passed"),
        ("end of month midnight", "2027-01-01 00:00"),
        ("the 1st", "2027-01-01 08:00"),
        ("23 months", "2028-11-30 23:40"),
        ("25 months", "too_far"),
        ("9999 months", "too_far"),
    ],
)
def test_the_last_minutes_of_a_year(text: str, said: str) -> None:
    assert meant(text, datetime(2026, 12, 31, 23, 40, tzinfo=BANGKOK)) == said


@pytest.mark.parametrize(
    ("hour", "said"), [(7, "08:00"), (9, "13:00"), (14, "19:00"), (19, "21:00"), (21, "23:00"), (23, "passed")]
)
def test_the_end_of_the_month_is_today_while_the_day_lasts(hour: int, said: str) -> None:
    at = meant("end of month", datetime(2026, 11, 30, hour, tzinfo=BANGKOK))
    assert at.removeprefix("2026-11-30 ") == said


@pytest.mark.parametrize(
    ("clock", "said"), [((9, 0), "19:00"), ((19, 0), "21:00"), ((20, 30), "21:00"), ((22, 59), "23:00")]
)
def test_tonight_is_what_is_left_of_the_evening(clock: tuple[int, int], said: str) -> None:
    now = datetime(2026, 11, 22, *clock, tzinfo=BANGKOK)
    assert meant("tonight", now) == f"2026-11-22 {said}"
    assert meant("this evening", now.replace(hour=9)) == "2026-11-22 19:00"


@pytest.mark.parametrize(
    ("text", "now", "in_utc"),
    [
        # Midnight does not come on this night in Cairo, and twice on that one in the Azores.
        ("midnight", datetime(2026, 4, 23, 20, tzinfo=CAIRO), "2026-04-23T22:00"),
        ("thursday midnight", datetime(2026, 4, 22, 20, tzinfo=CAIRO), "2026-04-23T22:00"),
        ("midnight", datetime(2026, 10, 24, 20, tzinfo=AZORES), "2026-10-25T00:00"),
        ("midnight", datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "2026-10-25T01:00"),
        # Lengths are lengths, whatever the clocks do; days and months are the calendar's.
        ("half an hour", datetime(2027, 3, 28, 1, 45, tzinfo=BERLIN), "2027-03-28T01:15"),
        ("an hour and a half", datetime(2026, 11, 1, 0, 45, tzinfo=NEW_YORK), "2026-11-01T06:15"),
        ("in a month", datetime(2027, 2, 28, 2, 30, tzinfo=BERLIN), "2027-03-28T01:00"),
        ("next month", datetime(2027, 3, 20, 12, tzinfo=BERLIN), "2027-04-01T06:00"),
        ("end of month", datetime(2027, 3, 20, 12, tzinfo=BERLIN), "2027-03-31T06:00"),
    ],
)
def test_nights_that_change_the_clock(text: str, now: datetime, in_utc: str) -> None:
    zone = AZORES if now.tzinfo is UTC else now.tzinfo
    at = moment_meant(text, now, zone or UTC, ENGLISH)
    assert isinstance(at, datetime)
    assert f"{at:%Y-%m-%dT%H:%M}" == in_utc

"""The working clock: weekends, holidays, clocks put forward and back; adding and counting undo each other (K, M)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.working_time import ALWAYS, DAYS, Span, WorkingHours, add, between, hours_text, is_open, read_hours

OFFICE = WorkingHours((((9 * 60, 12 * 60), (13 * 60, 18 * 60)),) * 5 + ((), ()), "Europe/Berlin")
NIGHT = WorkingHours((((0, 6 * 60),),) * 7, "Europe/Berlin")
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Bangkok", "Asia/Kathmandu", "Africa/Cairo", "Asia/Riyadh")
HOUR = timedelta(hours=1)


def at(text: str, zone: str = "Europe/Berlin") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@st.composite
def spans(draw: st.DrawFn) -> tuple[Span, ...]:
    ends = sorted(draw(st.sets(st.integers(0, 24 * 60), min_size=0, max_size=6)))
    return tuple(zip(ends[::2], ends[1::2], strict=False))


@st.composite
def calendars(draw: st.DrawFn) -> WorkingHours:
    days = draw(st.tuples(*[spans()] * 7).filter(any))
    days_off = draw(st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=5))
    return WorkingHours(days, draw(st.sampled_from(ZONES)), days_off)


YEAR = 366 * 24 * 3600 * 10**6
MOMENTS = st.integers(0, YEAR).map(lambda us: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(microseconds=us))
SPELLS = st.timedeltas(timedelta(0), timedelta(days=10))


@given(MOMENTS, SPELLS, calendars())
def test_so_much_working_time_lies_before_the_moment_that_is_so_far(
    start: datetime, spell: timedelta, hours: WorkingHours
) -> None:
    end = add(start, spell, hours)
    assert between(start, end, hours) == spell
    assert end >= start
    back = add(start, -spell, hours)
    assert between(back, start, hours) == spell
    assert back <= start


@given(MOMENTS, SPELLS.filter(bool), calendars())
def test_it_is_the_first_such_moment(start: datetime, spell: timedelta, hours: WorkingHours) -> None:
    end = add(start, spell, hours)
    assert between(start, end - timedelta(microseconds=1), hours) < spell
    assert is_open(end - timedelta(microseconds=1), hours)


@given(MOMENTS, MOMENTS, MOMENTS, calendars())
def test_times_of_adjoining_stretches_add_up(a: datetime, b: datetime, c: datetime, hours: WorkingHours) -> None:
    assert between(a, b, hours) + between(b, c, hours) == between(a, c, hours)
    assert between(b, a, hours) == -between(a, b, hours)


@given(MOMENTS, MOMENTS)
def test_who_is_always_open_goes_by_the_wall_clock(a: datetime, b: datetime) -> None:
    assert between(a, b) == b - a
    assert add(a, b - a) == b
    whole = WorkingHours((((0, 600), (600, 1440)),) * 7, "Africa/Cairo")
    assert whole.always
    assert between(a, b, whole) == b - a


@given(MOMENTS, st.timedeltas(timedelta(0), timedelta(days=3)), calendars())
def test_a_moment_counts_when_the_wall_clock_stands_in_a_span(
    start: datetime, length: timedelta, hours: WorkingHours
) -> None:
    """Against a count minute by minute, which knows nothing of days."""
    start = start.replace(second=0, microsecond=0)
    minutes = int(length.total_seconds() // 60)
    zone, counted = ZoneInfo(hours.zone), 0
    for number in range(0, minutes, 1):
        local = (start + timedelta(minutes=number)).astimezone(zone)
        minute = local.hour * 60 + local.minute
        works = any(begin <= minute < end for begin, end in hours.days[local.weekday()])
        counted += works and local.date() not in hours.holidays
    assert between(start, start + timedelta(minutes=minutes), hours) == timedelta(minutes=counted)


def test_it_goes_on_behind_the_break_the_weekend_and_the_holiday() -> None:
    assert add(at("2026-11-20T11:30"), HOUR, OFFICE) == at("2026-11-20T13:30")
    assert add(at("2026-11-20T17:30"), HOUR, OFFICE) == at("2026-11-23T09:30")
    off = WorkingHours(OFFICE.days, OFFICE.zone, frozenset({date(2026, 11, 23)}))
    assert add(at("2026-11-20T17:30"), HOUR, off) == at("2026-11-24T09:30")
    assert between(at("2026-11-21T10:00"), at("2026-11-22T23:00"), OFFICE) == timedelta(0)
    assert not is_open(at("2026-11-21T10:00"), OFFICE)
    assert is_open(at("2026-11-20T09:00"), OFFICE)
    assert not is_open(at("2026-11-20T18:00"), OFFICE)


def test_an_hour_is_missing_in_spring_and_comes_twice_in_autumn() -> None:
    assert between(at("2026-03-29T00:00"), at("2026-03-29T12:00"), NIGHT) == 5 * HOUR
    assert between(at("2026-10-25T00:00"), at("2026-10-25T12:00"), NIGHT) == 7 * HOUR
    assert add(at("2026-03-28T05:00"), 2 * HOUR, NIGHT) == at("2026-03-29T01:00")
    assert add(at("2026-03-29T00:00"), 4 * HOUR, NIGHT).astimezone(UTC) == datetime(2026, 3, 29, 3, tzinfo=UTC)


def test_a_short_week_is_crossed_quickly_however_much_is_asked_for() -> None:
    lazy = WorkingHours(((), (), ((600, 660),), (), (), (), ()), "Asia/Bangkok")
    assert add(at("2026-11-22T00:00", "Asia/Bangkok"), 52 * HOUR, lazy) == at("2027-11-17T11:00", "Asia/Bangkok")


@given(calendars())
def test_they_come_back_from_their_setting(hours: WorkingHours) -> None:
    assert read_hours(hours_text(hours)) == hours


def test_what_is_missing_has_its_default() -> None:
    assert read_hours("{}") == ALWAYS
    monday = read_hours('{"zone": "Asia/Bangkok", "days": {"mon": [["13:00", "18:00"], ["09:00", "12:00"]]}}')
    assert monday.days[0] == ((540, 720), (780, 1080))
    assert monday.days[1:] == ((),) * (len(DAYS) - 1)


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "nonsense",
        '{"zone": "Mars/Base"}',
        '{"zone": "../../etc/passwd"}',
        '{"days": {}}',
        '{"days": {"mon": [["18:00", "09:00"]]}}',
        '{"days": {"mon": [["09:00", "12:00"], ["11:00", "13:00"]]}}',
        '{"days": {"mon": [["09:00", "25:00"]]}}',
        '{"days": {"mon": [["9", "12"]]}}',
        '{"days": {"mon": 7}}',
        '{"days": {"someday": []}}',
        '{"holidays": ["tomorrow"]}',
        '{"holidays": [7]}',
        '{"holidays": 7}',
    ],
)
def test_hours_that_make_no_sense_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"not|need|no such|are|Expecting|isoformat"):
        read_hours(text)

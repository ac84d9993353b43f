"""Days in a row, whatever clocks and zones do (S-2)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.training.results import Ending
from domain.training.streak import day_of, longest_streak, practice_days, streak, zone_of
from tests.unit.domain.training.simulated import START, done, practice

TODAY = date(2026, 3, 31)


def ago(*days: int) -> list[date]:
    return [TODAY - timedelta(days=day) for day in days]


@pytest.mark.parametrize(
    ("days", "length"),
    [
        ([], 0),
        (ago(0), 1),
        (ago(1), 1),
        (ago(2), 0),
        (ago(0, 1, 2), 3),
        (ago(1, 2, 3), 3),
        (ago(0, 2, 3), 1),
        (ago(3, 2, 1, 0, 1, 0), 4),
        (ago(-1, 0, 1), 2),
        (ago(-1, 1), 2),
    ],
)
def test_in_a_row_until_today_or_yesterday(days: list[date], length: int) -> None:
    assert streak(days, TODAY) == length


@pytest.mark.parametrize(
    ("days", "length"), [([], 0), (ago(5), 1), (ago(0, 1, 9, 10, 11, 12, 20), 4), (ago(3, 1, 2, 0), 4)]
)
def test_the_longest_there_ever_was(days: list[date], length: int) -> None:
    assert longest_streak(days) == length


@pytest.mark.parametrize("zone", ["Europe/Rome", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca"])
@pytest.mark.parametrize("hour", [0, 1, 2, 3, 12, 23])
def test_a_year_of_days_is_a_year_of_days_through_every_change_of_clocks(zone: str, hour: int) -> None:
    place = ZoneInfo(zone)
    first = date(2026, 1, 1)
    practices = [
        practice((at.astimezone(UTC) - START) / timedelta(days=1), zone=zone)
        for number in range(365)
        for at in [datetime(2026, 1, 1, hour, 30, tzinfo=place) + timedelta(days=number)]
    ]
    days = practice_days(practices)
    assert len(days) == 365
    assert streak(days, first + timedelta(days=364)) == longest_streak(days) == 365


def test_days_are_those_of_the_zone_that_the_learner_was_in() -> None:
    tokyo = practice(0, hours=20, zone="Asia/Tokyo")  # 05:00 the day after
    lima = practice(1, hours=19, zone="America/Lima")  # 23:00 the same day
    assert practice_days([tokyo]) == practice_days([lima]) == {date(2026, 3, 2)}


def test_void_attempts_and_empty_goes_make_no_day() -> None:
    assert practice_days([practice(0, done(ending=Ending.VOID))]) == frozenset()


def test_a_zone_that_is_none_is_utc() -> None:
    for name in ("", "Nowhere/Land", "../../etc/passwd", "\0", "x" * 5000):
        assert day_of(datetime(2026, 3, 1, 23, 59, tzinfo=UTC), zone_of(name)) == date(2026, 3, 1)

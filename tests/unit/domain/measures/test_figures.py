"""Percentiles, shares, satisfaction, peak hours and points in time, at their edges (M, M-2, E-3, R-5)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ids import AgentId
from domain.measures.figures import DEFAULTS, InsightFigures, figures_text, read_figures
from domain.measures.peak import is_peak, kept, peaks
from domain.measures.points import bounds, peak_stretches, points, slot_start, widened
from domain.measures.report import Csat, Nps, Ratio, Share
from domain.measures.responses import Ending, Wait
from domain.measures.satisfaction import csat, csat_mean, csat_warns, nps, nps_score
from domain.measures.shares import percent, shares
from domain.measures.spread import percentile, spread
from domain.teams import read_teams, teams_text

BERLIN, TAIPEI, KATHMANDU = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Taipei"), ZoneInfo("Asia/Kathmandu")
HOUR = timedelta(hours=1)


def wait(began: datetime, seconds: float | None, ending: Ending = Ending.ANSWER) -> Wait:
    ended = began + timedelta(seconds=seconds) if seconds is not None else None
    return Wait(1, began, began, 1, "", "", "", ending if ended else Ending.OPEN, ended)


def test_spread_of_known_numbers() -> None:
    found = spread([4000, 1000, 3000, 2000])
    assert (found.count, found.mean, found.median, found.p90) == (4, 2.5, 2.0, 4.0)
    assert spread([]).count == 0
    assert spread([7000]) == replace(found, count=1, mean=7.0, median=7.0, p90=7.0)
    assert percentile(range(1, 101), 90) == 90


@given(st.lists(st.integers(0, 10**9), min_size=1), st.integers(1, 100))
def test_a_percentile_is_the_smallest_value_that_so_many_do_not_exceed(values: list[int], percent_: int) -> None:
    found = percentile(sorted(values), percent_)
    assert found in values
    assert sum(value <= found for value in values) * 100 >= percent_ * len(values)
    assert sum(value < found for value in values) * 100 < percent_ * len(values)


def test_shares_and_percents() -> None:
    assert shares({"b": 2, "a": 2, "c": 5, "none": 0}) == (Share("c", 5), Share("a", 2), Share("b", 2))
    assert (percent(Ratio(1, 4)), percent(Ratio())) == (25.0, None)


def test_csat_warns_below_its_limit_and_not_on_it() -> None:
    on, below = csat([3, 4] * 10, asked=30), csat([3, 4] * 10 + [3])
    assert on == Csat((0, 0, 10, 10, 0), 30)
    assert (csat_mean(on), csat_warns(on, 35, 10), csat_warns(below, 35, 10)) == (3.5, False, True)
    assert not csat_warns(below, 35, 22)
    assert csat_mean(csat([0, 6])) is None


def test_nps_counts_by_the_book() -> None:
    assert nps([10, 9, 8, 7, 6, 0, 11, -1]) == Nps(2, 2, 2)
    assert (nps_score(nps([10, 10, 8, 0])), nps_score(Nps())) == (25.0, None)


def test_peak_hours_are_the_workspaces_and_end_before_their_end() -> None:
    spans = DEFAULTS.peak
    at = [datetime(2026, 3, 2, 2, 0, tzinfo=UTC), datetime(2026, 3, 2, 3, 59, 59, tzinfo=UTC)]
    assert [is_peak(one, TAIPEI, spans) for one in at] == [True, True]
    assert not is_peak(datetime(2026, 3, 2, 4, 0, tzinfo=UTC), TAIPEI, spans)
    assert not is_peak(at[0], BERLIN, spans)


def test_an_answer_is_kept_or_missed_at_its_limit_and_what_has_time_left_does_not_count() -> None:
    began = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    now = began + timedelta(minutes=10)
    assert kept(wait(began, 60), True, DEFAULTS, now) is True
    assert kept(wait(began, 60.001), True, DEFAULTS, now) is False
    assert kept(wait(began, 900), False, DEFAULTS, now) is True
    assert kept(wait(began, 1, Ending.RESOLVED), True, DEFAULTS, now) is None
    assert kept(wait(began, None), True, DEFAULTS, now) is False
    assert kept(wait(began, None), False, DEFAULTS, now) is None


def test_both_shares_of_a_morning() -> None:
    ten = datetime(2026, 3, 2, 10, tzinfo=UTC)
    waits = [wait(ten, 30), wait(ten + HOUR, 61), wait(ten - HOUR, 800), wait(ten - HOUR, 1000), wait(ten, None)]
    found = peaks(waits, ZoneInfo("UTC"), DEFAULTS, ten + 5 * HOUR)
    assert (found.peak, found.off_peak) == (Ratio(1, 3), Ratio(1, 2))


def test_days_are_those_of_the_zone_also_when_its_clocks_change() -> None:
    since, until = datetime(2026, 3, 27, 23, tzinfo=UTC), datetime(2026, 3, 31, 22, tzinfo=UTC)
    found = bounds(points(since, until, BERLIN), until)
    assert [(end - begin) / HOUR for begin, end in found] == [24, 23, 24, 24]
    assert [begin.astimezone(BERLIN).hour for begin, _ in found] == [0, 0, 0, 0]


def test_short_spans_are_drawn_by_the_hour_and_days_begin_at_odd_quarters_too() -> None:
    since = datetime(2026, 3, 2, 18, 15, tzinfo=UTC)
    assert len(points(since, since + 48 * HOUR, KATHMANDU)) == 48
    assert points(since, since + 49 * HOUR, KATHMANDU)[:2] == [since, since + 24 * HOUR]
    assert points(since, since, KATHMANDU) == []


def test_a_span_goes_out_to_whole_quarters() -> None:
    since, until = datetime(2026, 3, 2, 10, 16, tzinfo=UTC), datetime(2026, 3, 2, 10, 46, 0, 1, tzinfo=UTC)
    found = widened(since, until)
    assert [(at.hour, at.minute) for at in found] == [(10, 15), (11, 0)]
    assert widened(*found) == found
    assert slot_start(0) == datetime(1970, 1, 1, tzinfo=UTC)


@given(st.integers(0, 8 * 24 * 60), st.integers(1, 60 * 24 * 5))
def test_peak_stretches_are_what_the_wall_clock_says(begin: int, minutes: int) -> None:
    since = datetime(2026, 3, 25, tzinfo=UTC) + timedelta(minutes=begin)
    until, at = since + timedelta(minutes=minutes), since
    found = peak_stretches(since, until, BERLIN, ((210, 300), (600, 720)))
    while at < until:
        wall, moment = at.astimezone(BERLIN), int(at.timestamp() * 1_000_000)
        minute = wall.hour * 60 + wall.minute
        assert any(low <= moment < high for low, high in found) == (210 <= minute < 300 or 600 <= minute < 720)
        at += timedelta(minutes=37)


def test_figures_come_back_as_they_were_set() -> None:
    figures = InsightFigures(peak=((0, 60), (1380, 1440)), immediately=30, csat=40)
    assert read_figures(figures_text(figures)) == figures
    assert read_figures("{}") == DEFAULTS


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        '{"immediately": 0}',
        '{"immediately": true}',
        '{"csat": 3.5}',
        '{"peak": "10-12"}',
        '{"peak": [["12:00", "10:00"]]}',
        '{"peak": [["10:00", "12:00"], ["11:00", "13:00"]]}',
        '{"peak": [["10:00", "24:01"]]}',
        '{"peak": [[600, 720]]}',
        "{",
    ],
)
def test_figures_that_make_no_sense(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_figures(text)


def test_teams_come_back_as_they_were_set() -> None:
    teams = {"Day": (AgentId("a"), AgentId("b")), "ทีม": ()}
    assert read_teams(teams_text(teams)) == teams
    for wrong in ("[]", '{"": []}', '{"Day": "a"}', '{"Day": [1]}'):
        with pytest.raises(ValueError, match=r".+"):
            read_teams(wrong)

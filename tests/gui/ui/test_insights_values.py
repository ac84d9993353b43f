"""Which days are asked for, where a number leads, and how measures are said (M, M-2)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.measures.report import Behind, Choice, Csat, Nps, Point, Ratio, Report, Spread
from tests.fakes.demo import AGENTS
from tests.fakes.insights_demo import report_of
from ui.insights import bar_charts, tile_values, time_charts
from ui.insights.leads import Lead, lead_of
from ui.insights.seen import Seen
from ui.insights.wanted import LONGEST, Against, Days, Span, Wanted
from ui.insights.words import csat_mean, lasting, nps_value, on_axis, share_of, signed
from ui.taking import one_table, table_of
from widgets.charts.values import Cell, Sheet

BERLIN = ZoneInfo("Europe/Berlin")
TODAY = date(2026, 11, 22)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("span", "first"), [(Span.TODAY, TODAY), (Span.WEEK, date(2026, 11, 16)), (Span.MONTH, date(2026, 10, 24))]
)
def test_a_span_ends_with_today(span: Span, first: date) -> None:
    assert Wanted(span).days(TODAY) == Days(first, TODAY)


@pytest.mark.parametrize(
    ("against", "expected"),
    [
        (Against.NOTHING, None),
        (Against.BEFORE, Days(date(2026, 11, 9), date(2026, 11, 15))),
        (Against.YEAR, Days(date(2025, 11, 16), date(2025, 11, 22))),
        (Against.OWN, Days(date(2026, 6, 1), date(2026, 6, 7))),
    ],
)
def test_it_is_compared_with_as_many_days(against: Against, expected: Days | None) -> None:
    assert Wanted(Span.WEEK, against, own_before=date(2026, 6, 1)).days_before(TODAY) == expected


def test_the_29th_of_february_is_compared_with_the_28th() -> None:
    leap = date(2028, 2, 29)
    assert Wanted(Span.TODAY, Against.YEAR).days_before(leap) == Days(date(2027, 2, 28), date(2027, 2, 28))


def test_own_days_are_a_year_at_most() -> None:
    wanted = Wanted(Span.OWN, own=Days(date(2020, 1, 1), TODAY)).days(TODAY)
    assert (wanted.count, wanted.last) == (LONGEST, TODAY)


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (TODAY, 24)])
def test_a_day_begins_and_ends_at_midnight_there(day: date, hours: int) -> None:
    choice = Wanted().choice(Days(day, day), BERLIN)
    assert choice.until - choice.since == timedelta(hours=hours)
    assert choice.since.astimezone(BERLIN).hour == 0
    assert (choice.since.tzinfo, choice.zone) == (UTC, "Europe/Berlin")


def test_the_same_is_asked_for_all_day_long_so_that_it_is_found_again_without_a_connection() -> None:
    wanted = Wanted(Span.WEEK, topic="refund")
    assert wanted.choice(wanted.days(TODAY), BERLIN) == wanted.choice(wanted.days(TODAY), BERLIN)


def test_a_lead_survives_the_way_through_a_chart_and_narrows_the_choice() -> None:
    choice = Wanted(channel="whatsapp").choice(Days(TODAY, TODAY), BERLIN)
    since = choice.since + timedelta(hours=9)
    lead = Lead(
        Behind.RESPONSE, "x", 'Said "so", | and more', "agent", "agent-priya", since, since + timedelta(hours=1)
    )
    assert lead_of(lead.key) == lead
    narrowed = lead.narrowed(choice)
    assert narrowed == replace(choice, agent="agent-priya", since=since, until=since + timedelta(hours=1))
    assert narrowed.channel == "whatsapp"


@pytest.mark.parametrize(
    "key", ["", "topic:", "reply:x", "[]", '["response"]', "null", '["nonsense","","","","","",""]']
)
def test_what_leads_nowhere_is_no_lead(key: str) -> None:
    assert lead_of(key) is None


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 s"), (0.4, "0 s"), (74, "74 s"), (119.4, "119 s"), (119.6, "2 min"), (131, "2 min 11 s"),
        (599.7, "10 min"), (900, "15 min"), (7199, "120 min"), (7200, "2 h"), (7860, "2 h 11 min"),
        (172_799, "48 h"), (172_800, "2 d"), (190_800, "2 d 5 h"),
    ],
)  # fmt: skip
def test_durations_are_said_in_the_largest_units_that_matter(seconds: float, words: str) -> None:
    assert lasting(seconds) == words


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "0"), (30, "30 s"), (90, "1.5 min"), (3600, "1 h"), (172_800, "2 d")]
)
def test_an_axis_says_one_unit(seconds: float, words: str) -> None:
    assert on_axis(seconds) == words


def test_nothing_counted_is_a_dash_and_never_nought() -> None:
    assert share_of(Ratio()) == "–"
    assert csat_mean(Csat()) is None
    assert nps_value(Nps()) is None


def test_means_and_scores_are_those_of_the_definitions() -> None:
    assert csat_mean(Csat((1, 0, 0, 0, 1))) == 3
    assert csat_mean(Csat((0, 0, 2, 1, 1))) == 3.75
    assert nps_value(Nps(promoters=5, passives=3, detractors=2)) == 30
    assert [signed(score) for score in (30, 0, -12)] == ["+30", "0", "-12"]


def _seen(day: date, before: date | None = None) -> Seen:
    def report(at: date) -> Report:
        choice = Wanted().choice(Days(at, at), BERLIN)
        points = tuple(
            Point(choice.since + timedelta(hours=hour), hour, Spread(1, hour, hour, hour))
            for hour in range((choice.until - choice.since) // timedelta(hours=1))
        )
        return replace(report_of(choice, AGENTS, choice.until), choice=choice, curve=points)

    return Seen(report(day), BERLIN, day, report(before) if before is not None else None)


def test_an_hour_is_compared_with_the_same_hour_of_the_clock_when_clocks_change() -> None:
    # On the 29th of March there is no hour from two to three in Berlin.
    curve = time_charts.response_curve(_seen(date(2026, 3, 29), date(2026, 3, 28)))
    assert [curve.tick(place) for place in range(4)] == ["00:00", "01:00", "03:00", "04:00"]
    assert [spot.before for spot in curve.spots[:4]] == [0, 1, 3, 4]


def test_the_peak_hours_are_those_of_the_workspace_not_of_this_computer() -> None:
    seen = replace(_seen(TODAY), peak_zone=ZoneInfo("Asia/Bangkok"))
    (shade,) = time_charts.response_curve(seen).shades
    # Ten o'clock in Bangkok is four in the morning in Berlin.
    assert (shade.first, shade.last) == (4, 5)


def test_days_have_no_peak_hours_and_each_leads_to_its_own_threads() -> None:
    choice = Wanted(Span.WEEK).choice(Days(TODAY - 6 * DAY, TODAY), BERLIN)
    seen = Seen(report_of(choice, AGENTS, datetime(2026, 11, 22, 23, tzinfo=UTC)), BERLIN, TODAY)
    bars = time_charts.inbound_bars(seen)
    assert bars.shades == ()
    lead = lead_of(bars.lead(2))
    assert lead is not None
    assert lead.narrowed(choice).since.astimezone(BERLIN).date() == TODAY - 4 * DAY


@pytest.mark.parametrize(
    ("mean", "value", "goal"), [(90.0, "90 s", "goal 90 s"), (90.4, "90.4 s", "above 90 s"), (93, "93 s", "above 90 s")]
)
def test_what_only_just_misses_its_goal_is_not_said_to_be_on_it(mean: float, value: str, goal: str) -> None:
    seen = _seen(TODAY)
    seen = replace(seen, report=replace(seen.report, response=Spread(5, mean, mean, mean)))
    tile = tile_values.response(seen)
    assert (tile.value, tile.goal) == (value, goal)


def test_who_waits_in_the_queue_is_counted_and_leads_on() -> None:
    seen = replace(_seen(TODAY), report=replace(_seen(TODAY).report, agents=(), unanswered=10))
    (row,), _limit = bar_charts.waiting_rows(seen)
    assert (row.name, row.text, row.warns) == ("In the queue", "10", False)
    lead = lead_of(row.key)
    assert lead is not None
    assert (lead.number, lead.what) == (Behind.UNANSWERED, "")
    assert bar_charts.waiting_sheet(seen).rows[0][1].raw == 10
    nobody = replace(seen, report=replace(seen.report, unanswered=0))
    assert bar_charts.waiting_rows(nobody)[0] == ()


def test_numbers_stay_numbers_in_files_and_dashes_stay_out() -> None:
    sheet = Sheet("S", ("Name", "Median"), ((Cell("Ann"), Cell("74 s", 74.0)), (Cell("Bob"), Cell("–", ""))))
    table = table_of(sheet)
    assert list(table.rows) == [["Ann", 74.0], ["Bob", None]]
    assert [column.kind.value for column in table.columns] == ["text", "number"]
    whole = one_table((sheet, Sheet("T", ("Of", "Count"), ((Cell("x"), Cell("1", 1)),))))
    assert list(whole.rows) == [("S", "Ann", "Median", 74.0), ("S", "Bob", "Median", None), ("T", "x", "Count", 1)]


def test_a_choice_asks_for_everything_unless_somebody_filters() -> None:
    wanted = Wanted(channel="line", topic="refund")
    assert wanted.filtered
    assert wanted.unfiltered() == Wanted()
    choice = wanted.unfiltered().choice(Days(TODAY, TODAY), BERLIN)
    assert choice == Choice(choice.since, choice.until, "Europe/Berlin")

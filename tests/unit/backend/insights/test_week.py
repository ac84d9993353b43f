"""A week of simulated work: every measure against a count by hand, straight from the messages (M, E-3, R-5)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.measures.report import Behind, Choice, Report, Spread
from domain.teams import teams_text
from domain.working_time import between, hours_text, read_hours
from tests.fakes.clock import FakeClock
from tests.support.backend import BackendRig
from tests.support.busy_week import REPLY, BusyWeek
from tests.support.measured_again import Again, counted, spread

MONDAY = datetime(2026, 3, 26, 7, tzinfo=UTC)
"""The clocks of Berlin are put forward on the Sunday after it."""
HOURS = (
    '{"zone": "UTC", "days": {"thu": [["08:00", "18:00"]], "fri": [["08:00", "18:00"]], "mon": [["09:00", "12:00"]]}}'
)


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BusyWeek]:
    server = BackendRig(tmp_path_factory.mktemp("week"), FakeClock(MONDAY))
    made = BusyWeek(server, 11)
    made.set("hours", hours_text(read_hours(HOURS)))
    made.set("teams", teams_text({"Two": (made.agents[0].id, made.agents[1].id)}))
    made.play(500)
    yield made
    server.services.database.close()


def chosen(week: BusyWeek, **filters: str) -> Choice:
    until = week.server.clock.now() + timedelta(minutes=1)
    return Choice(MONDAY - timedelta(hours=9, minutes=30), until, "Europe/Berlin", **filters)


def agents_of(week: BusyWeek, choice: Choice) -> set[str] | None:
    team = {week.agents[0].id, week.agents[1].id} if choice.team else None
    if not choice.agent:
        return set(team) if team is not None else None
    return {choice.agent} & team if team is not None else {choice.agent}


def both(week: BusyWeek, choice: Choice) -> tuple[Report, Again]:
    report = week.server.services.insights.report(choice)
    hours = read_hours(HOURS)

    def worked(first: datetime, second: datetime) -> float:
        return between(first, second, hours).total_seconds()

    return report, counted(week.server, report.choice, agents_of(week, choice), worked)


def same(found: Spread, wanted: list[float]) -> bool:
    hand = spread(wanted)
    return (found.count, found.median, found.p90) == (
        hand.count,
        hand.median,
        hand.p90,
    ) and found.mean == pytest.approx(hand.mean)


FILTERS: tuple[dict[str, str], ...] = (
    {},
    {"channel": "whatsapp"},
    {"channel": "instagram", "topic": "refund"},
    {"language": "th"},
    {"topic": "refund"},
    {"agent": "0"},
    {"agent": "2", "language": "en"},
    {"team": "Two"},
    {"team": "Two", "agent": "2"},
    {"team": "nobody knows", "channel": "whatsapp"},
)


@pytest.mark.parametrize("filters", FILTERS, ids=str)
def test_every_measure_is_what_a_count_by_hand_says(week: BusyWeek, filters: dict[str, str]) -> None:
    named = {**filters, **({"agent": week.agents[int(filters["agent"])].id} if "agent" in filters else {})}
    choice = chosen(week, **named)
    if choice.team == "nobody knows":
        report = week.server.services.insights.report(choice)
        assert (report.inbound, report.outbound, report.response.count, report.agents) == (0, 0, 0, ())
        return
    report, hand = both(week, choice)
    assert (report.inbound, report.outbound, report.unanswered) == (hand.inbound, hand.outbound, hand.unanswered)
    assert same(report.response, hand.took)
    assert same(report.response_business, hand.working)
    assert (report.first_contact.part, report.first_contact.whole) == (hand.solved[True], hand.solved.total())
    assert (report.peak.part, report.peak.whole) == (hand.peak[True], hand.peak.total())
    assert (report.off_peak.part, report.off_peak.whole) == (hand.off_peak[True], hand.off_peak.total())
    for name, told in (("channel", report.channels), ("topic", report.topics), ("language", report.languages)):
        assert {share.name: share.count for share in told} == dict(hand.shares[name])
    berlin = ZoneInfo("Europe/Berlin")
    for point in report.curve:
        day = point.at.astimezone(berlin).date()
        assert point.inbound == hand.days[day]
        assert same(point.answers, hand.took_of_day[day])
    assert len({point.at.astimezone(berlin).date() for point in report.curve}) == len(report.curve)
    for line in report.agents:
        assert line.messages == hand.sent[line.agent_id]
        hours = len(hand.hours[line.agent_id])
        assert line.per_hour == (line.messages / hours if hours else 0.0)


def test_the_week_has_something_of_everything(week: BusyWeek) -> None:
    report, _ = both(week, chosen(week))
    assert min(report.inbound, report.outbound, report.response.count, report.first_contact.whole) > 20
    assert 0 < report.first_contact.part < report.first_contact.whole
    assert min(report.peak.whole, report.off_peak.whole, report.unanswered) > 0
    assert report.response_business.mean < report.response.mean
    assert len(report.curve) > 3
    assert len(report.agents) == 3
    assert sum(line.answers.count for line in report.agents) <= report.response.count
    assert sum(line.unanswered for line in report.agents) <= report.unanswered


def test_parts_of_the_week_make_the_whole(week: BusyWeek) -> None:
    choice = chosen(week)
    middle = MONDAY + timedelta(days=2, minutes=15)
    insights = week.server.services.insights
    whole = insights.report(choice)
    first, second = (
        insights.report(replace(choice, until=middle)),
        insights.report(replace(choice, since=middle)),
    )
    assert first.inbound + second.inbound == whole.inbound
    assert first.response.count + second.response.count == whole.response.count
    assert first.first_contact.whole + second.first_contact.whole == whole.first_contact.whole


def test_short_spans_are_drawn_by_the_hour(week: BusyWeek) -> None:
    choice = replace(chosen(week), since=MONDAY, until=MONDAY + timedelta(days=2))
    report = week.server.services.insights.report(choice)
    assert len(report.curve) == 48
    assert sum(point.inbound for point in report.curve) == report.inbound
    assert sum(point.answers.count for point in report.curve) == report.response.count


def test_uses_of_shared_replies_are_counted_in_their_time(week: BusyWeek) -> None:
    used, edited = week.server.rows("SELECT sum(used), sum(edited) FROM insight_reply")[0]
    report = week.server.services.insights.report(chosen(week))
    assert [(line.reply_id, line.used, line.edited) for line in report.replies] == [(REPLY, used, edited)]
    assert 0 < edited < used
    before = replace(chosen(week), until=MONDAY - timedelta(hours=1))
    assert week.server.services.insights.report(before).replies == ()


@pytest.mark.parametrize("number", list(Behind))
def test_threads_behind_a_number_are_as_many_as_it_says(week: BusyWeek, number: Behind) -> None:
    insights, choice = week.server.services.insights, chosen(week)
    report, found = insights.report(choice), insights.behind(choice, number)
    ids = [one.thread_id for one in found]
    assert len(set(ids)) == len(ids)
    roots = {row[0] for row in week.server.rows("SELECT id FROM thread WHERE merged_into IS NULL")}
    assert set(ids) <= roots
    missed = {
        Behind.UNANSWERED: report.unanswered,
        Behind.FIRST_CONTACT: report.first_contact.whole - report.first_contact.part,
        Behind.PEAK: report.peak.whole - report.peak.part,
        Behind.OFF_PEAK: report.off_peak.whole - report.off_peak.part,
        Behind.RESPONSE: report.response.count,
        Behind.INBOUND: report.inbound,
    }.get(number, 0)
    assert bool(found) == bool(missed)
    assert len(found) <= missed
    if number in (Behind.RESPONSE, Behind.UNANSWERED):
        assert [one.value for one in found] == sorted((one.value for one in found), reverse=True)


def test_a_point_of_the_curve_leads_to_those_who_wrote_then(week: BusyWeek) -> None:
    insights, choice = week.server.services.insights, chosen(week)
    for point in insights.report(choice).curve:
        wrote = {
            row[0]
            for row in week.server.rows(
                "SELECT root_id FROM message WHERE author = 'customer' AND kind <> 'event' AND NOT discarded"
                " AND arrived_at >= ? AND arrived_at < ?",
                int(point.at.timestamp() * 1_000_000),
                _end(insights.report(choice), point.at),
            )
        }
        found = insights.behind(choice, Behind.INBOUND, point.at.isoformat())
        assert {one.thread_id for one in found} == wrote


def _end(report: Report, at: datetime) -> int:
    later = [point.at for point in report.curve if point.at > at]
    return int((later[0] if later else report.choice.until).timestamp() * 1_000_000)

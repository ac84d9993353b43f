"""The pilot report: seven days beside the seven before (B-3)."""

from dataclasses import replace
from datetime import date

import pytest

from domain.emotion.assessment import Tier
from domain.ids import AgentId
from domain.measures.pilot import PilotLine, PilotMeasure, compare, days
from domain.measures.report import AgentLine, ComplaintLines, Csat, Nps, Ratio, Report, Spread, TierLine
from tests.unit.domain.measures.samples import report


def line(measure: PilotMeasure, before: Report, after: Report) -> PilotLine:
    return next(one for one in compare(before, after) if one.measure is measure)


def agent(messages: int) -> AgentLine:
    return AgentLine(AgentId(f"a{messages}"), messages, 1.0, Spread(), Ratio(), 0)


def test_the_week_before_ends_where_the_pilot_begins() -> None:
    before, during = days(date(2026, 11, 9))
    assert before == (date(2026, 11, 2), date(2026, 11, 9))
    assert during == (date(2026, 11, 9), date(2026, 11, 16))


def test_shorter_is_better_for_times_and_more_for_all_else() -> None:
    before = report(response=Spread(100, 120.0, 90.0, 300.0), first_contact=Ratio(60, 100), nps=Nps(40, 30, 30))
    after = report(response=Spread(100, 60.0, 99.0, 300.0), first_contact=Ratio(75, 100), nps=Nps(30, 30, 40))
    found = {one.measure: one for one in compare(before, after)}
    assert found[PilotMeasure.MEAN_RESPONSE].better is True
    assert found[PilotMeasure.MEAN_RESPONSE].change == pytest.approx(-50)
    assert found[PilotMeasure.MEDIAN_RESPONSE].better is False
    assert found[PilotMeasure.P90_RESPONSE].better is None
    close = report(response=Spread(100, 120.9, 90.0, 303.1))
    assert line(PilotMeasure.MEAN_RESPONSE, before, close).better is None
    assert line(PilotMeasure.P90_RESPONSE, before, close).better is False
    assert found[PilotMeasure.FIRST_CONTACT].better is True
    assert found[PilotMeasure.NPS].better is False
    assert found[PilotMeasure.NPS].before.value == 10


@pytest.mark.parametrize(("cases", "judged"), [(19, False), (20, True)])
def test_too_few_cases_are_not_judged(cases: int, judged: bool) -> None:
    before = report(response=Spread(500, 120.0, 90.0, 300.0))
    after = report(response=Spread(cases, 60.0, 30.0, 100.0))
    found = line(PilotMeasure.MEAN_RESPONSE, before, after)
    assert found.enough is judged
    assert found.better is (True if judged else None)


def test_nothing_on_one_side_is_said_as_nothing() -> None:
    found = line(PilotMeasure.CSAT, report(), report(csat=Csat((0, 0, 0, 0, 30))))
    assert found.before.value is None
    assert (found.change, found.better) == (None, None)
    assert found.after.value == 5


def test_messages_an_agent_and_day_leave_out_who_wrote_nothing() -> None:
    found = line(
        PilotMeasure.PER_AGENT, report(agents=(agent(700), agent(0))), report(agents=(agent(700), agent(2_100)))
    )
    assert (found.before.value, found.after.value) == (100, 200)
    assert found.better is True


def test_complaints_of_all_tiers_together() -> None:
    tier = TierLine(Tier.HIGH, 10, 0, Ratio(9, 10), Ratio(8, 10), Ratio(7, 10), Spread())
    lines = ComplaintLines((tier, replace(tier, tier=Tier.LOW, rule=Ratio(20, 30))))
    found = line(PilotMeasure.COMPLAINTS_ANSWERED, report(), report(complaints=lines))
    assert found.after.value == pytest.approx(70)
    assert found.after.cases == 40

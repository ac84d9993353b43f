"""Deadlines at their edges: warnings, breaches, escalation, pauses, working hours (K-1, K-2)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.agent import Role
from domain.complaint import ComplaintState, Deadline, StepKind
from domain.complaints.acts import PauseComplaint, ResolveComplaint, RetierComplaint, SeeComplaint
from domain.complaints.figures import ComplaintFigures
from domain.complaints.ground import Ground
from domain.complaints.moves import answered, apply, customer_wrote, due, next_at
from domain.complaints.staff import Colleague
from domain.complaints.standing import most_urgent, standing, standings
from domain.emotion.assessment import Tier
from domain.ids import AgentId
from domain.working_time import WorkingHours
from tests.unit.domain.complaints.ground import (
    ANN,
    BEA,
    CLEO,
    DAN,
    DAY,
    GROUND,
    HIGH,
    HOUR,
    ID,
    LOW,
    MEDIUM,
    MINUTE,
    SOURCE,
    STAFF,
    T0,
    kinds,
    opened,
)

INSTANT = timedelta(microseconds=1)
RULE, FIRST, RESOLVE, FOLLOW_UP = Deadline


@pytest.mark.parametrize(
    ("act", "tier", "first", "resolve", "owner"),
    [
        (HIGH, Tier.HIGH, 10 * MINUTE, 4 * HOUR, CLEO),
        (MEDIUM, Tier.MEDIUM, 30 * MINUTE, 24 * HOUR, BEA),
        (LOW, Tier.LOW, 2 * HOUR, 48 * HOUR, ANN),
    ],
)
def test_each_tier_has_its_times_and_its_owner(
    act: object, tier: Tier, first: timedelta, resolve: timedelta, owner: AgentId
) -> None:
    one = opened(act, 2 * MINUTE)  # type: ignore[arg-type]
    assert (one.tier, one.owner_id, one.rule_due) == (tier, owner, T0 + 15 * MINUTE)
    assert (one.first_due, one.resolve_due) == (T0 + first, T0 + resolve)


@pytest.mark.parametrize(("act", "deadline", "after"), [(HIGH, FIRST, 10), (HIGH, RULE, 15), (MEDIUM, FIRST, 30)])
def test_a_first_answer_at_the_last_moment_is_in_time_and_a_moment_later_is_not(
    act: object, deadline: Deadline, after: int
) -> None:
    one, until = opened(act), T0 + after * MINUTE  # type: ignore[arg-type]
    assert deadline not in answered(one, until, ANN, (), GROUND).breached
    assert deadline in answered(one, until + INSTANT, ANN, (), GROUND).breached
    assert deadline not in due(one, until - INSTANT, GROUND).breached
    assert deadline in due(one, until, GROUND).breached


def test_it_warns_when_a_quarter_of_the_time_is_left() -> None:
    one = opened(HIGH)
    assert next_at(one, GROUND) == T0 + timedelta(minutes=7.5)
    assert due(one, T0 + timedelta(minutes=7.4), GROUND) == one
    warned = due(one, T0 + timedelta(minutes=7.5), GROUND)
    assert (warned.warned, warned.steps[-1].deadline, warned.next_at) == ((FIRST,), FIRST, T0 + 10 * MINUTE)
    never = Ground(ComplaintFigures(warn=0), staff=STAFF)
    assert kinds(due(opened(HIGH), T0 + 9 * MINUTE, never)) == [StepKind.OPENED]


def test_a_breach_goes_one_role_up_and_asks_to_be_seen_again() -> None:
    one = apply(opened(MEDIUM), SeeComplaint(ID), BEA, T0 + MINUTE, GROUND)
    assert one.seen_at == T0 + MINUTE
    broken = due(one, T0 + 15 * MINUTE, GROUND)
    assert kinds(broken)[-2:] == [StepKind.BREACHED, StepKind.ESCALATED]
    assert (broken.owner_id, broken.level, broken.seen_at) == (CLEO, 1, None)
    again = due(broken, T0 + 30 * MINUTE, GROUND)
    assert (again.owner_id, again.level, again.steps[-1].deadline) == (DAN, 2, FIRST)
    last = due(again, T0 + 24 * HOUR, GROUND)
    assert (last.owner_id, last.level, last.breached, last.seen_at) == (DAN, 2, (RULE, FIRST, RESOLVE), None)


def test_the_least_busy_of_the_next_role_has_it_and_who_left_has_nothing() -> None:
    gone, busy, free = AgentId("aaron"), AgentId("bob"), AgentId("zoe")
    staff = (
        *STAFF[:2],
        Colleague(gone, Role.LEAD, active=False),
        Colleague(busy, Role.LEAD, open=7),
        Colleague(free, Role.LEAD, open=6),
    )
    assert due(opened(MEDIUM), T0 + 15 * MINUTE, Ground(staff=staff)).owner_id == free
    assert opened(HIGH, ground=Ground(staff=(Colleague(ANN, Role.AGENT),))).owner_id is None


def test_who_has_the_thread_in_hand_owns_it_if_their_role_may() -> None:
    assert opened(LOW, source=replace(SOURCE, assignee_id=BEA)).owner_id == BEA
    assert opened(HIGH, source=replace(SOURCE, assignee_id=BEA)).owner_id == CLEO
    assert opened(HIGH, source=replace(SOURCE, assignee_id=DAN)).owner_id == DAN


def test_one_that_is_opened_late_is_broken_at_once_but_passes_over_nobody() -> None:
    late = opened(LOW, 3 * HOUR)
    assert late.breached == (RULE, FIRST)
    assert (late.owner_id, late.level) == (BEA, 1)
    assert {step.at for step in late.steps} == {T0 + 3 * HOUR}


def test_an_answer_from_before_it_was_opened_counts() -> None:
    known = replace(SOURCE, answered_at=T0 + 5 * MINUTE, answered_by=BEA, answer_parts=("apology",))
    one = opened(LOW, HOUR, source=known)
    assert (one.answered_at, one.answer_parts, one.breached) == (T0 + 5 * MINUTE, ("apology",), ())
    before = replace(SOURCE, answered_at=T0 - MINUTE)
    assert opened(LOW, source=before).answered_at is None


def test_resolving_without_an_answer_does_not_undo_what_was_missed() -> None:
    one = apply(opened(HIGH), ResolveComplaint(ID, "Refunded"), CLEO, T0 + 12 * MINUTE, GROUND)
    assert (one.breached, one.state, one.answered_at) == ((FIRST,), ComplaintState.RESOLVED, None)
    assert due(one, T0 + HOUR, GROUND).breached == (FIRST,)


def test_the_clock_of_resolution_stands_while_the_customer_has_to_say_something() -> None:
    one = answered(opened(HIGH), T0 + MINUTE, CLEO, (), GROUND)
    paused = apply(one, PauseComplaint(ID, True), CLEO, T0 + HOUR, GROUND)
    assert paused.next_at is None
    assert due(paused, T0 + 30 * DAY, GROUND) == paused
    goes_on = customer_wrote(paused, T0 + 10 * HOUR, GROUND)
    assert (goes_on.state, goes_on.resolve_due, goes_on.paused_at) == (ComplaintState.OPEN, T0 + 13 * HOUR, None)
    assert goes_on.next_at == T0 + 12 * HOUR
    assert customer_wrote(goes_on, T0 + 11 * HOUR, GROUND) == goes_on


def test_where_pauses_stop_nothing_the_clock_goes_on() -> None:
    ground = Ground(ComplaintFigures(pause=False), staff=STAFF)
    paused = apply(opened(LOW), PauseComplaint(ID, True), ANN, T0 + MINUTE, ground)
    assert RESOLVE in due(paused, T0 + 48 * HOUR, ground).breached
    resumed = apply(paused, PauseComplaint(ID, False), ANN, T0 + HOUR, ground)
    assert resumed.resolve_due == T0 + 48 * HOUR


def test_another_tier_has_its_times_from_the_beginning_and_keeps_earlier_pauses() -> None:
    one = answered(opened(LOW), T0 + MINUTE, ANN, (), GROUND)
    one = apply(one, PauseComplaint(ID, True), ANN, T0 + HOUR, GROUND)
    one = apply(one, PauseComplaint(ID, False), ANN, T0 + 3 * HOUR, GROUND)
    up = apply(one, RetierComplaint(ID, Tier.HIGH, "press"), CLEO, T0 + 4 * HOUR, GROUND)
    assert up.resolve_due == T0 + 6 * HOUR
    assert up.first_due == T0 + 2 * HOUR  # it was answered: nothing is judged anew
    assert up.owner_id == CLEO
    late = apply(one, RetierComplaint(ID, Tier.HIGH, "press"), CLEO, T0 + 7 * HOUR, GROUND)
    assert late.breached == (RESOLVE,)


def test_a_deadline_that_lies_ahead_again_breaks_again() -> None:
    one = answered(opened(HIGH), T0 + MINUTE, CLEO, (), GROUND)
    broken = due(one, T0 + 5 * HOUR, GROUND)
    assert broken.breached == (RESOLVE,)
    down = apply(broken, RetierComplaint(ID, Tier.LOW, "a misunderstanding"), DAN, T0 + 6 * HOUR, GROUND)
    assert (down.breached, down.resolve_due, down.owner_id) == ((), T0 + 48 * HOUR, DAN)
    assert due(down, T0 + 49 * HOUR, GROUND).breached == (RESOLVE,)


def test_only_the_resolution_waits_for_the_office_to_open() -> None:
    office = WorkingHours((((540, 1020),),) * 5 + ((), ()), "UTC")  # Friday 9:00 is T0
    ground = Ground(ComplaintFigures(working_hours=True), office, {}, STAFF)
    one = opened(MEDIUM, ground=ground)
    assert one.resolve_due == datetime(2026, 11, 24, 17, tzinfo=UTC)
    assert one.first_due == T0 + 30 * MINUTE
    paused = apply(one, PauseComplaint(ID, True), BEA, T0 + 7 * HOUR, ground)
    resumed = apply(paused, PauseComplaint(ID, False), BEA, T0 + 3 * DAY + HOUR, ground)
    assert resumed.resolve_due == datetime(2026, 11, 25, 11, tzinfo=UTC)


def test_who_looks_sees_the_next_deadline_and_what_is_left() -> None:
    one = opened(HIGH)
    found = standing(one, T0 + timedelta(minutes=8, seconds=36), GROUND)
    assert found is not None
    assert (found.deadline, found.left, found.warned, found.over) == (FIRST, timedelta(seconds=84), True, False)
    assert found.used == pytest.approx(0.86)
    rule = standing(one, T0 + 12 * MINUTE, GROUND)
    assert rule is not None
    assert (rule.deadline, rule.left) == (RULE, 3 * MINUTE)
    late = standing(one, T0 + 20 * MINUTE, GROUND)
    assert late is not None
    assert (late.deadline, late.over, late.left, late.used) == (RULE, True, -5 * MINUTE, 1.0)
    done = answered(one, T0 + MINUTE, CLEO, (), GROUND)
    after = standing(done, T0 + HOUR, GROUND)
    assert after is not None
    assert (after.deadline, after.left, after.warned, after.used) == (RESOLVE, 3 * HOUR, False, 0.25)


def test_who_looks_at_a_pause_sees_what_was_left_when_it_began() -> None:
    one = answered(opened(HIGH), T0 + MINUTE, CLEO, (), GROUND)
    paused = apply(one, PauseComplaint(ID, True), CLEO, T0 + HOUR, GROUND)
    found = standing(paused, T0 + 20 * HOUR, GROUND)
    assert found is not None
    assert (found.stands, found.left, found.over, found.used) == (True, 3 * HOUR, False, 0.25)
    assert len(standings(opened(LOW), T0, GROUND)) == 3


def test_what_is_over_comes_first_then_what_has_least_time_and_pauses_last() -> None:
    late = replace(opened(LOW), id=ID)
    soon = replace(opened(HIGH), id=AgentId("soon"))  # type: ignore[arg-type]
    done = answered(replace(opened(MEDIUM), id="done"), T0 + MINUTE, BEA, (), GROUND)  # type: ignore[arg-type]
    paused = apply(replace(done, id=ID), PauseComplaint(ID, True), BEA, T0 + HOUR, GROUND)
    now = T0 + 9 * MINUTE
    late = replace(late, rule_due=T0, first_due=T0)
    assert most_urgent([paused, done, soon, late], now, GROUND) == [late, soon, done, paused]


def test_a_missed_follow_up_is_told_and_goes_up_too() -> None:
    one = apply(opened(LOW), ResolveComplaint(ID, "Replaced"), ANN, T0 + MINUTE, GROUND)
    assert one.follow_up_due == T0 + MINUTE + 3 * DAY
    warned = due(one, T0 + MINUTE + 3 * DAY - 18 * HOUR, GROUND)
    assert warned.warned == (FOLLOW_UP,)
    broken = due(warned, T0 + MINUTE + 3 * DAY, GROUND)
    assert (broken.breached, broken.owner_id, broken.next_at) == ((FOLLOW_UP,), BEA, None)

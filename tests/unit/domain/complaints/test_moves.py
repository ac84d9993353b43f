"""What can be done to a complaint, and what cannot (K-2, K-3, K-6)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.complaint import Complaint, ComplaintState, Deadline, Effect, FollowUpOutcome, StepKind
from domain.complaints.acts import (
    AmendComplaint,
    ComplaintAct,
    FollowUpComplaint,
    LinkComplaint,
    OwnComplaint,
    PauseComplaint,
    ReopenComplaint,
    ResolveComplaint,
    RetierComplaint,
    SeeComplaint,
)
from domain.complaints.closing import followed
from domain.complaints.ground import MoveRefused
from domain.complaints.moves import answered, apply, offer_moved
from domain.emotion.assessment import Tier
from domain.ids import AgentId
from domain.offer import LossKind, OfferState
from domain.problems import Problem
from tests.unit.domain.complaints.ground import (
    ANN,
    BEA,
    CLEO,
    DAY,
    GROUND,
    HIGH,
    HOUR,
    ID,
    LOW,
    MEDIUM,
    MINUTE,
    OTHER,
    SOURCE,
    T0,
    THIRD,
    kinds,
    opened,
)

NOW = T0 + MINUTE
AMEND = AmendComplaint(ID, "Broken", 0, "", False, Effect.TECHNICAL, LossKind.DEFECT)


def did(one: Complaint, act: ComplaintAct, by: AgentId = ANN, after: timedelta = MINUTE) -> Complaint:
    return apply(one, act, by, T0 + after, GROUND)


def refused(one: Complaint | None, act: ComplaintAct, other: Complaint | None = None) -> Problem:
    with pytest.raises(MoveRefused) as caught:
        apply(one, act, ANN, NOW, GROUND, source=SOURCE, other=other)
    return caught.value.problem


def resolved(after: timedelta = MINUTE) -> Complaint:
    return did(opened(), ResolveComplaint(ID, "Replaced, serial XYZ-205"), after=after)


def test_a_title_is_one_line_and_a_long_one_is_cut() -> None:
    assert opened(replace(LOW, title="  It \n broke  ")).title == "It broke"
    assert len(opened(replace(LOW, title="x" * 500)).title) == 120
    assert refused(None, replace(LOW, title=" \n")) is Problem.BAD_OPERATION


@pytest.mark.parametrize(
    ("amount", "currency"), [(-1, "CNY"), (1, ""), (1, "C1Y"), (1, "yuan"), (10**16, "CNY"), (0, "元元元")]
)
def test_an_amount_that_cannot_be_is_refused(amount: int, currency: str) -> None:
    assert refused(None, replace(LOW, amount=amount, currency=currency)) is Problem.BAD_OPERATION


def test_the_reasons_of_the_tier_are_its_first_step() -> None:
    assert opened(replace(HIGH, amount=600_000, currency="cny")).steps[0].words == "publicity amount"
    chosen = opened(replace(LOW, tier=Tier.HIGH))
    assert (chosen.tier, chosen.steps[0].words) == (Tier.HIGH, "by_hand")
    assert opened(replace(LOW, tier=Tier.LOW)).steps[0].words == "technical"


def test_what_is_not_there_cannot_be_changed_and_what_is_there_not_opened() -> None:
    assert refused(None, SeeComplaint(ID)) is Problem.COMPLAINT_GONE
    assert refused(opened(), LOW) is Problem.BAD_OPERATION
    with pytest.raises(MoveRefused):
        apply(None, LOW, ANN, NOW, GROUND)


def test_a_higher_tier_follows_at_once_from_what_is_known_better() -> None:
    one = did(opened(), replace(AMEND, amount=900_000, currency="CNY"))
    assert (one.tier, one.owner_id, one.first_due) == (Tier.HIGH, CLEO, T0 + 10 * MINUTE)
    assert kinds(one)[1:] == [StepKind.AMENDED, StepKind.RETIERED, StepKind.OWNED]
    assert (one.steps[2].words, one.steps[2].agent_id) == ("amount", None)


def test_a_lower_tier_never_follows_by_itself() -> None:
    one = did(opened(HIGH), AMEND)
    assert (one.tier, one.publicity) == (Tier.HIGH, False)
    assert kinds(one)[1:] == [StepKind.AMENDED]


def test_what_a_lead_has_decided_against_is_not_decided_again() -> None:
    big = replace(AMEND, amount=900_000, currency="CNY")
    one = did(did(opened(), big), RetierComplaint(ID, Tier.MEDIUM, "A typing error"), CLEO)
    again = did(one, replace(big, title="Broken twice"))
    assert (again.tier, again.title) == (Tier.MEDIUM, "Broken twice")
    assert did(again, replace(big, publicity=True)).tier is Tier.MEDIUM


def test_nothing_new_changes_nothing() -> None:
    one = opened()
    for act in (AMEND, RetierComplaint(ID, Tier.LOW, "same"), OwnComplaint(ID, ANN), PauseComplaint(ID, False)):
        assert did(one, act) is one
    assert did(one, LinkComplaint(ID, None)) is one


def test_another_tier_needs_a_reason() -> None:
    assert refused(opened(), RetierComplaint(ID, Tier.HIGH, " \n ")) is Problem.REASON_MISSING
    assert refused(opened(), RetierComplaint(ID, Tier.HIGH, "x" * 2_001)) is Problem.TEXT_TOO_LONG
    one = did(opened(), RetierComplaint(ID, Tier.MEDIUM, " third time "), CLEO)
    assert (one.tier, one.steps[1].words, one.steps[1].agent_id, one.owner_id) == (
        Tier.MEDIUM,
        "third time",
        CLEO,
        BEA,
    )


def test_a_new_owner_is_told_unless_they_took_it() -> None:
    assert did(opened(), OwnComplaint(ID, BEA, "knows them"), CLEO).seen_at is None
    taken = did(opened(), OwnComplaint(ID, BEA), BEA)
    assert (taken.owner_id, taken.seen_at) == (BEA, NOW)
    assert refused(opened(), OwnComplaint(ID, AgentId("nobody"))) is Problem.AGENT_GONE


def test_only_its_owner_can_have_seen_it() -> None:
    one = replace(opened(), seen_at=None)
    assert did(one, SeeComplaint(ID), BEA) is one
    seen = did(one, SeeComplaint(ID), ANN)
    assert seen.seen_at == NOW
    assert did(seen, SeeComplaint(ID), ANN, HOUR / 6) is seen


def test_a_resolution_says_what_was_done_and_asks_for_a_follow_up() -> None:
    one = resolved()
    assert (one.state, one.resolution, one.follow_up_due) == (
        ComplaintState.RESOLVED,
        "Replaced, serial XYZ-205",
        NOW + 3 * DAY,
    )
    assert refused(opened(), ResolveComplaint(ID, "")) is Problem.REASON_MISSING
    assert refused(one, ResolveComplaint(ID, "again")) is Problem.COMPLAINT_MOVED


def test_a_pause_ends_with_the_resolution() -> None:
    paused = did(answered(opened(), T0, ANN, (), GROUND), PauseComplaint(ID, True))
    done = did(paused, ResolveComplaint(ID, "Refunded"), after=10 * HOUR)
    assert (done.paused_at, done.resolve_due) == (None, T0 + 58 * HOUR - MINUTE)


def test_reopened_the_clock_of_resolution_starts_afresh() -> None:
    one = did(answered(resolved(), T0 + MINUTE, ANN, (), GROUND), ReopenComplaint(ID, "Broke again"), after=DAY)
    assert (one.state, one.resolve_due, one.follow_up_due, one.resolved_at) == (
        ComplaintState.OPEN,
        T0 + DAY + 48 * HOUR,
        None,
        None,
    )
    assert refused(one, ReopenComplaint(ID, "and again")) is Problem.COMPLAINT_MOVED
    assert refused(resolved(), ReopenComplaint(ID, "")) is Problem.REASON_MISSING


def test_whoever_left_meanwhile_does_not_own_what_is_reopened() -> None:
    without = replace(GROUND, staff=tuple(replace(one, active=one.id != ANN) for one in GROUND.staff))
    one = answered(resolved(), NOW, ANN, (), GROUND)
    assert apply(one, ReopenComplaint(ID, "Broke"), CLEO, T0 + DAY, without).owner_id == BEA


@pytest.mark.parametrize("outcome", [FollowUpOutcome.WELL, FollowUpOutcome.NO_ANSWER])
def test_a_follow_up_closes_it(outcome: FollowUpOutcome) -> None:
    one = did(resolved(), FollowUpComplaint(ID, outcome, "Works"), after=DAY)
    assert (one.state, one.outcome, one.followed_up_at, one.next_at) == (
        ComplaintState.CLOSED,
        outcome,
        T0 + DAY,
        None,
    )
    assert one.steps[-1].words == f"{outcome} Works"


def test_a_follow_up_that_is_not_well_opens_it_again() -> None:
    before = answered(resolved(), NOW, ANN, (), GROUND)
    one = did(before, FollowUpComplaint(ID, FollowUpOutcome.NOT_WELL), after=DAY)
    assert (one.state, one.outcome) == (ComplaintState.OPEN, FollowUpOutcome.NOT_WELL)
    assert kinds(one)[-2:] == [StepKind.FOLLOWED_UP, StepKind.REOPENED]
    again = did(one, ResolveComplaint(ID, "Refunded"), after=DAY + HOUR)
    assert (again.outcome, again.follow_up_due) == (None, T0 + 4 * DAY + HOUR)
    assert refused(opened(), FollowUpComplaint(ID, FollowUpOutcome.WELL)) is Problem.COMPLAINT_MOVED


def test_a_copy_is_closed_and_its_clock_stands_until_it_is_taken_back() -> None:
    other = opened(replace(LOW, complaint_id=OTHER))
    one = answered(opened(), T0, ANN, (), GROUND)
    copy = apply(one, LinkComplaint(ID, OTHER), CLEO, T0 + HOUR, GROUND, other=other)
    assert (copy.state, copy.duplicate_of, copy.next_at) == (ComplaintState.CLOSED, OTHER, None)
    assert refused(copy, ReopenComplaint(ID, "no")) is Problem.COMPLAINT_MOVED
    back = did(copy, LinkComplaint(ID, None), CLEO, 11 * HOUR)
    assert (back.state, back.duplicate_of, back.resolve_due) == (ComplaintState.OPEN, None, T0 + 58 * HOUR)


def test_what_was_resolved_before_it_became_a_copy_starts_afresh() -> None:
    other = opened(replace(LOW, complaint_id=OTHER))
    copy = apply(resolved(), LinkComplaint(ID, OTHER), CLEO, T0 + HOUR, GROUND, other=other)
    back = did(copy, LinkComplaint(ID, None), CLEO, DAY)
    assert (back.state, back.resolve_due, back.resolved_at) == (ComplaintState.OPEN, T0 + 3 * DAY, None)


def test_links_make_no_chains_and_no_circles() -> None:
    other, third = opened(replace(LOW, complaint_id=OTHER)), opened(replace(LOW, complaint_id=THIRD))
    copy = apply(other, LinkComplaint(OTHER, THIRD), CLEO, NOW, GROUND, other=third)
    through = apply(opened(), LinkComplaint(ID, OTHER), CLEO, NOW, GROUND, other=copy)
    assert through.duplicate_of == THIRD
    assert refused(opened(), LinkComplaint(ID, ID), opened()) is Problem.BAD_OPERATION
    mine = replace(copy, duplicate_of=ID)
    assert refused(opened(), LinkComplaint(ID, OTHER), mine) is Problem.BAD_OPERATION
    assert refused(opened(), LinkComplaint(ID, OTHER), None) is Problem.COMPLAINT_GONE


def test_copies_follow_when_theirs_becomes_a_copy_itself() -> None:
    third = opened(replace(LOW, complaint_id=THIRD))
    mine = replace(opened(replace(LOW, complaint_id=OTHER)), state=ComplaintState.CLOSED, duplicate_of=ID)
    linked = apply(opened(), LinkComplaint(ID, THIRD), CLEO, NOW, GROUND, other=third)
    after = followed(mine, linked, NOW, GROUND)
    assert (after.duplicate_of, after.steps[-1].words) == (THIRD, THIRD)
    assert followed(third, linked, NOW, GROUND) is third


def test_only_the_first_answer_counts_and_none_from_before_the_message() -> None:
    one = answered(opened(), NOW, BEA, ("apology", "summary"), GROUND)
    assert (one.answered_at, one.steps[-1].words, one.steps[-1].agent_id) == (NOW, "apology summary", BEA)
    assert answered(one, NOW + MINUTE, ANN, (), GROUND) is one
    assert answered(opened(), T0 - MINUTE, ANN, (), GROUND).answered_at is None


def test_offers_are_steps_of_its_history() -> None:
    one = opened(MEDIUM)
    for state, taken in ((OfferState.ASKED, None), (OfferState.MADE, None), (OfferState.TAKEN, 1)):
        one = offer_moved(one, state, taken, BEA, NOW, GROUND)
    one = offer_moved(one, OfferState.REFUSED, None, BEA, NOW, GROUND)
    assert kinds(one)[1:] == [StepKind.OFFERED, StepKind.TAKEN, StepKind.REFUSED]
    assert one.steps[2].words == "2"
    closed = did(resolved(), FollowUpComplaint(ID, FollowUpOutcome.WELL), after=DAY)
    assert offer_moved(closed, OfferState.MADE, None, BEA, T0 + DAY, GROUND) is closed


def test_what_was_missed_before_it_was_done_stays_missed() -> None:
    late = did(opened(HIGH), PauseComplaint(ID, True), CLEO, HOUR)
    assert late.breached == (Deadline.FIRST, Deadline.RULE)
    assert late.steps[-1].kind is StepKind.PAUSED
    assert [step.at for step in late.steps] == sorted(step.at for step in late.steps)

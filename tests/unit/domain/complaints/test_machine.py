"""Whatever is done to complaints, in whatever order, while time passes: what always holds (K-1, K-2, K-6)."""

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from domain.complaint import Complaint, ComplaintState, Deadline, Effect, FollowUpOutcome, Step, StepKind
from domain.complaints.acts import (
    AmendComplaint,
    ComplaintAct,
    FollowUpComplaint,
    LinkComplaint,
    OpenComplaint,
    OwnComplaint,
    PauseComplaint,
    ReopenComplaint,
    ResolveComplaint,
    RetierComplaint,
    SeeComplaint,
)
from domain.complaints.closing import followed
from domain.complaints.figures import ComplaintFigures
from domain.complaints.ground import Ground, MoveRefused
from domain.complaints.moves import answered, apply, customer_wrote, due, offer_moved
from domain.complaints.standing import standing
from domain.emotion.assessment import Tier
from domain.ids import AgentId
from domain.offer import LossKind, OfferState
from domain.working_time import WorkingHours
from tests.unit.domain.complaints.ground import ANN, BEA, CLEO, DAN, EVE, ID, LOW, OTHER, SOURCE, STAFF, T0

OPEN, PAUSED, RESOLVED, CLOSED = ComplaintState
ALLOWED = {
    OPEN: {OPEN, PAUSED, RESOLVED, CLOSED},
    PAUSED: {OPEN, PAUSED, RESOLVED, CLOSED},
    RESOLVED: {RESOLVED, OPEN, CLOSED},
    CLOSED: {CLOSED, OPEN},
}
FRESH = {StepKind.RETIERED, StepKind.REOPENED, StepKind.UNLINKED, StepKind.RESOLVED}
"""What may put a deadline ahead again."""

OFFICE = WorkingHours((((540, 720), (780, 1080)),) * 5 + ((), ()), "Europe/Berlin")
GROUNDS = (
    Ground(staff=STAFF),
    Ground(ComplaintFigures(working_hours=True), OFFICE, {}, STAFF),
    Ground(ComplaintFigures(pause=False, warn=0, follow_up_days=1), staff=STAFF[:2]),
)
PEOPLE = st.sampled_from([ANN, BEA, CLEO, DAN, EVE, AgentId("nobody")])
WORDS = st.sampled_from(["", " ", "so it was"])
ACTS: st.SearchStrategy[ComplaintAct] = st.one_of(
    st.builds(
        AmendComplaint,
        st.just(ID),
        st.sampled_from(["Broken", "Late", ""]),
        st.sampled_from([0, 49_999, 50_000, 500_001]),
        st.sampled_from(["CNY", "XXX"]),
        st.booleans(),
        st.sampled_from(Effect),
        st.sampled_from(LossKind),
    ),
    st.builds(RetierComplaint, st.just(ID), st.sampled_from(Tier), WORDS),
    st.builds(OwnComplaint, st.just(ID), PEOPLE, WORDS),
    st.builds(PauseComplaint, st.just(ID), st.booleans()),
    st.builds(ResolveComplaint, st.just(ID), WORDS),
    st.builds(ReopenComplaint, st.just(ID), WORDS),
    st.builds(LinkComplaint, st.just(ID), st.sampled_from([None, OTHER, ID])),
    st.builds(FollowUpComplaint, st.just(ID), st.sampled_from(FollowUpOutcome), WORDS),
    st.builds(SeeComplaint, st.just(ID)),
)


class Complaints(RuleBasedStateMachine):
    """One complaint that everything happens to, and another that it may be linked to."""

    def __init__(self) -> None:
        super().__init__()
        self.now: datetime = T0
        self.ground = GROUNDS[0]
        self.other = apply(None, replace(LOW, complaint_id=OTHER), ANN, T0, self.ground, source=SOURCE)
        self.one = apply(None, LOW, ANN, T0, self.ground, source=SOURCE)
        self.before = self.one

    @rule(ground=st.sampled_from(GROUNDS))
    def settings_change(self, ground: Ground) -> None:
        self.ground = ground
        self.take(due(self.one, self.now, ground))

    @rule(passes=st.timedeltas(timedelta(seconds=1), timedelta(days=2)))
    def time_passes(self, passes: timedelta) -> None:
        """The clock that looks in between says the same as one that comes late."""
        half = due(self.one, self.now + passes / 2, self.ground)
        self.now += passes
        at_once = due(self.one, self.now, self.ground)
        assert due(half, self.now, self.ground) == at_once
        assert due(at_once, self.now, self.ground) == at_once
        self.take(at_once)

    @rule(act=ACTS, by=PEOPLE)
    def somebody_acts(self, act: ComplaintAct, by: AgentId) -> None:
        try:
            after = apply(self.one, act, by, self.now, self.ground, other=self.other)
        except MoveRefused:
            return
        self.take(after)
        self.other = followed(self.other, after, self.now, self.ground)

    @rule(by=PEOPLE)
    def it_is_opened_again_under_the_same_id(self, by: AgentId) -> None:
        act: OpenComplaint = LOW
        try:
            apply(self.one, act, by, self.now, self.ground, source=SOURCE)
        except MoveRefused:
            return
        raise AssertionError("opened twice")

    @rule(by=PEOPLE)
    def the_team_answers(self, by: AgentId) -> None:
        self.take(answered(self.one, self.now, by, ("apology",), self.ground))
        assert self.one.answered_at is not None

    @rule()
    def the_customer_writes(self) -> None:
        self.take(customer_wrote(self.one, self.now, self.ground))
        assert self.one.state is not PAUSED

    @rule(state=st.sampled_from(OfferState), by=PEOPLE)
    def an_offer_moves(self, state: OfferState, by: AgentId) -> None:
        self.take(offer_moved(self.one, state, 0, by, self.now, self.ground))

    def take(self, after: Complaint) -> None:
        """The next state, checked against the one before."""
        self.before, self.one = self.one, after
        added = after.steps[len(self.before.steps) :]
        assert after.steps[: len(self.before.steps)] == self.before.steps
        assert after.state in ALLOWED[self.before.state]
        self._clocks_go_forward(added)
        for name in ("id", "thread_id", "message_id", "received_at", "opened_at", "opened_by", "rule_due", "version"):
            assert getattr(after, name) == getattr(self.before, name)

    def _clocks_go_forward(self, added: tuple[Step, ...]) -> None:
        if not any(step.kind in (StepKind.RETIERED, StepKind.REOPENED) for step in added):
            assert self.one.first_due == self.before.first_due
            assert self.one.resolve_due >= self.before.resolve_due or StepKind.UNLINKED in {one.kind for one in added}
        assert self.one.level >= self.before.level

    @invariant()
    def the_clock_is_looked_at_again_in_time(self) -> None:
        settled = due(self.one, self.now, self.ground)
        assert settled.next_at is None or settled.next_at > self.now
        assert self.one.next_at is None or self.one.next_at > self.now or settled != self.one

    @invariant()
    def the_history_is_in_order(self) -> None:
        times = [step.at for step in self.one.steps]
        assert times == sorted(times)

    @invariant()
    def a_deadline_breaks_once_until_it_lies_ahead_again(self) -> None:
        broken: set[tuple[StepKind, Deadline | None]] = set()
        for step in self.one.steps:
            if step.kind in FRESH:
                broken.clear()
            if step.kind in (StepKind.WARNED, StepKind.BREACHED):
                assert (step.kind, step.deadline) not in broken
                broken.add((step.kind, step.deadline))
        for found in (self.one.warned, self.one.breached):
            assert len(set(found)) == len(found)

    @invariant()
    def state_and_facts_agree(self) -> None:
        one = self.one
        assert (one.paused_at is not None) == (one.state is PAUSED)
        assert one.duplicate_of in (None, OTHER)
        assert one.duplicate_of is None or one.state is CLOSED
        assert one.state is not RESOLVED or (one.resolved_at is not None and one.follow_up_due is not None)
        assert one.state is not RESOLVED or bool(one.resolution)
        assert one.is_open or one.state is RESOLVED or one.next_at is None

    @invariant()
    def what_is_shown_agrees(self) -> None:
        found = standing(self.one, self.now, self.ground)
        assert (found is None) == (self.one.state is CLOSED)
        assert found is None or 0.0 <= found.used <= 1.0


Complaints.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestComplaints = Complaints.TestCase

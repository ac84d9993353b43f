"""Which alerts there are, and when each is told: until seen, not too often, never in the quiet time (K-1, K-2, K-6)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from domain.agent import Role
from domain.alerts import (
    Alert,
    AlertKind,
    Rhythm,
    Told,
    after_telling,
    changes_at,
    complaint_alert,
    in_order,
    looked_at,
    offer_alert,
    tells_at,
    to_tell,
    warning_alert,
)
from domain.complaint import Complaint, Deadline, Effect, Origin
from domain.complaints.acts import (
    LinkComplaint,
    OpenComplaint,
    OwnComplaint,
    PauseComplaint,
    ResolveComplaint,
    SeeComplaint,
)
from domain.complaints.ground import Ground, Source
from domain.complaints.moves import answered, apply, due
from domain.complaints.staff import Colleague
from domain.ids import AgentId, ComplaintId, OfferId, ThreadId, WarningId
from domain.offer import LossKind, Offer, OfferState
from domain.warning import MeasureWarning, WarningKind

T0 = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NOK, PRIYA, LI = AgentId("nok"), AgentId("priya"), AgentId("li")
STAFF = (Colleague(NOK, Role.AGENT, True), Colleague(PRIYA, Role.SENIOR, True), Colleague(LI, Role.LEAD, True))
GROUND = Ground(staff=STAFF)
THREAD = ThreadId("t")
FIVE, HALF = timedelta(minutes=5), timedelta(seconds=30)
RHYTHM = Rhythm(FIVE)


def minutes(count: float) -> datetime:
    return T0 + timedelta(minutes=count)


def a_complaint() -> Complaint:
    """A small one of Nok's: answered within 15 minutes by K-1, resolved within 48 hours."""
    act = OpenComplaint(ComplaintId("c"), None, "late", 0, "CNY", False, Effect.TECHNICAL, LossKind.LATE, Origin.PERSON)
    made = apply(None, act, NOK, T0, GROUND, source=Source(THREAD, "whatsapp", "en", T0, NOK))
    assert made.owner_id == NOK
    return made


def alert(one: Complaint, now: datetime, me: AgentId = NOK) -> tuple[AlertKind, Deadline | None] | None:
    found = complaint_alert(one, me, now, GROUND)
    return None if found is None else (found.kind, found.deadline)


def test_nothing_is_told_while_there_is_time() -> None:
    assert alert(a_complaint(), minutes(11)) is None


def test_its_owner_is_told_when_little_time_is_left_and_nobody_else() -> None:
    # A quarter of the 15 minutes: from 11:15 on.
    assert alert(a_complaint(), T0 + timedelta(minutes=11, seconds=15)) == (AlertKind.SOON, Deadline.RULE)
    assert alert(a_complaint(), T0 + timedelta(minutes=11, seconds=14)) is None
    assert alert(a_complaint(), minutes(12), PRIYA) is None


def test_a_computer_without_connection_tells_of_a_deadline_by_itself() -> None:
    one = a_complaint()
    assert alert(one, minutes(15)) == (AlertKind.LATE, Deadline.RULE)
    seen = replace(one, seen_at=minutes(12))
    assert alert(seen, minutes(13)) is None
    assert alert(seen, minutes(15)) == (AlertKind.LATE, Deadline.RULE)


def test_whoever_it_escalated_to_is_told_until_they_have_seen_it() -> None:
    one = due(a_complaint(), minutes(15), GROUND)
    assert one.owner_id == PRIYA
    assert alert(one, minutes(16)) is None
    assert alert(one, minutes(16), PRIYA) == (AlertKind.ESCALATED, Deadline.RULE)
    seen = apply(one, SeeComplaint(one.id), PRIYA, minutes(17), GROUND)
    assert alert(seen, minutes(17), PRIYA) is None


def test_what_escalated_is_told_though_it_was_answered_meanwhile() -> None:
    one = answered(due(a_complaint(), minutes(15), GROUND), minutes(16), NOK, (), GROUND)
    assert alert(one, minutes(17), PRIYA) == (AlertKind.ESCALATED, None)
    given = apply(one, OwnComplaint(one.id, LI, "yours"), PRIYA, minutes(18), GROUND)
    assert alert(given, minutes(19), LI) == (AlertKind.GIVEN, Deadline.RESOLVE)
    assert alert(given, minutes(19), PRIYA) is None


def test_whoever_is_given_one_is_told_at_once_until_they_have_seen_it() -> None:
    taken = apply(a_complaint(), OwnComplaint(ComplaintId("c"), LI, ""), LI, minutes(1), GROUND)
    assert alert(taken, minutes(2), LI) is None, "who takes it knows of it"
    act = OpenComplaint(ComplaintId("c"), None, "late", 0, "CNY", True, Effect.TECHNICAL, LossKind.LATE, Origin.PERSON)
    public = apply(None, act, NOK, T0, GROUND, source=Source(THREAD, "whatsapp", "en", T0, NOK))
    assert alert(public, minutes(1), LI) == (AlertKind.GIVEN, Deadline.FIRST)
    assert alert(public, minutes(1)) is None
    assert alert(public, minutes(8), LI) == (AlertKind.SOON, Deadline.FIRST)
    seen = apply(public, SeeComplaint(public.id), LI, minutes(1), GROUND)
    assert alert(seen, minutes(2), LI) is None
    assert alert(seen, minutes(8), LI) == (AlertKind.SOON, Deadline.FIRST)


def test_seen_is_seen_until_something_more_happens() -> None:
    one = due(a_complaint(), minutes(12), GROUND)
    seen = apply(one, SeeComplaint(one.id), NOK, minutes(12), GROUND)
    assert alert(seen, minutes(14)) is None
    assert complaint_alert(due(seen, minutes(15), GROUND), PRIYA, minutes(15), GROUND) is not None


def test_an_answer_ends_it() -> None:
    one = answered(due(a_complaint(), minutes(12), GROUND), minutes(13), NOK, (), GROUND)
    assert alert(one, minutes(20)) is None


def test_a_follow_up_is_told_when_its_time_comes() -> None:
    done = apply(
        answered(a_complaint(), minutes(5), NOK, (), GROUND), ResolveComplaint(ComplaintId("c"), "paid"), NOK,
        minutes(60), GROUND,
    )  # fmt: skip
    assert done.follow_up_due is not None
    assert alert(done, done.follow_up_due) == (AlertKind.FOLLOW_UP, Deadline.FOLLOW_UP)
    assert alert(done, minutes(61)) is None


def test_a_clock_that_stands_says_nothing_and_a_copy_neither() -> None:
    one = answered(a_complaint(), minutes(5), NOK, (), GROUND)
    waits = apply(one, PauseComplaint(one.id, True), NOK, minutes(6), GROUND)
    assert alert(waits, minutes(60 * 60)) is None
    other = replace(one, id=ComplaintId("d"))
    copy = apply(one, LinkComplaint(one.id, other.id), NOK, minutes(6), GROUND, other=other)
    assert alert(copy, minutes(60 * 60)) is None


def test_the_next_moment_of_a_clock_is_known() -> None:
    one = a_complaint()
    assert changes_at(one, NOK, T0, GROUND) == T0 + timedelta(minutes=11, seconds=15)
    assert changes_at(one, NOK, minutes(12), GROUND) == minutes(15)
    assert changes_at(one, PRIYA, T0, GROUND) is None
    assert changes_at(replace(one, duplicate_of=ComplaintId("x")), NOK, T0, GROUND) is None


def test_a_state_that_changes_is_something_new_to_be_told() -> None:
    soon = complaint_alert(a_complaint(), NOK, minutes(12), GROUND)
    late = complaint_alert(a_complaint(), NOK, minutes(16), GROUND)
    assert soon is not None
    assert late is not None
    told = Told({soon.key: minutes(12)}, minutes(12))
    assert to_tell([soon], told, minutes(16), RHYTHM) == ()
    assert to_tell([late], told, minutes(16), RHYTHM) == (late,)


def test_warnings_and_offers_are_alerts_and_the_most_urgent_come_first() -> None:
    warning = MeasureWarning(WarningId("csat"), WarningKind.CSAT, "", 3.0, 3.5, T0, (THREAD,))
    offer = Offer(OfferId("o"), THREAD, LossKind.LATE, 100, "CNY", (), OfferState.ASKED, NOK, T0)
    late = complaint_alert(a_complaint(), NOK, minutes(16), GROUND)
    assert late is not None
    told = in_order([warning_alert(warning), offer_alert(offer, "Ann"), late])
    assert [one.kind for one in told] == [AlertKind.LATE, AlertKind.OFFER, AlertKind.WARNING]
    again = replace(warning, since=minutes(5))
    assert warning_alert(again).key != warning_alert(warning).key
    assert warning_alert(replace(warning, threads=())).thread_id is None


def an_alert(key: str, since: datetime = T0) -> Alert:
    return Alert(key, AlertKind.LATE, since)


@pytest.mark.parametrize(("seconds", "told"), [(0, False), (29, False), (30, True), (299, True)])
def test_two_tellings_are_thirty_seconds_apart(seconds: float, told: bool) -> None:
    before = Told({"a": T0}, T0)
    found = to_tell([an_alert("a"), an_alert("b")], before, T0 + timedelta(seconds=seconds), RHYTHM)
    assert [one.key for one in found] == (["b"] if told else [])


@pytest.mark.parametrize(("passed", "told"), [(299, False), (300, True)])
def test_what_nobody_has_seen_is_told_again(passed: float, told: bool) -> None:
    before = Told({"a": T0}, T0)
    assert bool(to_tell([an_alert("a")], before, T0 + timedelta(seconds=passed), RHYTHM)) is told


def test_in_the_quiet_time_nothing_is_told_and_all_of_it_after() -> None:
    quiet = replace(RHYTHM, quiet_until=minutes(60))
    assert to_tell([an_alert("a")], Told(), minutes(59), quiet) == ()
    assert tells_at([an_alert("a")], Told(), minutes(59), quiet) == minutes(60)
    assert len(to_tell([an_alert("a"), an_alert("b")], Told(), minutes(60), quiet)) == 2


def test_somebody_elses_wrong_clock_delays_nothing() -> None:
    assert len(to_tell([an_alert("a", minutes(600))], Told(), T0, RHYTHM)) == 1


def test_what_was_on_screen_counts_as_told_without_a_pause_for_the_others() -> None:
    seen = looked_at(Told(), ["a"], T0)
    assert [one.key for one in to_tell([an_alert("a"), an_alert("b")], seen, T0, RHYTHM)] == ["b"]
    assert tells_at([an_alert("a")], seen, T0, RHYTHM) == minutes(5)


def test_what_is_over_is_forgotten() -> None:
    told = after_telling(Told({"a": T0, "b": T0}, T0), [an_alert("a")], [], minutes(1))
    assert (dict(told.at), told.last) == ({"a": T0}, T0)
    assert tells_at([], told, minutes(1), RHYTHM) is None


@given(
    some.lists(some.tuples(some.integers(0, 7200), some.integers(30, 3600)), max_size=6),
    some.integers(1, 60),
)
def test_whoever_asks_again_when_told_to_hears_all_in_time_and_never_two_at_once(
    spans: list[tuple[int, int]], repeat: int
) -> None:
    """Walks by `tells_at` alone: every alert is told within a gap of its beginning, and repeated in time."""
    rhythm = Rhythm(timedelta(minutes=repeat))
    told, now, tellings = Told(), T0, []
    heard: dict[str, list[datetime]] = {}
    starts = sorted({T0 + timedelta(seconds=start) for start, _long in spans})
    end = T0 + timedelta(seconds=11_000)
    while now <= end:
        held = [
            an_alert(str(number), T0 + timedelta(seconds=start))
            for number, (start, length) in enumerate(spans)
            if T0 + timedelta(seconds=start) <= now < T0 + timedelta(seconds=start + length)
        ]
        found = to_tell(held, told, now, rhythm)
        told = after_telling(told, held, [one.key for one in found], now)
        if found:
            tellings.append(now)
        for one in found:
            heard.setdefault(one.key, []).append(now)
        following = [at for at in (tells_at(held, told, now, rhythm), *starts) if at is not None and at > now]
        now = min(following, default=end + HALF)
    assert all(later - before >= HALF for before, later in pairwise(tellings))
    for number, (start, _length) in enumerate(spans):
        moments = heard.get(str(number), [])
        assert moments
        assert moments[0] - (T0 + timedelta(seconds=start)) <= HALF
        gaps = [later - before for before, later in pairwise(moments)]
        assert all(rhythm.repeat <= gap <= rhythm.repeat + HALF for gap in gaps)


def test_what_is_told_once_is_never_repeated() -> None:
    once = Alert("training:a", AlertKind.TRAINING_GIVEN, T0)
    assert to_tell([once], Told(), T0, RHYTHM) == (once,)
    told = after_telling(Told(), [once], [once.key], T0)
    assert tells_at([once], told, T0, RHYTHM) is None
    assert to_tell([once], told, minutes(600), RHYTHM) == ()
    assert to_tell([once, an_alert("b")], told, minutes(600), RHYTHM) == (an_alert("b"),)

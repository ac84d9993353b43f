"""Four figures of the last weeks, at their edges (K-1 to K-3)."""

from dataclasses import replace
from datetime import timedelta

from domain.complaint import Complaint, Step, StepKind
from domain.complaints.recent import Share, recent
from domain.emotion.assessment import Tier
from domain.ids import ComplaintId
from tests.complaint_samples import answered, complaint, resolved
from tests.fakes.demo import NOW

DAY = 24 * 60.0


def first_answer(after: float, age: float = 60, tier: Tier = Tier.MEDIUM) -> Complaint:
    one = complaint("c", tier=tier, age=age)
    return replace(one, answered_at=one.received_at + timedelta(minutes=after))


def offered(*kinds: StepKind) -> Complaint:
    steps = tuple(Step(NOW, kind) for kind in (StepKind.OPENED, *kinds, StepKind.RESOLVED))
    return replace(resolved(complaint("c", age=600), 100), steps=steps)


def test_nothing_says_nothing() -> None:
    found = recent([], NOW)
    assert not found.anything
    assert (found.answered.percent, found.high) == (None, None)


def test_a_first_answer_is_in_time_by_the_rule_and_by_its_tier() -> None:
    ten, fifteen = first_answer(10, tier=Tier.HIGH), first_answer(15)
    late_high, late_medium = first_answer(10.1, tier=Tier.HIGH), first_answer(15.1)
    assert recent([ten, fifteen], NOW).answered == Share(2, 2)
    assert recent([late_high, late_medium], NOW).answered == Share(0, 2)


def test_what_is_not_due_yet_counts_for_nothing_and_what_is_over_without_an_answer_against() -> None:
    assert recent([complaint("c", age=9.9)], NOW).answered == Share(0, 0)
    assert recent([complaint("c", age=10)], NOW).answered == Share(0, 1)


def test_the_last_week_is_compared_with_the_time_before_and_older_is_left_out() -> None:
    held = [first_answer(5, DAY), first_answer(60, 8 * DAY), first_answer(5, 29 * DAY), first_answer(60, 31 * DAY)]
    found = recent(held, NOW)
    assert (found.lately, found.before, found.answered) == (Share(1, 1), Share(1, 2), Share(2, 3))


def test_resolutions_in_time() -> None:
    in_time, late = resolved(complaint("a", age=DAY), 240), resolved(complaint("b", age=DAY), 241)
    running, over = answered(complaint("c", age=239)), answered(complaint("d", age=240))
    assert recent([in_time, late, running, over], NOW).resolved == Share(1, 3)


def test_the_median_is_that_of_high_ones() -> None:
    held = [resolved(complaint(str(after), age=DAY), after) for after in (60, 90, 600)]
    held.append(resolved(complaint("medium", tier=Tier.MEDIUM, age=DAY), 1))
    assert recent(held, NOW).high == timedelta(minutes=90)


def test_settled_is_what_ended_with_an_option_taken() -> None:
    taken, refused = offered(StepKind.OFFERED, StepKind.TAKEN), offered(StepKind.OFFERED, StepKind.REFUSED)
    changed_mind = offered(StepKind.OFFERED, StepKind.REFUSED, StepKind.TAKEN)
    without = offered()
    assert recent([taken, refused, changed_mind, without], NOW).settled == Share(2, 3)


def test_copies_do_not_count() -> None:
    one = resolved(complaint("a", age=DAY), 60)
    copy = replace(one, id=ComplaintId("b"), duplicate_of=one.id)
    assert recent([one, copy], NOW).resolved == Share(1, 1)

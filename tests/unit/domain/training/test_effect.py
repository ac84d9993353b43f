"""Whether training shows in live work: what was planted is found, and nothing is found where nothing was (S-3)."""

from datetime import date, timedelta
from random import Random

import pytest

from domain.training.effect import LEAST_ANSWERS, Sides, effect, matched, windows

TODAY = date(2026, 3, 2)


def people(seed: int, count: int, change: float, personal: float = 0.15, answers: int = 40) -> dict[str, Sides]:
    """Everybody has a speed of their own, a change of their own around the planted one, and long tails."""
    random, found = Random(seed), {}
    for number in range(count):
        usual, own = random.uniform(3.5, 5.5), change + random.gauss(0, personal)
        before = [random.lognormvariate(usual, 1.0) for _ in range(answers)]
        found[f"{seed} {number}"] = Sides(before, [random.lognormvariate(usual + own, 1.0) for _ in range(answers)])
    return found


def test_a_planted_effect_lies_in_the_interval_and_is_told_from_nothing() -> None:
    learners, others = people(1, 12, -0.3, answers=200), people(2, 12, 0.0, answers=200)
    found = effect(learners, others)
    assert found.learners is not None
    assert found.others is not None
    assert found.difference is not None
    planted = 2.718281828**-0.3 - 1
    assert found.learners.low <= planted <= found.learners.high < 0
    assert found.learners.low < found.learners.share < found.learners.high
    assert found.others.low <= 0 <= found.others.high
    share, low, high = found.difference
    assert low <= planted <= high < 0
    assert low < share < high
    assert (found.learners.people, found.learners.answers) == (12, 12 * 400)
    assert found.learners.after < found.learners.before


def test_a_season_that_makes_everybody_faster_is_nobodys_merit() -> None:
    found = effect(people(3, 12, -0.4, answers=200), people(4, 12, -0.4, answers=200))
    assert found.learners is not None
    assert found.difference is not None
    assert found.learners.high < 0
    assert found.difference[1] <= 0 <= found.difference[2]


@pytest.mark.parametrize(("count", "personal"), [(4, 0.1), (10, 0.3)])
def test_in_worlds_without_an_effect_the_intervals_hold_nothing(count: int, personal: float) -> None:
    alone = both = 0
    for seed in range(100):
        found = effect(people(seed, count, 0.0, personal), people(1_000 + seed, count, 0.0, personal))
        assert found.learners is not None
        assert found.difference is not None
        alone += found.learners.low <= 0 <= found.learners.high
        both += found.difference[1] <= 0 <= found.difference[2]
    assert alone >= 90
    assert both >= 90


def test_the_interval_is_as_honest_as_it_says_and_not_endlessly_wide() -> None:
    missed = 0
    for seed in range(150):
        found = effect(people(seed, 15, -0.2, 0.4), {}).learners
        assert found is not None
        missed += not found.low <= 2.718281828**-0.2 - 1 <= found.high
    assert 1 <= missed <= 15


def test_too_little_says_nothing() -> None:
    three = people(5, 3, -0.3)
    assert effect(three, {}).learners is not None
    assert effect(three, {}).difference is None
    assert effect(dict(list(three.items())[:1]), {}).learners is None
    assert effect(dict(list(three.items())[:2]), people(6, 9, 0.0)).learners is None
    short = {**three, "5 0": Sides(three["5 0"].before[: LEAST_ANSWERS - 1], three["5 0"].after)}
    assert effect(short, {}).learners is None
    assert effect({}, {}) == effect({}, {"x": Sides((), ())})


def test_a_person_with_few_answers_on_a_side_is_left_out() -> None:
    some = people(7, 5, -0.3)
    few = {**some, "few": Sides([1.0] * 500, [900.0] * (LEAST_ANSWERS - 1))}
    assert effect(few, {}) == effect(some, {})


def test_a_few_who_waited_for_days_move_nothing() -> None:
    usual = people(8, 6, -0.3, answers=60)
    odd = {who: Sides([*one.before, 86_400.0], [*one.after, 10**9]) for who, one in usual.items()}
    before, after = effect(usual, {}).learners, effect(odd, {}).learners
    assert before is not None
    assert after is not None
    assert after.share == pytest.approx(before.share, abs=0.06)
    assert after.high < 0.2


def test_one_with_many_answers_counts_like_everybody() -> None:
    loud = {**people(9, 6, -0.3), "loud": Sides([60.0] * 10_000, [60.0] * 10_000)}
    found = effect(loud, {}).learners
    assert found is not None
    assert found.share < -0.1


def test_answers_of_no_length_are_no_infinity() -> None:
    found = effect({f"{n}": Sides([0.0] * 30, [5.0] * 30) for n in range(3)}, {}).learners
    assert found is not None
    assert found.share == pytest.approx(4.0)


def test_the_same_answers_say_the_same_in_any_order() -> None:
    learners, others = people(10, 6, -0.1), people(11, 6, 0.0)
    turned = {who: Sides(one.before[::-1], one.after[::-1]) for who, one in reversed(learners.items())}
    assert effect(turned, others) == effect(learners, others)


def test_days_before_and_after_the_first_without_it_and_without_today() -> None:
    first = date(2026, 1, 20)
    before, after = windows(first, TODAY)
    assert (date.fromordinal(before[0]), date.fromordinal(before[-1])) == (date(2025, 12, 23), date(2026, 1, 19))
    assert (date.fromordinal(after[0]), date.fromordinal(after[-1])) == (date(2026, 1, 21), date(2026, 2, 17))
    lately = TODAY - timedelta(days=3)
    assert [date.fromordinal(day) for day in windows(lately, TODAY)[1]] == [
        TODAY - timedelta(days=2),
        TODAY - timedelta(days=1),
    ]
    assert len(windows(TODAY, TODAY)[1]) == 0


def test_colleagues_are_looked_at_in_the_learners_weeks() -> None:
    days = [date(2026, 1, day) for day in (20, 5, 10)]
    tried = matched(days, ["c", "a", "b", "d"])
    assert [tried[who][0].day for who in "abcd"] == [5, 10, 20, 5]
    assert [day.day for day in tried["b"]] == [10, 20, 5]
    assert [one[0].day for one in matched(days, ["x"]).values()] == [5]
    assert matched([], ["x"]) == {}

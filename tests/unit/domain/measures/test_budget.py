"""Plans, how long one suffices, and the return on the dearer one (B-1, B-2)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.measures.budget import PLANS, REFERENCE, Need, PlanName, fit, returns, smallest


def test_the_reference_case_gives_45360() -> None:
    found = returns(REFERENCE)
    assert (found.more, found.people, found.customers, found.net) == (2_640, 18_000, 30_000, 45_360)
    assert found.first_year == 45_360
    assert found.months == 0
    assert found.share is None


def test_set_up_is_paid_in_the_first_year_only() -> None:
    found = returns(replace(REFERENCE, once=1_000, yearly=1_000, operating=5_000))
    assert found.net == 44_360
    assert found.first_year == 43_360
    assert found.months == 1
    assert found.share == pytest.approx(6.0)


def test_what_saves_nothing_never_pays() -> None:
    found = returns(replace(REFERENCE, people=0, customers=0, once=500))
    assert found.net == -2_640
    assert found.months is None
    assert returns(replace(REFERENCE, people=0, customers=0)).months is None


def test_figures_below_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="below nothing"):
        returns(replace(REFERENCE, wage=-1))
    with pytest.raises(ValueError, match="below nothing"):
        fit(PLANS[PlanName.BASIC], Need(-1, 1))


@pytest.mark.parametrize(
    ("messages", "seats", "expected"),
    [
        (5_000, 3, PlanName.BASIC),
        (5_001, 3, PlanName.PROFESSIONAL),
        (100, 4, PlanName.PROFESSIONAL),
        (15_000, 10, PlanName.PROFESSIONAL),
        (20_001, 1, PlanName.ENTERPRISE),
        (100, 11, PlanName.ENTERPRISE),
    ],
)
def test_the_smallest_plan_that_is_enough(messages: int, seats: int, expected: PlanName) -> None:
    assert smallest(Need(messages, seats)).name is expected


def test_how_long_a_plan_suffices_when_messages_grow_by_a_tenth_a_month() -> None:
    professional = PLANS[PlanName.PROFESSIONAL]
    assert fit(professional, Need(15_000, 5)).months == 4  # 15,000 16,500 18,150 19,965 | 21,962
    assert fit(professional, Need(15_000, 5)).peak is False
    assert fit(professional, Need(6_000, 5)).peak is True
    assert fit(professional, Need(20_001, 5)).months == 0
    assert fit(professional, Need(1_000, 5, growth=0)).months is None
    assert fit(PLANS[PlanName.ENTERPRISE], Need(10**9, 500)).suffices


@given(
    messages=st.integers(0, 10**6),
    more=st.integers(0, 10**5),
    seats=st.integers(0, 50),
    growth=st.floats(0, 50),
)
def test_more_messages_never_suffice_longer(messages: int, more: int, seats: int, growth: float) -> None:
    for plan in PLANS.values():
        now, then = fit(plan, Need(messages, seats, growth)), fit(plan, Need(messages + more, seats, growth))
        assert now.months is None or (then.months is not None and then.months <= now.months)
        assert now.seats is then.seats

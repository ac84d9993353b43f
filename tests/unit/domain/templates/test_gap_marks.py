"""Gaps are recognised from a text alone, and no customer can make one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.templates.gaps import gap_text, gaps_in, without_marks


def test_a_gap_says_what_is_missing_and_where() -> None:
    text = f"您好 {gap_text('order number')}, {{{{ amount }}}}!"
    assert [(gap.name, text[gap.start : gap.end]) for gap in gaps_in(text)] == [
        ("order number", "⟦order number⟧"),
        ("amount", "{{ amount }}"),
    ]


@pytest.mark.parametrize("text", ["", "plain", "[order]", "{ x }", "⟦two\nlines⟧", "100 % {sure}"])
def test_what_is_no_gap(text: str) -> None:
    assert gaps_in(text) == ()


@given(st.text(max_size=300))
def test_whatever_a_customer_is_called_their_name_is_no_gap(name: str) -> None:
    assert gaps_in(without_marks(name)) == ()


@given(st.text(max_size=100))
def test_every_gap_is_one_gap(name: str) -> None:
    mark = gap_text(name)
    assert [(gap.start, gap.end) for gap in gaps_in(mark)] == [(0, len(mark))]

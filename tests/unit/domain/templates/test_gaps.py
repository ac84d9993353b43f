"""Gaps are recognised from the text, whatever else stands there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.templates.gaps import LONGEST, broken, gap, gaps, next_gap


def test_a_gap_says_what_is_missing_and_where_it_stands() -> None:
    text = f"您好 {gap('order number')}, {gap('amount')}!"
    assert [(one.name, text[one.start : one.end]) for one in gaps(text)] == [
        ("order number", "⟦order number⟧"),
        ("amount", "⟦amount⟧"),
    ]


@pytest.mark.parametrize("text", ["", "plain", "[order]", "⟦⟧", "⟦two\nlines⟧", "⟦" + "x" * (LONGEST + 1) + "⟧"])
def test_what_is_no_gap(text: str) -> None:
    assert gaps(text) == ()


@given(st.text(max_size=200))
def test_whatever_a_field_is_called_its_gap_is_found(name: str) -> None:
    mark = gap(name)
    assert [(one.start, one.end) for one in gaps(mark)] == [(0, len(mark))]
    assert not broken(mark)


def test_the_next_gap_is_behind_the_caret_and_round_the_end() -> None:
    text = "⟦a⟧ and ⟦b⟧ end"
    first, second = gaps(text)
    assert next_gap(text, 0) == first
    assert next_gap(text, first.end) == second
    assert next_gap(text, len(text)) == first
    assert next_gap(text, second.start, back=True) == first
    assert next_gap(text, first.start, back=True) == second
    assert next_gap("none", 0) is None


@pytest.mark.parametrize(("text", "half"), [("⟦a⟧", False), ("⟦a", True), ("a⟧ ⟦b⟧", True), ("⟦⟧", True), ("", False)])
def test_half_a_gap_is_told_apart(text: str, half: bool) -> None:
    assert broken(text) is half

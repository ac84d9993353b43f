"""Delivery only moves forward, and the one-line snippet (reliability 3.7)."""

from itertools import permutations

import pytest

from domain.message import (
    SNIPPET_LENGTH,
    Author,
    Delivery,
    MessageKind,
    Part,
    PartKind,
    delivery_after,
    snippet,
    snippet_author,
)

REPORTS = (Delivery.ACCEPTED, Delivery.DELIVERED, Delivery.READ)


@pytest.mark.parametrize("order", list(permutations(REPORTS)))
def test_reports_in_any_order_end_the_same(order: tuple[Delivery, ...]) -> None:
    state = Delivery.SENDING
    for report in order:
        after = delivery_after(state, report)
        assert REPORTS.index(after) >= (REPORTS.index(state) if state in REPORTS else 0)
        state = after
    assert state is Delivery.READ


def test_a_failure_counts_after_acceptance_but_not_after_delivery() -> None:
    assert delivery_after(Delivery.ACCEPTED, Delivery.FAILED) is Delivery.FAILED
    assert delivery_after(Delivery.DELIVERED, Delivery.FAILED) is Delivery.DELIVERED


def test_a_late_confirmation_settles_an_unconfirmed_message() -> None:
    assert delivery_after(Delivery.UNCONFIRMED, Delivery.DELIVERED) is Delivery.DELIVERED


def test_a_snippet_is_one_line_of_bounded_length() -> None:
    assert snippet("  two\n\nlines\t here ") == "two lines here"
    assert len(snippet("x" * 500)) == SNIPPET_LENGTH
    assert snippet("x" * SNIPPET_LENGTH) == "x" * SNIPPET_LENGTH


def test_a_snippet_without_text_names_the_first_part() -> None:
    assert snippet("", (Part(PartKind.ATTACHMENT, name="receipt.pdf"),)) == "receipt.pdf"
    assert snippet(" ", (Part(PartKind.LOCATION),)) == "location"


def test_a_snippet_says_whose_words_it_is_and_a_note_that_it_is_one() -> None:
    assert snippet_author(Author.CUSTOMER, MessageKind.TEXT) == "customer"
    assert snippet_author(Author.AGENT, MessageKind.TEXT) == "agent"
    assert snippet_author(Author.AGENT, MessageKind.NOTE) == "note"

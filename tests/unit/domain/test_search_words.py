"""What is typed into a search field, read as a query."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from domain.channel import ChannelKind
from domain.emotion.assessment import Tier
from domain.message import Author
from domain.search import SearchQuery
from domain.search_words import FILTERS, LONGEST, parse

TODAY = date(2026, 11, 22)
BANGKOK = timezone(timedelta(hours=7))


def begins(day: date) -> datetime:
    return datetime.combine(day, time(), BANGKOK).astimezone(UTC)


def read(text: str) -> SearchQuery:
    return parse(text, TODAY, begins)


def day(month: int, number: int) -> datetime:
    """The beginning of a day in Bangkok."""
    return datetime(2026, month, number, tzinfo=BANGKOK)


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("", {}),
        ('  "  ""  ', {}),
        ("late refund", {"words": ("late", "refund")}),
        ('"late  refund" please', {"words": ("late  refund", "please")}),
        ("“late refund” «two»", {"words": ("late refund", "two")}),
        ('"still open', {"words": ("still open",)}),
        ("from:anna From:+4915", {"people": ("anna", "+4915")}),
        ('from:"anna li" x', {"people": ("anna li",), "words": ("x",)}),
        ("order:#10423", {"order": "10423"}),
        ("tag:vip tag:late", {"tags": ("vip", "late")}),
        ("channel:WhatsApp", {"channels": frozenset({ChannelKind.WHATSAPP})}),
        ("channel:wh", {"channels": frozenset({ChannelKind.WHATSAPP})}),
        ("tier:high TIER:Low", {"tiers": frozenset({Tier.HIGH, Tier.LOW})}),
        ("tier:furious", {"words": ("tier:furious",)}),
        ("by:customer by:team", {"authors": frozenset({Author.CUSTOMER, Author.AGENT})}),
        ("after:2026-11-01 before:today", {"after": day(11, 1), "before": day(11, 22)}),
        ("date:2026-11-02", {"after": day(11, 2), "before": day(11, 3)}),
        ("date:yesterday", {"after": day(11, 21), "before": day(11, 22)}),
        ("after:2026-11-1 after:2026-11-05", {"after": day(11, 5)}),
        ("before:2026-11-05 date:2026-11-01", {"after": day(11, 1), "before": day(11, 2)}),
    ],
)
def test_words_phrases_and_filters(typed: str, asked: dict[str, Any]) -> None:
    assert read(typed) == SearchQuery(**asked)


@pytest.mark.parametrize(
    "typed",
    ["foo:bar", "http://x.com/?a=1", ":x", "x:", "by:nobody", "channel:fax", "after:soon", "after:2026-02-30",
     "before:9999-12-32", "after:٢٠٢٦-١١-٠١", 'a"b', "12:30"],
)  # fmt: skip
def test_everything_else_is_a_word(typed: str) -> None:
    assert read(typed) == SearchQuery(words=(typed,))


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_that_is_still_being_typed_asks_nothing(name: str) -> None:
    assert read(f"{name}:").empty
    assert read(f'{name}:"').empty
    assert read(f"refund {name}: now") == SearchQuery(words=("refund", "now"))


def test_a_day_outside_of_time_is_a_word() -> None:
    assert read("after:0001-01-01").words == ("after:0001-01-01",)
    assert read("date:9999-12-31").words == ("date:9999-12-31",)


_PIECES = some.one_of(some.text(), some.sampled_from([f"{name}:" for name in FILTERS]), some.sampled_from(' "“”:#-'))


@given(some.lists(_PIECES, max_size=12).map("".join))
@example("\0")
@example("\ud800 from:\udfff")
@example('"' * LONGEST)
def test_nothing_that_can_be_typed_raises_or_grows(typed: str) -> None:
    query = read(typed)
    said = "".join((*query.words, *query.people, *query.tags, query.order))
    assert len(said) <= len(typed)
    assert all(word.strip() for word in query.words)


@given(some.lists(some.text("abcกขค退款", min_size=1), min_size=1))
def test_plain_words_stay_what_they_are(words: list[str]) -> None:
    assert read(" ".join(words)).words == tuple(words)


def test_only_so_much_is_read() -> None:
    assert len(read("a" * 10_000).words[0]) == LONGEST

"""Amounts as people type them, the offer that stands, and the reply that offers it in eight languages."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.templates.formats import LocaleFormats
from app.words.offers import offer_language, offer_words
from domain.compensation.figures import (
    DEFAULTS,
    CompensationFigures,
    Fault,
    compensation_text,
    faults,
    read_compensation,
)
from domain.compensation.standing import kind_of, last_settled, open_offer, settles, waiting
from domain.compensation.typed import Slip, typed_amount
from domain.compensation.wording import MARKS, offer_text, read_words
from domain.emotion.assessment import Topic
from domain.ids import OfferId, ThreadId
from domain.money import decimals
from domain.offer import Extra, LossKind, Offer, OfferState, Option

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
LANGUAGES = ("en", "zh-Hans", "zh-Hant", "ru", "it", "ar", "th", "vi")


@pytest.mark.parametrize(
    ("text", "currency", "point", "amount"),
    [
        ("180", "CNY", ".", 18_000),
        (" 180.5 ", "CNY", ".", 18_050),
        ("180,50", "CNY", ".", 18_050),
        ("1.234", "CNY", ",", 123_400),
        ("1,234", "CNY", ".", 123_400),
        ("1.234,5", "USD", ".", 123_450),
        ("1,234.5", "USD", ",", 123_450),
        ("1\u202f234,50", "RUB", ",", 123_450),
        ("1’234.50", "EUR", ".", 123_450),
        ("١٢٣٫٥", "SAR", "٫", 12_350),
        ("१२३", "THB", ".", 12_300),
        ("１８０", "CNY", ".", 18_000),
        ("5.678", "KWD", ".", 5_678),
        ("1.000.000", "VND", ".", 1_000_000),
        ("12.00", "VND", ".", 12),
        ("1.555", "CNY", ".", Slip.TOO_FINE),
        ("1.5", "VND", ".", Slip.TOO_FINE),
        ("18o", "CNY", ".", Slip.NO_AMOUNT),
        ("-3", "CNY", ".", Slip.NO_AMOUNT),
        ("1,23,4", "CNY", ".", Slip.NO_AMOUNT),
        ("1.234 5", "CNY", ".", Slip.NO_AMOUNT),
        ("½", "CNY", ".", Slip.NO_AMOUNT),
        ("", "CNY", ".", Slip.EMPTY),
        ("0.00", "CNY", ".", Slip.EMPTY),
        ("9" * 30, "CNY", ".", Slip.TOO_MUCH),
    ],
)
def test_amounts_as_people_type_them(text: str, currency: str, point: str, amount: int | Slip) -> None:
    assert typed_amount(text, currency, point) == amount


@given(some.text(max_size=30), some.sampled_from(["CNY", "VND", "KWD"]), some.sampled_from([".", ",", "٫"]))
def test_whatever_is_typed_is_an_amount_or_a_slip(text: str, currency: str, point: str) -> None:
    found = typed_amount(text, currency, point)
    assert isinstance(found, Slip) or 0 < found <= 10**12


@given(some.integers(1, 10**9), some.sampled_from(["CNY", "VND", "KWD"]), some.sampled_from([".", ","]))
def test_what_is_written_with_the_places_own_marks_is_read_as_it_was_meant(
    amount: int, currency: str, point: str
) -> None:
    places, group = decimals(currency), "," if point == "." else "."
    written = f"{amount / 10**places:,.{places}f}".replace(",", "x").replace(".", point).replace("x", group)
    assert typed_amount(written, currency, point) == amount


def offer(id_: str, state: OfferState, minutes: int = 0) -> Offer:
    at = NOW + timedelta(minutes=minutes)
    return Offer(OfferId(id_), ThreadId("t"), LossKind.LATE, 4_000, "CNY", (Option(4_000, 0),), state, None, at)


def test_the_newest_open_offer_stands_and_the_newest_settled_one_stood() -> None:
    held = [
        offer("a", OfferState.TAKEN, 9),
        offer("b", OfferState.MADE, 1),
        offer("c", OfferState.ASKED, 2),
        offer("d", OfferState.DECLINED, 3),
    ]
    assert (open_offer(held), last_settled(held)) == (held[2], held[0])
    assert (open_offer(held[3:]), last_settled(held[1:3])) == (None, None)


def test_what_is_written_after_an_offer_asks_for_another_one() -> None:
    one = offer("a", OfferState.TAKEN)
    assert settles(one, None)
    assert settles(one, NOW - timedelta(minutes=1))
    assert not settles(one, NOW + timedelta(minutes=1))


def test_leads_are_asked_in_turn() -> None:
    held = [offer("a", OfferState.ASKED, 5), offer("b", OfferState.MADE), offer("c", OfferState.ASKED, 1)]
    assert [one.id for one in waiting(held)] == ["c", "a"]


def test_what_went_wrong_follows_from_the_topic() -> None:
    assert [kind_of(topic) for topic in (Topic.LOGISTICS, Topic.REFUND, Topic.PAYMENT, Topic.PROMOTION, None)] == [
        LossKind.LATE, LossKind.DEFECT, LossKind.SERVICE, LossKind.OTHER, LossKind.OTHER,
    ]  # fmt: skip


OPTIONS = (
    Option(10_000, 14_550),
    Option(18_000, 5_500),
    Option(0, 4_000, Extra.REPLACEMENT),
    Option(15_000, 0, Extra.APOLOGY),
    Option(18_000, 0),
    Option(0, 100),
    Option(0, 0, Extra.EXPRESS),
    Option(0, 700, Extra.UPGRADE),
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_offers_every_kind_of_option_in_its_own_money(language: str) -> None:
    formats = LocaleFormats()
    text = offer_text(
        OPTIONS, 18_000, offer_words(language), lambda amount: formats.whole_money(amount, "CNY", language)
    )
    lines = text.split("\n")
    assert [line[0] for line in lines[1:-1]] == list(MARKS[: len(OPTIONS)])
    assert "{" not in text
    assert len(set(lines)) == len(OPTIONS) + 2
    for amounts, line in zip(
        (("100", "145"), ("180", "55"), ("40",), ("150",), ("180",), ("1",), (), ("7",)), lines[1:], strict=False
    ):
        assert all(amount in line for amount in amounts)
    assert lines[5] != lines[1], "all of the price is called so"
    assert not any(line[2].islower() for line in lines[1:-1])


def test_no_two_languages_share_a_text() -> None:
    texts = [offer_words(language) for language in LANGUAGES]
    assert len({text.opening for text in texts}) == len({text.closing for text in texts}) == len(LANGUAGES)


def test_a_tag_with_a_country_has_its_language_and_an_unknown_one_has_english() -> None:
    tags = ["pt-BR", "", "zh-TW", "zh", "ru-RU", "../secret"]
    assert [offer_language(tag) for tag in tags] == ["en", "en", "zh-Hant", "zh-Hans", "ru", "en"]


def test_a_file_that_is_not_complete_is_told() -> None:
    with pytest.raises(ValueError, match="money"):
        read_words({"opening": "a", "closing": "b", "both": "c"})


def test_money_is_named_without_noughts_where_it_is_whole_and_taiwans_dollar_is_its_own() -> None:
    write = LocaleFormats().whole_money
    assert [write(10_000, "CNY", "zh-Hans"), write(10_050, "CNY", "zh-Hans")] == ["¥100", "¥100.50"]
    assert write(123_400_000, "TWD", "zh-Hant") == "NT$1,234,000"
    assert write(10_000, "RUB", "ru") == "100\u00a0₽"
    assert write(123_400, "VND", "vi") == "123.400\u00a0₫"
    assert write(5_000, "KWD", "en").endswith("5")
    assert write(5_000_000, "KWD", "en").endswith("5,000")
    assert write(100_000, "EUR", "it") == "1.000\u00a0€"
    assert "1,000" in write(100_000, "EUR", "ar-EG")


@given(some.integers(1, 10**10), some.sampled_from(["CNY", "VND", "KWD", "TWD"]), some.sampled_from(LANGUAGES))
def test_money_without_noughts_is_the_same_money(amount: int, currency: str, language: str) -> None:
    write = LocaleFormats()
    whole = amount * 10 ** decimals(currency)
    short, long = write.whole_money(whole, currency, language), write.money(whole, currency, language)
    figures = "".join(one for one in long if one.isdecimal())
    places = decimals(currency)
    assert "".join(one for one in short if one.isdecimal()) == (figures[:-places] if places else figures)


@pytest.mark.parametrize(
    ("figures", "fault"),
    [
        (CompensationFigures(small=300), Fault.SIZES),
        (CompensationFigures(aim=160), Fault.SHARES),
        (CompensationFigures(floor=90), Fault.LESS_THAN_LOST),
    ],
)
def test_figures_that_contradict_each_other_are_told_apart(figures: CompensationFigures, fault: Fault) -> None:
    assert faults(figures) == (fault,)
    with pytest.raises(ValueError, match=fault):
        read_compensation(compensation_text(figures))
    assert faults(DEFAULTS) == ()

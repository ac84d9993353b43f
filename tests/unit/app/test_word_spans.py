"""Where words stand, in every script, by every segmenter; one thing is one word (S-2)."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.training.builtin import builtin_pack, languages
from app.words import BudouxBreaks, IcuBreaks, best_spans
from app.words.rough import rough_spans
from app.words.things import Span

Spans = Callable[[str], list[Span]]


def every() -> dict[str, Spans]:
    icu, budoux = IcuBreaks.find(), BudouxBreaks.find()
    assert icu is not None
    assert budoux is not None
    return {"icu": icu.spans, "budoux": budoux.spans, "rough": rough_spans}


EVERY = every()
BY_MODEL = ("icu", "budoux")


def words(text: str, by: str) -> list[str]:
    return [text[start:end] for start, end in EVERY[by](text)]


THINGS = [
    ("where is #A-2217 please", ["where", "is", "#A-2217", "please"]),
    ("order WR-20771, paid £64.99 twice!", ["order", "WR-20771", "paid", "£64.99", "twice"]),
    ("see https://a.example/t?x=1&y=(2). ok", ["see", "https://a.example/t?x=1&y=(2", "ok"]),
    ("go to shop.example/t/1, now", ["go", "to", "shop.example/t/1", "now"]),
    ("mail li.hua@ex-am.ple.com: ok", ["mail", "li.hua@ex-am.ple.com", "ok"]),
    ("call +44 20 7946 0958 at 10:30", ["call", "+44 20 7946 0958", "at", "10:30"]),
    ("2.5 kg for 1 299 ₽ on 24.11.2026", ["2.5 kg", "for", "1 299 ₽", "on", "24.11.2026"]),
    ("заказ № 12345-А не пришёл", ["заказ", "№ 12345-А", "не", "пришёл"]),
    ("طلبي رقم #A-2217 بـ ١٢٣ ريال", ["طلبي", "رقم", "#A-2217", "بـ", "١٢٣ ريال"]),
    ("giá 350.000đ hay 20% thôi", ["giá", "350.000đ", "hay", "20%", "thôi"]),
    ("isn’t it? don't!", ["isn’t", "it", "don't"]),
    ("no numbers at all, and/or links.", ["no", "numbers", "at", "all", "and", "or", "links"]),
]


@pytest.mark.parametrize("by", EVERY)
@pytest.mark.parametrize(("text", "expected"), THINGS)
def test_what_is_one_thing_is_one_word(text: str, expected: list[str], by: str) -> None:
    assert words(text, by) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("订单#A-2217已经3天了", ["订单", "#A-2217", "已经", "3天", "了"]),
        ("邮箱abc@x.com请回复", ["邮箱", "abc@x.com", "请", "回复"]),
        ("สั่ง #A-2217 ไป 500 บาท", ["สั่ง", "#A-2217", "ไป", "500 บาท"]),
    ],
)
def test_words_that_touch_are_parted_by_a_dictionary(text: str, expected: list[str]) -> None:
    assert words(text, "icu") == expected
    assert {"#A-2217", "abc@x.com"} & set(words(text, "budoux"))
    assert {"#A-2217", "abc@x.com"} & set(words(text, "rough"))


@pytest.mark.parametrize("by", EVERY)
def test_accents_stay_with_their_letters(by: str) -> None:
    assert words("Xin cha\u0300o ba\u0323n", by) == ["Xin", "cha\u0300o", "ba\u0323n"]
    assert words("مَرْحَبًا بِكُمْ", by) == ["مَرْحَبًا", "بِكُمْ"]
    for start, _end in EVERY[by]("ที่นี่ไม่มีสินค้าเลยค่ะ"):
        assert "ที่นี่ไม่มีสินค้าเลยค่ะ"[start] not in "ัิีึืุู่้๊๋์", "no word begins with a sign of the one before"


@pytest.mark.parametrize("by", EVERY)
def test_places_are_characters_also_behind_emoji(by: str) -> None:
    text = "😡 one 👩‍👩‍👧 two 𝒳 three"
    assert [word for word in words(text, by) if word.isascii()] == ["one", "two", "three"]
    assert words("😡😡 👍🏽", by) == []


@pytest.mark.parametrize("by", BY_MODEL)
def test_chinese_and_thai_are_cut_into_words_not_characters(by: str) -> None:
    for text, least, most in (("非常抱歉给您带来不便", 4, 8), ("พัสดุของคุณอยู่ที่ไหน", 3, 7)):
        found = EVERY[by](text)
        assert least <= len(found) <= most
        assert "".join(text[start:end] for start, end in found) == text


@given(st.text(st.characters(codec=None), max_size=200))
def test_any_text_has_words_in_order_that_do_not_overlap(text: str) -> None:
    for spans in EVERY.values():
        found = spans(text)
        assert all(0 <= start < end <= len(text) for start, end in found)
        assert all(before[1] <= after[0] for before, after in pairwise(found))


@pytest.mark.parametrize(
    "text", ["", "\ud800", "\ud83d\ude00 lone pairs \udc00", "\u202e\u202e", "\0a\0", "ก" * 9000, "a" * 25_000]
)
def test_hostile_texts_raise_nothing(text: str) -> None:
    for spans in EVERY.values():
        assert isinstance(spans(text), list)


@pytest.mark.parametrize("language", languages())
def test_texts_of_every_language_are_mostly_words(language: str) -> None:
    for item in builtin_pack(language).items:
        covered = sum(end - start for start, end in best_spans_of()(item.text))
        letters = sum(one.isalnum() for one in item.text)
        assert covered >= 0.95 * letters


def best_spans_of() -> Spans:
    return EVERY["icu"]


def test_the_best_there_is_is_taken() -> None:
    text = "订单已经发货了"
    assert best_spans()(text) == EVERY["icu"](text)

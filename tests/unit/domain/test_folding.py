"""How texts are compared in a search, and what a hit shows of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from domain.excerpt import LENGTH, excerpt
from domain.folding import folded, is_short_gram, matches, short_grams, trigrams


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("  Ça VA\n bien ", "ca va bien"),
        ("STRASSE straße", "strasse strasse"),
        ("Đặng Øre Łódź", "dang ore lodz"),
        ("مُحَمَّد", "محمد"),
        ("พัสดุมาช้า", "พัสดุมาช้า"),
        ("ＦＵＬＬ width", "full width"),
        ("한국어", "한국어"),
        ("ガｶﾞ", "ガガ"),
        ("a\u200bb\u202ec\0d", "abcd"),
    ],
)
def test_case_accents_and_forms_do_not_count(text: str, plain: str) -> None:
    assert folded(text) == plain


def test_short_words_are_found_at_beginnings_or_anywhere_without_spaces() -> None:
    assert matches("my refund please", ["re", "pl"])
    assert not matches("my refund please", ["fu"])
    assert matches("我要退款謝謝", ["退款"])
    assert matches("我要退款謝謝", ["謝"])
    assert matches("ช่วยเช็คหน่อยครับ", ["เช"])
    assert matches("my refund please", ["efun", "my"])
    assert not matches("my refund please", ["efun", "you"])


def test_pieces() -> None:
    assert trigrams("abcabc") == ("abc", "bca", "cab")
    assert trigrams("ab") == ()
    assert short_grams("no. 7退款") == {"n", "no", "7", "退", "款", "退款"}
    assert is_short_gram("ab")
    assert not is_short_gram("#1")


def test_the_excerpt_stands_around_the_first_match() -> None:
    text = "word " * 60 + "the PÄRCEL has not come " + "word " * 60
    line, marks = excerpt(text, ("parcel",))
    assert line.startswith("…word")
    assert line.endswith("…")
    assert len(line) <= LENGTH
    assert [line[start:end] for start, end in marks] == ["PÄRCEL"]


def test_every_match_is_marked_and_short_words_only_where_they_count() -> None:
    line, marks = excerpt("Refund, refund: before 退款", ("refund", "re", "退款"))
    assert [line[start:end] for start, end in marks] == ["Refund", "refund", "退款"]


def test_nothing_to_mark_shows_the_beginning() -> None:
    assert excerpt("Hello\nthere", ("absent",)) == ("Hello there", ())
    assert excerpt("", ("absent",)) == ("", ())


@given(some.text(max_size=400), some.lists(some.text(max_size=6), max_size=3))
def test_marks_lie_inside_and_in_order(text: str, words: list[str]) -> None:
    line, marks = excerpt(text, tuple(words), 60)
    assert len(line) <= 61
    assert "\n" not in line
    ends = [0, *(place for mark in marks for place in mark), len(line)]
    assert ends == sorted(ends)


@given(some.text(max_size=60))
def test_folding_twice_changes_nothing_that_is_found(text: str) -> None:
    plain = folded(text)
    assert matches(plain, [word for word in plain.split() if len(word) > 2])

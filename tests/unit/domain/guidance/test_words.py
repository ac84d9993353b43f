"""Words, sentences and phrases in every script (L-1, L-4)."""

import pytest

from app.words import BudouxBreaks, IcuBreaks, LateBreaks, best_breaks
from domain.guidance.breaks import RoughBreaks
from domain.guidance.folding import fold
from domain.guidance.lexicon import Words
from domain.guidance.near import near_hits, slip
from domain.guidance.phrases import Phrases
from domain.guidance.sentences import columns, fragments, line_count, sentences
from tests.support.guide_words import only, reading

COUNTED = [
    ("Hello there, your order isn't lost.", 6),
    ("Xin chào, đơn hàng của bạn đang đến", 8),
    ("Ваш заказ уже в пути 😀!!!", 5),
    ("مرحبا، طلبك في الطريق", 4),
    ("非常抱歉给您带来不便，我们已经安排快递明天上门取件。", 14),
    ("พัสดุของคุณจะถึงภายในวันพรุ่งนี้ค่ะ", 10),
]
HOSTILE = ["", "\0", "\ud800", "\u202e" * 50, "👩‍👩‍👧‍👦", "a\u0301" * 500, "\n" * 99, "ก" * 9000, "한" * 9000]


@pytest.mark.parametrize(("text", "words"), COUNTED)
def test_words_are_counted_in_every_script(text: str, words: int) -> None:
    assert abs(RoughBreaks().count(text) - words) <= 2
    assert abs(best_breaks().count(text) - words) <= 2


@pytest.mark.parametrize("text", [text for text, _words in COUNTED] + HOSTILE)
def test_breaks_that_are_found_late_count_the_same(text: str) -> None:
    assert LateBreaks().count(text) == best_breaks().count(text)


def test_a_link_is_one_word_and_marks_are_none() -> None:
    for breaks in (RoughBreaks(), best_breaks()):
        assert breaks.count("see https://a.example/b?c=1&d=2-3 now") == 3
        assert breaks.count("— … ! ?") == 0


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_is_counted_without_an_error(text: str) -> None:
    assert best_breaks().count(text) >= 0
    assert RoughBreaks().count(text) >= 0
    assert columns(text) >= 0
    assert fragments(text, lines=3, width=80) is not None
    assert reading(text).words >= 0


def test_the_library_of_the_client_counts() -> None:
    found = IcuBreaks.find()
    assert found is not None, "PySide6 brings ICU on Linux"
    assert found.count("退款多久到账") in {3, 4}
    assert abs(found.count("one two three " * 5000) - 15_000) < 10, "a very long text is counted by a part of it"


class _Parser:
    def __init__(self, size: int) -> None:
        self.size = size

    def parse(self, text: str) -> list[str]:
        return [text[at : at + self.size] for at in range(0, len(text), self.size)]


class _Library:
    @staticmethod
    def load_default_simplified_chinese_parser() -> _Parser:
        return _Parser(2)

    @staticmethod
    def load_default_thai_parser() -> _Parser:
        return _Parser(4)


def test_a_segmenter_counts_its_pieces_and_spaces_the_rest() -> None:
    breaks = BudouxBreaks(_Library())
    assert breaks.count("one two") == 2
    assert breaks.count("退款多久 now") == 3
    assert breaks.count("พัสดุของ") == 2


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Dear Ms. Wang, your order No. 5 costs 3.50! Really?? Yes...", 3),
        ("王小姐您好。很抱歉！好嗎？", 3),
        ("ขอโทษค่ะ พัสดุถึงแล้วครับ ขอบคุณ", 3),
        ("نعتذر جدا. هل وصلك الطلب؟ شكرا", 3),
        ("one\ntwo", 2),
        ("", 0),
        ("...", 1),
    ],
)
def test_sentences(text: str, parts: int) -> None:
    found = sentences(text)
    assert len(found) == parts
    assert all(text[span.start : span.end].strip() == text[span.start : span.end] for span in found)


def test_a_full_stop_alone_belongs_to_the_sentence_before() -> None:
    text = "Done. 🙂 !"
    assert [text[span.start : span.end] for span in sentences(text)] == ["Done. 🙂 !"]


def test_long_lines_are_wrapped_and_wide_characters_count_twice() -> None:
    assert columns("退款") == 4
    assert columns("ที่") == 1
    assert line_count("a" * 81, 80) == 2
    assert line_count("款" * 41, 80) == 2
    assert line_count("a\n\nb", 80) == 2


def test_fragments_are_cut_between_sentences_and_lose_nothing() -> None:
    text = "This is one sentence of some length, to be sent. " * 12
    made = fragments(text, lines=3, width=80)
    assert len(made) > 1
    assert all(line_count(piece, 80) <= 3 for piece in made)
    assert " ".join(made).split() == text.split()
    assert fragments("first\n\nsecond", lines=3, width=80) == ("first", "second")


def found(phrase: str, text: str, *days: str) -> list[str]:
    folded = fold(text)
    hits = Phrases([phrase], days).find(folded.text)
    return [text[folded.place(hit.start) : folded.place(hit.end)] for hit in hits]


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("glad", "Glad to help, gladly", ["Glad"]),
        ("i'm sorry", "I’m sorry", ["I’m sorry"]),
        ("извин*", "Извините нас", ["Извин"]),
        ("抱歉", "非常抱歉！", ["抱歉"]),
        ("ขอโทษ", "ต้องขอโทษด้วยค่ะ", ["ขอโทษ"]),
        ("نعتذر", "ونعتذرُ لكم", ["نعتذرُ"]),
        ("شكر", "شكرا", []),
        ("within {n} hours", "Within 2 hours, within two hours", ["Within 2 hours", "within two hours"]),
        ("by {time}", "by 17:30 or by 5 pm", ["by 17:30", "by 5 pm"]),
        ("before {day}", "before Friday, before 12.11.", ["before Friday", "before 12.11"]),
        ("{n}小時內", "我們兩小時內處理", ["兩小時內"]),
        ("I am … and will", "I am Anna from the team and will help", ["I am Anna from the team and will"]),
        ("é", "caf\u0065\u0301 e\u0301", ["e\u0301"]),
        ("ทำ", "ทำได้", ["ทำ"]),
    ],
)
def test_phrases_are_found_as_people_write_them(phrase: str, text: str, expected: list[str]) -> None:
    assert found(phrase, text, "friday") == expected


def test_of_two_phrases_at_one_place_the_longer_counts() -> None:
    hits = reading("so sorry", lists=only(Words.EMPATHY, "sorry", "so sorry")).hits(Words.EMPATHY)
    assert [hit.phrase for hit in hits] == ["so sorry"]


def near(phrase: str, text: str) -> list[str]:
    folded = fold(text)
    exact = Phrases([phrase]).find(folded.text)
    return [text[folded.place(hit.start) : folded.place(hit.end)] for hit in near_hits(folded.text, [phrase], exact)]


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("not our responsibility", "not really our responsibility", ["not really our responsibility"]),
        ("not our responsibility", "not our responsability", ["not our responsability"]),
        ("not our responsibility", "not our responsibility", []),
        ("not our responsibility", "it is our responsibility", []),
        ("not our responsibility", "not. our responsibility", []),
        ("please wait", "please just wait", ["please just wait"]),
        ("請稍等", "請您稍等一下", ["請您稍等"]),
        ("不是我們的責任", "是我們的責任", []),
        ("это не наша ответственность", "это не наша отвественность", ["это не наша отвественность"]),
    ],
)
def test_near_misses_of_a_phrase_are_found_and_its_opposite_is_not(phrase: str, text: str, expected: list[str]) -> None:
    assert near(phrase, text) == expected


def test_a_slip_is_one_letter() -> None:
    assert slip("recieve", "receive")
    assert slip("abc", "abcd")
    assert slip("abcd", "abed")
    assert not slip("possible", "impossible")
    assert not slip("abcd", "abef")

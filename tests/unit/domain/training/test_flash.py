"""Flash reading: what is on screen at once, and for how long, in every script (S-2)."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.training.builtin import builtin_pack, languages
from app.words.rough import rough_spans
from domain.training.clusters import cluster_ends
from domain.training.flash import Unit, chunks, seconds_of, unit_of
from domain.training.flash_pace import FASTEST, SLOWEST, USUAL, FlashRun

SIGNS = "ab .,!?\n、。，「」()กำเแน้ื่ัสวด中文字您好שלוםمرحبا\u0301\u200d\ufe0f👩👧🏽🇹🇭🇮🇹👍\ud83d\ude00\u0e33"
HOSTILE = st.text(st.one_of(st.sampled_from(SIGNS), st.characters()), max_size=120)
LANGUAGES = st.sampled_from(("en", "zh-Hans", "th", "ar"))


def shown(text: str, language: str) -> list[str]:
    return [text[one.start : one.end] for one in chunks(text, rough_spans(text), language)]


def test_words_come_in_twos_and_threes_and_marks_stay_with_their_word() -> None:
    text = "Hello (again), my parcel is still not here. Where is it?"
    assert shown(text, "en") == ["Hello (again),", "my parcel is", "still not here.", "Where is it?"]


def test_a_word_alone_at_the_end_gets_company() -> None:
    assert shown("one two three four", "en") == ["one two", "three four"]


def test_a_long_word_takes_more_time_than_a_short_one_and_a_sentence_end_gives_some() -> None:
    text = "no no no, straightforwardness interchangeability. no no no"
    plain, long, last = chunks(text, rough_spans(text), "en")[0], *chunks(text, rough_spans(text), "en")[-2:]
    assert long.weight / long.units > plain.weight / plain.units > last.weight / last.units


@pytest.mark.parametrize("language", ["en", "zh-Hant", "th"])
def test_the_whole_text_takes_as_long_as_its_pace_says(language: str) -> None:
    for item in builtin_pack(language).items:
        found = chunks(item.text, rough_spans(item.text), language)
        units = sum(one.units for one in found)
        assert sum(seconds_of(one, 200) for one in found) == pytest.approx(60 * units / 200)


def test_chinese_comes_in_two_to_four_characters_at_the_ends_of_words() -> None:
    text = "你好，订单4471今天还没收到。"
    words = [(0, 2), (3, 5), (5, 9), (9, 11), (11, 12), (12, 13), (13, 15)]
    found = [text[one.start : one.end] for one in chunks(text, words, "zh-Hans")]
    assert found == ["你好，", "订单4471", "今天还没", "收到。"]
    assert [one.units for one in chunks(text, words, "zh-Hans")] == [2, 4, 4, 2]


def test_a_longer_chinese_word_stands_whole() -> None:
    text = "中华人民共和国万岁"
    assert shown_with(text, [(0, 7), (7, 9)], "zh-Hans") == ["中华人民共和国", "万岁"]


def shown_with(text: str, words: list[tuple[int, int]], language: str) -> list[str]:
    return [text[one.start : one.end] for one in chunks(text, words, language)]


def test_thai_never_goes_over_a_space_and_never_loses_a_vowel() -> None:
    text = "เสื้อ ทำไมไม่ได้ น้ำมัน"
    words = [(0, 5), (6, 10), (10, 13), (13, 16), (17, 21), (21, 23)]
    assert shown_with(text, words, "th") == ["เสื้อ", "ทำไมไม่ได้", "น้ำมัน"]


def test_words_that_cut_through_a_letter_are_moved_to_its_end() -> None:
    text = "cafe\u0301 au lait"
    torn = [(0, 4), (4, 5), (6, 8), (9, 13)]
    found = chunks(text, torn, "en")
    assert all(one.start in (0, *cluster_ends(text)) and one.end in cluster_ends(text) for one in found)
    assert next(text[one.start : one.end] for one in found).startswith("cafe\u0301")


@pytest.mark.parametrize(
    "whole",
    ["👩‍👩‍👧", "🇹🇭", "👍🏽", "ก็", "น้ำ", "e\u0301", "❤️", "각", "\r\n", "\ud83d\ude00"],
)
def test_what_is_one_sign_is_never_torn(whole: str) -> None:
    assert cluster_ends(whole) == (len(whole),)


def test_two_flags_are_two() -> None:
    assert cluster_ends("🇹🇭🇮🇹") == (2, 4)


@given(HOSTILE, LANGUAGES)
def test_nothing_is_torn_lost_or_said_twice(text: str, language: str) -> None:
    found = chunks(text, rough_spans(text), language)
    ends = {0, *cluster_ends(text)}
    for one in found:
        assert one.start < one.end
        assert one.start in ends or text[one.start - 1].isspace()
        assert one.end in ends or text[one.end].isspace()
        assert one.units >= 1
        assert one.weight > 0
    assert all(before.end <= after.start for before, after in pairwise(found))
    left_out = [text[before.end : after.start] for before, after in pairwise(found)]
    outer = [text[: found[0].start], text[found[-1].end :]] if found else [text]
    assert all(not part.strip() for part in (*left_out, *outer))


@given(HOSTILE, st.lists(st.integers(0, 120), max_size=20), LANGUAGES)
def test_any_words_will_do(text: str, places: list[int], language: str) -> None:
    inside = sorted({place for place in places if place <= len(text)})
    words = [(start, end) for start, end in pairwise(inside)]
    found = chunks(text, words, language)
    assert "".join("".join(text[one.start : one.end].split()) for one in found) == "".join(text.split())
    ends = {0, *cluster_ends(text)}
    assert all(one.end in ends or text[one.end].isspace() for one in found)


def test_every_built_in_message_fits_on_screen() -> None:
    for language in languages():
        for item in builtin_pack(language).items:
            longest = max(len(part) for part in shown(item.text, language))
            assert longest <= 60, (language, item.id)


def test_characters_are_counted_for_chinese_and_words_for_all_others() -> None:
    assert [unit_of(one) for one in ("zh-Hans", "zh-Hant", "zh")] == [Unit.CHARACTERS] * 3
    assert [unit_of(one) for one in ("en", "th", "ar", "ru", "it", "vi")] == [Unit.WORDS] * 6


def run(text: str = "one two three. four five six. seven eight nine.", pace: float = 180) -> FlashRun:
    return FlashRun(chunks(text, rough_spans(text), "en"), pace, Unit.WORDS)


def test_a_chunk_stands_from_its_paint_for_as_long_as_its_pace_says() -> None:
    flash = run()
    assert not flash.step(100)  # nothing is due before it was painted
    flash.painted(10)
    assert flash.due() == pytest.approx(11)
    assert not flash.step(10.99)
    assert flash.step(11.0)
    assert flash.due() is None
    flash.painted(11.5)
    assert flash.due() == pytest.approx(12.5)


def test_a_late_frame_drops_nothing_and_slows_the_pace_that_is_told() -> None:
    flash, at, seen = run(), 0.0, []
    while flash.chunk is not None:
        flash.painted(at)
        seen.append(flash.at)
        at += 1.5
        assert flash.step(at)
    assert seen == [0, 1, 2]
    assert flash.real == pytest.approx(120)
    assert flash.late == pytest.approx([0.5] * 3)


def test_pause_keeps_the_rest_of_the_chunk_and_is_reading_time() -> None:
    flash = run()
    flash.painted(0)
    flash.pause(0.25)
    assert not flash.step(100)
    flash.go_on(9)
    assert flash.due() == pytest.approx(9.75)
    flash.step(9.75)
    assert flash.real == pytest.approx(60 * 3 / 9.75)


def test_chunks_turn_back_and_forth_only_while_paused() -> None:
    flash = run()
    flash.painted(0)
    assert not flash.turn(1, 0.1)
    flash.pause(0.1)
    assert flash.turn(1, 0.2)
    assert not flash.turn(5, 0.2)
    flash.painted(0.3)
    assert flash.turn(-1, 0.4)
    assert flash.at == 0
    assert not flash.turn(-1, 0.4)
    flash.painted(0.5)
    flash.go_on(1)
    assert flash.due() == pytest.approx(2)


def test_another_pace_counts_for_the_rest_of_the_chunk() -> None:
    flash = run(pace=180)
    flash.painted(0)
    flash.faster(9, 0.5)  # 360: twice as fast
    assert flash.due() == pytest.approx(0.75)
    flash.faster(1_000, 0.5)
    assert flash.pace == FASTEST[Unit.WORDS]
    flash.faster(-1_000, 0.5)
    assert flash.pace == SLOWEST[Unit.WORDS]


def test_what_was_covered_has_its_whole_time_again() -> None:
    flash = run()
    flash.painted(0)
    flash.cover(0.9)
    assert flash.due() is None
    flash.painted(60)
    assert flash.due() == pytest.approx(61)
    flash.step(61)
    assert flash.real == pytest.approx(60 * 3 / 1.9)


def test_without_a_pace_it_is_the_usual_one_and_without_a_text_it_is_over() -> None:
    assert run(pace=0).pace == USUAL[Unit.WORDS]
    assert FlashRun((), 200, Unit.WORDS).chunk is None

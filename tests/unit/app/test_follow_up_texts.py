"""The messages that ask how it is now, in eight languages (K-6, U-1)."""

from pathlib import Path

import pytest

from app.words.follow_ups import follow_up_language, follow_up_text, follow_up_words

LANGUAGES = ("en", "zh-Hant", "zh-Hans", "ru", "it", "ar", "th", "vi")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_what_was_done_to_which_order_and_where_to_call(language: str) -> None:
    assert follow_up_language(language) == language
    text = follow_up_text(language, "Ann {0}", "New {screen}.", "12345", "+66 2 123")
    for words in ("Ann {0}", "New {screen}", "12345", "+66 2 123"):
        assert words in text
    assert "..  " not in text
    assert ".." not in text
    assert text.rstrip().endswith(("?", ".", "。", "؟", "？", "ค่ะ"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_known_leaves_no_gap(language: str) -> None:
    text = follow_up_text(language, "", "New screen")
    assert "{" not in text
    assert "  " not in text
    assert len(text) < len(follow_up_text(language, "", "New screen", "1", "2"))


def test_languages_are_all_different_and_others_are_asked_in_english() -> None:
    assert len({follow_up_words(language) for language in LANGUAGES}) == len(LANGUAGES)
    served = {"zh-TW": "zh-Hant", "zh": "zh-Hans", "vi-VN": "vi", "ja": "en", "": "en", "../it": "en"}
    assert {tag: follow_up_language(tag) for tag in served} == served


def test_a_file_that_is_not_complete_is_told(tmp_path: Path) -> None:
    (tmp_path / "en.toml").write_text('greeting = "Hello"\n')
    with pytest.raises(ValueError, match="not complete"):
        follow_up_words("en", tmp_path)

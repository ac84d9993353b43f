"""Where a slash begins a word, and which phrase stands before the caret."""

import pytest

from widgets.composer.slash import begins_word, ends_phrase, phrase_before

PHRASES = {"ty": "thanks", "thank you": "thanks", "you": "you", "多谢": "thanks", "ขอบคุณ": "thanks", "cảm ơn": "thanks"}


def known(folded: str) -> str:
    from domain.folding import folded as fold

    return {fold(phrase): key for phrase, key in PHRASES.items()}.get(folded, "")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ty", (0, "thanks")), ("oh TY", (3, "thanks")), ("so thank you", (3, "thanks")), ("for you", (4, "you")),
        ("pretty", None), ("", None), ("/ty", None), ("@ty", None), ("#ty", None), ("ty ", (0, "thanks")),
        ("你好多谢", (2, "thanks")), ("สวัสดีขอบคุณ", (6, "thanks")), ("Dạ Cảm ơn", (3, "thanks")),
        ("x" * 500 + " ty", (501, "thanks")),
    ],
)  # fmt: skip
def test_phrases(text: str, found: tuple[int, str] | None) -> None:
    assert phrase_before(text, known) == found


@pytest.mark.parametrize(
    ("typed", "ends"), [(" ", True), ("，", True), ("؟", True), ("\r", False), ("\n", False), ("a", False), ("", False)]
)
def test_what_makes_a_word_whole(typed: str, ends: bool) -> None:
    assert ends_phrase(typed) is ends


@pytest.mark.parametrize(
    ("before", "begins"), [("", True), ("a ", True), ("a\u2028", True), ("a", False), ("9", False), (":", False)]
)
def test_word_starts(before: str, begins: bool) -> None:
    assert begins_word(before) is begins

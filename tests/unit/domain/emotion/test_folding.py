"""Messages in one form, with every place known in what was written; and the pieces they are cut into."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.emotion.cues import Cues
from domain.emotion.folding import HEAD, TAIL, fold, fold_phrase
from domain.emotion.pieces import SPECIAL, Pieces
from domain.emotion.surface import NAMES, look

KNOWN = {
    name: at
    for at, name in enumerate((*SPECIAL, "▁order", "▁or", "der", "s", "!", "?", "!!", "?!", "退款", "退", "款"))
}
NAMED = {at: name for name, at in KNOWN.items()}


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("HELLO", "hello"),
        ("heeeelp meee", "help me"),
        ("１２３ ｆｕｌｌ", "123 full"),
        ("請問訂單", "请问订单"),
        ("الطَّلَب", "الطلب"),
        ("e\u0301cole", "école"),
        ("don’t", "don't"),
        ("a\u200bb\u00adc", "abc"),
        ("Ещё", "еще"),
        ("так\ud800 же", "так же"),
    ],
)
def test_one_form(text: str, folded: str) -> None:
    assert fold(text).text == folded


@given(st.text(st.characters(codec=None), max_size=300))
def test_every_stretch_is_a_stretch_of_what_was_written(text: str) -> None:
    folded = fold(text)
    assert len(folded.places) == len(folded.text) + 1
    assert list(folded.places) == sorted(folded.places)
    for start in range(0, len(folded.text), 3):
        assert folded.words(start, len(folded.text)) in text


def test_a_long_message_is_read_at_both_ends() -> None:
    folded = fold("begin " + "x y " * 10_000 + "end")
    assert folded.text.startswith("begin")
    assert folded.text.endswith("end")
    assert len(folded.text) <= HEAD + TAIL + 1


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("order", ["▁order"]),
        ("orders", ["▁order", "s"]),
        ("ORDER order", ["<caps>", "▁order", "▁order"]),
        ("orderder", ["▁order", "der"]),
        ("退款退", ["退款", "退"]),
        ("order 48213, 12", ["▁order", "<n3>", "<unk>", "<n1>"]),
        ("order!!!! ?!!", ["▁order", "!!", "?!"]),
        ("see www.example.org me@example.org @shop JD-4821", ["<unk>"] * 3 + ["<url>", "<mail>", "<user>", "<code>"]),
    ],
)
def test_pieces(text: str, names: list[str]) -> None:
    assert [NAMED[piece.number] for piece in Pieces(KNOWN).cut(fold(text))] == names


def test_cues_stand_alone_where_words_are_spaced() -> None:
    cues = Cues(
        [
            ("en", "demand", "now"),
            ("en", "authority", "lawyer*"),
            ("th", "distrust", "โกง"),
            ("zh-Hans", "insult", "骗子"),
        ]
    )

    def found(text: str, language: str) -> list[str]:
        folded = fold(text)
        return [folded.words(hit.start, hit.end) for hit in cues.find(folded, language)]

    assert found("I know it snows now.", "en") == ["now"]
    assert found("My lawyers, my outlawyer", "en") == ["lawyer"]
    assert found("ร้านนี้โกงมาก", "th") == ["โกง"]
    assert found("你們這些騙子！", "zh-Hant") == ["騙子"]
    assert found("now", "it") == []


def test_the_surface_is_counted() -> None:
    folded = fold("WHERE IS IT?!! You took 1,200.50 € from me pleeease")
    surface = look(folded, (), 12)
    numbers = dict(zip(NAMES, surface.numbers, strict=True))
    assert (surface.shouted, surface.marks, surface.amount) == ("WHERE IS IT", "?!!", "1,200.50 €")
    assert numbers["exclamations"] == 2
    assert numbers["questions"] == 1
    assert numbers["stretched"] == 2
    assert look(fold("my SMS and the USB"), (), 5).shouted in ("", "SMS")


def test_phrases_of_a_list_fold_like_messages() -> None:
    assert fold_phrase("  Third   TIME ") == "third time"

"""Keywords that were found, in every script and at every edge; how fast the point was (S-1)."""

import pytest

from app.training.builtin import builtin_pack, languages
from app.words import best_spans
from domain.training.figures import TrainingFigures
from domain.training.item import Mark
from domain.training.marking import read_marked
from domain.training.scoring import KeywordScore, Pace, keyword_score, pace_of

SPANS = best_spans()
NONE: frozenset[int] = frozenset()


def score(marked: str, chosen: str, tolerance: int = 1) -> KeywordScore:
    """Of choosing these words (by spaces; "w/2" for the second "w"; "*" for all) in a marked text."""
    text, marks = read_marked(marked)
    words = SPANS(text)
    if chosen == "*":
        return keyword_score(words, range(len(words)), marks, tolerance)
    texts = [text[start:end] for start, end in words]
    return keyword_score(words, {_index(texts, word) for word in chosen.split()}, marks, tolerance)


def _index(texts: list[str], word: str) -> int:
    name, _slash, number = word.partition("/")
    places = [index for index, text in enumerate(texts) if text == name.replace("_", " ")]
    assert places, f"{name} is not among {texts}"
    return places[int(number or 1) - 1]


@pytest.mark.parametrize(
    ("marked", "chosen"),
    [
        ("hi my [[order]] number [[#A-2217]] is [[late]]", "order #A-2217 late"),
        ("ของ[[ยังไม่ได้รับ]]เลยค่ะ สั่ง [[#A-2217]] ไป", "ได้ #A-2217"),
        ("我的[[订单]]到现在[[没有]]收到，请[[退款]]", "订单 没有 退款"),
        ("مَرْحَبًا [[طَلَبِي]] رقم [[٢٢١٧]] لم [[يَصِلْ]] بعد", "طَلَبِي ٢٢١٧ يَصِلْ"),
        (
            "Xin cha\u0300o, [[\u0111\u01a1n ha\u0300ng]] chu\u031ba [[\u0111e\u0302\u0301n]]",
            "ha\u0300ng \u0111e\u0302\u0301n",
        ),
        ("Где мой [[заказ]]? Верните [[деньги]] за [[2 кг]]!", "заказ деньги 2_кг"),
        ("😡😡 [[two glasses]] 👩‍👩‍👧 are 😭 [[broken]] 😡", "glasses broken"),
    ],
)
def test_one_word_of_each_keyword_is_enough_in_every_script(marked: str, chosen: str) -> None:
    found = score(marked, chosen)
    assert (found.recall, found.precision, found.missed, found.stray, found.enough) == (1, 1, NONE, NONE, True)


@pytest.mark.parametrize(
    ("marked", "chosen", "tolerance", "found"),
    [
        ("a b [[c]] d e f", "c", 0, True),
        ("a b [[c]] d e f", "b", 0, False),
        ("a b [[c]] d e f", "b", 1, True),
        ("a b [[c]] d e f", "d", 1, True),
        ("a b [[c]] d e f", "e", 1, False),
        ("a b [[c]] d e f", "e", 2, True),
        ("[[a]] b", "b", 1, True),
        ("a [[b]]", "a", 1, True),
        ("我们今天[[退款]]可以吗", "今天", 1, True),
        ("رقم [[الطلب]] هنا اليوم", "اليوم", 1, False),
    ],
)
def test_neighbours_count_as_the_keyword_as_far_as_tolerance_goes(
    marked: str, chosen: str, tolerance: int, found: bool
) -> None:
    scored = score(marked, chosen, tolerance)
    assert (scored.recall, scored.precision) == ((1.0, 1.0) if found else (0.0, 0.0))
    assert bool(scored.stray) is not found


def test_one_word_finds_one_keyword() -> None:
    between = score("x [[a]] b [[c]] y", "b")
    assert (between.recall, len(between.found), len(between.missed)) == (0.5, 1, 1)
    assert score("x [[a]] b [[c]] y", "b c").recall == 1.0, "the word in between goes where it is needed"
    assert score("x [[a]] b [[c]] d [[e]] y", "b d y").recall == 1.0, "all three can be given one each"


def test_keywords_that_need_not_be_marked_cost_nothing_either_way() -> None:
    marked = "my ((lovely)) aunt waits for [[parcel]] seven"
    assert score(marked, "parcel") == score(marked, "parcel lovely")
    assert score(marked, "lovely").recall == 0.0
    assert score("((a)) b [[c]]", "b").recall == 1.0, "a word that can serve both serves the needed one"


def test_words_beside_a_keyword_that_was_found_cost_half_of_what_far_ones_cost() -> None:
    marked = "one two [[three]] four five six seven"
    assert score(marked, "three four").precision == pytest.approx(1 / 1.5)
    assert score(marked, "three six").precision == pytest.approx(1 / 2)
    assert (len(score(marked, "three four").near), len(score(marked, "three four").stray)) == (1, 0)
    assert (len(score(marked, "three six").near), len(score(marked, "three six").stray)) == (0, 1)


def test_all_words_of_a_keyword_are_as_good_as_one() -> None:
    assert score("a b [[c d e]] f g", "c d e") == score("a b [[c d e]] f g", "d")


def test_choosing_everything_does_not_pay() -> None:
    text = "hello there, I am waiting for [[my parcel]] since Tuesday and it [[did not arrive]], what is going on"
    assert (score(text, "*").recall, score(text, "*").enough) == (1.0, False)
    paid = 0
    for language in languages():
        for item in builtin_pack(language).items:
            words = SPANS(item.text)
            paid += keyword_score(words, range(len(words)), item.marks, 1).enough
    assert paid <= 5, "of some hundred items, only those that are all keyword"


def test_every_built_in_keyword_can_be_marked_with_one_key() -> None:
    for language in languages():
        for item in builtin_pack(language).items:
            words = SPANS(item.text)
            one_each = {
                next(at for at, (start, end) in enumerate(words) if start < mark.end and mark.start < end)
                for mark in item.marks
            }
            found = keyword_score(words, one_each, item.marks, 1)
            assert (found.recall, found.precision) == (1, 1), item.id


@pytest.mark.parametrize(
    ("needed", "found", "enough"),
    [
        (1, 1, True),
        (1, 0, False),
        (3, 2, False),
        (4, 3, True),
        (4, 2, False),
        (7, 6, True),
        (8, 6, True),
        (8, 5, False),
    ],
)
def test_one_keyword_in_four_may_be_missed(needed: int, found: int, enough: bool) -> None:
    marked = " x y z ".join(f"[[k{number}]]" for number in range(needed))
    chosen = " ".join(f"k{number}" for number in range(found))
    assert score(marked, chosen).enough is enough


def test_texts_without_words_ask_nothing() -> None:
    for words in ([], [(0, 3)]):
        nothing = keyword_score(words, {0, 1, -1}, [], 1)
        assert (nothing.recall, nothing.found, nothing.missed) == (1.0, NONE, NONE)
    emoji = keyword_score([], {0}, [Mark(0, 1)], 1)
    assert (emoji.recall, emoji.precision, emoji.missed) == (1.0, 1.0, NONE)


def test_nothing_chosen_finds_nothing_and_strays_nowhere() -> None:
    assert score("a [[b]] c", "") == KeywordScore(0.0, 1.0, NONE, frozenset({0}), NONE)


def test_a_mark_that_cuts_words_reaches_all_that_it_touches() -> None:
    marks = [Mark(2, 8)]
    words = [(0, 4), (5, 10), (11, 14)]
    assert keyword_score(words, {0}, marks, 0).recall == 1.0
    assert keyword_score(words, {1}, marks, 0).recall == 1.0
    assert keyword_score(words, {2}, marks, 0).recall == 0.0


def test_a_mark_on_signs_is_found_by_the_words_beside_it() -> None:
    words = [(0, 4), (9, 12), (13, 15)]
    for chosen, recall in ((0, 1.0), (1, 1.0), (2, 0.0)):
        assert keyword_score(words, {chosen}, [Mark(5, 7)], 0).recall == recall
    assert keyword_score(words, {2}, [Mark(16, 17)], 0).recall == 1.0, "behind the last word"
    assert keyword_score([(4, 6)], {0}, [Mark(0, 2)], 0).recall == 1.0, "before the first"


@pytest.mark.parametrize(
    ("seconds", "pace"),
    [
        (0.0, Pace.FAST),
        (4.0, Pace.FAST),
        (4.01, Pace.TRAINED),
        (8.0, Pace.TRAINED),
        (8.01, Pace.BETWEEN),
        (19.99, Pace.BETWEEN),
        (20.0, Pace.UNTRAINED),
        (500.0, Pace.UNTRAINED),
    ],
)
def test_times_are_called_by_the_figures(seconds: float, pace: Pace) -> None:
    assert pace_of(seconds, TrainingFigures()) is pace


def test_other_figures_call_them_otherwise() -> None:
    assert pace_of(12.0, TrainingFigures(goal=15)) is Pace.TRAINED
    assert pace_of(12.0, TrainingFigures(untrained=12)) is Pace.UNTRAINED

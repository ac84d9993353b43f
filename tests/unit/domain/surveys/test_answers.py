"""What counts as an answer to a survey, in every script (M-2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.surveys.answers import LONGEST, Score, read_answer
from domain.surveys.figures import DEFAULTS, SCORES, Question, SurveyFigures, read_surveys, surveys_text


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("5", 5), (" 4 ", 4), ("1.", 1), ("(3)", 3), ("４", 4), ("٥", 5), ("۴", 4), ("๓", 3), ("5/5", 5), ("4 / 5", 4),
        ("4 out of 5", 4), ("5 stars", 5),
        ("1 star", 1), ("5分", 5), ("四分", 4), ("五", 5), ("五颗星", 5), ("4顆星", 4),
        ("5 баллов", 5), ("4 из 5", 4), ("3 stelle", 3), ("4 su 5", 4), ("٤ من ٥", 4), ("5 ดาว", 5), ("4 คะแนน", 4),
        ("5 sao", 5), ("4 điểm", 4), ("⭐⭐⭐⭐", 4), ("⭐️⭐️", 2), ("★★★★★", 5), ("5 👍", 5), ("5!!!", 5), ("4️", 4),
    ],
)  # fmt: skip
def test_an_answer_in_any_script(text: str, score: int) -> None:
    found = read_answer(Question.CSAT, text)
    assert found is not None
    assert found.score == score


@pytest.mark.parametrize(
    "text",
    [
        "", "thanks", "0", "6", "10", "55", "5 minutes ago it broke", "5 days late", "2 of the 3 parcels", "4/10",
        "order 4",
        "+66 2 123", "12.50", "⭐⭐⭐⭐⭐⭐", "no. 5", "5 5", "-", "5 and 4", "٥٥", "4 my lawyer", "五個包裹",
    ],
)  # fmt: skip
def test_what_is_no_answer(text: str) -> None:
    assert read_answer(Question.CSAT, text) is None


def test_what_is_written_behind_the_number_is_kept() -> None:
    assert read_answer(Question.CSAT, "2, the second parcel is still missing") == Score(
        2, "the second parcel is still missing"
    )
    assert read_answer(Question.CSAT, "3\nok") == Score(3, "ok")
    assert read_answer(Question.CSAT, "5。很好") == Score(5, "很好")
    long = read_answer(Question.CSAT, "1 - " + "x" * 9_000)
    assert long is not None
    assert len(long.comment) == LONGEST


@pytest.mark.parametrize(("text", "score"), [("0", 0), ("10", 10), ("十分", 10), ("9/10", 9), ("١٠", 10), ("๑๐", 10)])
def test_how_likely_to_recommend(text: str, score: int) -> None:
    assert read_answer(Question.NPS, text) == Score(score)


@pytest.mark.parametrize("text", ["11", "-", "⭐⭐⭐", "9/5"])
def test_what_is_no_recommendation(text: str) -> None:
    assert read_answer(Question.NPS, text) is None


@given(st.text(max_size=60), st.sampled_from(Question))
def test_any_text_gives_an_answer_in_range_or_none(text: str, question: Question) -> None:
    found = read_answer(question, text)
    least, best = SCORES[question]
    assert found is None or least <= found.score <= best


def test_figures_come_back_and_nonsense_is_refused() -> None:
    figures = SurveyFigures(csat=True, nps=True, delay=0, valid=24, csat_days=0, nps_days=30)
    assert read_surveys(surveys_text(figures)) == figures
    assert read_surveys("{}") == DEFAULTS
    assert not DEFAULTS.csat
    for text in ("[]", '{"valid": 0}', '{"delay": true}', '{"nps_days": -1}', "{"):
        with pytest.raises(ValueError, match=r".+"):
            read_surveys(text)

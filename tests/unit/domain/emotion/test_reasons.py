"""Reasons: the customer's own words, of what really moved the score, and escalation by its name."""

import pytest

from domain.emotion.assessment import Cue, Tier
from domain.emotion.engine import Engine

UPSET = [
    "This is the third time I write and nobody answers, I want my money back now.",
    "I am still waiting for my refund, you lied to me twice. Shame on you!",
    "Три недели жду посылку, вы меня обманываете. Верните деньги!",
    "Sono tre settimane che aspetto il rimborso, siete dei bugiardi.",
    "三个星期了还没退款，每次都骗我，我要投诉你们！",
    "สามอาทิตย์แล้วยังไม่ได้เงินคืน ถามกี่ครั้งก็โกหก",
    "Tôi chờ hoàn tiền ba tuần rồi, shop toàn nói dối.",
    "ثلاثة أسابيع أنتظر المبلغ وأنتم تكذبون علي كل مرة",
]


@pytest.mark.parametrize("text", UPSET)
def test_they_are_in_the_customers_own_words(engine: Engine, text: str) -> None:
    found = engine.assess(text).reasons
    assert 1 <= len(found) <= 4
    assert all(reason.words and reason.words in text and reason.raises for reason in found)
    assert len({(reason.cue, reason.words) for reason in found}) == len(found)


@pytest.mark.parametrize("text", UPSET)
def test_without_them_the_message_is_calmer(engine: Engine, text: str) -> None:
    """Each blanked out by as many letters that mean nothing, so that only the words are gone."""
    rest = text
    for reason in engine.assess(text).reasons:
        rest = rest.replace(reason.words, " ")
    whole, less = engine.read(text), engine.read(rest, whole_language(engine, text))
    assert less.complaint + less.anger < whole.complaint + whole.anger


def whole_language(engine: Engine, text: str) -> str:
    return engine.language(text)


@pytest.mark.parametrize(
    ("cue", "words", "text"),
    [
        (Cue.AUTHORITY, "lawyer", "You refuse my refund? My lawyer will write to you."),
        (Cue.CAPITALS, "NOBODY ANSWERS", "I have written four times and NOBODY ANSWERS, this is a disgrace"),
        (Cue.AMOUNT, "$300", "You took $300 from my card without permission"),
    ],
)
def test_escalation_is_told_by_its_name(engine: Engine, cue: Cue, words: str, text: str) -> None:
    found = {reason.cue: reason.words for reason in engine.assess(text).reasons}
    assert cue in found, found
    assert words in found[cue]


def test_a_calm_message_has_reasons_that_lower(engine: Engine) -> None:
    found = engine.assess("Thank you so much! When does my order arrive?")
    assert found.tier is Tier.LOW
    assert found.reasons
    assert not any(reason.raises for reason in found.reasons)

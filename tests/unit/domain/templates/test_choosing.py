"""The wording that fits: language before tier and trait, and nothing that is meant for others."""

import pytest

from domain.channel import ChannelKind
from domain.emotion.assessment import Tier
from domain.ids import QuickReplyId
from domain.templates.choosing import Situation, too_long, usable, wording_for
from domain.templates.reply import QuickReply, Trait, Wording


def reply(*wordings: Wording, channels: tuple[ChannelKind, ...] = ()) -> QuickReply:
    return QuickReply(QuickReplyId("r"), "r", "R", wordings, channels=channels)


def chosen(one: QuickReply, situation: Situation) -> str:
    wording = wording_for(one, situation)
    assert wording is not None
    return wording.text


FULL = reply(
    Wording("en", "en"),
    Wording("en", "en high", Tier.HIGH),
    Wording("en", "en medium", Tier.MEDIUM),
    Wording("en", "en rich", trait=Trait.HIGH_SPEND),
    Wording("zh-Hans", "hans"),
    Wording("zh-Hant", "hant"),
    Wording("", "any"),
)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "en"),
        ("en-GB", "en"),
        ("zh-Hant", "hant"),
        ("zh-TW", "hant"),
        ("zh-CN", "hans"),
        ("th", "any"),
        ("", "any"),
    ],
)
def test_the_customers_language_first(language: str, text: str) -> None:
    assert chosen(FULL, Situation(language)) == text


def test_english_where_there_is_no_wording_for_any_language() -> None:
    assert chosen(reply(Wording("ru", "ru"), Wording("en", "en")), Situation("th")) == "en"
    assert chosen(reply(Wording("ru", "ru")), Situation("th")) == "ru"


def test_the_other_chinese_script_is_closer_than_english() -> None:
    assert chosen(reply(Wording("en", "en"), Wording("zh-Hant", "hant")), Situation("zh-Hans")) == "hant"


@pytest.mark.parametrize(("tier", "text"), [(Tier.LOW, "en"), (Tier.MEDIUM, "en medium"), (Tier.HIGH, "en high")])
def test_then_the_tier(tier: Tier, text: str) -> None:
    assert chosen(FULL, Situation("en", tier)) == text


def test_a_calm_customer_never_gets_an_urgent_promise() -> None:
    both = reply(Wording("en", "high", Tier.HIGH), Wording("en", "plain"))
    assert chosen(both, Situation("en", Tier.MEDIUM)) == "plain"


def test_a_good_customer_gets_what_is_theirs_unless_they_are_upset() -> None:
    rich = frozenset({Trait.HIGH_SPEND})
    assert chosen(FULL, Situation("en", Tier.LOW, traits=rich)) == "en rich"
    assert chosen(FULL, Situation("en", Tier.HIGH, traits=rich)) == "en high"


def test_what_is_meant_for_others_is_not_there() -> None:
    assert wording_for(reply(Wording("en", "x", trait=Trait.HIGH_SPEND)), Situation("en")) is None
    assert wording_for(reply(), Situation("en")) is None


def test_a_channel_with_short_messages_gets_the_shorter_wording_of_the_same_language() -> None:
    long = reply(Wording("en", "x" * 1200, Tier.HIGH), Wording("en", "short"), Wording("", "y"))
    assert chosen(long, Situation("en", Tier.HIGH, channel=ChannelKind.WHATSAPP)) == "x" * 1200
    assert chosen(long, Situation("en", Tier.HIGH, channel=ChannelKind.INSTAGRAM)) == "short"
    assert too_long("x" * 1001, ChannelKind.INSTAGRAM)
    assert not too_long("x" * 9999, None)


def test_a_reply_for_one_channel_is_not_for_another() -> None:
    one = reply(Wording("", "x"), channels=(ChannelKind.WHATSAPP,))
    assert usable(one, ChannelKind.WHATSAPP)
    assert usable(one, None)
    assert not usable(one, ChannelKind.INSTAGRAM)

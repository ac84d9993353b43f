"""Each check on its edges: what it finds, what it leaves alone, what its fix makes of the draft."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.emotion.assessment import Tier
from domain.guidance.facts import facts
from domain.guidance.findings import CheckId, Finding, Level, Part
from domain.guidance.review import CHECKS
from domain.guidance.situation import Situation
from tests.support.guide_words import looked_at, reading

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
EN = Situation(language="en")


HOSTILE = ["", " ", "\0", "\ud800", "⟦", "((((", "1" * 5000, "!" * 5000, "⟦⟦⟦ {{ {% %} }}", "款" * 7000, "\u202e" * 99]


def found(check: CheckId, text: str, about: Situation = EN) -> list[Finding]:
    return list(CHECKS[check].find(reading(text, about)))


def fixed(check: CheckId, text: str, about: Situation = EN) -> str:
    """After every fix of the check, one after the other as the agent would."""
    for _round in range(20):
        fixable = [finding for finding in found(check, text, about) if finding.edits]
        if not fixable:
            return text
        text = fixable[0].fixed(text)
    return text


@pytest.mark.parametrize("check", CheckId)
def test_every_check_has_a_rule_and_survives_any_text(check: CheckId) -> None:
    assert CHECKS[check].rule
    for text in (
        "",
        " ",
        "\0",
        "\ud800",
        "⟦",
        "((((",
        "1" * 5000,
        "!" * 5000,
        "⟦⟦⟦ {{ {% %} }}",
        "款" * 7000,
        "\u202e" * 99,
    ):
        list(CHECKS[check].find(reading(text, Situation(Tier.HIGH, complaint=True, language="en", customer="\0"))))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Your order ⟦order number⟧ is here", 1),
        ("Hi {{ customer.name }}, {% if x %}", 2),
        ("Dear [Name], call XXX or ____", 3),
        ("half a gap ⟦ord", 1),
        ("a [note] and xx and 5_000", 0),
    ],
)
def test_gaps(text: str, count: int) -> None:
    assert len(found(CheckId.GAPS, text)) == count


def test_gaps_block_and_most_checks_only_say() -> None:
    assert CHECKS[CheckId.GAPS].level is Level.BLOCK
    assert all(check.level is not Level.BLOCK for check in CHECKS.values() if check.id is not CheckId.GAPS)


@pytest.mark.parametrize(
    "text",
    [
        "your password is hunter2",
        "password: s3cret!",
        "密码是 abc123",
        "รหัสผ่านคือ abc12345",
        "пароль: qwerty7",
        "key sk_live_4eC39HqLyjWDarjtT1",
        "AKIAIOSFODNN7EXAMPLE",
        "cvv 2 no; CVV: 123",
    ],
)
def test_secrets_are_hidden(text: str) -> None:
    assert found(CheckId.SECRETS, text)
    once = fixed(CheckId.SECRETS, text)
    assert "•••" in once
    assert not found(CheckId.SECRETS, once)


@pytest.mark.parametrize(
    "text", ["your password is reset", "change your password: open Settings", "密码是否正确", "pass 123"]
)
def test_talk_about_passwords_is_no_secret(text: str) -> None:
    assert not found(CheckId.SECRETS, text)


def test_card_numbers_by_luhn() -> None:
    assert fixed(CheckId.CARD_NUMBERS, "card 4111 1111 1111 1111 ok") == "card •••• 1111 ok"
    assert fixed(CheckId.CARD_NUMBERS, "5500-0000-0000-0004") == "•••• 0004"
    assert not found(CheckId.CARD_NUMBERS, "4111 1111 1111 1112")
    assert not found(CheckId.CARD_NUMBERS, "waybill SF4111111111111111")
    assert not found(CheckId.CARD_NUMBERS, "order #4111111111111111")
    assert not found(CheckId.CARD_NUMBERS, "4444444444444444"), "one digit over and over is no card"


def test_the_wrong_language() -> None:
    [finding] = found(CheckId.LANGUAGE, "We are looking into this now", Situation(language="th"))
    assert (finding.said, finding.instead) == ("en", "th")
    assert not found(CheckId.LANGUAGE, "ok", Situation(language="th")), "too short to tell"
    assert not found(CheckId.LANGUAGE, "We are looking into this now")
    assert not found(CheckId.LANGUAGE, "我們馬上為您查詢這個包裹", Situation(language="zh-Hans"))
    assert not found(CheckId.LANGUAGE, "We are looking into this now", Situation(language=""))


@pytest.mark.parametrize(
    ("text", "about", "expected"),
    [
        ("It is not our responsibility.", EN, "It is we will help you check."),
        ("Please wait.", EN, "Please give us 2 minutes to check."),
        ("it should be possible", EN, "it it is possible"),
        ("This is not realy our responsibility", EN, "This is we will help you check"),
        ("請稍等。", Situation(language="zh-Hant"), "請給我們2分鐘查一下。"),
        ("請您稍等。", Situation(language="zh-Hant"), "請給我們2分鐘查一下。"),
        ("กรุณารอสักครู่", Situation(language="th"), "ขอเวลาตรวจสอบ 2 นาทีสักครู่"),
        ("وليست مسؤوليتنا", Situation(language="ar"), "وسنساعدك في التحقق"),
    ],
)
def test_forbidden_phrases_are_replaced(text: str, about: Situation, expected: str) -> None:
    assert fixed(CheckId.FORBIDDEN, text, about) == expected


def test_banned_words_and_what_a_forbidden_phrase_covers() -> None:
    assert [finding.said for finding in found(CheckId.BANNED, "That's IMPOSSIBLE, I don’t understand")] == [
        "IMPOSSIBLE", "don’t understand",
    ]  # fmt: skip
    assert not found(CheckId.BANNED, "possible")
    assert found(CheckId.BANNED, "невозможно", Situation(language="ru"))


def test_promises_beyond_the_rules() -> None:
    assert [finding.said for finding in found(CheckId.OVERPROMISE, "Guaranteed, 100% safe")] == ["Guaranteed", "100%"]
    limits = Situation(language="en", limits={"USD": 28, "CNY": 200})
    [finding] = found(CheckId.AMOUNT_LIMIT, "You get a refund of $1,250.50 today.", limits)
    assert (finding.count, finding.most, finding.instead) == (1250, 28, "USD")
    assert not found(CheckId.AMOUNT_LIMIT, "A refund of $28.", limits)
    assert not found(CheckId.AMOUNT_LIMIT, "Your order of $300 left. You may ask for a refund.", limits)
    assert not found(CheckId.AMOUNT_LIMIT, "A refund of 900 THB.", limits), "no limit in this currency"


def test_refunds_beyond_seven_days() -> None:
    assert [finding.count for finding in found(CheckId.REFUND_DAYS, "Refund within 30 days, or 7 days.")] == [30]
    assert not found(CheckId.REFUND_DAYS, "It arrives in 30 days.")
    taiwan = Situation(language="zh-Hant")
    assert not found(CheckId.REFUND_DAYS, "11月24日前退款。", taiwan), "a date is no number of days"
    assert [finding.count for finding in found(CheckId.REFUND_DAYS, "24日內退款。", taiwan)] == [24]
    late = Situation(language="en", delivered_at=NOW - timedelta(days=9), now=NOW)
    [finding] = found(CheckId.REFUND_DAYS, "We can refund it.", late)
    assert (finding.count, finding.instead) == (9, "delivered")
    soon = Situation(language="en", delivered_at=NOW - timedelta(days=7), now=NOW)
    assert not found(CheckId.REFUND_DAYS, "We can refund it.", soon)


@pytest.mark.parametrize(("in_a_row", "count"), [(0, 0), (2, 0), (3, 1), (5, 1)])
def test_never_more_than_three_in_a_row(in_a_row: int, count: int) -> None:
    assert len(found(CheckId.IN_A_ROW, "one more", Situation(in_a_row=in_a_row))) == count
    assert not found(CheckId.IN_A_ROW, "  ", Situation(in_a_row=9))


def test_long_messages_are_offered_as_several_while_so_many_may_follow_each_other() -> None:
    text = "\n".join(f"Line number {number}." for number in range(4))
    [finding] = found(CheckId.FRAGMENTS, text)
    assert finding.count == 4
    assert "\n".join(finding.pieces) == text
    [finding] = found(CheckId.FRAGMENTS, text, Situation(in_a_row=2))
    assert finding.pieces == (), "two more would be four in a row"
    assert not found(CheckId.FRAGMENTS, "\n".join("abc"))


@pytest.mark.parametrize(
    ("tier", "words", "said"),
    [
        (Tier.LOW, 14, 1),
        (Tier.LOW, 15, 0),
        (Tier.LOW, 20, 0),
        (Tier.LOW, 21, 1),
        (Tier.MEDIUM, 25, 0),
        (Tier.HIGH, 41, 1),
    ],
)
def test_the_word_range_of_each_tier(tier: Tier, words: int, said: int) -> None:
    assert len(found(CheckId.WORD_RANGE, "word " * words, Situation(tier, language="en"))) == said


def test_unspaced_languages_have_two_words_to_spare() -> None:
    assert not found(CheckId.WORD_RANGE, "款" * 21, Situation(language="zh-Hant"))
    assert found(CheckId.WORD_RANGE, "款" * 16, Situation(language="zh-Hant"))


def test_structure_and_complaint_name_what_is_missing() -> None:
    high = Situation(Tier.HIGH, complaint=True, language="en", customer="Wang Yating")
    [finding] = found(CheckId.STRUCTURE, "Dear Ms. Wang, we act right now.", high)
    assert finding.parts == (Part.SPECIALIST,)
    [finding] = found(CheckId.COMPLAINT, "So sorry that your screen broke.", high)
    assert finding.parts == (Part.PROMISED_TIME,)
    assert not found(CheckId.COMPLAINT, "Hello", EN)


def test_a_language_without_lists_is_never_asked_for_anything() -> None:
    about = Situation(Tier.HIGH, complaint=True, language="pt")
    for check in (CheckId.STRUCTURE, CheckId.COMPLAINT, CheckId.EMPATHY, CheckId.CALL_TO_ACTION, CheckId.FRIENDLY):
        assert not found(check, "olá, está tudo bem com o seu pedido e ele chega logo", about)


def test_empathy_counts_in_the_first_three_sentences_only() -> None:
    high = Situation(Tier.HIGH, language="en")
    assert not found(CheckId.EMPATHY, "So sorry. I understand. One. Two.", high)
    [finding] = found(CheckId.EMPATHY, "So sorry. One. Two. I understand.", high)
    assert (finding.count, finding.least) == (1, 2)
    assert not found(CheckId.EMPATHY, "One.", EN)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Please send us the order number.", 0),
        ("Send us the number. We wait.", 1),
        ("Could you send a photo?", 0),
        ("Let us know. Thank you!", 0),
        ("Could you try? We have a new offer which is really good for you these days.", 1),
    ],
)
def test_the_call_to_action_stands_at_the_end(text: str, said: int) -> None:
    assert len(found(CheckId.CALL_TO_ACTION, text)) == said


@pytest.mark.parametrize("text", ["方便拍一張照片嗎？", "請提供訂單編號。"])
def test_the_call_to_action_in_chinese(text: str) -> None:
    assert not found(CheckId.CALL_TO_ACTION, text, Situation(language="zh-Hant"))


def test_facts_are_marked_once_a_sentence() -> None:
    text = "Order #48213 costs $12.50. It comes on 12.11.2026."
    marked = "Order ⭐ #48213 costs $12.50. It comes on ⭐ 12.11.2026."
    assert fixed(CheckId.KEY_FACTS, text) == marked
    assert not found(CheckId.KEY_FACTS, "🌟 #48213 is here")
    assert not found(CheckId.KEY_FACTS, "no facts, 5 apples")
    assert fixed(CheckId.KEY_FACTS, "退款100元。", Situation(language="zh-Hant")) == "退款⭐ 100元。"


def test_terms_are_explained_where_they_are_first_used() -> None:
    assert fixed(CheckId.TERMS, "Update the firmware, then firmware again") == (
        "Update the firmware (the device's own software), then firmware again"
    )
    assert not found(CheckId.TERMS, "the firmware (software) and its own software (firmware)")
    assert fixed(CheckId.TERMS, "請清除快取。", Situation(language="zh-Hant")) == "請清除快取（暫存的資料）。"
    many = found(CheckId.TERMS, "firmware (a), cache (b), checksum (c), proxy (d)")
    assert [(finding.count, finding.most) for finding in many] == [(4, 3)]


def test_abbreviations_are_written_out() -> None:
    assert fixed(CheckId.ABBREVIATIONS, "The ETA is today, ETA!") == "The expected arrival time is today, ETA!"
    assert not found(CheckId.ABBREVIATIONS, "eta beta META")
    assert not found(CheckId.ABBREVIATIONS, "expected arrival time (ETA)")
    assert fixed(CheckId.ABBREVIATIONS, "ETA明天", Situation(language="zh-Hant")) == "預計到達時間明天"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hi! Yes!", "Hi! Yes!"),
        ("Hi! Yes! Sure!", "Hi! Yes! Sure."),
        ("Great!!!", "Great!"),
        ("好！好！好！", "好！好！好。"),
    ],
)
def test_exclamation_marks(text: str, expected: str) -> None:
    assert fixed(CheckId.EXCLAMATIONS, text) == expected


@pytest.mark.parametrize(
    ("friendly", "others", "said"),
    [(0, 20, 1), (1, 20, 0), (2, 20, 0), (3, 20, 1), (0, 5, 0), (2, 98, 1), (5, 95, 0), (6, 94, 1)],
)
def test_friendly_words_for_a_hundred(friendly: int, others: int, said: int) -> None:
    text = " ".join(["glad"] * friendly + ["word"] * others)
    assert len(found(CheckId.FRIENDLY, text)) == said


def test_money_in_every_notation() -> None:
    read = {text: [(fact.amount, fact.currency) for fact in facts(text)] for text in (
        "$1,299.50", "1 299,00 руб.", "退款100元", "350.000 đ", "฿1,200", "20 USD", "٢٠ ريال",
    )}  # fmt: skip
    assert read == {
        "$1,299.50": [(1299, "USD")], "1 299,00 руб.": [(1299, "RUB")], "退款100元": [(100, "CNY")],
        "350.000 đ": [(350_000, "VND")], "฿1,200": [(1200, "THB")], "20 USD": [(20, "USD")], "٢٠ ريال": [(20, "SAR")],
    }  # fmt: skip


def test_a_review_obeys_the_levels_of_the_workspace() -> None:
    text = "Impossible!!!"
    assert {finding.check for finding in looked_at(text).at(Level.HINT)} >= {CheckId.BANNED, CheckId.EXCLAMATIONS}
    about = Situation(language="en", levels={CheckId.BANNED: Level.BLOCK, CheckId.EXCLAMATIONS: Level.OFF})
    review = looked_at(text, about)
    assert [finding.check for finding in review.at(Level.BLOCK)] == [CheckId.BANNED]
    assert CheckId.EXCLAMATIONS not in {finding.check for finding in review.findings}


def test_nothing_is_found_in_an_empty_draft() -> None:
    review = looked_at(" \n", Situation(Tier.HIGH, complaint=True, language="en", in_a_row=9))
    assert review.findings == ()
    assert review.guide.words == 0

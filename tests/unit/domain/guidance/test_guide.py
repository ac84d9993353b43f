"""The guide: structure, parts and clock of each tier (E-1, E-2, K-1), and the lists behind it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from domain.emotion.assessment import Tier
from domain.guidance.figures import Figures, figures_text, read_figures
from domain.guidance.findings import Part
from domain.guidance.guide import ClockState, clock, guide
from domain.guidance.lexicon import Lexicon, Overlay, Words, overlay_text, read_entries, read_overlay
from domain.guidance.situation import Situation
from tests.support.guide_words import RAW, reading

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def steps(text: str, about: Situation) -> dict[str, bool | None]:
    return {step.part.value: step.done for step in guide(reading(text, about)).steps}


def test_low_is_answered_with_a_fact_and_a_solution() -> None:
    about = Situation(language="en")
    assert steps("", about) == {"fact": False, "solution": False, "call_to_action": False}
    text = "Your parcel is on its way; you can follow it here: reply with the number."
    assert steps(text, about) == {"fact": True, "solution": True, "call_to_action": True}
    assert steps("Order #48213.", about)["fact"]


def test_a_medium_complaint_wants_everything_once() -> None:
    about = Situation(Tier.MEDIUM, complaint=True, language="en")
    assert list(steps("", about)) == [
        "apology", "reason", "compensation", "summary", "promised_time", "call_to_action", "empathy",
    ]  # fmt: skip
    text = "So sorry that your parcel is late due to snow, I understand. You get a coupon by 9 am. Reply with it."
    assert set(steps(text, about).values()) == {True}


def test_a_high_complaint_as_in_the_picture() -> None:
    about = Situation(Tier.HIGH, complaint=True, language="zh-Hant", customer="王雅婷 Wang Yating")
    text = "王小姐，非常抱歉造成困擾，您反映的螢幕問題由我們主管立即處理。"
    assert steps(text, about) == {
        "personal_address": True, "urgent_promise": True, "specialist": True, "apology": True,
        "summary": True, "promised_time": False, "call_to_action": False, "empathy": True,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("customer", "text", "done"),
    [
        ("Maria Rossi", "Dear Maria, hello", True),
        ("Maria Rossi", "Gentile sig.ra ROSSI, hello", True),
        ("Maria Rossi", "Marianne, hello", False),
        ("王雅婷", "王小姐您好", True),
        ("王雅婷", "王國很大", False),
        ("สมชาย", "คุณสมชายคะ", True),
        ("خالد العتيبي", "أستاذ خالد، نعتذر", True),
        ("", "Hello", None),
        ("12345", "12345", None),
    ],
)
def test_a_personal_address_is_the_customers_name(customer: str, text: str, done: bool | None) -> None:
    assert steps(text, Situation(Tier.HIGH, language="en", customer=customer))["personal_address"] is done


def test_who_takes_up_the_customers_words_has_summed_up() -> None:
    about = Situation(Tier.HIGH, complaint=True, language="en", asked="The tablet screen is cracked for the third time")
    assert steps("A cracked screen of a tablet", about)["summary"]
    assert steps("We are on it", about)["summary"] is False
    chinese = Situation(Tier.HIGH, complaint=True, language="zh-Hant", asked="第三次了！螢幕又壞掉")
    assert steps("第三次螢幕壞掉", chinese)["summary"]


@pytest.mark.parametrize(
    ("tier", "waited", "state", "left"),
    [
        (Tier.LOW, 0, ClockState.RUNNING, 120),
        (Tier.LOW, 79, ClockState.RUNNING, 41),
        (Tier.LOW, 80, ClockState.WARNING, 40),
        (Tier.LOW, 120, ClockState.OVER, 0),
        (Tier.LOW, 299, ClockState.OVER, -179),
        (Tier.LOW, 300, ClockState.ESCALATED, -180),
        (Tier.MEDIUM, 40, ClockState.WARNING, 20),
        (Tier.HIGH, 9, ClockState.RUNNING, 21),
        (Tier.HIGH, -5, ClockState.RUNNING, 30),
    ],
)
def test_the_clock_turns_warns_and_escalates(tier: Tier, waited: int, state: ClockState, left: int) -> None:
    shown = clock(Situation(tier, waiting_since=NOW - timedelta(seconds=waited)), NOW)
    assert shown is not None
    assert (shown.state, shown.left) == (state, timedelta(seconds=left))
    assert 0 <= shown.spent <= 1


def test_no_clock_while_nobody_waits() -> None:
    assert clock(Situation(), NOW) is None


def test_figures_survive_their_setting_and_nonsense_is_refused() -> None:
    figures = read_figures('{"low": {"least": 5, "most": 9, "seconds": 30}, "lines": 4, "marker": "★"}')
    assert figures.tiers[Tier.LOW].most == 9
    assert figures.tiers[Tier.HIGH].seconds == 30
    assert (figures.lines, figures.marker) == (4, "★")
    assert read_figures(figures_text(figures)) == figures
    assert read_figures("{}") == Figures()
    for text in (
        "[]",
        "{",
        '{"low": {"least": 9, "most": 5, "seconds": 3}}',
        '{"lines": -1}',
        '{"lines": "x"}',
        '{"low": 3}',
    ):
        with pytest.raises(ValueError, match=r".*"):
            read_figures(text)


def test_a_workspace_changes_words_over_the_built_in_ones() -> None:
    built_in = read_entries(RAW["en"])
    overlay = read_overlay(
        '{"add": {"banned": ["nope"], "forbidden": {"calm down": "I understand"}},'
        ' "remove": {"banned": ["impossible"]}}'
    )
    entries = overlay.over(built_in)
    assert set(entries[Words.BANNED]) == {"don't understand", "nope"}
    assert Lexicon("en", entries).said(Words.FORBIDDEN, "calm down") == "I understand"
    assert read_overlay(overlay_text(overlay)) == overlay
    assert Overlay().over(built_in)[Words.DAYS] == {"tomorrow": "", "friday": ""}
    with pytest.raises(ValueError, match="object"):
        read_overlay("[]")


def test_word_lists_are_due_after_ninety_days() -> None:
    today = date(2026, 11, 22)
    assert not Overlay(reviewed=date(2026, 8, 25)).due(today, today)
    assert Overlay(reviewed=date(2026, 8, 24)).due(today, today)
    assert Overlay().due(today, date(2026, 1, 1))


def test_lists_of_another_shape_are_left_out() -> None:
    assert read_entries({"banned": 5, "forbidden": {"a": 1, "b": "c"}, "friendly": ["x", 3], "what": []}) == {
        Words.FORBIDDEN: {"b": "c"}, Words.FRIENDLY: {"x": ""},
    }  # fmt: skip


def test_missing_parts_in_the_order_of_the_card() -> None:
    assert guide(reading("", Situation(language="en"))).missing == (Part.FACT, Part.SOLUTION, Part.CALL_TO_ACTION)

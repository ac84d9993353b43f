"""Each check of the reply guide, through the composer of the running program: found, and refused where it blocks."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.words.lists import built_in
from domain.guidance.findings import CheckId, Level
from domain.guidance.lexicon import Words
from domain.ids import SettingKey
from domain.operations import ChangeSetting
from domain.shelf import lane_of_setting
from domain.templates.gaps import gap_text
from tests.support.desk import Desk, a_desk, hire, sign_in
from tests.support.team import Team, a_team

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
PHONE = "447700900111"
SHARP = "This is the third time it is broken! I am calling my lawyer and consumer protection."


def first(which: Words) -> str:
    return next(iter(built_in("en")[which]))


SAMPLES: Mapping[CheckId, str] = {
    CheckId.GAPS: "Your order " + gap_text("order number") + " is on its way.",
    CheckId.SECRETS: "Your password is Tr0ub4dor&3",
    CheckId.CARD_NUMBERS: "Is 4111 1111 1111 1111 your card?",
    CheckId.LANGUAGE: "Здравствуйте, мы уже проверяем ваш заказ и скоро ответим вам.",
    CheckId.FORBIDDEN: first(Words.FORBIDDEN),
    CheckId.BANNED: f"This is {first(Words.BANNED)}.",
    CheckId.OVERPROMISE: f"It is {first(Words.OVERPROMISE)}.",
    CheckId.AMOUNT_LIMIT: "As compensation you get a refund of 9,000 USD today.",
    CheckId.REFUND_DAYS: "You can return it within 30 days and get a refund.",
    CheckId.FRAGMENTS: "We look into it for you. " * 14,
    CheckId.WORD_RANGE: "Hello.",
    CheckId.STRUCTURE: "Hello.",
    CheckId.COMPLAINT: "Hello.",
    CheckId.EMPATHY: "We check the parcel now. It left today. It arrives tomorrow.",
    CheckId.CALL_TO_ACTION: "The parcel left our house.",
    CheckId.KEY_FACTS: "It arrives on 24 November.",
    CheckId.TERMS: f"The {first(Words.TECHNICAL)} failed.",
    CheckId.ABBREVIATIONS: f"The {first(Words.ABBREVIATIONS)} is near.",
    CheckId.EXCLAMATIONS: "We look into it!!! At once!",
    CheckId.FRIENDLY: (
        "The parcel stands in the house and the man has a list of all that came in this week. " * 3
    ).strip(),
}
"""A draft that each check has something to say about; three replies in a row are a case of their own."""


@pytest.mark.usefixtures("qapp")
async def test_each_check_speaks_and_can_block(tmp_path: Path) -> None:
    """L-1 to L-6, K-1, K-4, C-5, A-3, S18."""
    async with a_team(tmp_path) as team, a_desk(tmp_path / "desk", undo_seconds=0) as desk:
        await hire(team)
        await sign_in(desk, team)
        await a_sharp_message(desk, team)
        limits = {"limits": {"admin": 200}}
        await desk.program.services.guidance.set_levels(dict.fromkeys(CheckId, Level.BLOCK))
        await set_limits(desk, limits)
        await desk.until(lambda: levels(desk).get(CheckId.FRIENDLY) is Level.BLOCK)
        for check, draft in SAMPLES.items():
            await said_and_refused(desk, check, draft)
        assert team.provider.taken == []
        await in_a_row(desk, team)
    assert SAMPLES.keys() | {CheckId.IN_A_ROW} == set(CheckId)


async def a_sharp_message(desk: Desk, team: Team) -> None:
    await team.whatsapp(PHONE, "Amelia", SHARP)
    desk.press(Qt.Key.Key_2, CTRL)
    await desk.until(lambda: desk.window.inbox.column.model.rowCount() == 1)
    desk.press(Qt.Key.Key_Down, ALT)
    await desk.until(lambda: desk.window.inbox.guide.review is not None)
    desk.press(Qt.Key.Key_L, CTRL | SHIFT)


async def set_limits(desk: Desk, said: object) -> None:
    key = SettingKey("compensation")
    operator = desk.program.services.inbox.operator
    await operator.do(lane_of_setting(key), ChangeSetting(key, json.dumps(said)))


async def said_and_refused(desk: Desk, check: CheckId, draft: str) -> None:
    write(desk, draft)
    await desk.until(lambda: check in found(desk, draft))
    desk.press(Qt.Key.Key_Return, CTRL)
    middle = desk.window.inbox.middle
    await desk.until(lambda: middle.guide.text() or middle.composer.refusal)
    assert desk.window.inbox.middle.composer.text.strip() == draft.strip()


async def in_a_row(desk: Desk, team: Team) -> None:
    """The channel's spam control: after three of ours the fourth is asked about (C-5)."""
    off = dict.fromkeys(CheckId, Level.OFF) | {CheckId.IN_A_ROW: Level.BLOCK}
    await desk.program.services.guidance.set_levels(off)
    await desk.until(lambda: levels(desk).get(CheckId.FRIENDLY) is Level.OFF)
    for number in range(1, 4):
        write(desk, f"Reply {number}")
        desk.press(Qt.Key.Key_Return, CTRL)
        await team.taken(number)
        await desk.until(lambda: not desk.window.inbox.middle.composer.text)
    await said_and_refused(desk, CheckId.IN_A_ROW, "One more")


def levels(desk: Desk) -> Mapping[CheckId, Level]:
    review = desk.window.inbox.guide.review
    return review.about.levels if review is not None else {}


def found(desk: Desk, draft: str) -> set[CheckId]:
    """What the guide says of exactly that draft; nothing while it has not read it."""
    review = desk.window.inbox.guide.review
    if review is None or review.text.strip() != draft.strip():
        return set()
    return {finding.check for finding in review.findings}


def write(desk: Desk, text: str) -> None:
    """Other words in the composer; simulated keys know Latin letters only."""
    composer = desk.window.inbox.middle.composer
    composer.edit.selectAll()
    composer.edit.insertPlainText(text)
    composer.focus_text()

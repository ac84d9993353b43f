"""The reply guide as an agent lives it: real server, real window, the lists that ship, rules kept for everybody."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.words.lists import built_in
from domain.guidance.findings import CheckId, Level
from domain.guidance.lexicon import Words
from tests.support.desk import Desk, a_desk, hire, sign_in
from tests.support.team import Team, a_team

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
PHONE = "79161234567"


@pytest.mark.usefixtures("qapp")
async def test_a_reply_is_guided_put_right_asked_about_and_sent(tmp_path: Path) -> None:
    async with a_team(tmp_path) as team, a_desk(tmp_path / "desk", undo_seconds=0) as desk:
        await hire(team)
        await sign_in(desk, team)
        await asked(desk, team)
        await put_right(desk)
        await started(desk)
        await asked_and_sent(desk, team)
        await refused(desk)


async def asked(desk: Desk, team: Team) -> None:
    await team.whatsapp(PHONE, "Мария", "Здравствуйте, где мой заказ 48213? Он так и не пришёл.")
    desk.press(Qt.Key.Key_2, CTRL)
    await desk.until(lambda: desk.window.inbox.column.model.rowCount() == 1)
    desk.press(Qt.Key.Key_Down, ALT)
    card = desk.window.inbox.side.guide
    await desk.until(lambda: card.isVisible() and card.clock_meter.isVisible())
    assert desk.window.inbox.guide.review is not None
    assert desk.window.inbox.guide.review.about.language == "ru"
    desk.press(Qt.Key.Key_L, CTRL | SHIFT)


async def put_right(desk: Desk) -> None:
    """A forbidden phrase of the shipped list becomes what to write instead."""
    phrase, instead = next((one, said) for one, said in built_in("ru")[Words.FORBIDDEN].items() if "/" not in said)
    write(desk, phrase)
    await desk.until(lambda: desk.window.inbox.side.guide.value is not None and reviewed(desk))
    desk.press(Qt.Key.Key_Period, CTRL)
    assert desk.window.inbox.middle.composer.text.casefold() == instead.casefold()
    write(desk, "")


async def started(desk: Desk) -> None:
    """A sentence for what is missing comes filled in, its fields gone."""
    card = desk.window.inbox.side.guide
    await desk.until(lambda: card.value is not None and any(line.tip for line in card.value.structure))
    desk.press(Qt.Key.Key_I, CTRL)
    text = desk.window.inbox.middle.composer.text
    assert text
    assert "{{" not in text
    write(desk, "")


async def asked_and_sent(desk: Desk, team: Team) -> None:
    promise = next(iter(built_in("ru")[Words.OVERPROMISE]))
    write(desk, promise)
    desk.press(Qt.Key.Key_Return, CTRL)
    await desk.until(lambda: desk.window.inbox.middle.guide.asking)
    assert not team.provider.taken
    desk.press(Qt.Key.Key_Return)
    taken = await team.taken(1)
    assert taken[0].text == promise
    await desk.until(lambda: not desk.window.inbox.middle.composer.text)


async def refused(desk: Desk) -> None:
    """What the workspace blocks is refused on this computer, as soon as the rule is set."""
    guidance = desk.program.services.guidance
    await guidance.set_levels({CheckId.BANNED: Level.BLOCK})
    await desk.until(lambda: desk.window.inbox.guide.review and desk.window.inbox.guide.review.about.levels)
    word = next(iter(built_in("ru")[Words.BANNED]))
    write(desk, word)
    desk.press(Qt.Key.Key_Return, CTRL)
    await desk.until(desk.window.inbox.middle.guide.text)
    assert not desk.window.inbox.middle.guide.asking
    assert desk.window.inbox.middle.composer.text == word


def write(desk: Desk, text: str) -> None:
    """Other words in the composer; simulated keys know Latin letters only."""
    composer = desk.window.inbox.middle.composer
    composer.edit.selectAll()
    composer.edit.insertPlainText(text)
    composer.focus_text()


def reviewed(desk: Desk) -> bool:
    review = desk.window.inbox.guide.review
    return review is not None and review.text == desk.window.inbox.middle.composer.text

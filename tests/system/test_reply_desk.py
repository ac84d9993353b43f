"""The reply desk as an agent lives it: the shipped engine says how upset somebody is, the shipped replies answer."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from domain.emotion.assessment import Tier, Topic
from tests.support.desk import Desk, a_desk, hire, sign_in
from tests.support.team import Team, a_team

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
PHONE = "447700900111"
CALM = "Hi, where is my order BR-20481 please?"
SHARP = "This is the third time you have lied to me! I am calling my lawyer and consumer protection."


@pytest.mark.usefixtures("qapp")
async def test_a_message_is_judged_and_answered_from_the_palette(tmp_path: Path) -> None:
    """E-1, Q-1, Q-3: the order's facts are in the answer, which leaves with a second key."""
    async with a_team(tmp_path) as team, a_desk(tmp_path / "desk", undo_seconds=0) as desk:
        await hire(team)
        await known_to_the_shop(team)
        await sign_in(desk, team)
        await calm_and_answered(desk, team)
        await sharp_and_corrected(desk, team)
        await inserted_and_finished_by_hand(desk, team)


async def known_to_the_shop(team: Team) -> None:
    person = {"name": "Amelia", "phones": [f"+{PHONE}"], "language": "en"}
    await team.gateway.request_json("PUT", "/v1/customer-directory/c-1", person)
    order = {
        "goods": "Linen bed set",
        "amount": 12_900,
        "currency": "GBP",
        "status": "shipped",
        "at": "2026-11-18T10:00:00Z",
        "carrier": "Royal Mail",
        "waybill": "RM204810GB",
        "link": "https://tracking.example/RM204810GB",
        "expected_at": "2026-11-30T10:00:00Z",
    }
    await team.gateway.request_json("PUT", "/v1/customer-directory/c-1/orders/BR-20481", order)


async def calm_and_answered(desk: Desk, team: Team) -> None:
    await team.whatsapp(PHONE, "Amelia", CALM)
    desk.press(Qt.Key.Key_2, CTRL)
    await desk.until(lambda: desk.window.inbox.column.model.rowCount() == 1)
    desk.press(Qt.Key.Key_Down, ALT)
    await desk.until(lambda: bool(desk.shown) and desk.shown[-1].message.assessment is not None)
    says = desk.shown[-1].message.assessment
    assert says is not None
    assert (says.tier, says.topic, says.language) == (Tier.LOW, Topic.LOGISTICS, "en")
    desk.press(Qt.Key.Key_L, CTRL | SHIFT)
    composer = desk.window.inbox.middle.composer
    await desk.until(lambda: composer.identity_id is not None and desk.window.inbox.side.customer.orders.isVisible())
    desk.keys("/track")
    await desk.until(lambda: composer.quick.palette.current() is not None)
    desk.press(Qt.Key.Key_Return, CTRL)
    [taken] = await team.taken(1)
    for fact in ("BR-20481", "Royal Mail", "RM204810GB", "https://tracking.example/RM204810GB"):
        assert fact in taken.text
    assert "{{" not in taken.text
    await desk.until(lambda: not composer.text)


async def sharp_and_corrected(desk: Desk, team: Team) -> None:
    await team.whatsapp(PHONE, "Amelia", SHARP)
    await desk.until(lambda: desk.shown[-1].message.text == SHARP)
    says = desk.shown[-1].message.assessment
    assert says is not None
    assert (says.tier, says.complaint) == (Tier.HIGH, True)
    assert all(reason.words in SHARP for reason in says.reasons)
    desk.press(Qt.Key.Key_2, CTRL | SHIFT)
    await desk.until(lambda: tier(desk) is Tier.MEDIUM)
    desk.press(Qt.Key.Key_3, CTRL | SHIFT)
    await desk.until(lambda: tier(desk) is Tier.HIGH)


async def inserted_and_finished_by_hand(desk: Desk, team: Team) -> None:
    """Enter only inserts; what fits the tier comes first, the agent goes on writing."""
    composer = desk.window.inbox.middle.composer
    desk.press(Qt.Key.Key_L, CTRL | SHIFT)
    desk.keys("/late")
    await desk.until(lambda: composer.quick.palette.current() is not None)
    desk.press(Qt.Key.Key_Return)
    assert "BR-20481" in composer.text
    assert len(team.provider.taken) == 1


def tier(desk: Desk) -> Tier | None:
    says = desk.shown[-1].message.assessment
    return says.tier if says else None

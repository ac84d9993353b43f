"""The journey as an agent lives it: real processes, the real window, and nothing but keys."""

import statistics
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from domain.message import Delivery
from tests.support.desk import Desk, a_desk, hire, sign_in
from tests.support.figures import figure
from tests.support.team import Team, a_team
from tests.system.test_journey import PHONE, USER, put_into_directory

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
REPLY = "We are on it, dear Somchai."
ROUNDS = 9


@pytest.mark.usefixtures("qapp")
async def test_two_channels_in_one_thread_answered_by_keys(tmp_path: Path) -> None:
    """C-2, C-3: both messages in one thread, the reply at the provider, the ticks back on screen."""
    async with a_team(tmp_path, talks_back=True) as team, a_desk(tmp_path / "desk") as desk:
        await hire(team)
        await put_into_directory(team)
        await sign_in(desk, team)
        await two_messages(desk, team)
        await answer(desk, team)
        await arrivals(desk, team)


async def two_messages(desk: Desk, team: Team) -> None:
    began = time.perf_counter()
    await team.whatsapp(PHONE, "Somchai", "first on WhatsApp")
    desk.press(Qt.Key.Key_2, CTRL)
    await desk.until(lambda: desk.window.inbox.column.model.rowCount() == 1)
    desk.press(Qt.Key.Key_Down, ALT)
    await desk.until(lambda: texts(desk) == ["first on WhatsApp"])
    figure(f"WhatsApp webhook to the open thread: {(time.perf_counter() - began) * 1000:.0f} ms")
    began = time.perf_counter()
    await team.instagram(USER, "then on Instagram")
    await desk.until(lambda: texts(desk) == ["first on WhatsApp", "then on Instagram"])
    figure(f"Instagram webhook to the bubble in the joined thread: {(time.perf_counter() - began) * 1000:.0f} ms")
    await desk.until(lambda: desk.window.inbox.column.model.rowCount() == 1)
    reply_on = desk.window.inbox.middle.composer.foot.channel
    await desk.until(lambda: reply_on.text().startswith("Instagram"))


async def answer(desk: Desk, team: Team) -> None:
    desk.press(Qt.Key.Key_L, CTRL | Qt.KeyboardModifier.ShiftModifier)
    desk.keys(REPLY)
    composer = desk.window.inbox.middle.composer
    assert composer.text == REPLY
    desk.press(Qt.Key.Key_Return, CTRL)
    desk.press(Qt.Key.Key_Return, CTRL)  # pressed twice, sent once (R5)
    taken = await team.taken(1)
    assert (taken[0].to, taken[0].text, taken[0].line.kind) == (USER, REPLY, "instagram")
    await desk.until(lambda: desk.shown[-1].message.delivery is Delivery.READ and desk.shown[-1].sending is None)
    assert texts(desk)[2:] == [REPLY]
    assert composer.text == ""
    assert len(team.provider.taken) == 1


async def arrivals(desk: Desk, team: Team) -> None:
    """How long a customer's message takes to the screen, more than once."""
    times: list[float] = []
    for number in range(ROUNDS):
        began = time.perf_counter()
        await team.instagram(USER, f"and {number}")
        await desk.until(lambda n=number: texts(desk)[-1] == f"and {n}")  # type: ignore[misc]
        times.append((time.perf_counter() - began) * 1000)
    figure(
        f"webhook to bubble, {ROUNDS} messages: median {statistics.median(times):.0f} ms, longest {max(times):.0f} ms"
    )


def texts(desk: Desk) -> list[str]:
    return [entry.message.text for entry in desk.shown]

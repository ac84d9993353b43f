"""Search as an agent lives it: real server, real window, keys only; what is not on this computer is opened."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.support.desk import Desk, a_desk, hire, sign_in
from tests.support.team import Team, a_team
from widgets.search_list.lines import SearchLine

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PHONE, COUNT = "66812345678", 130
NEEDLE = "the needle is here"


@pytest.mark.usefixtures("qapp")
async def test_what_only_the_server_has_is_found_and_opened(tmp_path: Path) -> None:
    async with a_team(tmp_path) as team, a_desk(tmp_path / "desk") as desk:
        await hire(team)
        await long_talk(team)
        await sign_in(desk, team)
        await desk.until(lambda: not desk.program.services.waiting.status.pulling)
        desk.press(Qt.Key.Key_F, CTRL | SHIFT)
        desk.keys("needle")
        await desk.until(lambda: [hit.remote for hit in hits(desk)] == [True])
        desk.press(Qt.Key.Key_Return)
        view = desk.window.inbox.middle.view
        await desk.until(lambda: view.current == hits(desk)[0].key.removeprefix("hit "))
        number = view.stack.index_of(view.current)
        assert number is not None
        assert number in view.visible_rows()
        entry = view.stack.rows[number].entry
        assert entry is not None
        assert entry.message.text == NEEDLE
        await back_on_this_computer(desk)


async def back_on_this_computer(desk: Desk) -> None:
    """The jump brought the history along: the same search finds it here now, and nothing twice."""
    desk.press(Qt.Key.Key_Escape)
    await desk.until(lambda: not desk.window.inbox.column.searching)
    desk.press(Qt.Key.Key_F, CTRL | SHIFT)
    desk.keys("needle")
    searcher = desk.window.inbox.column.searcher
    await desk.until(lambda: hits(desk) and searcher.settled)
    assert [hit.remote for hit in hits(desk)] == [False]


async def long_talk(team: Team) -> None:
    for number in range(COUNT):
        await team.whatsapp(PHONE, "Somchai", NEEDLE if number == 2 else f"message {number}")
    await team.backend.settled()  # or the needle might be among the newest of what a new computer gets


def hits(desk: Desk) -> list[SearchLine]:
    return [line for line in desk.window.inbox.column.panel.model.lines if line.hit is not None]

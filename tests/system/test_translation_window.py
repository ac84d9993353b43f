"""Translation as an agent lives it: real server, real window, real keys, a LibreTranslate on this computer."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.ports.translation import Provider
from domain.message import Author
from tests.support.desk import Desk, a_desk, hire, sign_in
from tests.support.http_server import scripted_server
from tests.support.team import Team, a_team
from tests.support.translation_server import play

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
PHONE = "66812345678"


@pytest.mark.usefixtures("qapp")
async def test_a_thai_message_is_read_and_answered_in_thai(tmp_path: Path) -> None:
    async with (
        scripted_server() as provider,
        a_team(tmp_path) as team,
        a_desk(tmp_path / "desk", undo_seconds=0) as desk,
    ):
        play(provider)
        await hire(team)
        await sign_in(desk, team)
        await opened(desk, team)
        assert provider.asked == []
        await desk.program.services.translation.set_up(Provider.LIBRE, provider.address)
        await read(desk)
        await answered(desk, team)
        asked = provider.count("POST /translate")
        await read_again_from_this_computer(desk)
        assert provider.count("POST /translate") == asked


async def opened(desk: Desk, team: Team) -> None:
    await team.whatsapp(PHONE, "สมชาย", "สวัสดี")
    desk.press(Qt.Key.Key_2, CTRL)
    await desk.until(lambda: desk.window.inbox.column.model.rowCount() == 1)
    desk.press(Qt.Key.Key_Down, ALT)
    await desk.until(lambda: desk.shown)


async def read(desk: Desk) -> None:
    desk.press(Qt.Key.Key_Y, CTRL | SHIFT)
    view = desk.window.inbox.middle.view
    await desk.until(lambda: view.translations.of(desk.shown[0]))
    said = view.translations.of(desk.shown[0])
    assert said is not None
    assert said.text == "Hello"
    assert desk.shown[0].message.text == "สวัสดี"


async def answered(desk: Desk, team: Team) -> None:
    desk.press(Qt.Key.Key_L, CTRL | SHIFT)
    desk.keys("Hello")
    desk.press(Qt.Key.Key_D, CTRL | SHIFT)
    bar = desk.window.inbox.middle.translation
    await desk.until(lambda: bar.draft is not None)
    assert bar.again.toPlainText() == "Hello"
    desk.press(Qt.Key.Key_D, CTRL | SHIFT)
    assert desk.window.inbox.middle.composer.text == "สวัสดี"
    desk.window.inbox.middle.composer.edit.undo()
    assert desk.window.inbox.middle.composer.text == "Hello"
    desk.window.inbox.middle.composer.edit.redo()
    desk.press(Qt.Key.Key_Return, CTRL)
    await desk.until(lambda: any(entry.message.author is Author.AGENT for entry in desk.shown))
    assert desk.shown[-1].message.text == "สวัสดี"


async def read_again_from_this_computer(desk: Desk) -> None:
    view, thread = desk.window.inbox.middle.view, desk.window.inbox.thread_id
    desk.window.inbox.open_thread(None)
    desk.window.inbox.open_thread(thread)
    await desk.until(lambda: len(desk.shown) == 2 and all(view.translations.of(entry) for entry in desk.shown))

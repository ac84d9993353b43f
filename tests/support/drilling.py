"""A learner at the real program, by keys alone: `python -m tests.support.drilling` answers and waits to be killed."""

import asyncio
import json
import os
import sys
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from domain.training.item import DrillKind
from tests.support.client import FileSecrets
from tests.support.desk import Desk, a_desk, sign_in_at
from ui.places import TRAINING
from ui.training.drill_page import DrillPage
from ui.training.drill_run import Phase
from ui.training.flash_view import FlashView
from ui.training.place import TrainingPlace
from ui.training.today_desk import TodayDesk

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
PAGES = ("today", "drills", "pressure", "progress", "packs", "learners")


def secrets_of(folder: Path) -> FileSecrets:
    """The keychain of whoever works on these folders."""
    return FileSecrets(folder.with_suffix(".secrets"))


async def go_to(desk: Desk, page: str) -> QWidget:
    """That page of the training, by keys; from Today on, which it opens with."""
    desk.press(Key.Key_7, CTRL)
    await desk.until(lambda: TRAINING in desk.window.shell.places)
    place = place_of(desk)
    while place.page != page:
        desk.press(Key.Key_F7)
    return place.desks.made[page]


def place_of(desk: Desk) -> TrainingPlace:
    found = desk.window.shell.places[TRAINING]
    assert isinstance(found, TrainingPlace)
    return found


async def today_of(desk: Desk) -> TodayDesk:
    """Today, read."""
    found = await go_to(desk, "today")
    assert isinstance(found, TodayDesk)
    await desk.until(lambda: found.ring.words)
    return found


async def tab_to(desk: Desk, wanted: QWidget) -> None:
    """Tab until it has the keys."""
    for _step in range(60):
        if wanted.hasFocus():
            return
        desk.press(Key.Key_Tab)
        await asyncio.sleep(0)
    raise AssertionError(f"Tab never comes to {wanted.accessibleName() or wanted}")


async def answer(desk: Desk, count: int) -> DrillPage:
    """So many messages of the drill on screen, each answered and its review left; what was done is kept."""
    place = place_of(desk)
    await desk.until(lambda: place.drill is not None and place.drill.run.running)
    drill = place.drill
    assert drill is not None
    for done in range(count):
        await desk.until(lambda: drill.run.running)
        await _answer_one(desk, drill)
        assert len(drill.run.attempts) == done + 1
        desk.press(Key.Key_Space)
    await desk.until(lambda: drill.keeper.idle)
    return drill


async def _answer_one(desk: Desk, drill: DrillPage) -> None:
    assert drill.run.task is not None
    kind = drill.run.task.kind
    if kind is DrillKind.KEYWORDS:
        desk.press(Key.Key_Space)
    elif kind is DrillKind.FLASH:
        await _read_flashes(desk, drill)
    digits = 0
    while drill.run.phase is Phase.TASK:
        desk.press(Key.Key_1)
        digits += 1
        assert digits < 9, f"digits do not answer {kind}"
        await asyncio.sleep(0)


async def _read_flashes(desk: Desk, drill: DrillPage) -> None:
    """Stops the pieces, turns to the last, goes on from there at the fastest pace, until they are over."""
    view = drill.view
    assert isinstance(view, FlashView)
    desk.press(Key.Key_Space)
    for _step in range(40):
        desk.press(Key.Key_Right)
        desk.press(Key.Key_Up)
    desk.press(Key.Key_Space)
    await desk.until(lambda: view.run is not None and view.run.over)


async def _drill(order: dict[str, Any]) -> None:
    folder = Path(order["folder"])
    async with a_desk(folder, secrets=secrets_of(folder)) as desk:
        await sign_in_at(desk, order["server"], order["email"])
        today = await today_of(desk)
        await desk.until(today.start.hasFocus)
        desk.press(Key.Key_Return)
        drill = await answer(desk, order["messages"])
        seconds = sum(one.seconds for one in drill.run.attempts)
        said = {"id": drill.run.going.id, "attempts": len(drill.run.attempts), "seconds": seconds}
        sys.stdout.write(json.dumps(said) + "\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


def main() -> None:
    """Until somebody kills it."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from app.run import make_application
    from ui.loop import make_loop

    with asyncio.Runner(loop_factory=partial(make_loop, make_application())) as runner:
        runner.run(_drill(json.loads(sys.stdin.readline())))


if __name__ == "__main__":
    main()

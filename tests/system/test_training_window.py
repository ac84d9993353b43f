"""Speed reading as learners and trainers live it: real processes, the real window, and nothing but keys (S-1, S-2)."""

from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from domain.agent import Role
from tests.support.desk import Desk, a_desk, hire, sign_in
from tests.support.drilling import CTRL, Key, answer, go_to, secrets_of, tab_to, today_of
from tests.support.processes import Child
from tests.support.seat import take_a_seat
from tests.support.team import Team, a_team
from tests.system.test_training_story import Seat
from ui.training.drills_desk import DrillsDesk
from ui.training.learners_desk import LearnersDesk
from ui.training.packs_desk import PacksDesk

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
TRAINER, SECOND, LEARNER = "tara@example.com", "uma@example.com", "ada@example.com"
MESSAGE, PACK = "My parcel never came", "Night shift"


@pytest.mark.usefixtures("qapp")
async def test_what_a_killed_program_had_seen_is_recorded_once(tmp_path: Path) -> None:
    """S-1: the drill by keys, kill -9 after three messages, the next start, the trainer's page."""
    async with a_team(tmp_path) as team, AsyncExitStack() as stack:
        await hire(team, "Ada", LEARNER, Role.AGENT)
        await hire(team, "Tara", TRAINER, Role.TRAINER)
        folder, killed = tmp_path / "ada", Child("-m", "tests.support.drilling")
        killed.launch({"folder": str(folder), "server": team.backend.address, "email": LEARNER, "messages": 3})
        try:
            said = await killed.line()
        finally:
            killed.kill()
        assert said["attempts"] == 3
        for _start in range(2):
            async with a_desk(folder, secrets=secrets_of(folder)) as desk:
                await sign_in(desk, team, LEARNER)
                await recorded(desk, said["seconds"])
        await counted(stack, team, tmp_path)


async def recorded(desk: Desk, seconds: float) -> None:
    """Today has the seconds of the go that was cut off, also at the second start."""
    today = await today_of(desk)
    assert today.start.text() == "Go on (Enter)"
    assert "done" in today.heading.text()
    assert (await desk.program.services.training.today()).seconds >= seconds
    await desk.drained()


async def counted(stack: AsyncExitStack, team: Team, folder: Path) -> None:
    """The trainer's page has one practice of Ada's."""
    desk = await stack.enter_async_context(a_desk(folder / "tara"))
    await sign_in(desk, team, TRAINER)
    learners = await go_to(desk, "learners")
    assert isinstance(learners, LearnersDesk)
    await desk.until(lambda: learners.page.seen is not None)
    rows = learners.page.learners.table.sheet_model.sheet.rows
    assert [[cell.text for cell in row[:2]] for row in rows] == [["Ada", "1"]]


@pytest.mark.usefixtures("qapp")
async def test_a_pack_from_the_first_word_to_the_learners_list(tmp_path: Path) -> None:
    """S-2: written, checked by two others, published; the learner finds it and reads it."""
    async with a_team(tmp_path) as team, AsyncExitStack() as stack:
        await hire(team, "Tara", TRAINER, Role.TRAINER)
        await hire(team, "Uma", SECOND, Role.TRAINER)
        await hire(team, "Ada", LEARNER, Role.AGENT)
        vera = await take_a_seat(stack, team, tmp_path, "Vera", Role.LEAD, Seat)
        tara = await stack.enter_async_context(a_desk(tmp_path / "tara"))
        await sign_in(tara, team, TRAINER)
        packs = await written(tara)
        async with a_desk(tmp_path / "uma") as uma:
            await sign_in(uma, team, SECOND)
            await checked(uma)
        await agreed(vera)
        await published(tara, packs)
        async with a_desk(tmp_path / "ada") as ada:
            await sign_in(ada, team, LEARNER)
            await found(ada)


async def written(desk: Desk) -> PacksDesk:
    packs = await packs_of(desk)
    new = next(one for one in packs.overview.findChildren(type(packs.page.add)) if one.property("deed") == "new")
    await tab_to(desk, new)
    desk.press(Key.Key_Space)
    await desk.until(lambda: packs.deeds.dialog is not None and packs.deeds.dialog.isActiveWindow())
    desk.keys(PACK)
    desk.press(Key.Key_Return)
    await desk.until(lambda: packs.page.title.text() == PACK)
    await desk.come_to_front()
    assert packs.page.add.hasFocus()
    desk.press(Key.Key_N, CTRL)
    desk.keys(MESSAGE)
    desk.press(Key.Key_M, CTRL)
    assert packs.page.form.flaws.isHidden()
    desk.press(Key.Key_S, CTRL)
    await desk.until(lambda: not packs.page.save.isEnabled())
    return packs


async def checked(desk: Desk) -> None:
    """Uma answers before she sees the key, then agrees."""
    packs = await packs_of(desk)
    await desk.until(lambda: any(getattr(one, "entries", ()) for one in packs.overview.packs.values()))
    assert packs.overview.title.text() == PACK
    await tab_to(desk, packs.overview.buttons["review"])
    desk.press(Key.Key_Space)
    page = packs.review
    await desk.until(lambda: page.isVisible() and page.text.hasFocus())
    for _word in range(3):
        desk.press(Key.Key_Right)
    desk.press(Key.Key_Space)
    for row in page.rows.values():
        await tab_to(desk, next(iter(row.buttons.values())))
        desk.press(Key.Key_Space)
    assert page.key_card.isHidden()
    desk.press(Key.Key_Return, CTRL)
    assert page.key_card.isVisible()
    desk.press(Key.Key_Return, CTRL)
    await desk.until(page.done.isVisible)
    await desk.drained()


async def agreed(seat: Seat) -> None:
    """Somebody else agrees, too, on another computer."""

    async def one_agrees() -> bool:
        return any(entry.checks for pack in await seat.packs.packs() for entry in pack.entries)

    await seat.house.until(one_agrees)
    [pack] = await seat.packs.packs()
    await seat.packs.check(pack.id, pack.entries[0].item, True, "")
    await seat.house.drained()


async def published(desk: Desk, packs: PacksDesk) -> None:
    def agreed_on() -> bool:
        pack = packs.work.open.pack
        return pack is not None and bool(pack.entries) and len(pack.entries[0].checks) == 2

    await desk.come_to_front()
    await desk.until(agreed_on)
    await tab_to(desk, packs.page.publish)
    desk.press(Key.Key_Space)
    await desk.until(lambda: packs.deeds.dialog is not None and packs.deeds.dialog.isActiveWindow())
    desk.press(Key.Key_Return)
    await desk.until(lambda: packs.work.open.pack is not None and packs.work.open.pack.edition == 1)
    await desk.drained()


async def found(desk: Desk) -> None:
    """Ada chooses it by its name; its message is what she reads."""
    drills = await go_to(desk, "drills")
    assert isinstance(drills, DrillsDesk)
    await desk.until(lambda: drills.pack.findText(PACK) > 0)
    await tab_to(desk, drills.pack)
    desk.keys(PACK[:5])
    assert drills.pack.currentText() == PACK
    await tab_to(desk, drills.start)
    desk.press(Key.Key_Return)
    drill = await answer(desk, 1)
    assert drill.run.task is not None
    assert drill.run.task.item.text == MESSAGE


async def packs_of(desk: Desk) -> PacksDesk:
    found = await go_to(desk, "packs")
    assert isinstance(found, PacksDesk)
    await desk.until(lambda: found.overview.packs)
    return found

"""Questions of a screen: the newest answer counts, and changes that come in a burst are asked for together."""

import asyncio

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from app.errors import KnownError, OwnBug, Unreachable
from app.tasks import TaskOwner
from ui.background import Background


class Asking:
    """A screen that asks how many there are; every answer waits until it is let out."""

    def __init__(self) -> None:
        self.failures: list[Exception] = []
        self.troubles: list[KnownError] = []
        self.tasks = TaskOwner(self.failures.append)
        self.owner = QObject()
        self.background = Background(self.tasks, self.owner, self.troubles.append)
        self.asked: list[asyncio.Future[int]] = []
        self.shown: list[int] = []

    async def count(self) -> int:
        self.asked.append(asyncio.get_running_loop().create_future())
        return await self.asked[-1]

    def again(self) -> None:
        self.background.again(self.count, self.shown.append, "count")


@pytest.fixture
def asking(qapp: QApplication) -> Asking:
    return Asking()


async def turns() -> None:
    for _turn in range(5):
        await asyncio.sleep(0)


async def test_a_burst_of_changes_asks_twice_and_ends_with_what_is_so(asking: Asking) -> None:
    for _change in range(6):
        asking.again()
        await turns()
    assert len(asking.asked) == 1
    asking.asked[0].set_result(1)
    await turns()
    assert len(asking.asked) == 2
    asking.asked[1].set_result(6)
    await turns()
    assert (len(asking.asked), asking.shown) == (2, [1, 6])


async def test_after_an_error_what_changed_meanwhile_is_asked_for(asking: Asking) -> None:
    asking.again()
    await turns()
    asking.again()
    asking.asked[0].set_exception(Unreachable("offline"))
    await turns()
    asking.asked[1].set_result(2)
    await turns()
    assert (len(asking.troubles), asking.shown) == (1, [2])


async def test_a_fault_of_our_own_is_told_to_the_screen_and_to_who_reports_it(asking: Asking) -> None:
    fault, told = ZeroDivisionError(), list[KnownError]()
    asking.background.run(asking.count(), asking.shown.append, told.append)
    await turns()
    asking.asked[0].set_exception(fault)
    await turns()
    assert [type(error) for error in told] == [OwnBug]
    assert asking.failures == [fault]


async def test_what_is_forgotten_is_neither_shown_nor_asked_again_and_the_next_goes_at_once(asking: Asking) -> None:
    asking.again()
    await turns()
    asking.again()
    asking.background.forget("count")
    asking.again()
    await turns()
    assert len(asking.asked) == 2
    asking.asked[1].set_result(2)
    await turns()
    assert (len(asking.asked), asking.shown) == (2, [2])


async def test_a_first_question_counts_as_one_that_is_out(asking: Asking) -> None:
    asking.background.run(asking.count(), asking.shown.append, latest="count")
    await turns()
    asking.again()
    await turns()
    assert len(asking.asked) == 1
    asking.asked[0].set_result(1)
    await turns()
    asking.asked[1].set_result(2)
    await turns()
    assert asking.shown == [1, 2]


async def test_who_goes_on_does_not_wait_for_what_was_read_before(asking: Asking) -> None:
    asking.again()
    await turns()
    asking.background.forget("count")
    await turns()
    assert asking.asked[0].cancelled()
    assert (asking.shown, asking.failures, len(asking.tasks)) == ([], [], 0)


async def test_what_was_done_a_moment_before_the_end_is_done_and_what_was_asked_is_not(asking: Asking) -> None:
    kept: list[int] = []
    asking.background.run(asking.count(), kept.append)
    asking.background.run(asking.count(), asking.shown.append, latest="count")
    ending = asyncio.ensure_future(asking.tasks.close())
    await turns()
    assert not ending.done()
    asking.asked[0].set_result(7)
    async with asyncio.timeout(60):
        await ending
    assert (kept, asking.shown) == ([7], [])

"""Coroutines beside keys and paints: in order, from every thread, none kept from their turn."""

import asyncio
from threading import Thread

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from ui.loop import make_loop


async def test_what_is_called_soon_runs_in_its_order_and_not_at_once(qapp: QApplication) -> None:
    loop = asyncio.get_running_loop()
    ran: list[object] = []
    for number in range(5):
        loop.call_soon(ran.append, number)
    before = list(ran)
    await asyncio.sleep(0)
    assert (before, ran) == ([], [0, 1, 2, 3, 4])


async def test_what_is_taken_back_does_not_run(qapp: QApplication) -> None:
    loop = asyncio.get_running_loop()
    ran: list[object] = []
    handles = [loop.call_soon(ran.append, number) for number in range(3)]
    handles[1].cancel()
    await asyncio.sleep(0)
    assert ran == [0, 2]


async def test_other_threads_are_heard_in_their_order(qapp: QApplication) -> None:
    loop, all_said = asyncio.get_running_loop(), asyncio.Event()
    ran: list[object] = []

    def say() -> None:
        for number in range(500):
            loop.call_soon_threadsafe(ran.append, number)
        loop.call_soon_threadsafe(all_said.set)

    talker = Thread(target=say)
    talker.start()
    await all_said.wait()
    talker.join()
    assert ran == list(range(500))


async def test_a_coroutine_without_rest_keeps_no_key_and_no_paint_waiting(qapp: QApplication) -> None:
    fired: list[bool] = []
    QTimer.singleShot(0, lambda: fired.append(True))
    while not fired:  # noqa: ASYNC110 - what never rests is what is tried
        await asyncio.sleep(0)


async def test_a_dialog_that_runs_inside_of_a_callback_lets_the_others_go_on(qapp: QApplication) -> None:
    loop = asyncio.get_running_loop()
    ran: list[object] = []
    inner, over = QEventLoop(), asyncio.Event()

    def dialog() -> None:
        inner.exec()
        over.set()

    def last() -> None:
        ran.append("behind it")
        loop.call_soon(inner.quit)

    loop.call_soon(dialog)
    loop.call_soon(last)
    await over.wait()
    assert ran == ["behind it"]


async def test_a_menu_that_a_coroutine_opens_lets_the_other_coroutines_go_on(qapp: QApplication) -> None:
    inner, me = QEventLoop(), asyncio.current_task()
    ran: list[object] = []

    async def other() -> None:
        await asyncio.to_thread(ran.append, "on a thread")
        await asyncio.sleep(0.001)
        ran.append("behind it")
        inner.quit()

    task = asyncio.create_task(other())
    inner.exec()
    assert ran == ["on a thread", "behind it"]
    assert asyncio.current_task() is me
    await task


async def test_an_error_reaches_the_loops_handler_and_stops_nobody_else(qapp: QApplication) -> None:
    loop = asyncio.get_running_loop()
    told: list[Exception] = []
    ran: list[object] = []
    before = loop.get_exception_handler()
    loop.set_exception_handler(lambda _loop, context: told.append(context["exception"]))
    loop.call_soon(lambda: 1 / 0)
    loop.call_soon(ran.append, "next")
    await asyncio.sleep(0)
    loop.set_exception_handler(before)
    assert [type(error) for error in told] == [ZeroDivisionError]
    assert ran == ["next"]


def test_a_closed_loop_says_so(qapp: QApplication) -> None:
    loop = make_loop(qapp)
    loop.close()
    with pytest.raises(RuntimeError, match="closed"):
        loop.call_soon_threadsafe(print)

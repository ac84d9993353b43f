"""The hook for `async def` tests runs them for real and hears of tasks that fail with nobody waiting."""

import asyncio

import pytest
from pytestqt.qtbot import QtBot

from tests.support import coroutines


async def test_a_plain_coroutine_test_runs_on_asyncio() -> None:
    await asyncio.sleep(0)
    assert type(asyncio.get_running_loop()).__module__.startswith("asyncio")


async def test_a_test_with_qt_runs_on_its_loop(qtbot: QtBot) -> None:
    await asyncio.sleep(0.01)
    assert type(asyncio.get_running_loop()).__module__ == "ui.loop"


def test_a_failing_test_fails() -> None:
    async def fails() -> None:
        await asyncio.sleep(0)
        raise ValueError("seen")

    with pytest.raises(ValueError, match="seen"):
        coroutines.run_to_the_end(fails)


def test_what_only_the_loop_hears_fails_the_test() -> None:
    async def passes() -> None:
        asyncio.get_running_loop().call_soon(int, "no number")
        await asyncio.sleep(0.01)

    with pytest.raises(AssertionError, match="exception handler"):
        coroutines.run_to_the_end(passes)


def test_a_test_that_waits_for_ever_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coroutines, "SECONDS", 0.05)
    with pytest.raises(TimeoutError):
        coroutines.run_to_the_end(asyncio.Event().wait)

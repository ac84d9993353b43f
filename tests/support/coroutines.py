"""Runs `async def` tests: on Qt's loop when the test uses Qt, on asyncio's own otherwise."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import pytest

QT_FIXTURES = {"qapp", "qtbot"}
SECONDS = 150.0
"""Whoever takes longer hangs, also on a computer that does five other things."""

Troubles = list[dict[str, Any]]
LoopFactory = Callable[[], asyncio.AbstractEventLoop]


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """True tells pytest that the test has been run."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    names = pyfuncitem._fixtureinfo.argnames
    arguments = {name: pyfuncitem.funcargs[name] for name in names}
    factory = qt_loop_factory(pyfuncitem) if QT_FIXTURES & set(pyfuncitem.fixturenames) else None
    run_to_the_end(lambda: pyfuncitem.obj(**arguments), factory)
    return True


def qt_loop_factory(item: pytest.Function) -> LoopFactory:
    from ui.loop import make_loop

    application: Any = item.funcargs["qapp"]
    return partial(make_loop, application)


def run_to_the_end(test: Callable[[], Awaitable[object]], factory: LoopFactory | None = None) -> None:
    """A task that fails with nobody waiting reaches only the loop's handler: that fails the test too."""
    troubles: Troubles = []

    async def watched() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _loop, context: troubles.append(context))
        async with asyncio.timeout(SECONDS):
            await test()

    with asyncio.Runner(loop_factory=factory) as runner:
        runner.run(watched())
        runner.run(asyncio.sleep(0))
    assert not troubles, f"the loop's exception handler was called: {troubles}"

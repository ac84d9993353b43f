"""Says where every thread and every coroutine of a process stands, when it takes longer than it should."""

import asyncio
import faulthandler
import gc
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, TextIO

_KINDS = (("cr_frame", "cr_await"), ("gi_frame", "gi_yieldfrom"), ("ag_frame", "ag_await"))
"""Of a coroutine, a generator and an asynchronous generator: where it stands, and what it waits for."""


@contextmanager
def told_when_late(after_s: float) -> Iterator[None]:
    """When the block takes longer than so many seconds, standard error says once how things stand."""
    tasks = threading.Timer(after_s, tell_tasks)
    tasks.daemon = True
    tasks.start()
    # By a thread that needs nothing of Python: it speaks also when the main one sits in SQLite and lets nobody run.
    faulthandler.dump_traceback_later(after_s)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()
        tasks.cancel()


def tell_tasks(to: TextIO | None = None) -> None:
    """Every task that is not done, of whatever loop, with all that it waits in: a stack shows running code only."""
    out = to or sys.stderr
    for task in list(_tasks()):
        out.write(f"Task {task.get_name()} waits in (outermost first):\n")
        out.writelines(f"  {line}\n" for line in _waits_in(task.get_coro()))
    out.flush()


def _tasks() -> Iterator["asyncio.Task[Any]"]:
    # asyncio itself knows them only by their loop, and a loop only on its own thread.
    return (one for one in gc.get_objects() if issubclass(type(one), asyncio.Task) and not one.done())


def _waits_in(coroutine: Any) -> Iterator[str]:
    while coroutine is not None:
        frame, coroutine = _step(coroutine)
        if frame is not None:
            code = frame.f_code
            yield f'File "{code.co_filename}", line {frame.f_lineno} in {code.co_name}'


def _step(coroutine: Any) -> tuple[FrameType | None, Any]:
    """Where it stands, and what it waits for; None at the end of the chain."""
    # What stands between two of them (a step of a generator, an `__await__`) shows what it holds to the collector only.
    for one in (coroutine, *gc.get_referents(coroutine)):
        for frame, awaited in _KINDS:
            if hasattr(one, frame):
                return getattr(one, frame), getattr(one, awaited)
    return None, None

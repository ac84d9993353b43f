"""Coroutines on Qt's loop: qasync's, with all that is ready run in one go instead of by a timer each."""

import asyncio
from asyncio.tasks import _enter_task, _leave_task
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import Context

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimerEvent
from qasync import QEventLoop

_WAKE = QEvent.Type(QEvent.registerEventType())


def make_loop(application: QCoreApplication) -> asyncio.AbstractEventLoop:
    """One for a runner; the application lives longer."""
    loop: asyncio.AbstractEventLoop = _Loop(application)
    return loop


class _Row(QObject):
    """What waits to be run: keys and paints come between two turns, never behind an endless row of callbacks.

    A loop of Qt's inside of one, as a dialog or a menu runs it, goes on with the rest.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__()
        self._loop = loop
        self._handles: deque[asyncio.Handle] = deque()
        self._turn = 0
        self._woken = False

    def add(self, handle: asyncio.Handle) -> None:
        """On the loop's thread."""
        self._handles.append(handle)
        self._go_on()

    def add_from_afar(self, handle: asyncio.Handle) -> None:
        """On any thread."""
        self._handles.append(handle)
        if not self._woken:
            self._woken = True
            QCoreApplication.postEvent(self, QEvent(_WAKE))

    def drop(self) -> None:
        """Nothing of it is run any more."""
        self._handles.clear()

    def event(self, event: QEvent) -> bool:
        if event.type() != _WAKE:
            return super().event(event)
        # Before the row is looked at: what is added from here on wakes again.
        self._woken = False
        self._run()
        return True

    def timerEvent(self, event: QTimerEvent) -> None:
        self._run()

    def _run(self) -> None:
        # Qt does not tell a timer again while it is told: a loop inside of a callback needs another one.
        self._end_turn()
        count = len(self._handles)
        if count > 1:
            self._go_on()
        with _nobody_at_work(self._loop):
            self._run_first(count)
        if self._handles:
            self._go_on()
        else:
            self._end_turn()

    def _run_first(self, count: int) -> None:
        for _number in range(count):
            if not self._handles:
                break
            handle = self._handles.popleft()
            if not handle.cancelled():
                handle._run()

    def _go_on(self) -> None:
        if not self._turn:
            self._turn = self.startTimer(0)

    def _end_turn(self) -> None:
        if self._turn:
            self.killTimer(self._turn)
            self._turn = 0


@contextmanager
def _nobody_at_work(loop: asyncio.AbstractEventLoop) -> Iterator[None]:
    """Lets coroutines be entered also from a loop that Qt runs inside of one, as a menu does.

    asyncio would refuse that, and what they wait for would never reach them.
    """
    task = asyncio.current_task(loop)
    if task is None:
        yield
        return
    _leave_task(loop, task)
    try:
        yield
    finally:
        _enter_task(loop, task)


class _Loop(QEventLoop):  # type: ignore[misc]
    def __init__(self, application: QCoreApplication) -> None:
        self._row = _Row(self)
        super().__init__(application)

    def call_soon(
        self, callback: Callable[..., object], *args: object, context: Context | None = None
    ) -> asyncio.Handle:
        handle = asyncio.Handle(callback, args, self, context)
        self._row.add(handle)
        return handle

    def call_soon_threadsafe(
        self, callback: Callable[..., object], *args: object, context: Context | None = None
    ) -> asyncio.Handle:
        self._check_closed()
        handle = asyncio.Handle(callback, args, self, context)
        self._row.add_from_afar(handle)
        return handle

    def close(self) -> None:
        self._row.drop()
        super().close()

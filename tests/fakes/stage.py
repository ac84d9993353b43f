"""Puts the window on a stage: the fakes behind it, time and answers moved by hand."""

from importlib import import_module
from typing import Self

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from domain.ids import ThreadId
from tests.fakes.demo import World
from tests.fakes.services import FakeServices
from ui.application import build_window
from ui.inbox.ahead import MODULES

ROUNDS = 40

# The program imports these between the turns of its loop; here no test is to be the one that waits for it.
for _name in MODULES:
    import_module(_name)


def at_next_turn(function: object) -> None:
    """What `loop.call_soon` does."""
    QTimer.singleShot(0, function)  # type: ignore[call-overload]


class Stage:
    """One window and its services.

    Attributes:
        services, window: both real to each other.
    """

    def __init__(self, world: World | None = None, *, signed_in: bool = True) -> None:
        self.services = FakeServices(at_next_turn, world)
        if signed_in:
            self.services.signed_in()
        self.window = build_window(self.services)

    def show(self, width: int = 1440, height: int = 900) -> "Stage":
        """On screen, everything read."""
        if self.services.session.current is not None:
            self.window.show_inbox()
        else:
            self.window.show_sign_in()
        self.window.resize(width, height)
        self.window.show()
        self.window.activateWindow()
        self.settle()
        return self

    def settle(self) -> None:
        """Until nothing happens by itself any more; what waits behind a gate stays."""
        quiet = 0
        for _round in range(ROUNDS):
            QApplication.processEvents()
            quiet = 0 if self.services.tasks.step() else quiet + 1
            if quiet == 3:
                return

    def open(self, thread_id: ThreadId) -> None:
        """A thread on screen."""
        self.window.inbox.go_to(thread_id)
        self.settle()

    def close(self) -> None:
        """Away with all of it."""
        self.window.dispose()
        self.services.tasks.close()
        self.window.hide()
        self.window.inbox.images.wait()
        self.window.deleteLater()
        # Nobody else does while no loop runs; every window left would be restyled with each next one.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        """Away with it; nothing may have failed meanwhile that nobody was told of."""
        self.close()
        assert self.services.tasks.failures == []
        assert self.services.failures == []

    def focus(self) -> QWidget:
        """What has the keys, the window when nothing has."""
        return QApplication.focusWidget() or self.window

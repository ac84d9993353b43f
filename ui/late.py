"""A widget that makes its parts after the first frame; whoever asks for one of them before gets it then."""

import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

PATIENCE_MS = 1_000


class Late(QWidget):
    """Late parts are the attributes that a class declares without giving them a value; `make_parts` sets them.

    Signals:
        furnished: the parts are there.
    """

    furnished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pieces: Iterator[None] | None = None
        self._busy = self._over = self.is_furnished = False

    def furnish(self) -> None:
        """Makes the parts that are not there or being made, all of them."""
        while self.furnish_more():
            pass

    def furnish_more(self) -> bool:
        """Makes the next piece; False when it was the last one, or there is none."""
        if self._busy or self._over:
            return False
        if self._pieces is None:
            self._pieces = self.make_parts()
        # A piece that fails was the last one.
        self._busy = self._over = True
        try:
            next(self._pieces)
            self._over = False
        except StopIteration:
            self.is_furnished = True
        finally:
            self._busy = False
        if not self._over:
            return True
        self.furnished.emit()
        return False

    def give_up(self) -> None:
        """What is not there by now is not made any more."""
        self._over = True

    def make_parts(self) -> Iterator[None]:
        """Sets every late attribute; yields between two pieces, so that no key waits for all of them."""
        raise NotImplementedError

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            # Found nowhere: asked for too early, or a slip.
            late = any(name in vars(kind).get("__annotations__", ()) for kind in type(self).__mro__)
            if late and not (self._busy or self._over):
                self.furnish()
                return getattr(self, name)
            raise AttributeError(f"{type(self).__name__} has no {name}")


class AfterPaint(QObject):
    """Waits for the first paint of one of these widgets, or for a second where none is painted.

    Signals:
        over: it is painted; whatever takes long now keeps nobody from seeing it. Told once.
    """

    over = Signal()

    def __init__(self, widgets: Iterable[QWidget], parent: QObject) -> None:
        super().__init__(parent)
        self._widgets = tuple(widgets)
        self._at_once = QTimer(self, singleShot=True, interval=0)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._at_once.timeout.connect(self._tell)
        self._patience.timeout.connect(self._tell)
        self._patience.start()
        for widget in self._widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._at_once.start()
        return super().eventFilter(watched, event)

    def _tell(self) -> None:
        for widget in self._widgets:
            widget.removeEventFilter(self)
        self._at_once.stop()
        self._patience.stop()
        self.over.emit()


class Ahead(QObject):
    """Imports modules and makes late parts, a piece a turn of the loop: what is typed or clicked waits for one at most.

    Signals:
        over: they are there. At once, when the modules were before.
    """

    over = Signal()

    def __init__(self, names: Iterable[str], after: AfterPaint, late: Late | None = None) -> None:
        super().__init__(after)
        self._names, self._late = list(names), late
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._step)
        after.over.connect(self.begin)

    def begin(self) -> None:
        """From now on."""
        self._forget_known()
        if self._names:
            self._turn.start()
            return
        if self._late is not None:
            self._late.furnish()
        self.over.emit()

    def _step(self) -> None:
        self._forget_known()
        if self._names:
            import_module(self._names.pop(0))
        elif self._late is None or not self._late.furnish_more():
            self._turn.stop()
            self.over.emit()

    def _forget_known(self) -> None:
        self._names = [name for name in self._names if name not in sys.modules]


def in_order(before: QWidget, late: QWidget) -> None:
    """Tab goes through the late widget right after the one before it, as if it had been there from the start."""
    stops = _stops(before)
    last = [widget for widget in stops if before.isAncestorOf(widget)][-1:]
    parts = [widget for widget in stops if widget is late or late.isAncestorOf(widget)]
    for one, other in pairwise([*last, *parts]):
        QWidget.setTabOrder(one, other)


def _stops(first: QWidget) -> list[QWidget]:
    """Where Tab can stop, in its order."""
    found, widget = [], first.nextInFocusChain()
    while widget is not None and widget is not first:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found

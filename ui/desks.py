"""Desks: the pages of a place that are made when somebody goes there first, and kept."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from app.changes import ChangeSet
from ui.place import Place


class Desks:
    """Those that were made, by their names.

    A desk may have `enter()`, `apply(changes)` and `close_desk()`, and the signals of `lead_on`.
    """

    def __init__(self, makers: Mapping[str, Callable[[], QWidget]]) -> None:
        self._makers = makers
        self.made: dict[str, QWidget] = {}

    def desk(self, id_: str) -> tuple[QWidget, bool]:
        """That one, and whether it was made just now."""
        new = id_ not in self.made
        if new:
            self.made[id_] = self._makers[id_]()
        return self.made[id_], new

    def apply(self, changes: ChangeSet) -> None:
        """To each that wants to hear."""
        for desk in self.made.values():
            told(desk, "apply", changes)

    def close(self) -> None:
        """They hear nothing any more."""
        for desk in self.made.values():
            told(desk, "close_desk")


def enter(desk: QWidget) -> None:
    """It is on screen now."""
    told(desk, "enter")


def lead_on(desk: QWidget, place: Place) -> None:
    """Its threads and messages open in the inbox, its commands are done."""
    for name in ("thread_wanted", "message_wanted", "command_wanted"):
        leads = getattr(desk, name, None)
        if leads is not None:
            leads.connect(getattr(place, name))


def told(desk: QWidget, name: str, *values: Any) -> None:
    """Calls that method of a desk, if it has one."""
    does = getattr(desk, name, None)
    if does is not None:
        does(*values)

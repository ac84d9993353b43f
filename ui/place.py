"""A place: one of the screens that the rail leads to, beside the inbox."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.changes import ChangeSet
from ui.commands import Context, Need


class Place(QWidget):
    """What the window asks of each; made when somebody goes there first, and kept.

    Signals:
        thread_wanted(ThreadId): the agent wants to see that thread in the inbox.
        message_wanted(ThreadId, MessageId): the same, with that message in view.
        command_wanted(str): the agent wants what a command of the table does.
        allowed_changed: something else is chosen in it: commands may be possible or not.
    """

    thread_wanted = Signal(str)
    message_wanted = Signal(str, str)
    command_wanted = Signal(str)
    allowed_changed = Signal()

    def enter(self) -> None:
        """It is on screen now: fresh, and something in it has the keys."""

    def apply(self, changes: ChangeSet) -> None:
        """What changed in the local database, also while it is not on screen."""

    def look_at(self, key: str) -> None:
        """Shows that one thing in it (a complaint, a warning), wherever it stands."""

    def needs(self) -> frozenset[Need]:
        """What is there for commands while it is on screen."""
        return frozenset()

    def letters(self) -> Mapping[Context, QWidget]:
        """The widgets in which single letters are commands."""
        return {}

    def panes(self) -> tuple[tuple[QWidget, QWidget], ...]:
        """Its panes in reading order, and what takes the keys in each (F6)."""
        return ((self, self),)

    def escape(self) -> bool:
        """Closes what is open in it; False when nothing was."""
        return False

    def close_place(self) -> None:
        """Hears nothing any more (before it is deleted)."""

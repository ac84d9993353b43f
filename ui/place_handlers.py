"""What each command of a place does, by its id: a method `do_<id>` a command."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class PlaceHandlers(QObject):
    """The commands of one place; they are possible only while it is on screen (`Need`), so that it was made by then.

    Attributes:
        window: the window in which they are done.
    """

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self.window = window

    def by_id(self) -> dict[str, Callable[[], None]]:
        """One function a command."""
        return {name.removeprefix("do_"): getattr(self, name) for name in dir(self) if name.startswith("do_")}

"""What each command of the insights does, by its id; possible only while the place is on screen."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.places import INSIGHTS

if TYPE_CHECKING:
    from ui.insights.place import InsightsPlace
    from ui.main_window import MainWindow


def insight_handlers(window: "MainWindow") -> dict[str, Callable[[], None]]:
    """One function a command."""
    held = _Handlers(window)
    return {name.removeprefix("do_"): getattr(held, name) for name in dir(held) if name.startswith("do_")}


class _Handlers(QObject):
    """A method `do_<id>` a command (`Need.INSIGHTS`)."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window

    @property
    def _place(self) -> "InsightsPlace":
        return self._window.shell.places[INSIGHTS]  # type: ignore[return-value]

    def do_insights_next_page(self) -> None:
        self._place.step_page(1)

    def do_insights_previous_page(self) -> None:
        self._place.step_page(-1)

    def do_insights_today(self) -> None:
        self._place.choose_span("today")

    def do_insights_week(self) -> None:
        self._place.choose_span("week")

    def do_insights_month(self) -> None:
        self._place.choose_span("month")

    def do_insights_compare(self) -> None:
        self._place.toggle_comparison()

    def do_insights_export(self) -> None:
        self._place.open_export()

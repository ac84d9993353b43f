"""What each command of the insights does, by its id; possible only while the place is on screen."""

from typing import TYPE_CHECKING

from ui.place_handlers import PlaceHandlers
from ui.places import INSIGHTS

if TYPE_CHECKING:
    from ui.insights.place import InsightsPlace


class InsightHandlers(PlaceHandlers):
    """A method a command."""

    @property
    def place(self) -> "InsightsPlace":
        """The place itself."""
        return self.window.shell.places[INSIGHTS]  # type: ignore[return-value]

    def do_insights_next_page(self) -> None:
        self.place.step_page(1)

    def do_insights_previous_page(self) -> None:
        self.place.step_page(-1)

    def do_insights_today(self) -> None:
        self.place.choose_span("today")

    def do_insights_week(self) -> None:
        self.place.choose_span("week")

    def do_insights_month(self) -> None:
        self.place.choose_span("month")

    def do_insights_compare(self) -> None:
        self.place.toggle_comparison()

    def do_insights_export(self) -> None:
        self.place.open_export()

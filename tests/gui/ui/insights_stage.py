"""Places of the insights, on screen."""

from tests.fakes.stage import Stage
from ui.insights.place import InsightsPlace
from ui.insights.review_desk import ReviewDesk


def review_desk(stage: Stage) -> ReviewDesk:
    """The weekly review."""
    stage.window.show_place("insights")
    stage.settle()
    place = stage.window.shell.places["insights"]
    assert isinstance(place, InsightsPlace)
    place.header.tabs.choose("review")
    stage.settle()
    made = place.desks.made["review"]
    assert isinstance(made, ReviewDesk)
    return made

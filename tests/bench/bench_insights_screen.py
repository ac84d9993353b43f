"""The insights on screen: how long the window is busy from a report's arrival until it is painted, with 365 days."""

import statistics
import subprocess
import sys
from datetime import timedelta

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from app.changes import ChangeSet
from app.services.insight_values import Held
from domain.measures.report import Choice, Report
from tests.bench.widgets_stage import application, milliseconds, settle
from tests.fakes.services.insights import FakeInsights
from tests.fakes.stage import Stage
from tools.figures import Figure, at_most
from ui.insights.place import OVERVIEW, InsightsPlace
from ui.insights.wanted import Days, Span, Wanted
from ui.locale import zone
from ui.places import INSIGHTS

NAME = "insights_screen"
ROUNDS = 20
_IMPORT = """
import time
from PySide6 import QtWidgets
began = time.perf_counter()
import pyqtgraph
print(time.perf_counter() - began)
"""


class Ready(FakeInsights):
    """Answers what was counted beforehand: counting is the server's work, not the window's."""

    counted: dict[Choice, Held[Report]]

    async def report(self, choice: Choice) -> Held[Report]:
        return self.counted[choice]

    def count(self, choice: Choice) -> None:
        """Beforehand."""
        work = FakeInsights.report(self, choice)
        try:
            work.send(None)
        except StopIteration as answer:
            self.counted[choice] = answer.value


class Painted(QObject):
    """Sees whether the page was painted."""

    seen = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.seen = True
        return False


class Bench:
    """One window with the place on screen."""

    def __init__(self) -> None:
        application()
        self.stage = Stage().show(1440, 900)
        services = self.stage.services
        self.ready = Ready(services.world, services.hub.tell, services.clock)
        self.ready.counted = {}
        services.insights = self.ready
        today = services.clock.now().astimezone(zone()).date()
        self.month = Wanted(Span.MONTH)
        self.year = Wanted(Span.OWN, own=Days(today - timedelta(days=364), today))
        for wanted in (Wanted(), self.month, self.year):
            days = (wanted.days(today), wanted.days_before(today))
            for meant in days:
                assert meant is not None
                self.ready.count(wanted.choice(meant, zone()))
        self.opened = milliseconds(self._open)
        self.first = self._answered()

    @property
    def place(self) -> InsightsPlace:
        place = self.stage.window.shell.places[INSIGHTS]
        assert isinstance(place, InsightsPlace)
        return place

    def span(self, wanted: Wanted) -> float:
        """Another span."""
        self.place.loader.want(wanted)
        return self._answered()

    def again(self) -> float:
        """The same, because something has changed."""
        self.place.apply(ChangeSet(shelf=frozenset({"setting"})))
        self.stage.services.clock.forward(60)
        self.place.loader.tick()
        return self._answered()

    def _open(self) -> None:
        self.stage.window.show_place(INSIGHTS)
        QApplication.sendPostedEvents()
        self.place.repaint()

    def _answered(self) -> float:
        """From the moment at which the answers are there until all of the page is painted."""
        page, painted = self.place.pages[OVERVIEW], Painted()
        page.viewport().installEventFilter(painted)

        def arrive() -> None:
            while self.stage.services.tasks.step():
                pass
            while not painted.seen:
                QApplication.processEvents()

        took = milliseconds(arrive)
        page.viewport().removeEventFilter(painted)
        settle(5)
        return took


def run() -> list[Figure]:
    """Opened first, then a year and a month in turn, then the same year again as somebody looks on."""
    bench = Bench()
    spans = [bench.span(bench.month if number % 2 else bench.year) for number in range(2 * ROUNDS)]
    bench.span(bench.year)
    again = [bench.again() for _number in range(ROUNDS)]
    assert bench.place.loader.seen is not None
    assert len(bench.place.loader.seen.report.curve) == 365
    bench.stage.close()
    year = spans[::2]
    return [
        at_most("insights screen: import of the library for charts, once", _import_cost(), "ms", 1000),
        at_most("insights screen: opened, painted while it counts", bench.opened, "ms", 300),
        at_most("insights screen: the first report painted, with that import", bench.first, "ms", 1000),
        at_most("insights screen: 365 days arrived → painted, median", statistics.median(year), "ms", 100),
        at_most("insights screen: 365 days arrived → painted, the worst", max(year), "ms", 200),
        at_most("insights screen: the same counted again → painted, median", statistics.median(again), "ms", 100),
    ]


def _import_cost() -> float:
    """Of a new process: here it is loaded already."""
    done = subprocess.run([sys.executable, "-c", _IMPORT], check=True, capture_output=True, text=True)
    return float(done.stdout) * 1000

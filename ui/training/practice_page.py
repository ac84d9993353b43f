"""Pages of figures of practice, one's own and everybody's: the tiles, curves and topics that they have in common."""

from collections.abc import Callable
from typing import TypeVar

from app.i18n import _
from ui.report_page import ReportPage
from ui.training import progress_charts as charts
from ui.training import progress_shown as values
from ui.training.progress_shown import Shown
from widgets.charts.tile import TileValue

Tile = Callable[[Shown], TileValue]
Practised = TypeVar("Practised", bound=Shown)


class PracticePage(ReportPage[Practised]):
    """Compared with the span before."""

    def add_tiles(self, fifth: str, fifth_tile: Tile, practice: Tile) -> None:
        """Four of what was right and how fast, one of the page's own, and how much was practised."""
        self.add_tile(_("Median time to the point"), values.median_tile)
        self.add_tile(_("Keyword recall"), values.recall_tile)
        self.add_tile(_("Topics right"), values.topics_tile)
        self.add_tile(_("Tiers right"), values.tiers_tile)
        self.add_tile(fifth, fifth_tile)
        self.add_tile(_("Practice"), practice)

    def add_curves(self) -> None:
        """Speed and shares, day by day."""
        self.speed = self.add_curve(
            _("Time to the point"), charts.median_curve, charts.curve_sheet, charts.median_parts
        )
        self.shares = self.add_curve(
            _("Keyword recall and what is right"), charts.share_curve, charts.curve_sheet, charts.share_parts
        )

    def add_topics(self) -> None:
        """As bars."""
        self.topics = self.add_bars(_("Topics, the weakest first"), charts.topic_rows, charts.topic_sheet)

    def show_seen(self, seen: Practised) -> None:
        super().show_seen(seen)
        if seen.little:
            for card in (self.speed, self.shares):
                card.nothing.setText(values.little_words(seen))

    def compared_words(self, seen: Practised) -> str:
        return _("median before") if seen.compared else ""

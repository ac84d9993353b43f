"""What pages of figures have in common: tiles above, cards below, everything leads on (insights, training)."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.i18n import _
from ui.taking import tile_sheet
from widgets.charts.bars import HorizontalBars
from widgets.charts.card import ChartCard
from widgets.charts.grid import CardGrid
from widgets.charts.over_time import TimeBars, TimeCurve
from widgets.charts.tile import Tile, TileValue
from widgets.charts.values import BarRow, Limit, OverTime, Sheet
from widgets.tokens import Tokens

Seen = TypeVar("Seen")
"""What a page shows: a report with what it takes to read it."""
Parts = tuple[tuple[str, str], ...]
ToTile = Callable[[Seen], TileValue]
ToSheet = Callable[[Seen], Sheet]
ToTime = Callable[[Seen], OverTime]
Names = Callable[[Seen], Parts]
MOST_TILES = 6


@dataclass(frozen=True, slots=True)
class _Shown(Generic[Seen]):
    """A card, how its sheet is made, and how its chart is filled, which says whether there was anything."""

    card: ChartCard
    sheet: ToSheet[Seen]
    fill: Callable[[Seen], bool]
    nothing: str


class ReportPage(QScrollArea, Generic[Seen]):
    """One page.

    Signals:
        opened(key): the threads behind a number are wanted.
        export_wanted(ChartCard, str): a card, and "png" or "csv".
    """

    opened = Signal(str)
    export_wanted = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self.seen: Seen | None = None
        self._tiles: list[tuple[Tile, ToTile[Seen]]] = []
        self._shown: list[_Shown[Seen]] = []
        self._body = QWidget()
        self._body.setObjectName("place")
        self._column = QVBoxLayout(self._body)
        self.tiles = CardGrid(13.4, MOST_TILES)
        self.cards = CardGrid(27, 2)
        self._column.addWidget(self.tiles)
        self._column.addWidget(self.cards)
        self._column.addStretch(1)
        self.setWidget(self._body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_seen(self, seen: Seen) -> None:
        """Another report, in place."""
        self.seen = seen
        for tile, value in self._tiles:
            tile.show_value(value(seen))
        for one in self._shown:
            known = one.fill(seen)
            one.card.show_sheet(partial(one.sheet, seen), "" if known else one.nothing)

    def compared_words(self, seen: Seen) -> str:
        """With which days it is compared, "" with none."""
        return ""

    def sheets(self) -> tuple[Sheet, ...]:
        """Everything on the page as tables, tiles first."""
        if self.seen is None:
            return ()

        tiles = [(tile.name, value(self.seen)) for tile, value in self._tiles]
        whole = (tile_sheet(tiles),) if tiles else ()
        return (*whole, *(sheet for one in self._shown if (sheet := one.sheet(self.seen)).rows))

    def chart_cards(self) -> tuple[ChartCard, ...]:
        """Its cards, in order."""
        return tuple(one.card for one in self._shown)

    def tile(self, name: str) -> Tile:
        """The tile of that name."""
        return next(tile for tile, _value in self._tiles if tile.name == name)

    def entry(self) -> QWidget:
        """What takes the keys."""
        return self._tiles[0][0] if self._tiles else self._shown[0].card.entry

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other sizes."""
        space = tokens.space
        self._column.setContentsMargins(space[3], space[3], space[3], space[4])
        self._column.setSpacing(space[2])

    def add_tile(self, name: str, value: ToTile[Seen]) -> None:
        """One more number."""
        tile = Tile(name)
        tile.opened.connect(self.opened)
        tile.installEventFilter(self)
        self._tiles.append((tile, value))
        self.tiles.add(tile)

    def add_curve(
        self,
        name: str,
        values: ToTime[Seen],
        sheet: ToSheet[Seen],
        names: Names[Seen],
    ) -> ChartCard:
        """One more line over time; `names` says what line, band and the period before are."""
        return self._over_time(name, TimeCurve(name), values, sheet, names)

    def add_bars_over_time(
        self,
        name: str,
        values: ToTime[Seen],
        sheet: ToSheet[Seen],
        names: Names[Seen],
    ) -> ChartCard:
        """One more row of columns over time."""
        return self._over_time(name, TimeBars(name), values, sheet, names)

    def add_bars(
        self,
        name: str,
        rows: Callable[[Seen], tuple[tuple[BarRow, ...], Limit | None]],
        sheet: ToSheet[Seen],
        *,
        wide: bool = False,
    ) -> ChartCard:
        """One more card of horizontal bars."""
        chart = HorizontalBars(name)
        card = ChartCard(name, chart)

        def fill(seen: Seen) -> bool:
            bars, limit = rows(seen)
            chart.show_rows(bars, limit)
            compared = any(bar.before is not None for bar in bars)
            card.legend.show_parts((("stroke", self.compared_words(seen)),) if compared else ())
            return bool(bars)

        return self.add_card(card, sheet, fill, wide=wide)

    def add_table(self, name: str, sheet: ToSheet[Seen], *, wide: bool = False) -> ChartCard:
        """One more card that is a table only."""

        def fill(seen: Seen) -> bool:
            return bool(sheet(seen).rows)

        return self.add_card(ChartCard(name), sheet, fill, wide=wide)

    def _over_time(
        self,
        name: str,
        chart: TimeBars | TimeCurve,
        values: ToTime[Seen],
        sheet: ToSheet[Seen],
        names: Names[Seen],
    ) -> ChartCard:
        card = ChartCard(name, chart)

        def fill(seen: Seen) -> bool:
            data = values(seen)
            chart.show_values(data)
            compared = any(spot.before is not None for spot in data.spots)
            card.legend.show_parts((*names(seen), ("dashes", self.compared_words(seen) if compared else "")))
            return any(spot.middle is not None for spot in data.spots)

        return self.add_card(card, sheet, fill)

    def add_card(
        self, card: ChartCard, sheet: ToSheet[Seen], fill: Callable[[Seen], bool], *, wide: bool = False
    ) -> ChartCard:
        """One more card of any kind; `fill` says whether there was anything."""
        card.opened.connect(self.opened)
        card.export_wanted.connect(self._export)
        self._shown.append(_Shown(card, sheet, fill, _("Nothing in these days.")))
        self.cards.add(card, wide=wide)
        return card

    def _export(self, kind: str) -> None:
        self.export_wanted.emit(self.sender(), kind)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Tab scrolls by itself; F6 and the way back from the threads do not.
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, Tile):
            self.ensureWidgetVisible(watched, 0, 24)
        return super().eventFilter(watched, event)

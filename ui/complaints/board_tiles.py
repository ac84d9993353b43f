"""Four figures above the board, of what is known on this computer; calm when nothing is."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QWidget

from app.i18n import _, ngettext
from domain.complaint import Complaint
from domain.complaints.figures import ComplaintFigures
from domain.complaints.recent import DAYS, Recent, Share, recent
from domain.emotion.assessment import Tier
from ui.parts import label
from widgets.board.words import length, whole_length
from widgets.charts.tile import Tile, TileValue
from widgets.tokens import Tokens

GOOD = 95
"""Percent from which on a share is as it should be."""


class Tiles(QWidget):
    """First answers and resolutions in time, how long high ones take, what offers lead to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        names = (
            _("First answer in time"),
            _("Resolved in time"),
            _("Median resolution, high"),
            _("Withdrawn after an offer"),
        )
        self.tiles = tuple(Tile(name) for name in names)
        self.quiet = label("", "second")
        self._pages = QStackedLayout(self)
        held = QWidget()
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for tile in self.tiles:
            row.addWidget(tile, 1)
        self._pages.addWidget(self.quiet)
        self._pages.addWidget(held)
        self.setAccessibleName(ngettext("Of the last {count} day", "Of the last {count} days", DAYS).format(count=DAYS))

    def show_figures(self, complaints: Sequence[Complaint], figures: ComplaintFigures, now: datetime) -> None:
        """The figures of these."""
        found = recent(complaints, now)
        self.quiet.setText(_("No complaint of the last 30 days is known here yet."))
        self._pages.setCurrentIndex(1 if found.anything else 0)
        self._fit()
        values = (_answered(found), _share(found.resolved), _median(found, figures), _share(found.settled))
        for tile, value in zip(self.tiles, values, strict=True):
            tile.show_value(value)

    def set_tokens(self, _tokens: Tokens) -> None:
        """Other sizes."""
        self._fit()

    def _fit(self) -> None:
        """As tall as what is shown."""
        shown = self._pages.currentWidget()
        if shown is not None:
            self.setFixedHeight(shown.sizeHint().height())


def _share(share: Share, before: str = "", moved: int = 0) -> TileValue:
    if share.percent is None:
        return TileValue("–", _("nothing yet"))
    goal = _("{good} of {count}").format(good=share.good, count=share.of)
    state = "ok" if share.percent >= GOOD else ""
    return TileValue(_("{percent} %").format(percent=share.percent), goal, state, before, moved)


def _answered(found: Recent) -> TileValue:
    now, then = found.lately.percent, found.before.percent
    if now is None or then is None:
        return _share(found.answered)
    points = now - then
    words = ngettext("{count} point this week", "{count} points this week", abs(points)).format(count=abs(points))
    if not points:
        return _share(found.answered, _("as before this week"))
    more = _("up {points}") if points > 0 else _("down {points}")
    return _share(found.answered, more.format(points=words), 1 if points > 0 else -1)


def _median(found: Recent, figures: ComplaintFigures) -> TileValue:
    limit = figures.tiers[Tier.HIGH].resolve
    words = _("limit {time}").format(time=whole_length(limit))
    if found.high is None:
        return TileValue("–", words)
    good = found.high.total_seconds() <= limit * 60
    return TileValue(length(found.high), words, "ok" if good else "warn")

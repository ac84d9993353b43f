"""Where the arrows lead from the current card."""

from collections.abc import Sequence

from PySide6.QtCore import Qt

from widgets.board.column import Column
from widgets.board.scene import Scene, Spot

Key = Qt.Key


class Steps:
    """Arrows, Home, End and the page keys."""

    KEYS = frozenset(
        {Key.Key_Up, Key.Key_Down, Key.Key_Left, Key.Key_Right}
        | {Key.Key_Home, Key.Key_End, Key.Key_PageUp, Key.Key_PageDown}
    )

    def __init__(self, scene: Scene, columns: Sequence[Column]) -> None:
        self._scene, self._columns = scene, columns
        self._lost: tuple[int, int] | None = None

    def lost(self, spot: Spot) -> None:
        """The current card is gone; what took its place in its column is next."""
        column = self._columns[spot.column]
        self._lost = (spot.column, column.view.verticalScrollBar().value())

    def after(self, key: Qt.Key, *, mirrored: bool) -> Spot | None:
        """Where that key leads; None when it leads nowhere."""
        if key not in self.KEYS:
            return None
        spot = self._scene.current
        if spot is None:
            return self._entry()
        if key in (Key.Key_Left, Key.Key_Right):
            return self._beside(spot, 1 if (key == Key.Key_Right) != mirrored else -1)
        layout = self._columns[spot.column].view.layout_
        place, last = layout.place(spot.key), len(layout) - 1
        page = max(1, len(self._columns[spot.column].view.shown()) - 1)
        wanted = {
            Key.Key_Up: place - 1,
            Key.Key_Down: place + 1,
            Key.Key_Home: 0,
            Key.Key_End: last,
            Key.Key_PageUp: place - page,
            Key.Key_PageDown: place + page,
        }[key]
        return self._spot(spot.column, min(last, max(0, wanted)))

    def _entry(self) -> Spot | None:
        """The first card, or the one where the last current one was."""
        if self._lost is not None:
            (column, y), self._lost = self._lost, None
            place = self._columns[column].view.layout_.nearest(y)
            if place >= 0:
                return self._spot(column, place)
        for number, column_widget in enumerate(self._columns):
            layout = column_widget.view.layout_
            for place in range(len(layout)):
                if not layout.slot(place).is_lane:
                    return self._spot(number, place)
        return None

    def _beside(self, spot: Spot, by: int) -> Spot | None:
        """The slot of the next column that has any, at about the same height on screen."""
        here = self._columns[spot.column].view
        height = here.slot_rect(here.layout_.slot(here.layout_.place(spot.key))).top()
        number = spot.column + by
        while 0 <= number < len(self._columns):
            view = self._columns[number].view
            place = view.layout_.nearest(height + view.verticalScrollBar().value())
            if place >= 0:
                return self._spot(number, place)
            number += by
        return None

    def _spot(self, column: int, place: int) -> Spot:
        return Spot(column, self._columns[column].view.layout_.slot(place).key)

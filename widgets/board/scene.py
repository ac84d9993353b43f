"""What the columns of one board share: the painter, the time, the current card, what is dragged where."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from PySide6.QtCore import QElapsedTimer

from widgets.board.painter import Painter
from widgets.board.values import CardOf, ColumnValues


@dataclass(frozen=True, slots=True)
class Spot:
    """A slot of the board, by its column and its key."""

    column: int
    key: str


@dataclass(frozen=True, slots=True)
class Target:
    """Where what is dragged would land.

    Attributes:
        lane: "" for the whole column. refusal: why it may not land there, "" when it may.
    """

    column: int
    lane: str
    refusal: str = ""


@dataclass(slots=True)
class Scene:
    """State of one board; only the board changes it.

    Attributes:
        keys: whether the board has the keyboard.
        folded: keys of lanes whose cards are not shown.
        dragged: key of the card that is under way, "" for none.
    """

    painter: Painter
    card_of: CardOf
    said: datetime
    columns: Sequence[ColumnValues] = ()
    current: Spot | None = None
    keys: bool = False
    folded: set[str] = field(default_factory=set)
    dragged: str = ""
    target: Target | None = None
    _since: QElapsedTimer = field(default_factory=QElapsedTimer)

    def set_now(self, now: datetime) -> None:
        """What time it is; from then on it is counted by a clock that nobody can set."""
        self.said = now
        self._since.start()

    @property
    def now(self) -> datetime:
        """The time, as told and counted on."""
        passed = self._since.elapsed() if self._since.isValid() else 0
        return self.said + timedelta(milliseconds=passed)

    @property
    def laned(self) -> bool:
        """Whether the board has lanes."""
        return bool(self.columns and self.columns[0].lanes and self.columns[0].lanes[0].name)

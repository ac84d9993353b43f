"""What somebody wants to practise, and the tasks that they are given one after the other (S-2)."""

from dataclasses import dataclass
from typing import Protocol

from domain.ids import AssignmentId, PackId
from domain.training.item import DrillItem, DrillKind
from domain.training.results import Attempt


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to practise.

    Attributes:
        kind: None for the daily mixture. pack_id: None for all that are offered. language: "" for all.
        seconds: of practice, 0 for as long as there are items; items: at most so many, 0 for no bound.
        repeat: only what went wrong and is due again.
    """

    kind: DrillKind | None = None
    pack_id: PackId | None = None
    assignment_id: AssignmentId | None = None
    language: str = ""
    seconds: int = 0
    items: int = 20
    repeat: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """One item to be done now, in one kind of drill.

    Attributes:
        order: in which order gists or replies are shown: indices into the item's own, the right one is index 0 there.
        level: how hard it is, 1 to 5. pace: words (Chinese: characters) a minute for flash reading, else 0.
        again: whether it comes because it went wrong before.
    """

    item: DrillItem
    kind: DrillKind
    pack_id: PackId
    edition: int
    level: int
    order: tuple[int, ...] = ()
    pace: float = 0.0
    again: bool = False


class Deck(Protocol):
    """What comes next in one go of practice; every answer moves what follows (harder, easier, again)."""

    @property
    def title(self) -> str:
        """The pack's name; "" for a mixture."""

    @property
    def size(self) -> int:
        """How many tasks there will be at most, 0 when time alone ends it."""

    def next(self) -> Task | None:
        """The next task; None when there is nothing left. The same one again until `done` was told of it."""

    def done(self, attempt: Attempt) -> None:
        """What came of it."""

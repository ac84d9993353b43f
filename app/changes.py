"""What a write changed, merged and told once a loop turn, so that one burst paints once."""

from collections.abc import Callable
from dataclasses import dataclass, field

from domain.ids import ComplaintId, ThreadId


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Which of what the screens show has changed.

    Attributes:
        threads: root threads whose rows, cards or state changed.
        timelines: root threads whose messages changed, appeared or went.
        people: agents or channel accounts changed.
        outbox: something entered, left or moved in the outbox.
        shelf: types of what is on the shelf that changed (`domain.shelf`).
        complaints: those that were opened, changed or are gone.
        reset: everything may be different (a fresh snapshot, another user).
    """

    threads: frozenset[ThreadId] = field(default_factory=frozenset)
    timelines: frozenset[ThreadId] = field(default_factory=frozenset)
    people: bool = False
    outbox: bool = False
    reset: bool = False
    shelf: frozenset[str] = field(default_factory=frozenset)
    complaints: frozenset[ComplaintId] = field(default_factory=frozenset)

    def __or__(self, other: "ChangeSet") -> "ChangeSet":
        return ChangeSet(
            self.threads | other.threads,
            self.timelines | other.timelines,
            self.people or other.people,
            self.outbox or other.outbox,
            self.reset or other.reset,
            self.shelf | other.shelf,
            self.complaints | other.complaints,
        )

    def __bool__(self) -> bool:
        many = self.threads or self.timelines or self.shelf or self.complaints
        return bool(many or self.people or self.outbox or self.reset)


Listener = Callable[[ChangeSet], None]


class ChangeHub:
    """Collects change sets and tells every listener the merged one at the next turn of the loop.

    A listener that fails is reported and does not keep the others from hearing.

    Attributes:
        soon: calls a function at the next turn (`loop.call_soon`).
        report: is told of a listener's exception.
    """

    def __init__(self, soon: Callable[[Callable[[], None]], object], report: Callable[[Exception], None]) -> None:
        self.soon = soon
        self.report = report
        self._pending = ChangeSet()
        self._listeners: list[Listener] = []

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Adds a listener; returns the function that removes it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def tell(self, changes: ChangeSet) -> None:
        """Adds to what is told at the next turn; must be called on the loop's thread."""
        if not changes:
            return
        if not self._pending:
            self.soon(self._flush)
        self._pending |= changes

    def _flush(self) -> None:
        changes, self._pending = self._pending, ChangeSet()
        for listener in tuple(self._listeners):
            try:
                listener(changes)
            except Exception as error:
                self.report(error)

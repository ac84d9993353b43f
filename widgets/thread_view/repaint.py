"""What of the viewport has to be painted anew when the rows became other ones: mostly one, where a tick changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from widgets.thread_view.laid import Laid
from widgets.thread_view.stack import Stack


@dataclass(frozen=True, slots=True)
class Shown:
    """A row on the viewport; `laid` is None when it was not laid out yet."""

    laid: Laid | None
    top: int
    bottom: int

    def looks_like(self, other: "Shown") -> bool:
        """Whether the same is painted in both."""
        return self.laid is not None and self.laid is other.laid


def on_screen(stack: Stack, numbers: range, scrolled: int) -> list[Shown]:
    """These rows, while the viewport's upper edge is at that height of the stack."""
    return [
        Shown(stack.laid[number], stack.tops[number] - scrolled, stack.tops[number + 1] - scrolled)
        for number in numbers
    ]


def changed(before: Sequence[Shown], after: Sequence[Shown]) -> list[Shown] | None:
    """The rows that look otherwise than before; None when something moved, and everything does."""
    if [(row.top, row.bottom) for row in before] != [(row.top, row.bottom) for row in after]:
        return None
    return [now for was, now in zip(before, after, strict=True) if not now.looks_like(was)]

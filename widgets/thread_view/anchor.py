"""What must not move on screen while things above, below or beside it change."""

from dataclasses import dataclass

from widgets.thread_view.rows import RowKind
from widgets.thread_view.stack import Stack

END = "end"


@dataclass(frozen=True, slots=True)
class Anchor:
    """A row and how far its top lies above the top of the viewport (negative: below); or the end.

    Attributes:
        keys: the row first, then others below it that may stand in for it when it is gone, each with its offset.
    """

    keys: tuple[tuple[str, int], ...] = ()
    at_end: bool = False


AT_END = Anchor(at_end=True)


def capture(stack: Stack, value: int, viewport: int) -> Anchor:
    """The first visible message whose height is known, else whatever is at the top."""
    visible = stack.visible(value, value + viewport)
    if not visible:
        return AT_END
    solid = [n for n in visible if stack.laid[n] is not None and stack.rows[n].kind in _SOLID]
    chosen = solid or list(visible)[:1]
    return Anchor(tuple((stack.rows[n].key, value - stack.tops[n]) for n in chosen))


def resolve(anchor: Anchor, stack: Stack, viewport: int) -> int | None:
    """The scroll value that keeps it, None when all its rows are gone."""
    if anchor.at_end:
        return max(0, stack.height - viewport)
    for key, offset in anchor.keys:
        if (at := stack.index_of(key)) is not None:
            return max(0, min(stack.tops[at] + offset, max(0, stack.height - viewport)))
    return None


_SOLID = frozenset({RowKind.MESSAGE, RowKind.EVENT})

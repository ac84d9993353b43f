"""Which threads were on screen, to go back and forth between them."""

from domain.ids import ThreadId

KEPT = 50


class History:
    """A line of visits with a place in it; a new visit cuts off what was forward."""

    def __init__(self) -> None:
        self._visits: list[ThreadId] = []
        self._place = -1

    def visit(self, thread_id: ThreadId) -> None:
        """Another thread is on screen."""
        if 0 <= self._place < len(self._visits) and self._visits[self._place] == thread_id:
            return
        self._visits = [*self._visits[: self._place + 1], thread_id][-KEPT:]
        self._place = len(self._visits) - 1

    def go(self, by: int) -> ThreadId | None:
        """The thread one step back (-1) or forward (1); None when there is none."""
        place = self._place + by
        if not 0 <= place < len(self._visits):
            return None
        self._place = place
        return self._visits[place]

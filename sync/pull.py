"""When to fetch changes: nudged, polled, or to find out whether the server can be reached again."""

from dataclasses import dataclass

from app.errors import CannotCalculate, Unreachable
from sync.backoff import Backoff
from sync.steps import Pull, Restart

POLL = 18.0
WHATEVER_THE_STREAM_SAYS = 300.0
"""Seconds after which one looks though the stream lives and tells of nothing: a nudge can be lost on either side."""

WHILE_DRAINING = 5.0
"""Seconds between two looks while a long queue leaves: each batch changes every thread again, and what comes back of it
costs both sides as much as the queue itself (10,000 replies: 4.0 s of processor time here, 1.8 s without)."""


@dataclass(slots=True)
class PullFlow:
    """One page in flight at a time, until there are no more.

    Attributes:
        wanted: there may be something new.
        fresh: everything was here at the last answer, and contact was not lost since.
        cursor: the server's state that the store holds, "" when not known.
        nudged: the newest state that the server spoke of while a page was under way, "" if none.
        poll_at: monotonic seconds of the next look while the stream is down.
        behind: no end was reached since contact or the cursor was lost.
        looked_at: monotonic seconds of the last end.
    """

    backoff: Backoff
    wanted: bool = False
    busy: bool = False
    fresh: bool = False
    lost_cursor: bool = False
    cursor: str = ""
    nudged: str = ""
    poll_at: float = 0.0
    behind: bool = True
    looked_at: float = 0.0

    def look_at(self, quiet_at: float) -> float:
        """Monotonic seconds of the next look that nobody asked for; from `quiet_at` on the stream is not relied on."""
        last = self.poll_at - POLL
        return min(max(self.poll_at, quiet_at), last + WHATEVER_THE_STREAM_SAYS)

    def nudge(self, cursor: str) -> None:
        """The server stands at this state."""
        if self.busy:
            self.nudged = cursor
        elif cursor != self.cursor:
            self.wanted = True

    def pulled(self, cursor: str, has_more: bool, now: float) -> None:
        """A page is applied."""
        self.busy, self.cursor, self.fresh = False, cursor, not has_more
        self.backoff.reset()
        self.poll_at = now + POLL
        if not has_more:
            self.behind, self.looked_at = False, now
        # A nudge that came meanwhile often speaks of exactly this state.
        self.wanted = self.wanted or has_more or self.nudged not in {"", cursor}
        self.nudged = ""

    def lost_contact(self) -> None:
        """Nobody knows what happens over there; the first thing to ask when somebody answers again."""
        self.fresh, self.behind, self.wanted = False, True, True

    def restarted(self) -> None:
        """The cursor is forgotten; the snapshot begins."""
        self.busy, self.lost_cursor, self.cursor = False, False, ""
        self.wanted = True

    def failed(self, error: Exception, now: float) -> None:
        """It stays wanted. A cursor that the server does not know any more is given up."""
        self.busy, self.wanted = False, True
        if isinstance(error, CannotCalculate):
            self.lost_cursor, self.behind, self.fresh = True, True, False
        self.backoff.failed(now, unsent=isinstance(error, Unreachable))

    def due_at(self, draining: bool) -> float:
        """Monotonic seconds before which nothing is fetched.

        Once everything was here, also further pages wait while a long queue leaves: its own batches make new ones as
        fast as they are fetched.
        """
        patience = self.looked_at + WHILE_DRAINING if draining and not self.behind else 0.0
        return max(self.backoff.not_before, patience)

    def plan(self, draining: bool, now: float) -> list[Pull | Restart]:
        """What to begin."""
        if self.busy or not self.wanted or now < self.due_at(draining):
            return []
        self.busy, self.wanted = True, False
        return [Restart() if self.lost_cursor else Pull()]

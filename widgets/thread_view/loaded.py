"""The entries held: a bounded, contiguous slice of a thread of any length."""

from bisect import bisect_left
from collections.abc import Iterable
from typing import TYPE_CHECKING

from domain.timeline import Entry, Window

if TYPE_CHECKING:
    from domain.ids import MessageId

MOST = 400
UNSENT_BOUND = 200
_BEHIND_ALL = (2, 0, 0)


class Loaded:
    """What the view holds of a thread, oldest first, in the order of `Entry.sort_key`.

    Attributes:
        older, newer: whether this computer holds more on that side; older_remote: whether the backend does.
        first_unread: where the "New" line stands.
    """

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.older = False
        self.newer = False
        self.older_remote = False
        self.first_unread: MessageId | None = None

    @property
    def more_above(self) -> bool:
        """Whether anything older exists anywhere."""
        return self.older or self.older_remote

    def replace(self, window: Window) -> None:
        """Another thread or another place of it."""
        self.entries = sorted(window.entries, key=_order)
        self.older, self.newer, self.older_remote = window.older, window.newer, window.older_remote
        self.first_unread = window.first_unread
        del self.entries[:-MOST]

    def clear(self) -> None:
        """Nothing."""
        self.replace(Window((), older=False, newer=False, older_remote=False, first_unread=None))

    def prepend(self, window: Window) -> int:
        """Adds older entries, dropping the newest beyond the limit; how many came."""
        fresh = self._unknown(window.entries)
        self.entries = sorted([*fresh, *self.entries], key=_order)
        self.older, self.older_remote = window.older, window.older_remote
        self.first_unread = self.first_unread or window.first_unread
        self.shed(at_end=False)
        return len(fresh)

    def append(self, window: Window, *, at_end: bool) -> list[Entry]:
        """Adds newer entries, dropping those far from what is on screen; what came, in order."""
        fresh = self._unknown(window.entries)
        self.entries = sorted([*self.entries, *fresh], key=_order)
        self.newer = window.newer
        self.shed(at_end=at_end)
        return fresh

    def update(self, window: Window, *, at_end: bool, since: Entry | None = None) -> list[Entry]:
        """Takes the window as the truth from `since`, or its first entry on; what was not held and lies behind all."""
        if since is not None:
            self._leave_out_gone(window, since)
        if not window.entries:
            if not window.older and not window.newer:
                self.entries = []
            return []
        placed = max((entry.message.position for entry in self.entries[-UNSENT_BOUND:]), default=0)
        last_held = self.entries[-1].sort_key if self.entries else (0, 0, 0)
        first, last = window.entries[0].sort_key, window.entries[-1].sort_key
        # Only what lies at or behind the window's start is compared: a new message costs the same in any window.
        cut = bisect_left(self.entries, first, key=_order)
        tail = self.entries[cut:]
        present = {entry.message.id for entry in window.entries}
        kept = [entry for entry in tail if entry.id not in present and window.newer and entry.sort_key > last]
        known = {entry.message.id for entry in tail}
        self.entries = self.entries[:cut] + sorted([*kept, *window.entries], key=_order)
        if last >= last_held or not window.newer:
            self.newer = window.newer
        # What came is new also when something of ours, not placed yet, stands behind it.
        fresh = [
            entry
            for entry in window.entries
            if entry.id not in known and (entry.sort_key > last_held or entry.message.position > placed)
        ]
        self.shed(at_end=at_end)
        return fresh

    def _leave_out_gone(self, window: Window, since: Entry) -> None:
        """What stood between `since` and the window's beginning is not in the thread any more (a join was undone)."""
        first = window.entries[0].sort_key if window.entries else _BEHIND_ALL
        begin = bisect_left(self.entries, since.sort_key, key=_order)
        del self.entries[begin : max(begin, bisect_left(self.entries, first, key=_order))]
        if begin == 0:
            # A join brings what is older than anything held.
            self.older, self.older_remote = window.older, window.older_remote

    def shed(self, *, at_end: bool) -> None:
        """Keeps the bound: the oldest go while the end is on screen, else the newest."""
        beyond = len(self.entries) - MOST
        if beyond <= 0:
            return
        if at_end:
            del self.entries[:beyond]
            self.older = True
        else:
            del self.entries[-beyond:]
            self.newer = True

    def _unknown(self, entries: Iterable[Entry]) -> list[Entry]:
        known = {entry.id for entry in self.entries}
        return [entry for entry in entries if entry.id not in known]


def _order(entry: Entry) -> tuple[int, int, int]:
    return entry.sort_key

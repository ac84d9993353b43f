"""What is asked for at the two ends of what is loaded: once each, and again when the agent pulls after it failed."""

from app.i18n import _
from widgets.thread_view.loaded import Loaded

NEAR = 1.5
"""Screens from an end at which more is asked for."""


class Ends:
    """What was asked for and has not come yet.

    Attributes:
        stalled: older messages were asked for and there were none to be had.
    """

    def __init__(self) -> None:
        self.stalled = self._older = self._newer = False

    def begin(self) -> None:
        """Another window: nothing was asked for."""
        self.stalled = self._older = self._newer = False

    def wants_older(self, loaded: Loaded, above: int, height: int) -> bool:
        """Whether to ask for older ones now, with so much above the screen; they count as asked for then."""
        wanted = loaded.more_above and not self._older and not self.stalled and above < NEAR * height
        self._older = self._older or wanted
        return wanted

    def wants_newer(self, loaded: Loaded, below: int, height: int) -> bool:
        """The same at the other end."""
        wanted = loaded.newer and not self._newer and below < NEAR * height
        self._newer = self._newer or wanted
        return wanted

    def words(self, loaded: Loaded) -> str:
        """What stands above the oldest message held; "" when there is nothing more."""
        if not loaded.more_above or not loaded.entries:
            return ""
        if self.stalled:
            return _("Older messages are not on this computer yet")
        return _("Loading older messages…")

    def older_came(self, count: int) -> None:
        """None means: none to be had now."""
        self._older, self.stalled = False, count == 0

    def newer_came(self) -> None:
        """More may be asked for."""
        self._newer = False

    def pulled(self) -> bool:
        """The agent pulls at the upper end: what failed before may work now; whether there is something to try."""
        tries = self.stalled or self._older
        if tries:
            self.stalled = self._older = False
        return tries

"""What the first thread needs beyond its page is read in a quiet moment after the start."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ui import locale

if TYPE_CHECKING:
    from ui.inbox.place import InboxPlace

QUIET_MS = 1_500
"""After the page was made: by then the connection stands, and nothing of the start waits for this."""


class FirstThread(QObject):
    """Begins when the parts of a thread are there; whoever opens one before has everything read by that.

    Attributes:
        quiet: rings when it is time.
    """

    def __init__(self, place: "InboxPlace") -> None:
        super().__init__(place)
        self._place = place
        self.quiet = QTimer(self, singleShot=True, interval=QUIET_MS)
        self.quiet.timeout.connect(self.get_ready)
        place.furnished.connect(self.quiet.start)

    def get_ready(self) -> None:
        """Word lists, quick replies, the search and the names of languages, unless a thread asked for them already.

        A program that waits in the background keeps the memory for it free.
        """
        if self._place.thread_id is None and self._place.isActiveWindow():
            self._place.guide.get_ready()
            self._place.quick.get_ready()
            self._place.search.finder.forget()
            locale.language_name("en")

    def close(self) -> None:
        """Not any more."""
        self.quiet.stop()

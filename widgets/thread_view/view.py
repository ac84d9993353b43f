"""The thread on screen: takes windows of entries, paints what is visible, tells what the agent did."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from domain.ids import MessageId
from domain.timeline import Entry, Window
from widgets.images import ImageCache
from widgets.thread_view.context import ThreadContext
from widgets.tokens import Tokens


class ThreadView(QAbstractScrollArea):
    """A window over one thread of any length.

    Signals:
        older_wanted, newer_wanted: the agent comes near an end of what is loaded; answer with `prepend`, `append`.
        newest_wanted: to the end, while the newest are not loaded; answer with `set_window`.
        read_up_to(position): the newest position that was on screen while the window was active.
    """

    older_wanted = Signal()
    newer_wanted = Signal()
    newest_wanted = Signal()
    link_activated = Signal(str)
    image_activated = Signal(object, object)
    attachment_activated = Signal(object, object)
    retry_requested = Signal(object)
    edit_requested = Signal(object)
    discard_requested = Signal(object)
    quote_requested = Signal(object)
    read_up_to = Signal("qint64")
    undo_join_requested = Signal(str)

    def __init__(self, tokens: Tokens, images: ImageCache, parent: QWidget | None = None) -> None:
        super().__init__(parent)

    @property
    def oldest(self) -> Entry | None:
        """The first entry held."""
        return None

    @property
    def newest(self) -> Entry | None:
        """The last entry held."""
        return None

    @property
    def entry_count(self) -> int:
        """How many entries are held, at most 400."""
        return 0

    @property
    def at_end(self) -> bool:
        """Whether the newest message of the thread is on screen."""
        return True

    def set_window(self, window: Window, context: ThreadContext) -> None:
        """Shows another thread (or another place of it): at the first unread message, else at the end."""

    def prepend(self, window: Window) -> None:
        """Older entries; what is on screen stays where it is."""

    def append(self, window: Window) -> None:
        """Newer entries; what is on screen stays where it is, unless the end was on screen: then the end stays."""

    def update_entries(self, window: Window) -> None:
        """The present state from `window`'s first entry on: replaces, adds and removes; re-lays changed rows only."""

    def clear(self) -> None:
        """Shows nothing."""

    def show_skeleton(self) -> None:
        """Shows that a thread is coming."""

    def set_context(self, context: ThreadContext) -> None:
        """A new day, another zone, language or team."""

    def set_tokens(self, tokens: Tokens) -> None:
        """Another theme, at once."""

    def scroll_to_end(self) -> None:
        """To the newest message; asks for it (`newest_wanted`) when it is not loaded."""

    def show_message(self, message_id: MessageId) -> bool:
        """Brings a held message on screen and makes it the current one; False when it is not held."""
        return False

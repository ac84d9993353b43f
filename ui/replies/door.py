"""The way into the editor of quick replies; it is built when somebody opens it, and only once at a time."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.errors import KnownError
from domain.templates.reply import QuickReply
from ui.background import Background
from ui.ports import Services
from ui.theme import Theme

if TYPE_CHECKING:
    from ui.replies.editor import RepliesDialog


class RepliesDoor(QObject):
    """Opens it over a window.

    Attributes:
        dialog: the editor that is open, None when none is.
    """

    def __init__(self, services: Services, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._services, self._theme, self._window = services, theme, window
        self._background = Background(services.tasks, self, self._troubled)
        self.dialog: RepliesDialog | None = None

    def open(self, reply: QuickReply | None = None) -> None:
        """The editor, with that reply in its form."""
        dialog = self._shown()
        if reply is not None:
            dialog.show_reply(reply)

    def open_review(self) -> None:
        """The editor, with what may be stale."""
        from ui.replies.column import Filter

        self._shown().show_filter(Filter.REVIEW)

    def _shown(self) -> "RepliesDialog":
        if self.dialog is None:
            from ui.replies.editor import RepliesDialog

            self.dialog = RepliesDialog(self._services, self._theme, self._window)
            self.dialog.finished.connect(self._closed)
            self.dialog.open()
            if not self._services.quick_replies.all():
                # Nobody has opened a thread yet, so nobody has read them.
                self._background.run(self._services.quick_replies.load())
        self.dialog.raise_()
        return self.dialog

    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    def _troubled(self, error: KnownError) -> None:
        if self.dialog is not None:
            self.dialog.say(error)

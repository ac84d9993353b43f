"""Dialogs over the window that belong to no thread: settings, quick replies, keys, versions."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog

from domain.templates.reply import QuickReply
from ui import commands
from ui.replies.door import RepliesDoor

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class Sheets(QObject):
    """Each is made when it is asked for, and gone when it is closed.

    Attributes:
        replies: where the editor of quick replies stands.
    """

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self.replies = RepliesDoor(window.services, window.theme, window)

    def open_settings(self, page: str = "general") -> None:
        """The settings, at a page."""
        window = self._window
        if not window.is_working:
            return
        from ui.settings.dialog import SettingsDialog

        dialog = SettingsDialog(window.services, window.theme, window.registry, window)
        dialog.keys_changed.connect(window.take_keys)
        dialog.enter_sends_changed.connect(window.take_enter)
        dialog.protected.connect(window.inbox.protected)
        dialog.replies_wanted.connect(self._leave_settings)
        dialog.review_wanted.connect(self._leave_settings)
        dialog.replies_wanted.connect(self.open_replies)
        dialog.review_wanted.connect(self.review_replies)
        dialog.show_page(page)
        _show(dialog)

    def open_general(self) -> None:
        """The settings, at their first page."""
        self.open_settings()

    def open_computer(self) -> None:
        """Where a passphrase is set."""
        self.open_settings("computer")

    def open_translation(self) -> None:
        """Where a translator is chosen."""
        self.open_settings("translation")

    def open_replies(self, reply: QuickReply | None = None) -> None:
        """The editor of quick replies, with that one in its form."""
        if self._window.is_working:
            self.replies.open(reply)

    def review_replies(self) -> None:
        """The same, with those that somebody should look at."""
        if self._window.is_working:
            self.replies.open_review()

    def open_about(self) -> None:
        """Versions and licences, also before sign-in."""
        from ui.settings.about import AboutDialog

        _show(AboutDialog(self._window))

    def open_shortcuts(self) -> None:
        """All keys on one sheet."""
        from ui.shortcut_sheet import ShortcutSheet

        _show(ShortcutSheet(commands.table(), self._window.registry.keymap, self._window))

    def _leave_settings(self) -> None:
        dialog = self.sender()
        if isinstance(dialog, QDialog):
            dialog.accept()


def _show(dialog: QDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()

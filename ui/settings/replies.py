"""Quick replies in the settings: how many there are, which should be looked at, and the way to their editor."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import _, ngettext
from ui.parts import button, label
from ui.ports import QuickReplyPort


class RepliesPage(QWidget):
    """Two figures and two buttons.

    Signals:
        editor_wanted: all of them. review_wanted: those that may be stale.
    """

    editor_wanted = Signal()
    review_wanted = Signal()

    def __init__(self, replies: QuickReplyPort, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        count, due = len(replies.all()), len(replies.review())
        self.editor = button(_("Open the editor"), "primary")
        self.editor.clicked.connect(self.editor_wanted)
        self.review = button(_("Look through them"))
        self.review.setVisible(due > 0)
        self.review.clicked.connect(self.review_wanted)
        text = ngettext(
            "{count} quick reply is ready behind “/”.", "{count} quick replies are ready behind “/”.", count
        )
        stale = ngettext("{count} of them should be looked at.", "{count} of them should be looked at.", due)
        usual = _("Every one of them was looked at in the last 90 days.")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 12)
        column.setSpacing(10)
        column.addWidget(label(_("Quick replies"), "title"))
        unread = _("They are read when a thread is opened.")
        column.addWidget(label(text.format(count=count) if count else unread, wrap=True))
        self.due = label(stale.format(count=due) if due else usual, "second", wrap=True)
        self.due.setVisible(count > 0)
        column.addWidget(self.due)
        for made in (self.editor, self.review):
            column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

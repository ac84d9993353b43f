"""The buttons of one complaint: what cannot be done is off and says why."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.i18n import _
from domain.complaint import Complaint
from ui.complaints.page_deeds import Deed, Hand, deed_words, hindrances
from ui.parts import button, label
from widgets.flow import FlowLayout
from widgets.plain import plain_tip

SWAPPED = {Deed.RESOLVE: Deed.REOPEN, Deed.REOPEN: Deed.RESOLVE}
"""Of each of these two only the one that is possible is on screen."""


class DeedButtons(QWidget):
    """One button a deed.

    Signals:
        wanted(Deed): the agent wants to do that.
    """

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[Deed, QPushButton] = {}
        self.words = label("", "faint", wrap=True)
        holder = QWidget()
        flow = FlowLayout(holder, gap=8)
        for deed in Deed:
            made = self.buttons[deed] = button("", "primary" if deed is Deed.THREAD else "")
            made.setProperty("deed", deed.value)
            made.clicked.connect(self._clicked)
            flow.addWidget(made)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(holder)
        column.addWidget(self.words)

    def show_complaint(self, complaint: Complaint, hand: Hand) -> None:
        """What is possible now."""
        why = hindrances(complaint, hand)
        for deed, made in self.buttons.items():
            made.setText(deed_words(deed, complaint, hand))
            made.setEnabled(not why[deed])
            made.setToolTip(plain_tip(why[deed]))
            made.setAccessibleDescription(why[deed])
        for deed, other in SWAPPED.items():
            self.buttons[deed].setVisible(not why[deed] or bool(why[other]))
        words = "" if hand.leads else _("Tier, owner and “same as” are for leads and admins.")
        self.words.setText(words)
        self.words.setVisible(bool(words))

    def may(self, deed: Deed) -> bool:
        """Whether that is possible now."""
        return self.buttons[deed].isEnabled()

    def why_not(self, deed: Deed) -> str:
        """Why it is not, "" when it is."""
        return self.buttons[deed].accessibleDescription()

    def _clicked(self) -> None:
        self.wanted.emit(Deed(self.sender().property("deed")))

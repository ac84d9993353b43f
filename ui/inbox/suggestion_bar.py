"""One line that proposes to join two threads, with what speaks for it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.i18n import _
from domain.customer import Join, JoinState
from domain.inbox import Card
from ui.inbox.customer_panel import evidence_words
from ui.parts import button, elided
from widgets.tokens import Tokens, load_tokens


class SuggestionBar(QWidget):
    """Hidden while there is nothing to propose.

    Signals:
        accepted(Join), declined(Join)
    """

    accepted = Signal(object)
    declined = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAutoFillBackground(True)
        self._join: Join | None = None
        self.words = elided("")
        self.yes = button(_("Join"), "link")
        self.no = button(_("Not the same"), "link")
        self.yes.clicked.connect(self._accept)
        self.no.clicked.connect(self._decline)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 5, 14, 5)
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        row.addWidget(self.yes)
        row.addWidget(self.no)
        self.set_tokens(load_tokens("light"))
        self.hide()

    def show_card(self, card: Card | None, *, may_join: bool) -> None:
        """The first proposal of the card, if this agent may decide it."""
        open_ = [pair for pair in card.joins if pair[0].state is JoinState.SUGGESTED] if card and may_join else []
        self.setVisible(bool(open_))
        self._join = open_[0][0] if open_ else None
        if open_:
            join, name = open_[0]
            text = _("Looks like the same person as {name} ({evidence})")
            self.words.setText(text.format(name=name, evidence=evidence_words(join)))

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours."""
        palette = self.palette()
        palette.setColor(palette.ColorRole.Window, tokens.accent_soft)
        self.setPalette(palette)

    def _accept(self) -> None:
        if self._join is not None:
            self.accepted.emit(self._join)

    def _decline(self) -> None:
        if self._join is not None:
            self.declined.emit(self._join)

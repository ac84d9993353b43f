"""The right column: the thread's complaint, the reply guide, a compensation and the customer; or what waits."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.i18n import _
from ui.late import Late
from widgets.tokens import Tokens

if TYPE_CHECKING:
    from ui.inbox.customer_panel import CustomerPanel
    from ui.inbox.waiting_panel import WaitingPanel
    from widgets.compensation_card import CompensationCard
    from widgets.complaint.brief import BriefCard
    from widgets.guide.card import GuideCard


class SideColumn(Late):
    """Two pages that scroll; they are empty until a thread is on screen, and come late."""

    complaint: "BriefCard"
    guide: "GuideCard"
    compensation: "CompensationCard"
    customer: "CustomerPanel"
    waiting: "WaitingPanel"

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sideColumn")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tokens = tokens
        self._pages = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)

    def make_parts(self) -> Iterator[None]:
        """Both pages."""
        from ui.inbox.customer_panel import CustomerPanel
        from ui.inbox.waiting_panel import WaitingPanel
        from widgets.compensation_card import CompensationCard
        from widgets.complaint.brief import BriefCard
        from widgets.guide.card import GuideCard

        self.complaint = BriefCard()
        self.guide = GuideCard()
        self.compensation = CompensationCard()
        yield
        self.customer = CustomerPanel(self._tokens)
        self.waiting = WaitingPanel(self._tokens)
        beside = (self.complaint, self.guide, self.compensation, self.customer)
        self._pages.addWidget(_scrolling(_("Reply guide and customer"), *beside))
        self._pages.addWidget(_scrolling(_("Waiting to leave"), self.waiting))

    def shows_waiting(self) -> bool:
        """Whether the panel of what waits is on screen."""
        return self._pages.currentIndex() == 1

    def show_waiting(self, shown: bool) -> None:
        """Opens or closes that panel."""
        self.furnish()
        self._pages.setCurrentIndex(1 if shown else 0)


def _scrolling(name: str, *content: QWidget) -> QScrollArea:
    body = QWidget()
    body.setObjectName("sideBody")
    column = QVBoxLayout(body)
    column.setContentsMargins(14, 14, 14, 14)
    column.setSpacing(14)
    for part in content:
        column.addWidget(part)
    column.setStretchFactor(content[-1], 1)
    area = QScrollArea()
    area.setObjectName("side")
    area.setWidget(body)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setAccessibleName(name)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area

"""The right column: the thread's complaint, the reply guide, a compensation and the customer; or what waits."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.i18n import _
from ui.inbox.customer_panel import CustomerPanel
from ui.inbox.waiting_panel import WaitingPanel
from ui.ports import Services
from widgets.compensation_card import CompensationCard
from widgets.complaint.brief import BriefCard
from widgets.guide.card import GuideCard
from widgets.tokens import Tokens


class SideColumn(QWidget):
    """Two pages that scroll."""

    def __init__(self, services: Services, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sideColumn")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.complaint = BriefCard()
        self.guide = GuideCard()
        self.compensation = CompensationCard()
        self.customer = CustomerPanel(tokens)
        self.waiting = WaitingPanel(tokens)
        self._pages = QStackedWidget()
        beside = (self.complaint, self.guide, self.compensation, self.customer)
        self._pages.addWidget(_scrolling(_("Reply guide and customer"), *beside))
        self._pages.addWidget(_scrolling(_("Waiting to leave"), self.waiting))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)

    def shows_waiting(self) -> bool:
        """Whether the panel of what waits is on screen."""
        return self._pages.currentIndex() == 1

    def show_waiting(self, shown: bool) -> None:
        """Opens or closes that panel."""
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

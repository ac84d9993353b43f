"""The pages that are no reports: team, review, pilot, budget; each is imported when somebody goes there first."""

from PySide6.QtWidgets import QWidget

from app.i18n import _
from ui.desks import Desks
from ui.ports import Services
from widgets.tokens import Tokens

TEAM, REVIEW, PILOT, BUDGET = "team", "review", "pilot", "budget"


def names() -> tuple[tuple[str, str], ...]:
    """Their ids and what they are called."""
    return ((TEAM, _("Team")), (REVIEW, _("Review")), (PILOT, _("Pilot")), (BUDGET, _("Budget")))


class InsightDesks(Desks):
    """Those of the insights.

    Attributes:
        tokens: what a new one is made with.
    """

    def __init__(self, services: Services, tokens: Tokens) -> None:
        super().__init__({TEAM: self._team, REVIEW: self._review, PILOT: self._pilot, BUDGET: self._budget})
        self.tokens = tokens
        self._services = services

    def _team(self) -> QWidget:
        from ui.insights.team_desk import TeamDesk

        return TeamDesk(self._services, self.tokens)

    def _review(self) -> QWidget:
        from ui.insights.review_desk import ReviewDesk

        return ReviewDesk(self._services, self.tokens)

    def _pilot(self) -> QWidget:
        from ui.insights.pilot_desk import PilotDesk

        return PilotDesk(self._services, self.tokens)

    def _budget(self) -> QWidget:
        from ui.insights.budget_desk import BudgetDesk

        return BudgetDesk(self._services, self.tokens)

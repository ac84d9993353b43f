"""The pages that are no reports: team, review, pilot, budget; each is imported when somebody goes there first."""

from typing import Any

from PySide6.QtWidgets import QWidget

from app.changes import ChangeSet
from app.i18n import _
from ui.place import Place
from ui.ports import Services
from widgets.tokens import Tokens

TEAM, REVIEW, PILOT, BUDGET = "team", "review", "pilot", "budget"


class Desks:
    """Those that were made are kept.

    Attributes:
        tokens: what a new one is made with.
    """

    def __init__(self, services: Services, tokens: Tokens) -> None:
        self.tokens = tokens
        self._services = services
        self.made: dict[str, QWidget] = {}

    def names(self) -> tuple[tuple[str, str], ...]:
        """Their ids and what they are called."""
        return ((TEAM, _("Team")), (REVIEW, _("Review")), (PILOT, _("Pilot")), (BUDGET, _("Budget")))

    def desk(self, id_: str) -> tuple[QWidget, bool]:
        """That one, and whether it was made just now."""
        new = id_ not in self.made
        if new:
            makers = {TEAM: self._team, REVIEW: self._review, PILOT: self._pilot, BUDGET: self._budget}
            self.made[id_] = makers[id_]()
        return self.made[id_], new

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

    def apply(self, changes: ChangeSet) -> None:
        """To each that wants to hear."""
        for desk in self.made.values():
            _told(desk, "apply", changes)

    def close(self) -> None:
        """They hear nothing any more."""
        for desk in self.made.values():
            _told(desk, "close_desk")


def enter(desk: QWidget) -> None:
    """It is on screen now."""
    _told(desk, "enter")


def lead_on(desk: QWidget, place: Place) -> None:
    """Its threads and messages open in the inbox, its commands are done."""
    for name in ("thread_wanted", "message_wanted", "command_wanted"):
        leads = getattr(desk, name, None)
        if leads is not None:
            leads.connect(getattr(place, name))


def _told(desk: QWidget, name: str, *values: Any) -> None:
    does = getattr(desk, name, None)
    if does is not None:
        does(*values)

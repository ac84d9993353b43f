"""The pages that are no reports: team, review, pilot, budget; each is imported when somebody goes there first."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from PySide6.QtWidgets import QWidget

from app.changes import ChangeSet
from app.i18n import _
from ui.place import Place
from ui.ports import Services
from widgets.tokens import Tokens

TEAM, REVIEW, PILOT, BUDGET = "team", "review", "pilot", "budget"
_MODULES = {
    TEAM: ("ui.insights.team_desk", "TeamDesk"),
    REVIEW: ("ui.insights.review_desk", "ReviewDesk"),
    PILOT: ("ui.insights.pilot_desk", "PilotDesk"),
    BUDGET: ("ui.insights.budget_desk", "BudgetDesk"),
}


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
        words = {TEAM: _("Team"), REVIEW: _("Review"), PILOT: _("Pilot"), BUDGET: _("Budget")}
        return tuple((id_, words[id_]) for id_, (module, _name) in _MODULES.items() if find_spec(module) is not None)

    def desk(self, id_: str) -> tuple[QWidget, bool]:
        """That one, and whether it was made just now."""
        new = id_ not in self.made
        if new:
            module, name = _MODULES[id_]
            self.made[id_] = getattr(import_module(module), name)(self._services, self.tokens)
        return self.made[id_], new

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

"""Which places there are beside the inbox, and who may go there."""

from app.i18n import _
from domain.agent import Agent, Permission
from ui.place import Place
from ui.ports import Services
from ui.shell import PlaceKind
from ui.theme import Theme

COMPLAINTS, INSIGHTS, TRAINING = "complaints", "insights", "training"

NEEDS = {COMPLAINTS: Permission.ANSWER, INSIGHTS: Permission.SEE_INSIGHTS, TRAINING: None}
"""What somebody must be allowed to go there; None for everybody."""


def kinds(services: Services, theme: Theme) -> tuple[PlaceKind, ...]:
    """In the order of the rail."""
    made = _Makers(services, theme)
    return (
        PlaceKind(COMPLAINTS, "layout-grid", _("Complaints"), made.complaints),
        PlaceKind(INSIGHTS, "chart-pie", _("Insights"), made.insights),
        PlaceKind(TRAINING, "zap", _("Speed reading"), made.training),
    )


def allowed(agent: Agent | None, name: str) -> bool:
    """Whether that person may go there."""
    needed = NEEDS[name]
    return agent is not None and agent.active and (needed is None or agent.may(needed))


class _Makers:
    """Each imports its place when it is wanted: the inbox starts without them."""

    def __init__(self, services: Services, theme: Theme) -> None:
        self._services, self._theme = services, theme

    def complaints(self) -> Place:
        from ui.complaints.place import ComplaintsPlace

        return ComplaintsPlace(self._services, self._theme.tokens)

    def insights(self) -> Place:
        from ui.insights.place import InsightsPlace

        return InsightsPlace(self._services, self._theme.tokens)

    def training(self) -> Place:
        from ui.training.place import TrainingPlace

        return TrainingPlace(self._services, self._theme.tokens)

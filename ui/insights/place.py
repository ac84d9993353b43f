"""The place where the team's work is looked at: measures, team, review, budget."""

from ui.place import Place
from ui.ports import Services
from widgets.tokens import Tokens


class InsightsPlace(Place):
    """Everything that is counted."""

    def __init__(self, services: Services, tokens: Tokens) -> None:
        super().__init__()
        self._services, self._tokens = services, tokens
        self.setObjectName("place")

"""The place where complaints are led: board, table, follow-ups, and the chosen complaint beside them."""

from ui.place import Place
from ui.ports import Services
from widgets.tokens import Tokens


class ComplaintsPlace(Place):
    """Everything about complaints."""

    def __init__(self, services: Services, tokens: Tokens) -> None:
        super().__init__()
        self._services, self._tokens = services, tokens
        self.setObjectName("place")

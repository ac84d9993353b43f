"""A page of the training: today's five minutes (S-2)."""

from PySide6.QtWidgets import QWidget

from ui.ports import Services
from widgets.tokens import Tokens


class TodayDesk(QWidget):
    """The page."""

    def __init__(self, services: Services, tokens: Tokens) -> None:
        super().__init__()
        self._services, self._tokens = services, tokens

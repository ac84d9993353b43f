"""What trainers see and give: reports, assignments, words, certificates (S-2, S-3)."""

from app.services.operations import Operator


class TrainerService:
    """Implements `ui.ports.TrainerPort`."""

    def __init__(self, operator: Operator) -> None:
        self._operator = operator

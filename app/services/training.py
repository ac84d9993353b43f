"""A learner's practice: what to do next, what came of it, the curve; all of it without a connection (S-1, S-2)."""

from app.services.operations import Operator


class TrainingService:
    """Implements `ui.ports.TrainingPort`."""

    def __init__(self, operator: Operator) -> None:
        self._operator = operator

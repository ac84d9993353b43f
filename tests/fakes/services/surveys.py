"""Surveys in memory."""

from collections.abc import Callable

from app.changes import ChangeSet
from app.errors import Refused
from app.services.surveys import SurveyBasis
from domain.problems import Problem
from domain.surveys.figures import DEFAULTS, SurveyFigures


class FakeSurveys:
    """Answers at once; a test sets `figures`, `broken`, `may_change` and `error`."""

    def __init__(self, tell: Callable[[ChangeSet], None]) -> None:
        self.tell = tell
        self.figures = DEFAULTS
        self.broken, self.may_change = False, True
        self.error: Exception | None = None

    async def basis(self) -> SurveyBasis:
        return SurveyBasis(self.figures, self.broken, self.may_change)

    async def keep(self, figures: SurveyFigures) -> None:
        if self.error is not None:
            raise self.error
        if not self.may_change:
            raise Refused(Problem.NOT_ALLOWED)
        self.figures, self.broken = figures, False
        self.tell(ChangeSet(shelf=frozenset({"setting"})))

"""Port of surveys: whether and when customers are asked how it was."""

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from app.services.surveys import SurveyBasis
    from domain.surveys.figures import SurveyFigures


class SurveyPort(Protocol):
    """Surveys (`app.services.surveys`)."""

    async def basis(self) -> "SurveyBasis":
        """What is in force, and who may change it."""

    async def keep(self, figures: "SurveyFigures") -> None:
        """Other figures for everybody. Raises Refused, StorageFull."""

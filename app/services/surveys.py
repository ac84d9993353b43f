"""Whether customers are asked how it was: read by everybody, changed by leads (Setting `surveys`)."""

from dataclasses import dataclass

from app.errors import Refused
from app.services.desk import Desk
from app.services.operations import Operator
from domain.agent import Permission
from domain.operations import ChangeSetting
from domain.problems import Problem
from domain.shelf import lane_of_setting
from domain.surveys.figures import DEFAULTS, KEY, SurveyFigures, read_surveys, surveys_text


@dataclass(frozen=True, slots=True)
class SurveyBasis:
    """What is in force.

    Attributes:
        broken: whether what was set cannot be read, so that nobody is asked.
        may_change: whether this agent may set it.
    """

    figures: SurveyFigures = DEFAULTS
    broken: bool = False
    may_change: bool = False


class SurveyService:
    """Reads wait until the local database is open."""

    def __init__(self, desk: Desk, operator: Operator) -> None:
        self.desk, self.operator = desk, operator

    async def basis(self) -> SurveyBasis:
        """What is in force, and who may change it."""
        account = await self.desk.opened()
        may = account.agent.may(Permission.CHANGE_SETTINGS)
        held = {setting.key: setting.value for setting in await account.store.shelf.settings()}
        try:
            return SurveyBasis(read_surveys(held[KEY]) if KEY in held else DEFAULTS, may_change=may)
        except (ValueError, TypeError, RecursionError):
            return SurveyBasis(broken=True, may_change=may)

    async def keep(self, figures: SurveyFigures) -> None:
        """For everybody. Raises Refused, StorageFull."""
        if not (await self.desk.opened()).agent.may(Permission.CHANGE_SETTINGS):
            raise Refused(Problem.NOT_ALLOWED)
        await self.operator.do(lane_of_setting(KEY), ChangeSetting(KEY, surveys_text(figures)))

"""POST /v1/training/report, POST /v1/training/team and GET /v1/training/editions/{pack_id}."""

from typing import Annotated

from fastapi import APIRouter, Path, Response
from pydantic import AwareDatetime, BaseModel, Field, TypeAdapter

from backend.access import Signed, State, Trains, problems
from backend.errors import invalid
from backend.insights.meant import NotCounted
from domain.training.pack import Edition
from domain.training.report import Standing, TrainingChoice, TrainingReport

router = APIRouter(prefix="/v1/training", tags=["training"])

COST = 20
"""Units of the agent's rate for one of these; a plain request costs one (S23)."""

_REPORT = TypeAdapter(TrainingReport)
_STANDINGS = TypeAdapter(list[Standing])
_EDITIONS = TypeAdapter(list[Edition])


class ChosenIn(BaseModel):
    """What counts; "" for everything. The span is three years long at most."""

    since: AwareDatetime
    until: AwareDatetime
    zone: str = Field(max_length=64)
    kind: str = Field(default="", max_length=64)
    pack: str = Field(default="", max_length=64)
    agent: str = Field(default="", max_length=64)
    team: str = Field(default="", max_length=100)
    language: str = Field(default="", max_length=35)

    def choice(self) -> TrainingChoice:
        """The same as a value."""
        who = (self.kind, self.pack, self.agent, self.team, self.language)
        return TrainingChoice(self.since, self.until, self.zone, *who)


@router.post(
    "/report",
    response_model=TrainingReport,
    responses=problems(401, 403),
    operation_id="training_report",
    summary="What was practised, and whether it shows",
)
def report(chosen: ChosenIn, caller: Trains, services: State) -> Response:
    """Results of one span and one choice, counted now from all attempts: learners, weak topics, items that go wrong,
    the curve, assignments; and response times in live work before and after training, at most five minutes old."""
    services.rate_limit.spend(caller.agent.id, COST)
    try:
        found = services.training.report(chosen.choice())
    except NotCounted as no:
        raise invalid(str(no)) from no
    return Response(_REPORT.dump_json(found), media_type="application/json")


@router.post(
    "/team",
    response_model=list[Standing],
    responses=problems(401),
    operation_id="training_team",
    summary="The team's table",
)
def team(caller: Signed, services: State) -> Response:
    """The medians of the last 30 days, the quickest first, of those with ten attempts or more; nobody, unless the
    setting `training` allows it."""
    services.rate_limit.spend(caller.agent.id, COST)
    return Response(_STANDINGS.dump_json(services.training.team()), media_type="application/json")


@router.get(
    "/editions/{pack_id}",
    response_model=list[Edition],
    responses=problems(401, 403),
    operation_id="training_editions",
    summary="All editions of a pack",
)
def editions(pack_id: Annotated[str, Path(min_length=1, max_length=64)], caller: Trains, services: State) -> Response:
    """Everything that was ever published of it, the newest first; nothing for a pack that there is not."""
    services.rate_limit.spend(caller.agent.id, COST)
    return Response(_EDITIONS.dump_json(services.training.editions(pack_id)), media_type="application/json")

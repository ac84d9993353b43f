"""POST /v1/insights/report and /v1/insights/threads."""

from fastapi import APIRouter, Response
from pydantic import AwareDatetime, BaseModel, Field, TypeAdapter

from backend.access import SeesInsights, State, problems
from backend.errors import invalid
from backend.insights.meant import NotCounted
from domain.measures.report import Behind, Choice, Report, ThreadBehind

router = APIRouter(prefix="/v1/insights", tags=["insights"])

COST = 20
"""Units of the agent's rate for one of these; a plain request costs one (S23)."""

_REPORT = TypeAdapter(Report)
_THREADS = TypeAdapter(list[ThreadBehind])


class Chosen(BaseModel):
    """What counts; "" for everything. The span goes out to whole quarters of an hour, three years at most."""

    since: AwareDatetime
    until: AwareDatetime
    zone: str = Field(max_length=64)
    channel: str = Field(default="", max_length=64)
    agent: str = Field(default="", max_length=64)
    team: str = Field(default="", max_length=100)
    language: str = Field(default="", max_length=35)
    topic: str = Field(default="", max_length=64)

    def choice(self) -> Choice:
        """The same as a value."""
        who = (self.channel, self.agent, self.team, self.language, self.topic)
        return Choice(self.since, self.until, self.zone, *who)


class Asked(BaseModel):
    """A number of the report; `what` says more, as `Behind` describes."""

    choice: Chosen
    number: Behind
    what: str = Field(default="", max_length=100)


@router.post("/report", response_model=Report, responses=problems(401, 403), operation_id="insights_report")
def report(chosen: Chosen, caller: SeesInsights, services: State) -> Response:
    """Every measure of one span and one choice of what counts, counted now."""
    services.rate_limit.spend(caller.agent.id, COST)
    try:
        found = services.insights.report(chosen.choice())
    except NotCounted as no:
        raise invalid(str(no)) from no
    return Response(_REPORT.dump_json(found), media_type="application/json")


@router.post(
    "/threads", response_model=list[ThreadBehind], responses=problems(401, 403), operation_id="insights_threads"
)
def threads(asked: Asked, caller: SeesInsights, services: State) -> Response:
    """The threads behind a number of the report, at most 200."""
    services.rate_limit.spend(caller.agent.id, COST)
    try:
        found = services.insights.behind(asked.choice.choice(), asked.number, asked.what)
    except NotCounted as no:
        raise invalid(str(no)) from no
    return Response(_THREADS.dump_json(found), media_type="application/json")

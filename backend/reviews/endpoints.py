"""POST /v1/reviews: draws the sample of a week."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from fastapi import APIRouter
from pydantic import Field

from backend.access import SeesInsights, State, problems
from backend.errors import Refusal
from domain.measures.sampling import MOST

router = APIRouter(prefix="/v1", tags=["reviews"])

_MONDAY = 0
_LARGEST_SEED = 2**53


@dataclass(frozen=True, slots=True)
class DrawIn:
    """Which week; its days are those of the zone.

    Attributes:
        week: a Monday. size: at most 100 (M-1). seed: the same one draws the same conversations.
    """

    week: date
    zone: Annotated[str, Field(max_length=64)]
    size: Annotated[int, Field(ge=1, le=MOST)]
    seed: Annotated[int, Field(ge=0, le=_LARGEST_SEED)]


@dataclass(frozen=True, slots=True)
class DrawOut:
    """How many conversations the week's sample has now."""

    count: int


@router.post("/reviews", responses=problems(401, 403), operation_id="draw_review")
def draw(wanted: DrawIn, caller: SeesInsights, services: State) -> DrawOut:
    """Draws the week's conversations; they come with the feed. What was marked already stays."""
    if wanted.week.weekday() != _MONDAY:
        raise Refusal(422, "not_a_monday", "A review's week begins on a Monday.")
    try:
        zone = ZoneInfo(wanted.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Refusal(422, "unknown_zone", "There is no such time zone.") from error
    return DrawOut(services.reviews.draw(wanted.week, zone, wanted.size, wanted.seed))

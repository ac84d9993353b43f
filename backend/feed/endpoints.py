"""GET /v1/changes and GET /v1/events."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from sse_starlette.sse import EventSourceResponse

from backend.access import Signed, State, problems
from backend.errors import Refusal
from backend.feed.cursors import CannotCalculate
from backend.feed.stream import events
from domain.changes import Page

router = APIRouter(prefix="/v1", tags=["feed"])

_STREAM_HEADERS = {"Cache-Control": "no-cache, no-transform", "X-Accel-Buffering": "no"}


@router.get("/changes", response_model=Page, responses=problems(401, 410), operation_id="list_changes")
def list_changes(
    caller: Signed,
    services: State,
    since: Annotated[str, Query(max_length=200)] = "",
    limit: Annotated[int, Query(ge=1, le=1000)] = 500,
) -> Response:
    """What changed since the cursor; without one, everything that is there now, in pages."""
    try:
        page = services.feed.page(caller.agent, since, limit)
    except CannotCalculate as stale:
        raise Refusal(410, "cannot_calculate", "This cursor is not good any more; begin with an empty one.") from stale
    return Response(page, media_type="application/json")


@router.get(
    "/events",
    response_class=EventSourceResponse,
    responses={200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}, **problems(401)},
    operation_id="listen",
)
async def listen(caller: Signed, services: State) -> EventSourceResponse:
    """Says at once, and after each commit, that there is something new; never what."""
    return EventSourceResponse(events(services, caller), ping=0, headers=_STREAM_HEADERS)

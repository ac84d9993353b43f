"""GET /v1/shelf/{type}/{id}/history and GET /v1/corrections."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import StreamingResponse
from pydantic import BaseModel
from sqlalchemy import select

from backend.access import ChangesSettings, Signed, State, problems
from backend.feed.entities import FOR_PEOPLE, hidden_from
from backend.shelf import corrections
from backend.storage.tables import shelf_history
from domain.agent import Permission
from domain.history import PastState
from domain.ids import AgentId

router = APIRouter(prefix="/v1", tags=["shelf"])

_TRAINERS = frozenset({*FOR_PEOPLE, "edition"})
"""What was once given to somebody, and what was in packs that were taken back, is for those alone who may train."""

Name = Annotated[str, Path(min_length=1, max_length=64)]


class HistoryOut(BaseModel):
    """Saved states, newest first."""

    states: list[PastState]


@router.get("/shelf/{type}/{id}/history", responses=problems(401), operation_id="shelf_history")
def history(
    type: Name,  # noqa: A002
    id: Name,  # noqa: A002
    caller: Signed,
    services: State,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> HistoryOut:
    """What it was before; nothing for what only somebody else sees."""
    trains = caller.agent.may(Permission.TRAIN)
    if type in hidden_from(caller.agent) or (type in _TRAINERS and not trains):
        return HistoryOut(states=[])
    h = shelf_history.c
    mine = (h.type == type) & (h.id == id) & h.audience.in_(("", caller.agent.id))
    query = select(h.version, h.body, h.agent_id, h.at).where(mine)
    with services.database.read() as connection:
        rows = connection.execute(query.order_by(h.version.desc()).limit(limit)).all()
    return HistoryOut(states=[PastState(r.version, r.body, AgentId(r.agent_id or "") or None, r.at) for r in rows])


@router.get("/corrections", responses=problems(401, 403), operation_id="corrections", response_class=StreamingResponse)
def export(caller: ChangesSettings, services: State) -> StreamingResponse:
    """What agents corrected, as JSON lines that the next training reads (E-1)."""
    with services.database.read() as connection:
        lines = list(corrections.lines(connection))
    return StreamingResponse(iter(lines), media_type="application/x-ndjson")

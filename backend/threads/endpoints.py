"""GET /v1/threads/{id}/messages."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import TypeAdapter

from backend.access import Signed, State, problems
from backend.errors import not_found
from backend.threads.window import MessagesOut, window

router = APIRouter(prefix="/v1/threads", tags=["threads"])

Place = Annotated[int | None, Query(ge=0, le=2**53)]
_OUT = TypeAdapter(MessagesOut)


@router.get(
    "/{thread_id}/messages", response_model=MessagesOut, responses=problems(401, 404), operation_id="list_messages"
)
def list_messages(
    thread_id: str,
    caller: Signed,
    services: State,
    before: Place = None,
    after: Place = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> Response:
    """A window of what the thread shows; positions bound it, neither of them means the newest."""
    with services.database.read() as connection:
        found = window(connection, thread_id, before, after, limit)
    if found is None:
        raise not_found("thread")
    return Response(_OUT.dump_json(found), media_type="application/json")

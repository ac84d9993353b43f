"""PUT /v1/presence and the questions about handing a thread over."""

from dataclasses import dataclass

from fastapi import APIRouter, Response
from sqlalchemy import Connection, select

from backend.access import Answers, SeesInsights, Signed, State, problems
from backend.errors import Refusal, not_found
from backend.storage.tables import thread
from domain.ids import AgentId, ThreadId
from domain.presence import Activity, Presence

router = APIRouter(prefix="/v1", tags=["presence"])


@dataclass(frozen=True, slots=True)
class PresenceIn:
    """Where the caller is now: in one thread at a time, or away from it."""

    thread_id: str
    activity: Activity


@router.put("/presence", status_code=204, responses=problems(401, 404), operation_id="show_presence")
def show_presence(said: PresenceIn, caller: Signed, services: State) -> Response:
    """Says what the caller does in a thread; to be repeated every 10 s, over after 25 s without."""
    with services.database.read() as connection:
        root, _ = _root(connection, said.thread_id)
    services.presence.show(caller.session_id, Presence(root, caller.agent.id, said.activity))
    return Response(status_code=204)


@dataclass(frozen=True, slots=True)
class PersonOut:
    """Somebody of the team who is connected.

    Attributes:
        away: connected, but with no thread in front of them, or not at their computer.
        viewing: that thread, null for none.
    """

    agent_id: str
    present: bool
    away: bool
    viewing: str | None


@router.get(
    "/presence/people", response_model=list[PersonOut], responses=problems(401, 403), operation_id="list_present"
)
async def list_present(caller: SeesInsights, services: State) -> list[PersonOut]:
    """Everybody whose event stream is open now, by id; whoever is not in it is not connected."""
    viewing = {word.agent_id: word.thread_id for word in sorted(services.presence.present(), key=_busiest)}
    return [
        PersonOut(agent_id, present=True, away=agent_id not in viewing, viewing=viewing.get(agent_id))
        for agent_id in sorted(services.hub.listening())
    ]


@dataclass(frozen=True, slots=True)
class AskOut:
    """Whether the caller may assign the thread to themselves now, without waiting for an answer."""

    may_take: bool


@router.put(
    "/threads/{thread_id}/handover",
    response_model=AskOut,
    responses=problems(401, 403, 404, 409),
    operation_id="ask_for_thread",
)
def ask_for_thread(thread_id: str, caller: Answers, services: State) -> AskOut:
    """Asks the colleague who holds the thread for it, and tells them at once, unless the rules grant it already."""
    with services.database.read() as connection:
        root, holder = _root(connection, thread_id)
    if holder is None or holder == caller.agent.id:
        raise Refusal(409, "not_held", "Nobody else has this thread.")
    if services.handovers.may_take(root, caller.agent.id, holder):
        return AskOut(may_take=True)
    services.handovers.ask(root, caller.agent.id, holder)
    return AskOut(may_take=False)


@router.delete(
    "/threads/{thread_id}/handover", status_code=204, responses=problems(401, 404), operation_id="keep_thread"
)
def keep_thread(thread_id: str, caller: Signed, services: State) -> Response:
    """Says no to everybody who asked the caller for the thread."""
    with services.database.read() as connection:
        root, _ = _root(connection, thread_id)
    services.handovers.keep(root, caller.agent.id)
    return Response(status_code=204)


def _busiest(word: Presence) -> bool:
    """Where somebody types stands last, and so in the end."""
    return word.activity is Activity.TYPING


def _root(connection: Connection, thread_id: str) -> tuple[ThreadId, AgentId | None]:
    """The thread on screen and who has it. Raises the 404 Refusal."""
    columns = (thread.c.id, thread.c.merged_into, thread.c.assignee_id)
    row = connection.execute(select(*columns).where(thread.c.id == thread_id)).first()
    if row is not None and row.merged_into:
        row = connection.execute(select(*columns).where(thread.c.id == row.merged_into)).first()
    if row is None:
        raise not_found("thread")
    return ThreadId(row.id), AgentId(row.assignee_id) if row.assignee_id else None

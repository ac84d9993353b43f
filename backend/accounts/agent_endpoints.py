"""The team, for admins: /v1/agents."""

from dataclasses import dataclass

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from backend.access import ManagesPeople, State, problems, writing
from backend.accounts import agents
from backend.accounts.agents import AgentChange, AgentProblem
from backend.accounts.endpoints import SessionsOut, end_or_wipe
from backend.accounts.passwords import NO_PASSWORD, WeakPassword
from backend.errors import Refusal, invalid, not_found
from domain.agent import Agent, Permission, Role

router = APIRouter(prefix="/v1/agents", tags=["agents"])


class AgentIn(BaseModel):
    """A new person; without a password they cannot sign in yet."""

    name: str = Field(min_length=1, max_length=100)
    email: str = Field(min_length=3, max_length=254)
    role: Role = Role.AGENT
    password: str = Field(default="", max_length=256)


class AgentPatch(BaseModel):
    """What changes; what is left out stays."""

    name: str | None = Field(default=None, min_length=1, max_length=100)
    role: Role | None = None
    active: bool | None = None
    password: str | None = Field(default=None, max_length=256)


@dataclass(frozen=True, slots=True)
class AgentsOut:
    """The team, by name."""

    agents: list[Agent]


@router.get("", responses=problems(401, 403), operation_id="list_agents")
def list_agents(caller: ManagesPeople, services: State) -> AgentsOut:
    """Everybody."""
    with services.database.read() as connection:
        return AgentsOut(agents.everybody(connection))


@router.post("", status_code=201, responses=problems(401, 403, 409), operation_id="add_agent")
def add_agent(body: AgentIn, caller: ManagesPeople, services: State) -> Agent:
    """Adds somebody."""
    password = services.agents.passwords.chosen(body.password) if body.password else NO_PASSWORD
    try:
        with writing(services, caller, Permission.MANAGE_PEOPLE) as tx:
            return services.agents.add(tx, caller.agent.id, body.name, body.email, body.role, password)
    except (AgentProblem, WeakPassword) as problem:
        raise _refusal(problem) from problem


@router.patch("/{agent_id}", responses=problems(401, 403, 404, 409), operation_id="change_agent")
def change_agent(agent_id: str, body: AgentPatch, caller: ManagesPeople, services: State) -> Agent:
    """Changes somebody; whoever is deactivated or gets a new password is signed out everywhere."""
    password = services.agents.passwords.chosen(body.password) if body.password is not None else None
    change = AgentChange(body.name, body.role, body.active, password)
    try:
        with writing(services, caller, Permission.MANAGE_PEOPLE) as tx:
            changed = services.agents.change(tx, caller.agent.id, agent_id, change)
            if body.active is False or body.password is not None:
                keep = caller.session_id if agent_id == caller.agent.id else ""
                services.sessions.end_all(tx, agent_id, "changed_by_admin", keep)
            return changed
    except (AgentProblem, WeakPassword) as problem:
        raise _refusal(problem) from problem


@router.get("/{agent_id}/sessions", responses=problems(401, 403), operation_id="list_agent_sessions")
def list_agent_sessions(agent_id: str, caller: ManagesPeople, services: State) -> SessionsOut:
    """Where somebody is signed in."""
    with services.database.read() as connection:
        return SessionsOut(services.sessions.list(connection, agent_id, caller.session_id))


@router.delete(
    "/{agent_id}/sessions/{session_id}",
    status_code=204,
    responses=problems(401, 403, 404),
    operation_id="end_agent_session",
)
def end_agent_session(
    agent_id: str, session_id: str, caller: ManagesPeople, services: State, wipe: bool = False
) -> Response:
    """Ends somebody's session; `wipe` has its computer erase what it holds, for one that was lost (S21)."""
    with writing(services, caller, Permission.MANAGE_PEOPLE) as tx:
        if services.sessions.owner(tx.connection, session_id) != agent_id:
            raise not_found("session")
        end_or_wipe(services, tx, caller, session_id, wipe=wipe)
    return Response(status_code=204)


def _refusal(problem: AgentProblem | WeakPassword) -> Refusal:
    if isinstance(problem, WeakPassword):
        return Refusal(422, "weak_password", str(problem))
    if problem.code == "not_found":
        return not_found("agent")
    if problem.code == "no_name":
        return Refusal(422, problem.code, str(problem))
    return invalid(str(problem)) if problem.code == "invalid" else Refusal(409, problem.code, str(problem))

"""Another name for oneself: colleagues have it by the feed."""

from backend.access import writing
from backend.accounts.agents import AgentChange, AgentProblem
from backend.accounts.sessions import Caller
from backend.errors import Refusal
from backend.services import Services
from domain.agent import Agent


def rename_own(services: Services, caller: Caller, name: str) -> Agent:
    """Raises Refusal: 422 for a name without a letter, 401 when the session ended meanwhile."""
    me = caller.agent.id
    try:
        with writing(services, caller) as tx:
            return services.agents.change(tx, me, me, AgentChange(name=name))
    except AgentProblem as problem:
        raise Refusal(422, problem.code, str(problem)) from problem

"""The signed-in agent as text, kept inside the encrypted database for a start without network."""

import json
from dataclasses import asdict

from domain.agent import Agent, Role
from domain.ids import AgentId


def agent_to_text(agent: Agent) -> str:
    """All of it."""
    return json.dumps(asdict(agent))


def agent_from_text(text: str | None) -> Agent | None:
    """None when there is none, or it is of another shape."""
    try:
        held = json.loads(text or "")
        return Agent(
            AgentId(held["id"]), held["name"], held["email"], Role(held["role"]), held["active"], held["version"]
        )
    except (ValueError, KeyError, TypeError):
        return None

"""The signed-in agent as text, kept inside the encrypted database for a start without network."""

import json
from dataclasses import asdict
from typing import Any

from domain.agent import Agent, Role
from domain.ids import AgentId


def agent_to_text(agent: Agent) -> str:
    """All of it."""
    return json.dumps(asdict(agent))


def agent_from_text(text: str | None) -> Agent | None:
    """None when there is none, or it is of another shape."""
    try:
        return agent_of(json.loads(text or ""))
    except ValueError:
        return None


def agent_of(held: Any) -> Agent | None:
    """The agent of decoded JSON; None when it is of another shape."""
    try:
        return Agent(
            AgentId(held["id"]), held["name"], held["email"], Role(held["role"]), held["active"], held["version"]
        )
    except (ValueError, KeyError, TypeError):
        return None

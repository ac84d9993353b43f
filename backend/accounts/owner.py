"""The owner of an embedded server: whoever sits at this computer, under a name that a sentence can hold."""

from typing import Final

from backend.accounts.agents import AgentChange, Agents, everybody
from backend.storage.transaction import Transaction
from domain.agent import Agent, Role

OWNER_EMAIL: Final = "you@this.computer"
OWNER_NAME: Final = "Robin Hale"
_FORMER_NAME: Final = "You"


def the_owner(agents: Agents, tx: Transaction) -> Agent:
    """The first admin; made when there is none, without a password: only the secret of the start signs them in."""
    admins = (agent for agent in everybody(tx.connection) if agent.role is Role.ADMIN and agent.active)
    owner = next(admins, None)
    if owner is None:
        return agents.add(tx, None, OWNER_NAME, OWNER_EMAIL, Role.ADMIN)
    if (owner.email, owner.name) == (OWNER_EMAIL, _FORMER_NAME):
        return agents.change(tx, None, owner.id, AgentChange(name=OWNER_NAME))
    return owner

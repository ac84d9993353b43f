"""The person of an embedded server: whoever sits at this computer."""

from backend.accounts import agents
from backend.services import Services
from domain.agent import Role

OWNER_EMAIL = "you@this.computer"


def ensure_owner(services: Services) -> None:
    """Makes the owner, once. They have no password: only the secret of the start signs them in."""
    with services.database.write() as tx:
        if not any(agent.role is Role.ADMIN and agent.active for agent in agents.everybody(tx.connection)):
            services.agents.add(tx, None, "You", OWNER_EMAIL, Role.ADMIN)

"""The person of an embedded server: whoever sits at this computer."""

from backend.accounts.owner import the_owner
from backend.services import Services


def ensure_owner(services: Services) -> None:
    """Makes the owner, once."""
    with services.database.write() as tx:
        the_owner(services.agents, tx)

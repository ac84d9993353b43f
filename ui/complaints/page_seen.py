"""Whether the owner of a complaint has it in front of them for the first time since something happened to it (K-2)."""

from domain.complaint import Complaint
from ui.ports import Services


class Seen:
    """Remembers what was told already, so that an answer that is on its way is not sent again."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._told: tuple[str, int] | None = None

    def new(self, complaint: Complaint) -> bool:
        """Whether the server is to be told that it was seen."""
        session = self._services.session.current
        mine = session is not None and complaint.owner_id == session.agent.id
        told = (complaint.id, len(complaint.steps))
        if not mine or complaint.seen_at is not None:
            return False
        if told == self._told:
            return False
        self._told = told
        return True

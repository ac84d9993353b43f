"""What something on the shelf was before: every state that somebody saved."""

from dataclasses import dataclass
from datetime import datetime

from domain.ids import AgentId


@dataclass(frozen=True, slots=True)
class PastState:
    """One saved state.

    Attributes:
        version: the feed sequence with which it began.
        body: the value as JSON, "" when it was removed then.
    """

    version: int
    body: str
    agent_id: AgentId | None
    at: datetime

"""Who of the team has a thread in front of them now: told in passing, never kept (desktop: collision)."""

from dataclasses import dataclass
from enum import StrEnum

from domain.ids import AgentId, ThreadId


class Activity(StrEnum):
    """What somebody does in a thread."""

    VIEWING = "viewing"
    TYPING = "typing"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Presence:
    """One person's last word about one thread; it is over after PRESENCE_SECONDS without another."""

    thread_id: ThreadId
    agent_id: AgentId
    activity: Activity


PRESENCE_SECONDS = 25.0
HEARTBEAT_SECONDS = 10.0

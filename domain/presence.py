"""Who of the team has a thread in front of them now, and who asks whom for one: told in passing, never kept."""

from dataclasses import dataclass
from enum import StrEnum

from domain.ids import AgentId, ThreadId

PRESENCE_SECONDS = 25.0
"""A word about presence is over after so long without another."""
HEARTBEAT_SECONDS = 10.0
"""How often a client repeats its word while nothing changes."""
AWAY_SECONDS = 300.0
"""A holder of whom nothing was heard for so long may be relieved of a thread by anybody who answers."""
ASK_SECONDS = 120.0
"""A request that its holder leaves unanswered for so long counts as granted."""


class Activity(StrEnum):
    """What somebody does in a thread."""

    VIEWING = "viewing"
    TYPING = "typing"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Presence:
    """One person's last word about one thread."""

    thread_id: ThreadId
    agent_id: AgentId
    activity: Activity


class Answer(StrEnum):
    """How a request to hand a thread over stands."""

    ASKED = "asked"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Handover:
    """A colleague asks for a thread that somebody holds; told to the holder, the answer "kept" to who asked.

    A granted request needs no word of its own: the holder assigns the thread, and the feed says so.
    """

    thread_id: ThreadId
    asker_id: AgentId
    holder_id: AgentId
    answer: Answer

"""What the thread view has to know beside the messages: who looks, when, where and in which language."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from domain.ids import AgentId


@dataclass(frozen=True, slots=True)
class ThreadContext:
    """Facts around one thread. The view has no clock: a new `now` comes with `ThreadView.set_context`.

    Attributes:
        now: an aware time; only its day matters ("Today", "Yesterday").
        zone: in which times are shown.
        me: the agent who looks; their messages say "You".
        customer: the customer's name, for the screen reader.
        agents: (id, name) of the team, for notices such as "assigned to Priya".
        locale: BCP 47 tag for dates and times ("de", "zh-Hant").
        language: BCP 47 tag of what the customer writes, "" when unknown; decides the form of Han characters.
        may_undo_joins: whether "Undo" stands beside a join (`Permission.JOIN_CUSTOMERS`).
    """

    now: datetime
    zone: tzinfo
    me: AgentId
    customer: str = ""
    agents: tuple[tuple[AgentId, str], ...] = ()
    locale: str = "en"
    may_undo_joins: bool = True
    language: str = ""

"""What the thread view has to know beside the messages: who looks, when, where and in which language."""

from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from domain.ids import AgentId
from widgets.thread_view.han import han_families
from widgets.thread_view.when import local_day


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
        barred: why nothing can leave just now ("waits for the network"), "" while it can.
        language: BCP 47 tag of what the customer writes, "" when unknown; decides the form of Han characters.
        undoable: ids of the joins that this agent may undo; "Undo" stands beside them.
    """

    now: datetime
    zone: tzinfo
    me: AgentId
    customer: str = ""
    agents: tuple[tuple[AgentId, str], ...] = ()
    locale: str = "en"
    undoable: frozenset[str] = frozenset()
    language: str = ""
    barred: str = ""

    def looks_like(self, other: "ThreadContext") -> bool:
        """Whether every message looks the same but those that count down: another moment of the same day, say."""
        same_day = local_day(self.now, self.zone) == local_day(other.now, other.zone)
        unseen = replace(self, now=other.now, customer=other.customer, language=other.language, barred=other.barred)
        return same_day and self.han == other.han and unseen == other

    @property
    def han(self) -> tuple[str, ...]:
        """The fonts to try for Han characters."""
        return han_families(self.language or self.locale)

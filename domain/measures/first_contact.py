"""First-contact resolution: whether one contact was enough for what a customer asked (M)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.measures.entry import Seen
from domain.measures.figures import InsightFigures

SEVERAL = 2
"""What `Case.agents` says of more than one."""


@dataclass(frozen=True, slots=True)
class Case:
    """What a customer asks, from their first message to the thread's being resolved.

    A case begins with the customer's first message, at the start of the thread or after it was resolved; a short thanks
    (`entry.is_thanks`) begins none. It ends when the thread is resolved, and belongs to that moment, to the channel of
    its first message, to the newest language and topic in it, and to the agent who answered last.

    It was *resolved at first contact* when one contact sufficed: exactly one agent answered, the customer's messages in
    it lie at most 24 hours apart, and they did not write again (but for a thanks) within 72 hours after it was
    resolved. While the 72 hours are not over it counts provisionally. A case that nobody answered (spam, a wrong
    number) does not count at all.

    Attributes:
        gap: the longest time between two messages of the customer that follow each other.
        agents: how many answered: 0, 1 or `SEVERAL`.
        again: when they wrote again after it was resolved.
    """

    position: int
    began: datetime
    last: datetime
    channel: str
    language: str
    topic: str
    gap: timedelta = timedelta(0)
    agents: int = 0
    agent_id: str = ""
    resolved: datetime | None = None
    again: datetime | None = None

    @property
    def counts(self) -> bool:
        """Whether it is resolved and somebody answered."""
        return self.resolved is not None and self.agents > 0

    def at_first_contact(self, figures: InsightFigures) -> bool:
        """Whether one contact sufficed, as far as one can say by now."""
        if self.resolved is None or self.agents != 1 or self.gap > timedelta(hours=figures.gap_hours):
            return False
        return self.again is None or self.again - self.resolved > timedelta(hours=figures.again_hours)


def step(newest: Case | None, entry: Seen) -> tuple[Case, ...]:
    """The cases that the next entry changes or begins, the newest last; none when nothing happens."""
    open_case = newest if newest is not None and newest.resolved is None else None
    if entry.asks:
        if open_case is not None:
            return (_said(open_case, entry),)
        return () if entry.thanks else _begun(newest, entry)
    if open_case is None:
        return ()
    if entry.resolves:
        return (replace(open_case, resolved=entry.at),)
    return (_answered(open_case, entry),) if entry.answers else ()


def fold(entries: Iterable[Seen], newest: Case | None = None) -> dict[int, Case]:
    """Every case that entries in order of `position` begin or change, by its position.

    Args:
        newest: the thread's newest case before the first of them.
    """
    found: dict[int, Case] = {}
    for entry in entries:
        for case in step(newest, entry):
            found[case.position] = newest = case
    return found


def _begun(newest: Case | None, entry: Seen) -> tuple[Case, ...]:
    begun = Case(entry.position, entry.at, entry.at, entry.channel, entry.language, entry.topic)
    if newest is None:
        return (begun,)
    return (replace(newest, again=entry.at), begun)


def _said(case: Case, entry: Seen) -> Case:
    return replace(
        case,
        last=max(case.last, entry.at),
        gap=max(case.gap, entry.at - case.last),
        language=entry.language or case.language,
        topic=entry.topic or case.topic,
    )


def _answered(case: Case, entry: Seen) -> Case:
    another = case.agents > 0 and case.agent_id != entry.agent_id
    agents = SEVERAL if another or case.agents == SEVERAL else 1
    if (agents, entry.agent_id) == (case.agents, case.agent_id):
        return case
    return replace(case, agents=agents, agent_id=entry.agent_id)

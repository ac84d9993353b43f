"""Response time: how long a customer waited, from the first message that nobody had answered to the answer (M, E-2)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from domain.measures.entry import Seen


class Ending(StrEnum):
    """How a wait ended; only an ANSWER is measured as a response."""

    OPEN = ""
    ANSWER = "answer"
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True)
class Wait:
    """A customer waits from the arrival of their first unanswered message on.

    It ends with the next reply of an agent (a note or an event is none), which is its *answer*, or with the thread's
    being resolved, which is not. The *response time* is the time from its begin to its answer, by the clock or, as
    *business* response time, by the workspace's working hours. A wait belongs to the moment at which it began, to the
    channel of its first message, to the newest language and topic that one of its messages was taken for, and to the
    agent who answered.

    Attributes:
        position: of the first message. began, last: when the first and the newest of its messages arrived.
        messages: of the customer in it.
    """

    position: int
    began: datetime
    last: datetime
    messages: int
    channel: str
    language: str
    topic: str
    ending: Ending = Ending.OPEN
    ended: datetime | None = None
    agent_id: str = ""

    @property
    def took(self) -> timedelta:
        """Response time by the clock; nothing while it is open."""
        return max(self.ended - self.began, timedelta(0)) if self.ended is not None else timedelta(0)


def step(wait: Wait | None, entry: Seen) -> Wait | None:
    """What becomes of a thread's open wait by the next entry: longer, ended, begun; None when nothing happens to it."""
    if entry.asks:
        return _longer(wait, entry) if wait is not None else _begun(entry)
    if wait is None or not (entry.answers or entry.resolves):
        return None
    if entry.resolves:
        return replace(wait, ending=Ending.RESOLVED, ended=entry.at)
    return replace(wait, ending=Ending.ANSWER, ended=entry.at, agent_id=entry.agent_id)


def fold(entries: Iterable[Seen], wait: Wait | None = None) -> dict[int, Wait]:
    """Every wait that entries in order of `position` begin, lengthen or end, by its position; the last may be open.

    Args:
        wait: the one that is open before the first of them.
    """
    found: dict[int, Wait] = {}
    for entry in entries:
        after = step(wait, entry)
        if after is not None:
            found[after.position] = after
            wait = after if after.ending is Ending.OPEN else None
    return found


def _begun(entry: Seen) -> Wait:
    return Wait(entry.position, entry.at, entry.at, 1, entry.channel, entry.language, entry.topic)


def _longer(wait: Wait, entry: Seen) -> Wait:
    return replace(
        wait,
        last=max(wait.last, entry.at),
        messages=wait.messages + 1,
        language=entry.language or wait.language,
        topic=entry.topic or wait.topic,
    )

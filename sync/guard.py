"""The stale guard: replies written in the dark are not sent into a thread that moved on meanwhile."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.ids import AgentId, ThreadId
from domain.message import Author, MessageKind
from domain.timeline import Entry
from sync.backoff import Backoff
from sync.steps import FindLanes, Guard


class Stage(StrEnum):
    """How far the check is; nothing is submitted before it is DONE."""

    DUE = "due"
    FINDING = "finding"
    WAITING_FOR_PULL = "waiting_for_pull"
    CHECKING = "checking"
    DONE = "done"


@dataclass(slots=True)
class GuardFlow:
    """After a spell offline: which lanes wait, then the newest state, then hold what moved."""

    backoff: Backoff
    stage: Stage = Stage.DUE

    @property
    def done(self) -> bool:
        """Whether operations may leave."""
        return self.stage is Stage.DONE

    def found(self, lanes: Sequence[tuple[ThreadId, int]]) -> None:
        """Without such lanes nobody has to wait for the newest state."""
        if self.stage is Stage.FINDING:
            self.stage = Stage.WAITING_FOR_PULL
            if not lanes:
                self._let_go()

    def checked(self) -> None:
        """What moved is held. The answer of a check from before another spell offline says nothing."""
        if self.stage is Stage.CHECKING:
            self._let_go()

    def _let_go(self) -> None:
        self.stage = Stage.DONE
        self.backoff.reset()

    def failed(self, now: float) -> None:
        """The store could not say; ask again, from the beginning."""
        self.stage = Stage.DUE
        self.backoff.failed(now)

    def plan(self, fresh: bool, now: float) -> list[FindLanes | Guard]:
        """What to begin; `fresh` when the store holds the newest state."""
        if self.backoff.waits(now):
            return []
        if self.stage is Stage.DUE:
            self.stage = Stage.FINDING
            return [FindLanes()]
        if self.stage is Stage.WAITING_FOR_PULL and fresh:
            self.stage = Stage.CHECKING
            return [Guard()]
        return []


def moved(entries: Iterable[Entry], seen: int, me: AgentId) -> bool:
    """Whether the customer or a colleague wrote to the customer behind the position that the author had seen."""
    return any(_by_somebody_else(entry, me) for entry in entries if entry.message.position > seen)


def _by_somebody_else(entry: Entry, me: AgentId) -> bool:
    message = entry.message
    if message.author is Author.CUSTOMER:
        return True
    spoken = message.kind in {MessageKind.TEXT, MessageKind.UNSUPPORTED}
    return spoken and message.author is Author.AGENT and message.agent_id != me

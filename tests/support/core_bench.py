"""A synchronisation core under a clock that the test moves by hand."""

from dataclasses import dataclass, field

from domain.ids import OperationId, ThreadId
from domain.operations import Outcome, Result
from sync.core import SyncCore
from sync.steps import (
    Effect,
    Event,
    Heard,
    LanesFound,
    NothingToSubmit,
    Pulled,
    Started,
    Submitted,
    Ticked,
    UploadsFound,
)

DONE = Pulled("c1", has_more=False)
LANE = ThreadId("lane")
ONE, TWO = OperationId("one"), OperationId("two")


@dataclass
class Bench:
    """A core under a hand-moved clock; jitter is always the whole of it."""

    core: SyncCore = field(default_factory=lambda: SyncCore(lambda: 1.0))
    now: float = 100.0

    def give(self, event: Event) -> list[Effect]:
        return self.core.handle(event, self.now)

    def later(self, seconds: float) -> list[Effect]:
        self.now += seconds
        return self.give(Ticked())

    def next_tick(self) -> list[Effect]:
        """Sleeps for as long as the core says, as the engine does."""
        tick = self.core.next_tick(self.now)
        assert tick is not None, "nothing would ever wake it"
        self.now = tick
        return self.give(Ticked())

    def wait(self) -> float:
        """Seconds until something that failed is tried again; the person is told these."""
        at = self.core.next_try(self.now)
        assert at is not None, "nothing is tried again"
        return round(at - self.now, 3)

    def online(self) -> "Bench":
        """Started, pulled, guarded, the stream up, nothing to send."""
        self.give(Started())
        self.give(DONE)
        self.give(UploadsFound(()))
        self.give(LanesFound(()))
        self.give(NothingToSubmit())
        self.give(Heard("c1"))
        return self


def applied(*ids: OperationId) -> Submitted:
    return Submitted([Result(one, Outcome.APPLIED) for one in ids])

"""What every write needs to know beside its arguments: who, when, and where new ids come from."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from domain.clock import Clock
from domain.ids import AgentId, IdSource, OperationId
from localdb.values import micros

STALE_AFTER = timedelta(hours=24)
KEEP_DONE = timedelta(days=7)


def a_day() -> timedelta:
    """How long a reply may wait when nobody chose otherwise."""
    return STALE_AFTER


@dataclass(slots=True)
class Context:
    """Shared by the parts of one store.

    Attributes:
        me: whose folders and read marks the lists are for; "" before anybody signed in.
        stale_after: a reply that waited longer is not sent before a person confirms it; may change any time.
    """

    clock: Clock
    ids: IdSource
    me: AgentId
    stale_after: Callable[[], timedelta] = a_day

    def now(self) -> int:
        """The clock's time as it is stored."""
        return micros(self.clock.now())

    def new_operation(self) -> OperationId:
        """An id for an operation that this computer adds by itself."""
        return OperationId(self.ids.new())

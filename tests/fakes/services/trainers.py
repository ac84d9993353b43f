"""What trainers see and give, in memory."""

from collections.abc import Callable

from app.changes import ChangeSet
from app.ports import Session
from domain.clock import Clock


class FakeTrainers:
    """Keeps the promises of its port."""

    def __init__(self, tell: Callable[[ChangeSet], None], session: Callable[[], Session | None], clock: Clock) -> None:
        self._tell, self._session, self._clock = tell, session, clock

"""Requests for a thread that somebody else holds: asked, granted by assigning it, kept, or left unanswered."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from backend.presence.board import PresenceBoard
from domain.clock import Clock
from domain.ids import AgentId, ThreadId
from domain.presence import ASK_SECONDS, Answer, Handover

_FORGOTTEN_AFTER = 3600.0


@dataclass(slots=True)
class _Request:
    handover: Handover
    at: float


class Handovers:
    """Safe to use from several threads.

    Attributes:
        tell: is handed each word and to whom it goes.
    """

    def __init__(self, clock: Clock, board: PresenceBoard, tell: Callable[[Handover, AgentId], None]) -> None:
        self._clock = clock
        self._board = board
        self.tell = tell
        self._requests: dict[tuple[str, str], _Request] = {}
        self._lock = threading.Lock()

    def ask(self, thread_id: ThreadId, asker_id: AgentId, holder_id: AgentId) -> None:
        """Puts the question to the holder; asking again repeats it without starting the time anew."""
        asked = Handover(thread_id, asker_id, holder_id, Answer.ASKED)
        now = self._clock.monotonic()
        with self._lock:
            self._forget(now)
            known = self._requests.get((thread_id, asker_id))
            if known is None or known.handover != asked:
                self._requests[thread_id, asker_id] = _Request(asked, now)
        self.tell(asked, holder_id)

    def keep(self, thread_id: ThreadId, holder_id: AgentId) -> None:
        """The holder keeps it; everybody who asked is told."""
        with self._lock:
            asked = [
                request
                for request in self._requests.values()
                if (request.handover.thread_id, request.handover.holder_id) == (thread_id, holder_id)
            ]
            kept = [Handover(thread_id, one.handover.asker_id, holder_id, Answer.KEPT) for one in asked]
            for request, answer in zip(asked, kept, strict=True):
                request.handover = answer
        for answer in kept:
            self.tell(answer, answer.asker_id)

    def may_take(self, thread_id: str, taker_id: str, holder_id: str) -> bool:
        """Whether the rules let somebody take a thread out of its holder's hands without leading the team."""
        if self._board.is_away(holder_id):
            return True
        request = self._of(thread_id, taker_id, holder_id)
        if request is None or request.handover.answer is not Answer.ASKED:
            return False
        return self._clock.monotonic() - request.at >= ASK_SECONDS

    def may_give(self, thread_id: str, holder_id: str, to: str) -> bool:
        """Whether the holder was asked for the thread by that colleague."""
        return self._of(thread_id, to, holder_id) is not None

    def waiting_for(self, holder_id: str) -> list[Handover]:
        """Questions that the holder has not answered, for a stream that opens now."""
        with self._lock:
            self._forget(self._clock.monotonic())
            found = [request.handover for request in self._requests.values()]
        return [one for one in found if one.holder_id == holder_id and one.answer is Answer.ASKED]

    def over(self, thread_id: str) -> None:
        """The thread went to somebody: every question about it is answered."""
        with self._lock:
            for key in [key for key in self._requests if key[0] == thread_id]:
                del self._requests[key]

    def _of(self, thread_id: str, asker_id: str, holder_id: str) -> _Request | None:
        with self._lock:
            request = self._requests.get((thread_id, asker_id))
        return request if request is not None and request.handover.holder_id == holder_id else None

    def _forget(self, now: float) -> None:
        for key in [key for key, request in self._requests.items() if now - request.at > _FORGOTTEN_AFTER]:
            del self._requests[key]

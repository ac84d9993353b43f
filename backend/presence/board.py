"""Who is where: each session's last word, strongest first where one person has several sessions."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from domain.clock import Clock
from domain.ids import AgentId, ThreadId
from domain.presence import AWAY_SECONDS, PRESENCE_SECONDS, Activity, Presence

_RANK = {Activity.AWAY: 0, Activity.VIEWING: 1, Activity.TYPING: 2}


@dataclass(frozen=True, slots=True)
class _Word:
    thread_id: ThreadId
    agent_id: AgentId
    activity: Activity
    until: float


class PresenceBoard:
    """Safe to use from several threads; times are monotonic, so that no clock change matters.

    Attributes:
        tell: is handed every word that changes what colleagues see.
    """

    def __init__(self, clock: Clock, tell: Callable[[Presence], None]) -> None:
        self._clock = clock
        self._began = clock.monotonic()
        self.tell = tell
        self._words: dict[str, _Word] = {}
        self._heard: dict[str, float] = {}
        self._lock = threading.Lock()

    def show(self, session_id: str, presence: Presence) -> None:
        """A session says where it is; a session is in one thread at a time.

        Every word is told again even when nothing changed: it is what keeps it from being over.
        """
        with self._lock:
            before = self._words.pop(session_id, None)
            if presence.activity is not Activity.AWAY:
                until = self._clock.monotonic() + PRESENCE_SECONDS
                word = _Word(presence.thread_id, presence.agent_id, presence.activity, until)
                self._words[session_id] = word
            left = before is not None and before.thread_id != presence.thread_id
            said = [self._of(presence.thread_id, presence.agent_id)]
            if before is not None and left:
                said.append(self._of(before.thread_id, before.agent_id))
        for word_now in said:
            self.tell(word_now)

    def ended(self, session_id: str) -> None:
        """The session's last stream has closed: it sees nothing any more."""
        with self._lock:
            before = self._words.pop(session_id, None)
            now = self._of(before.thread_id, before.agent_id) if before is not None else None
        if now is not None:
            self.tell(now)

    def present(self) -> list[Presence]:
        """Everybody who is somewhere now, one word for each person and thread."""
        with self._lock:
            self._forget()
            places = {(word.thread_id, word.agent_id) for word in self._words.values()}
            return [self._of(thread_id, agent_id) for thread_id, agent_id in sorted(places)]

    def heard(self, agent_id: str) -> None:
        """The agent's client said something, whatever it was."""
        self._heard[agent_id] = self._clock.monotonic()

    def is_away(self, agent_id: str) -> bool:
        """Whether nothing was heard of the agent for AWAY_SECONDS; a server that has just started does not know."""
        return self._clock.monotonic() - self._heard.get(agent_id, self._began) >= AWAY_SECONDS

    def _of(self, thread_id: ThreadId, agent_id: AgentId) -> Presence:
        here = [
            word.activity
            for word in self._words.values()
            if (word.thread_id, word.agent_id) == (thread_id, agent_id) and word.until > self._clock.monotonic()
        ]
        return Presence(thread_id, agent_id, max(here, key=_RANK.__getitem__, default=Activity.AWAY))

    def _forget(self) -> None:
        now = self._clock.monotonic()
        self._words = {session: word for session, word in self._words.items() if word.until > now}

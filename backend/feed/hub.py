"""Tells waiting event streams that something was committed, within a loop turn."""

import asyncio
import threading
from collections.abc import Callable, Collection

from backend.storage.database import Database
from domain.ids import AgentId
from domain.presence import Handover, Presence

Word = Presence | Handover


class Subscription:
    """One stream's bell: rung when there is something new, or when the server stops.

    Attributes:
        agent_id: whose stream it is; session_id: which of their sessions.
        words: what colleagues did meanwhile, newest last; each person's last word about a thread only.
        rest: while it runs, commits do not ring (`FeedHub.let_rest`).
    """

    def __init__(self, agent_id: AgentId, session_id: str) -> None:
        self.agent_id = agent_id
        self.session_id = session_id
        self.bell = asyncio.Event()
        self.words: dict[tuple[object, ...], Word] = {}
        self.rest: asyncio.TimerHandle | None = None

    @property
    def is_resting(self) -> bool:
        """Whether commits do not ring now."""
        return self.rest is not None

    def take_words(self) -> list[Word]:
        """The words so far; they are not told again."""
        words, self.words = list(self.words.values()), {}
        return words

    async def wait(self, seconds: float) -> bool:
        """Whether it rang within this time."""
        try:
            async with asyncio.timeout(seconds):
                await self.bell.wait()
        except TimeoutError:
            return False
        self.bell.clear()
        return True


class FeedHub:
    """Carries commits from the writer's thread to the loop.

    Attributes:
        seq: the newest sequence that was committed.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._subscriptions: set[Subscription] = set()
        self._awake: set[Subscription] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._closed = False
        self._lock = threading.Lock()
        self.seq = 0

    def start(self) -> None:
        """Listens to commits; on the loop that serves."""
        self._loop = asyncio.get_running_loop()
        self._closed = False
        self._database.on_commit(self._committed)
        self._committed(self._database.seq())

    def close(self) -> None:
        """Ends every stream; from any thread."""
        self._closed = True
        self._call(self._ring_all)

    def is_closed(self) -> bool:
        """Whether the server stops; every stream ends then."""
        return self._closed

    def subscribe(self, agent_id: AgentId, session_id: str) -> Subscription:
        """A new stream's bell."""
        subscription = Subscription(agent_id, session_id)
        self._subscriptions.add(subscription)
        self._awake.add(subscription)
        return subscription

    def unsubscribe(self, subscription: Subscription) -> None:
        """The stream ended."""
        if subscription.rest is not None:
            subscription.rest.cancel()
        self._subscriptions.discard(subscription)
        self._awake.discard(subscription)

    def let_rest(self, subscription: Subscription, seconds: float, told: int) -> None:
        """Commits do not ring for so long; afterwards it rings once if there is anything newer than it was told of.

        Hundreds of streams that woke at every commit, only to find that it is not their turn, took more of the
        server's time than everything that they were woken for (R23).
        """
        if subscription.rest is not None:
            subscription.rest.cancel()
        self._awake.discard(subscription)
        subscription.rest = asyncio.get_running_loop().call_later(seconds, self._rested, subscription, told)

    @property
    def streams(self) -> int:
        """How many are open; on the loop that serves."""
        return len(self._subscriptions)

    def listening(self) -> frozenset[AgentId]:
        """Whose streams are open; on the loop that serves."""
        return frozenset(subscription.agent_id for subscription in self._subscriptions)

    def sessions(self) -> frozenset[str]:
        """Those with an open stream; on the loop that serves."""
        return frozenset(subscription.session_id for subscription in self._subscriptions)

    def ring(self, sessions: Collection[str]) -> None:
        """Wakes the streams of these sessions, whether they rest or not; on the loop that serves."""
        for subscription in self._subscriptions:
            if subscription.session_id in sessions:
                subscription.bell.set()

    def tell_presence(self, presence: Presence) -> None:
        """To every stream of the others; from any thread."""
        self._soon(presence, None, presence.agent_id)

    def tell_handover(self, handover: Handover, to: AgentId) -> None:
        """To every stream of one person; from any thread."""
        self._soon(handover, to, None)

    def _soon(self, word: Word, to: AgentId | None, but: AgentId | None) -> None:
        self._call(self._pass_on, word, to, but)

    def _pass_on(self, word: Word, to: AgentId | None, but: AgentId | None) -> None:
        for subscription in self._subscriptions:
            if subscription.agent_id != but and to in (None, subscription.agent_id):
                subscription.words[_subject(word)] = word
                subscription.bell.set()

    def _committed(self, seq: int) -> None:
        with self._lock:  # commits are told by whichever thread made them, two at a time and not always in order
            self.seq = max(self.seq, seq)
        self._call(self._tell_commit)

    def _tell_commit(self) -> None:
        for subscription in self._awake:
            subscription.bell.set()

    def _rested(self, subscription: Subscription, told: int) -> None:
        subscription.rest = None
        self._awake.add(subscription)
        if self.seq != told:
            subscription.bell.set()

    def _ring_all(self) -> None:
        for subscription in self._subscriptions:
            subscription.bell.set()

    def _call(self, act: Callable[..., None], *values: object) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(act, *values)


def _subject(word: Word) -> tuple[object, ...]:
    """A later word about the same replaces an earlier one that nobody has heard yet."""
    return (type(word), word.thread_id, word.agent_id if isinstance(word, Presence) else word.asker_id)

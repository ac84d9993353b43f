"""Who of the team is in which thread, told and heard; and asking a colleague for a thread (C: collision)."""

from collections.abc import Callable
from typing import Protocol

from app.errors import KnownError
from app.ports import SyncStatus
from app.services.desk import Desk
from app.services.inbox import InboxService
from app.tasks import TaskOwner
from domain.agent import Permission
from domain.clock import Clock
from domain.ids import AgentId, ThreadId
from domain.presence import HEARTBEAT_SECONDS, PRESENCE_SECONDS, Activity, Answer, Handover, Presence

TYPING_SECONDS = 6.0
"""So long after the last key somebody counts as typing."""


class Timer(Protocol):
    """What `loop.call_later` gives back."""

    def cancel(self) -> None:
        """Forgets the call."""


Later = Callable[[float, Callable[[], None]], Timer]
Listener = Callable[[], None]


class PresenceService:
    """Best effort, both ways: nothing is kept, nothing waits for it, and a lost word is over after 25 s.

    Attributes:
        questions: colleagues who ask for a thread of mine, oldest first.
        kept: threads that I asked for and whose holder keeps them.
    """

    def __init__(self, desk: Desk, inbox: InboxService, tasks: TaskOwner, later: Later, clock: Clock) -> None:
        self.desk = desk
        self.inbox = inbox
        self.tasks = tasks
        self.later = later
        self.clock = clock
        self.questions: tuple[Handover, ...] = ()
        self.kept: frozenset[ThreadId] = frozenset()
        self._seen: dict[tuple[ThreadId, AgentId], tuple[Activity, float]] = {}
        self._listeners: list[Listener] = []
        self._here: ThreadId | None = None
        self._typed_at = -TYPING_SECONDS
        self._said = Activity.AWAY
        self._resting = False
        self._words: dict[ThreadId, Activity] = {}
        self._sending = False
        self._timer: Timer | None = None
        self._expiry: Timer | None = None

    def on_change(self, listener: Listener) -> Callable[[], None]:
        """Tells that colleagues came, went or asked; returns the function that stops that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def colleagues(self, thread_id: ThreadId) -> tuple[tuple[AgentId, Activity], ...]:
        """Who else is in the thread now, those who type first."""
        now = self.clock.monotonic()
        here = [
            (agent_id, activity)
            for (thread, agent_id), (activity, until) in self._seen.items()
            if thread == thread_id and until > now
        ]
        return tuple(sorted(here, key=lambda one: (one[1] is not Activity.TYPING, one[0])))

    def heard(self, word: Presence | Handover) -> None:
        """What the event stream says."""
        if isinstance(word, Presence):
            self._place(word)
        elif word.answer is Answer.KEPT:
            self.kept |= {word.thread_id}
        else:
            self.questions = (*(one for one in self.questions if not _same(one, word)), word)
        self._tell()

    def status_changed(self, status: SyncStatus) -> None:
        """Without a connection nobody can know who is where; with a new one everybody is told again."""
        if not status.online and self._seen:
            self._seen.clear()
            self._tell()
        if status.online and self._said is Activity.AWAY and self._here is not None:
            self._say()

    def enter(self, thread_id: ThreadId | None) -> None:
        """This agent has the thread in front of them, or none."""
        if thread_id == self._here:
            return
        if self._here is not None and thread_id is None:
            self._send(self._here, Activity.AWAY)
        self._here = thread_id
        self._typed_at = self.clock.monotonic() - TYPING_SECONDS
        self._say()

    def rest(self, resting: bool) -> None:
        """Nobody is at this computer for a while, or somebody is again."""
        if resting == self._resting:
            return
        self._resting = resting
        if resting and self._here is not None:
            self._send(self._here, Activity.AWAY)
        self._say()

    def typing(self) -> None:
        """A key was pressed in the composer."""
        self.rest(False)
        self._typed_at = self.clock.monotonic()
        if self._said is not Activity.TYPING:
            self._say()

    async def take(self, thread_id: ThreadId) -> bool:
        """Takes the thread when the rules allow it, else asks its holder; whether it was taken.

        Raises Unreachable when the holder would have to be asked and cannot be, Refused.
        """
        account = await self.desk.opened()
        card = await self.inbox.card(thread_id)
        holder = card.thread.assignee_id if card is not None else None
        if holder in (None, account.agent.id) or account.agent.may(Permission.ASSIGN_OTHERS):
            await self.inbox.assign(thread_id, account.agent.id)
            return True
        self.kept -= {thread_id}
        answer = await self.desk.gateway().request_json("PUT", f"/v1/threads/{thread_id}/handover")
        taken = isinstance(answer, dict) and answer.get("may_take") is True
        if taken:
            await self.inbox.assign(thread_id, account.agent.id)
        return taken

    async def hand_over(self, question: Handover) -> None:
        """Yes: the thread goes to who asked."""
        await self.inbox.assign(question.thread_id, question.asker_id)
        self._answered(question.thread_id)

    async def keep(self, thread_id: ThreadId) -> None:
        """No, to everybody who asked. Raises Unreachable: then nobody was told, and the question stays."""
        await self.desk.gateway().request_json("DELETE", f"/v1/threads/{thread_id}/handover")
        self._answered(thread_id)

    def _answered(self, thread_id: ThreadId) -> None:
        self.questions = tuple(one for one in self.questions if one.thread_id != thread_id)
        self._tell()

    def _place(self, word: Presence) -> None:
        key = (word.thread_id, word.agent_id)
        self._seen.pop(key, None)
        if word.activity is not Activity.AWAY:
            self._seen[key] = (word.activity, self.clock.monotonic() + PRESENCE_SECONDS)
            self._watch()

    def close(self) -> None:
        """Says nothing more."""
        self._here = None
        for timer in (self._timer, self._expiry):
            if timer is not None:
                timer.cancel()

    def _watch(self) -> None:
        """Tells once more when the newest word is over, if nothing comes before."""
        if self._expiry is not None:
            self._expiry.cancel()
        self._expiry = self.later(PRESENCE_SECONDS + 0.1, self._tell)

    def _tell(self) -> None:
        for listener in tuple(self._listeners):
            listener()

    def _say(self) -> None:
        """Says where this agent is, and goes on saying it."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._here is None or self._resting:
            self._said = Activity.AWAY
            return
        quiet = self.clock.monotonic() - self._typed_at
        self._said = Activity.TYPING if quiet < TYPING_SECONDS else Activity.VIEWING
        self._send(self._here, self._said)
        again = TYPING_SECONDS if self._said is Activity.TYPING else HEARTBEAT_SECONDS
        self._timer = self.later(again, self._say)

    def _send(self, thread_id: ThreadId, activity: Activity) -> None:
        """One word after the other, the newest of each thread: two at once could arrive in the wrong order."""
        self._words.pop(thread_id, None)
        self._words[thread_id] = activity
        if not self._sending:
            self._sending = True
            self.tasks.spawn(self._send_all(), name="presence")

    async def _send_all(self) -> None:
        try:
            while self._words:
                thread_id = next(iter(self._words))
                await self._put(thread_id, self._words.pop(thread_id))
        finally:
            self._sending = False

    async def _put(self, thread_id: ThreadId, activity: Activity) -> None:
        engine = self.desk.engine
        if engine is None or not engine.status.online:
            self._said = Activity.AWAY
            return
        said = {"thread_id": thread_id, "activity": activity.value}
        try:
            await self.desk.gateway().request_json("PUT", "/v1/presence", said)
        except KnownError:
            # Said again with the next heartbeat; nobody waits for it.
            self._said = Activity.AWAY


def _same(one: Handover, other: Handover) -> bool:
    return (one.thread_id, one.asker_id) == (other.thread_id, other.asker_id)

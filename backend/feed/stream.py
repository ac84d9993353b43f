"""The events of one stream: "state" with the newest cursor, what colleagues do, "ping" in between."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import asdict

from sse_starlette.event import ServerSentEvent

from backend.accounts.sessions import Caller
from backend.feed.hub import Subscription, Word
from backend.services import Services
from domain.presence import Presence

_REST = 0.02
"""Seconds between two words of a stream: a burst of commits is one nudge, not hundreds."""
_A_PULL = 0.01
"""Seconds in which one stream is told of one state. Each nudge makes its client ask for a page, which costs the server
half of that; were everybody told of every commit, a large team's asking would hold up its writing (R23)."""
_LONGEST_REST = 2.0
"""Seconds after which news is told however many are listening."""


async def events(services: Services, caller: Caller) -> AsyncIterator[ServerSentEvent]:
    """Begins with a state at once; ends when the session or its access token ends, or the server stops."""
    stream = _Stream(services, caller)
    try:
        for event in stream.greeting():
            yield event
        while not services.hub.is_closed():
            rang = await stream.subscription.wait(services.settings.ping_seconds)
            if services.hub.is_closed() or not await stream.is_good():
                return
            for event in stream.news() if rang else [ServerSentEvent(event="ping", data="{}")]:
                yield event
            await asyncio.sleep(_REST)
    finally:
        stream.close()


class _Stream:
    """What one stream has said so far."""

    def __init__(self, services: Services, caller: Caller) -> None:
        self._services = services
        self._caller = caller
        self._told = -1
        self.subscription: Subscription = services.hub.subscribe(caller.agent.id, caller.session_id)

    def greeting(self) -> Iterator[ServerSentEvent]:
        """The state, who is where, and the questions that wait for this person."""
        yield self._state()
        for presence in self._services.presence.present():
            if presence.agent_id != self._caller.agent.id:
                yield _word(presence)
        for question in self._services.handovers.waiting_for(self._caller.agent.id):
            yield _word(question)

    def news(self) -> Iterator[ServerSentEvent]:
        """What came since the last time; a state not before everybody else had time to ask for theirs."""
        if not self.subscription.is_resting and self._services.hub.seq != self._told:
            yield self._state()
        for word in self.subscription.take_words():
            yield _word(word)

    async def is_good(self) -> bool:
        """Whether the session still is."""
        self._services.presence.heard(self._caller.agent.id)
        return await self._services.attendance.is_good(self._caller)

    def close(self) -> None:
        """Nobody listens any more."""
        self._services.hub.unsubscribe(self.subscription)
        self._services.presence.ended(self._caller.session_id)

    def _state(self) -> ServerSentEvent:
        self._told = self._services.hub.seq
        pause = min(_LONGEST_REST, max(_REST, _A_PULL * self._services.hub.streams))
        self._services.hub.let_rest(self.subscription, pause, self._told)
        cursor = self._services.feed.cursor(self._caller.agent, self._told)
        return ServerSentEvent(event="state", id=cursor, data=json.dumps({"cursor": cursor}))


def _word(word: Word) -> ServerSentEvent:
    """Without an id: only a state is something to go on from."""
    return ServerSentEvent(
        event="presence" if isinstance(word, Presence) else "handover", data=json.dumps(asdict(word))
    )

"""The events of one stream: "state" with the newest cursor, "ping" in between."""

import asyncio
import json
from collections.abc import AsyncIterator

from sse_starlette.event import ServerSentEvent

from backend.accounts.sessions import Caller
from backend.services import Services

_REST = 0.02
"""Seconds between two states of a stream: a burst of commits is one nudge, not hundreds."""
_CHECK_EVERY = 1.0
"""Seconds for which a session that was good is taken to be good."""


async def events(services: Services, caller: Caller) -> AsyncIterator[ServerSentEvent]:
    """Begins with a state at once; ends when the session or its access token ends, or the server stops."""
    subscription = services.hub.subscribe()
    checked = services.clock.monotonic()
    try:
        yield _state(services, caller)
        while not services.hub.is_closed():
            rang = await subscription.wait(services.settings.ping_seconds)
            if services.hub.is_closed():
                return
            if not rang or services.clock.monotonic() - checked >= _CHECK_EVERY:
                if not await asyncio.to_thread(_still_good, services, caller):
                    return
                checked = services.clock.monotonic()
            yield _state(services, caller) if rang else ServerSentEvent(event="ping", data="{}")
            await asyncio.sleep(_REST)
    finally:
        services.hub.unsubscribe(subscription)


def _state(services: Services, caller: Caller) -> ServerSentEvent:
    cursor = services.feed.cursor(caller.agent.id, services.hub.seq)
    return ServerSentEvent(event="state", id=cursor, data=json.dumps({"cursor": cursor}))


def _still_good(services: Services, caller: Caller) -> bool:
    with services.database.read() as connection:
        return services.sessions.is_good(connection, caller)

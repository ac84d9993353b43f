"""The events of one stream: "state" with the newest cursor, "ping" in between."""

import asyncio
import json
from collections.abc import AsyncIterator

from sse_starlette.event import ServerSentEvent

from backend.accounts.sessions import Caller
from backend.services import Services


async def events(services: Services, caller: Caller) -> AsyncIterator[ServerSentEvent]:
    """Begins with a state at once; ends when the session or its access token ends, or the server stops."""
    subscription = services.hub.subscribe()
    try:
        yield await _state(services, caller)
        while not services.hub.is_closed():
            rang = await subscription.wait(services.settings.ping_seconds)
            if services.hub.is_closed() or not await asyncio.to_thread(_still_good, services, caller):
                return
            yield await _state(services, caller) if rang else ServerSentEvent(event="ping", data="{}")
    finally:
        services.hub.unsubscribe(subscription)


async def _state(services: Services, caller: Caller) -> ServerSentEvent:
    cursor = await asyncio.to_thread(services.feed.cursor, caller.agent.id)
    return ServerSentEvent(event="state", id=cursor, data=json.dumps({"cursor": cursor}))


def _still_good(services: Services, caller: Caller) -> bool:
    with services.database.read() as connection:
        return services.sessions.is_good(connection, caller)

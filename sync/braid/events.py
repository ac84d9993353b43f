"""The event stream as nudges."""

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from app.errors import AnswerLost
from app.ports import Nudge
from sync.braid import wire

if TYPE_CHECKING:
    import httpx


async def nudges(response: "httpx.Response") -> AsyncIterator[Nudge]:
    """Ends when the server closes the stream: that is a drop like any other, httpx-sse only does not say so.

    After the first `id:` every blank line yields an event without data; those say nothing.
    """
    from httpx_sse import EventSource, SSEError

    try:
        async for event in EventSource(response).aiter_sse():
            if event.event == "state" and event.data:
                yield Nudge(wire.cursor(event.data))
            elif event.data:
                yield Nudge("")
    except SSEError as error:
        raise AnswerLost("unreadable") from error

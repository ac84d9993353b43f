"""The event stream as words: nudges, presence, questions."""

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from app.errors import AnswerLost
from app.ports import Nudge, Word
from sync.braid import wire

if TYPE_CHECKING:
    import httpx


async def words(response: "httpx.Response") -> AsyncIterator[Word]:
    """Ends when the server closes the stream: that is a drop like any other, httpx-sse only does not say so.

    After the first `id:` every blank line yields an event without data; those say nothing.
    """
    from httpx_sse import EventSource, SSEError

    try:
        async for event in EventSource(response).aiter_sse():
            if event.event == "state" and event.data:
                yield Nudge(wire.cursor(event.data))
            elif event.data:
                yield wire.passing_word(event.event, event.data) or Nudge("")
    except SSEError as error:
        raise AnswerLost("unreadable") from error

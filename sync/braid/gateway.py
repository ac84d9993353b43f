"""Our backend as a `Gateway`: each call of the contract, authorised, with one silent renewal of the session."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import aclosing, asynccontextmanager
from typing import TYPE_CHECKING

from app.errors import KnownError
from app.ports import OutgoingBatch, OutgoingFile, Session, Word
from domain.changes import Page
from domain.clock import Clock
from domain.ids import BlobHash, ThreadId
from domain.message import Message
from domain.operations import Result
from domain.search import SearchPage, SearchQuery
from sync.braid import faults, wire
from sync.braid.blobs import BlobCalls
from sync.braid.events import words
from sync.braid.search import asked
from sync.braid.tokens import Tokens
from sync.braid.transport import JSON_LIMIT, Answer, Request, Timeouts, Transport

if TYPE_CHECKING:
    import httpx

_JSON = {"Content-Type": "application/json"}
_DECODE_IN_THREAD = 256 * 1024


def _nobody(_session: Session) -> None:
    """The default: nobody keeps sessions."""


def _unheard(_held: int) -> None:
    """The default: nobody watches an upload."""


class BraidGateway:
    """One server and one signed-in person; implements `app.ports.Gateway`.

    Attributes:
        on_session: is handed every session the server gives, also renewed ones: their refresh token must be kept
            at once, because the one before ends.
        heard: as in `Transport`: what answers say of the server's time.
    """

    def __init__(
        self,
        server: str,
        clock: Clock,
        device_name: str = "",
        on_session: Callable[[Session], None] = _nobody,
        timeouts: Timeouts | None = None,
        heard: Callable[[str, float], None] | None = None,
    ) -> None:
        self._transport = Transport(server, clock, timeouts, heard)
        self._clock = clock
        self._device_name = device_name
        self._tokens = Tokens(self._renew, on_session)
        self._blobs = BlobCalls(self._authorised, self._opened, self._fault)

    @property
    def session(self) -> Session | None:
        """Who is signed in."""
        return self._tokens.session

    async def sign_in(self, email: str, password: str) -> Session:
        """With name and password."""
        body = {"email": email, "password": password, "device_name": self._device_name}
        return self._tokens.take(await self._session("/v1/session", body))

    async def sign_in_embedded(self, secret: str) -> Session:
        """With the secret this program gave the backend it started."""
        return self._tokens.take(await self._session("/v1/session/embedded", {"secret": secret}))

    async def resume(self, refresh_token: str) -> Session:
        """With a kept token."""
        return self._tokens.take(await self._renew(refresh_token))

    def use(self, session: Session) -> None:
        """Goes on with a kept session, without asking."""
        self._tokens.use(session)

    async def sign_out(self) -> None:
        """Ends the session here in any case, and on the server as far as it can be reached."""
        try:
            await self._authorised(Request("DELETE", "/v1/session"))
        except KnownError:
            pass
        finally:
            self._tokens.forget()

    async def submit(self, batch: OutgoingBatch) -> Sequence[Result]:
        """Sends the batch's bytes as they were frozen."""
        answer = await self._expect(Request("POST", "/v1/ops:batch", batch.body, _JSON))
        return wire.results(answer.body, len(batch.items))

    async def changes(self, cursor: str, limit: int) -> Page:
        """A page of the feed. Large ones are decoded beside the loop, which has to paint meanwhile."""
        query = {"since": cursor, "limit": str(limit)}
        answer = await self._expect(Request("GET", "/v1/changes", query=query))
        if len(answer.body) <= _DECODE_IN_THREAD:
            return wire.page(answer.body)
        return await asyncio.get_running_loop().run_in_executor(None, wire.page, answer.body)

    async def messages(self, thread_id: ThreadId, before: int, limit: int) -> tuple[Sequence[Message], bool]:
        """A window of history."""
        query = {"before": str(before), "limit": str(limit)}
        answer = await self._expect(Request("GET", f"/v1/threads/{thread_id}/messages", query=query))
        return wire.history(answer.body)

    async def search(self, query: SearchQuery, limit: int, before: int | None = None) -> SearchPage:
        """Hits among everything the server has."""
        answer = await self._expect(Request("GET", "/v1/search", query=asked(query, limit, before)))
        return wire.search_page(answer.body)

    async def events(self) -> AsyncIterator[Word]:
        """Listens until the server closes, or the connection breaks or stays silent."""
        request = Request("GET", "/v1/events", headers={"Accept": "text/event-stream", "Cache-Control": "no-store"})
        async with self._opened(request, self._transport.timeouts.silence) as response:
            if response.status_code != 200:
                raise self._fault(Answer(response.status_code, response.headers, await response.aread()))
            async for word in words(response):
                yield word

    async def put_blob(self, file: OutgoingFile, told: Callable[[int], None] = _unheard) -> None:
        """Uploads from where the server's copy ends."""
        await self._blobs.put(file, told)

    async def get_blob(self, blob: BlobHash, offset: int = 0) -> AsyncIterator[bytes]:
        """The file from an offset on, in PIECEs."""
        async with aclosing(self._blobs.get(blob, offset)) as pieces:  # type: ignore[type-var]
            async for piece in pieces:
                yield piece

    async def request_json(self, method: str, path: str, body: object | None = None) -> object:
        """Any other call of the API."""
        content = None if body is None else wire.encode(body)
        answer = await self._expect(Request(method, path, content, _JSON if content is not None else None))
        return wire.anything(answer.body)

    async def close(self) -> None:
        """Closes connections; a renewal that is under way is brought to its end first."""
        await self._tokens.settle()
        await self._transport.close()

    async def _renew(self, refresh_token: str) -> Session:
        return await self._session("/v1/session/refresh", {"refresh_token": refresh_token})

    async def _session(self, path: str, body: dict[str, str]) -> Session:
        answer = await self._transport.ask(Request("POST", path, wire.encode(body), _JSON))
        if not answer.ok:
            raise self._fault(answer)
        granted = wire.grant(answer.body)
        return Session(self._transport.server, granted.agent, granted.refresh_token, granted.access_token)

    async def _expect(self, request: Request) -> Answer:
        answer = await self._authorised(request)
        if not answer.ok:
            raise self._fault(answer)
        return answer

    async def _authorised(self, request: Request, limit: int = JSON_LIMIT) -> Answer:
        """Any answer but 401, for which the session is renewed once. Raises what keeps an answer from coming."""
        token = await self._tokens.access()
        answer = await self._transport.ask(request, token, limit)
        if answer.status != 401:
            return answer
        answer = await self._transport.ask(request, await self._tokens.instead_of(token), limit)
        if answer.status == 401:
            raise self._fault(answer)
        return answer

    @asynccontextmanager
    async def _opened(self, request: Request, silence: float | None = None) -> "AsyncIterator[httpx.Response]":
        """The same for an answer that is read while it arrives."""
        token = await self._tokens.access()
        async with self._transport.streaming(request, token, silence) as response:
            if response.status_code != 401:
                yield response
                return
        async with self._transport.streaming(request, await self._tokens.instead_of(token), silence) as response:
            yield response

    def _fault(self, answer: Answer) -> KnownError:
        return faults.of_status(answer.status, answer.headers, answer.body, self._clock.now())

"""A server, whatever it is, and what keeps the local database in step with it."""

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

    from app.ports.values import OutgoingBatch, OutgoingFile, Session, SyncStatus, Word
    from domain.changes import Page
    from domain.ids import BlobHash, ThreadId
    from domain.message import Message
    from domain.operations import Result
    from domain.presence import Handover, Presence
    from domain.search import SearchPage, SearchQuery


class Gateway(Protocol):
    """A server, whatever it is."""

    async def sign_in(self, email: str, password: str) -> "Session":
        """Raises SignedOut when they are wrong, Throttled after too many tries."""

    async def sign_in_embedded(self, secret: str) -> "Session":
        """Into the backend that this program started itself."""

    async def resume(self, refresh_token: str) -> "Session":
        """With a kept token; raises SignedOut when it is no longer good."""

    def use(self, session: "Session") -> None:
        """Goes on with a kept session without asking; an empty access token is renewed at the first call.

        This is how a program that starts offline works until the network is back.
        """

    async def sign_out(self) -> None:
        """Ends the session on the server as far as it can be reached."""

    async def submit(self, batch: "OutgoingBatch") -> "Sequence[Result]":
        """POST /v1/ops:batch; results in request order."""

    async def changes(self, cursor: str, limit: int) -> "Page":
        """GET /v1/changes. Raises CannotCalculate."""

    async def messages(self, thread_id: "ThreadId", before: int, limit: int) -> tuple["Sequence[Message]", bool]:
        """A root thread's messages before a position, oldest first, and whether nothing older is left."""

    async def search(self, query: "SearchQuery", limit: int, before: int | None = None) -> "SearchPage":
        """GET /v1/search: hits among everything the server has, newest first, from below a position on."""

    def events(self) -> "AsyncIterator[Word]":
        """GET /v1/events; ends without an exception when the server closes it; raises Unreachable or AnswerLost."""

    async def put_blob(self, file: "OutgoingFile", told: "Callable[[int], None]") -> None:
        """Uploads from where the server's copy ends; `told` hears how many bytes are over there."""

    def get_blob(self, blob: "BlobHash", offset: int = 0) -> "AsyncIterator[bytes]":
        """The bytes from an offset on, in PIECEs. Raises Refused when the server does not hold it.

        Whether they are what the name says is for `BlobStore.finish` to check.
        """

    async def request_json(self, method: str, path: str, body: object | None = None) -> object:
        """One call outside the sync contract (people, channel accounts, sessions); the decoded answer or None."""

    async def close(self) -> None:
        """Closes connections."""


class Engine(Protocol):
    """Moves operations up and changes down while it runs."""

    def start(self, session: "Session") -> None:
        """Begins; the server need not be reachable."""

    @property
    def status(self) -> "SyncStatus":
        """How it is doing now."""

    def on_status(self, callback: "Callable[[SyncStatus], None]") -> "Callable[[], None]":
        """Tells of every change of status; returns the function that stops that."""

    def on_word(self, callback: "Callable[[Presence | Handover], None]") -> "Callable[[], None]":
        """Tells what colleagues do, as the stream says it; returns the function that stops that."""

    def wake(self) -> None:
        """There is new work in the outbox."""

    def retry_now(self) -> None:
        """Tries at once instead of waiting."""

    async def older(self, thread_id: "ThreadId", before: int) -> None:
        """Fetches a window of history before that position into the store."""

    async def stop(self) -> None:
        """Ends its tasks; what waits, waits in the store."""

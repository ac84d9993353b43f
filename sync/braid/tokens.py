"""Who we are to the server: the two tokens, and the one renewal that all requests share."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

from app.errors import SignedOut
from app.ports import Session

_TIMES = 3
Renew = Callable[[str], Awaitable[Session]]


class Tokens:
    """The present session.

    Attributes:
        renew: asks the server with a refresh token for a new session.
        on_session: is handed every new session, to keep its refresh token.
    """

    def __init__(self, renew: Renew, on_session: Callable[[Session], None]) -> None:
        self.renew = renew
        self.on_session = on_session
        self.session: Session | None = None
        self._renewal: asyncio.Task[None] | None = None
        self._ended = ""

    def use(self, session: Session) -> None:
        """Goes on with it; not handed on, because whoever gave it has it."""
        self.session = session
        self._ended = ""

    def take(self, session: Session) -> Session:
        """A new one from the server: from now on the former refresh token is worth nothing."""
        self.session = session
        self.on_session(session)
        return session

    def forget(self) -> None:
        """Signed out."""
        self.session = None

    async def access(self) -> str:
        """The access token, renewed when there is only a refresh token. Raises SignedOut without either."""
        if self.session is None:
            raise SignedOut
        if not self.session.access_token:
            await self.refresh("")
        return self.session.access_token

    async def instead_of(self, refused: str) -> str:
        """Another one than was refused. Raises SignedOut without one.

        Somebody may go on with the session as it was, a moment after it was renewed.
        """
        for _time in range(_TIMES):
            await self.refresh(refused)
            token = await self.access()
            if token != refused:
                return token
        raise SignedOut

    async def refresh(self, refused: str) -> None:
        """Replaces the refused access token, unless another request did so meanwhile.

        The renewal goes on when the caller is cancelled: its answer holds the only refresh token that still counts.
        """
        if self.session is not None and self.session.access_token != refused:
            return
        if self._renewal is None or self._renewal.done():
            self._renewal = asyncio.get_running_loop().create_task(self._renew())
            self._renewal.add_done_callback(_read)
        await asyncio.shield(self._renewal)

    async def settle(self) -> None:
        """Waits for a renewal that is under way."""
        if self._renewal is not None:
            await asyncio.wait([self._renewal])
            self._renewal = None

    async def _renew(self) -> None:
        token = self._refresh_token()
        if not token:
            raise SignedOut(self._ended)
        try:
            session = await self.renew(token)
        except SignedOut as over:
            self._ended = over.code
            if self.session is not None and self._refresh_token() == token:
                self.session = replace(self.session, access_token="", refresh_token="")
            raise
        # Whoever signed out or in meanwhile is not to be overwritten.
        if self._refresh_token() == token:
            self.take(session)

    def _refresh_token(self) -> str:
        return self.session.refresh_token if self.session is not None else ""


def _read(task: asyncio.Task[None]) -> None:
    """Every waiter gets the failure; when all were cancelled it is nobody's news."""
    if not task.cancelled():
        task.exception()

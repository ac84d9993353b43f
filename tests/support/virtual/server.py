"""The real backend without a network: requests are answered by its services, in the very bytes of its endpoints."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from backend.accounts.sessions import Caller, RefreshRefused
from backend.errors import Refusal, signed_out
from backend.feed.cursors import CannotCalculate
from backend.operations.wire import BatchIn, BatchOut
from backend.threads.window import MessagesOut, window
from domain.agent import Role
from sync.braid.transport import Answer, Request
from tests.support.backend import BackendRig
from tests.support.virtual.loop import VirtualClock

if TYPE_CHECKING:
    from collections.abc import Callable

_BATCH, _WINDOW = TypeAdapter(BatchOut), TypeAdapter(MessagesOut)
_JSON = {"Content-Type": "application/json"}


class VirtualServer:
    """One backend that can be stopped and started again.

    Attributes:
        rig: the services and short words for what happens there.
        up: whether it answers at all.
        heard: is told of every answer ("POST /v1/ops:batch", status, body), for traces.
    """

    def __init__(self, folder: Path, clock: VirtualClock) -> None:
        self.folder, self.clock = folder, clock
        self.up = True
        self.heard: Callable[[str, Answer], None] = _nobody
        self.commits: list[Callable[[], None]] = []
        self.rig = self._start()

    def _start(self) -> BackendRig:
        rig = BackendRig(self.folder, self.clock)
        rig.services.database.on_commit(self._committed)
        return rig

    def _committed(self, _seq: int) -> None:
        for tell in tuple(self.commits):
            tell()

    def restart(self) -> None:
        """The process ends and another one opens the same database."""
        whatsapp, serial, taken = self.rig.whatsapp, self.rig._serial, self.rig.taken
        self.rig.services.database.close()
        self.rig = BackendRig(self.folder, self.clock, whatsapp=whatsapp)
        self.rig._serial, self.rig.taken = serial, taken
        self.rig.services.database.on_commit(self._committed)

    def hire(self, role: Role = Role.LEAD) -> tuple[Any, str, str]:
        """A new agent: who, refresh token, access token."""
        agent = self.rig.agent(role)
        return agent, *self.let_in(agent)

    def let_in(self, agent: Any) -> tuple[str, str]:
        """A new session: refresh token and access token."""
        with self.rig.services.database.write() as tx:
            tokens = self.rig.services.sessions.open(tx, agent, "virtual")
        return tokens.refresh_token, tokens.access_token

    def throw_out(self, agent_id: str) -> None:
        """Ends all of somebody's sessions."""
        with self.rig.services.database.write() as tx:
            self.rig.services.sessions.end_all(tx, agent_id, "test")

    def answer(self, request: Request, token: str) -> Answer:
        """What the server says to a request that reached it."""
        try:
            body = self._route(request, token)
            said = Answer(200, _JSON, body)
        except Refusal as no:
            said = Answer(no.status, {**_JSON, **no.headers}, json.dumps({"code": no.problem.code}).encode())
        self.heard(f"{request.method} {request.path}", said)
        return said

    def _route(self, request: Request, token: str) -> bytes:
        if request.path == "/v1/session/refresh":
            return self._refresh(json.loads(request.content or b"{}")["refresh_token"])
        caller = self.caller(token)
        if request.path == "/v1/ops:batch":
            return self._batch(caller, request.content or b"")
        if request.path == "/v1/changes":
            return self._changes(caller, request)
        if request.path.endswith("/messages"):
            return self._messages(request)
        raise Refusal(404, "not_found", request.path)

    def caller(self, token: str) -> Caller:
        """Who that is. Raises Refusal 401."""
        services = self.rig.services
        with services.database.read() as connection:
            found = services.sessions.caller(connection, token)
        if found is None:
            raise signed_out()
        return found

    def _refresh(self, token: str) -> bytes:
        try:
            with self.rig.services.database.write() as tx:
                tokens = self.rig.services.sessions.refresh(tx, token)
        except RefreshRefused as no:
            raise signed_out() from no
        return TypeAdapter(type(tokens)).dump_json(tokens)

    def _batch(self, caller: Caller, raw: bytes) -> bytes:
        try:
            batch = BatchIn.model_validate_json(raw)
        except ValidationError as error:
            raise Refusal(422, "invalid", str(error)) from error
        return _BATCH.dump_json(BatchOut(self.rig.services.operations.apply(caller, batch)))

    def _changes(self, caller: Caller, request: Request) -> bytes:
        query = request.query or {}
        try:
            return self.rig.services.feed.page(caller.agent, str(query["since"]), int(str(query["limit"])))
        except CannotCalculate as stale:
            raise Refusal(410, "cannot_calculate", "begin anew") from stale

    def _messages(self, request: Request) -> bytes:
        query = request.query or {}
        thread_id = request.path.split("/")[3]
        with self.rig.services.database.read() as connection:
            found = window(connection, thread_id, int(str(query["before"])), None, int(str(query["limit"])))
        if found is None:
            raise Refusal(404, "not_found", thread_id)
        return _WINDOW.dump_json(found)

    def close(self) -> None:
        """Lets go of the database."""
        self.rig.services.database.close()


def _nobody(_request: str, _answer: Answer) -> None:
    """Nobody listens."""

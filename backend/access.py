"""Who makes a request and what they may do: the dependencies of every endpoint."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

from fastapi import Depends, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from backend.accounts import audit
from backend.accounts.sessions import Caller
from backend.errors import Problem, not_allowed, signed_out, wiped
from backend.services import Services
from backend.storage.transaction import Transaction
from domain.agent import Permission

_bearer = HTTPBearer(auto_error=False, description="The access token of POST /v1/session.")

_DESCRIPTIONS = {
    401: "Not signed in",
    403: "The role does not permit it",
    404: "There is no such thing",
    409: "It is otherwise by now",
    410: "The cursor is too old: begin afresh",
    413: "Too large",
    416: "There is no such range",
    422: "The request does not make sense",
    429: "Too many requests: wait for Retry-After seconds",
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The error answers of a route, for its description."""
    shown = sorted({*statuses, 422, 429})
    return {status: {"model": Problem, "description": _DESCRIPTIONS[status]} for status in shown}


async def get_services(request: Request) -> Services:
    """What the app was built with; asynchronous, or each request would go through a thread for it."""
    services: Services = request.app.state.services
    return services


State = Annotated[Services, Depends(get_services)]


def get_caller(
    services: State, token: Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)] = None
) -> Caller:
    """Who is signed in; takes one unit of their rate. Refuses with 401 or 429."""
    if token is None:
        raise signed_out()
    with services.database.read() as connection:
        caller = services.sessions.caller(connection, token.credentials)
        erased = caller is None and services.sessions.is_wiped(connection, token.credentials)
    if caller is None:
        raise wiped() if erased else signed_out()
    services.rate_limit.spend(caller.agent.id, 1)
    services.presence.heard(caller.agent.id)
    return caller


Signed = Annotated[Caller, Depends(get_caller)]


class Requires:
    """A dependency that lets only those pass whose role has the permission; refusals are written down (S22)."""

    def __init__(self, permission: Permission) -> None:
        self._permission = permission

    def __call__(self, request: Request, caller: Signed, services: State) -> Caller:
        """The caller, or a 403."""
        if caller.agent.may(self._permission):
            return caller
        route = request.scope["route"].path
        with services.database.write() as tx:
            audit.note(tx, services.clock.now(), "not_allowed", caller.agent.id, str(self._permission), route)
        raise not_allowed()


Answers = Annotated[Caller, Depends(Requires(Permission.ANSWER))]
ChangesSettings = Annotated[Caller, Depends(Requires(Permission.CHANGE_SETTINGS))]
SeesInsights = Annotated[Caller, Depends(Requires(Permission.SEE_INSIGHTS))]
Trains = Annotated[Caller, Depends(Requires(Permission.TRAIN))]
ManagesPeople = Annotated[Caller, Depends(Requires(Permission.MANAGE_PEOPLE))]
ManagesChannels = Annotated[Caller, Depends(Requires(Permission.MANAGE_CHANNELS))]


@contextmanager
def writing(services: Services, caller: Caller, needs: Permission | None = None) -> Iterator[Transaction]:
    """A transaction for somebody who is signed in, and allowed to, also now that it is their turn to write.

    Raises the 401 or 403 Refusal for who was signed out, or given another role, while they waited.
    """
    with services.database.write() as tx:
        now = services.sessions.agent(tx.connection, caller.session_id)
        if now is None:
            raise signed_out()
        if needs is None or now.may(needs):
            yield tx
            return
        audit.note(tx, services.clock.now(), "not_allowed", now.id, str(needs))
    raise not_allowed()


def address_of(request: Request) -> str:
    """The network address of the caller."""
    return request.client.host if request.client else ""

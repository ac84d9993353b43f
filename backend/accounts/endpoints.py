"""Sign-in, sessions and the own person: /v1/session, /v1/sessions, /v1/me."""

from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from backend.access import Signed, State, address_of, problems, writing
from backend.accounts import audit
from backend.accounts.own_name import rename_own
from backend.accounts.own_password import change_own
from backend.accounts.sessions import Caller, SessionInfo, Tokens
from backend.errors import not_found
from backend.services import Services
from backend.storage.transaction import Transaction
from domain.agent import Agent

router = APIRouter(prefix="/v1", tags=["session"])


class PasswordIn(BaseModel):
    """A sign-in by password. `device_name`: what the list of sessions calls this computer."""

    email: str = Field(max_length=254)
    password: str = Field(max_length=1024)
    device_name: str = Field(default="", max_length=100)


class NewPasswordIn(BaseModel):
    """Another password for oneself, and the one that is so now."""

    present: str = Field(max_length=1024)
    new: str = Field(max_length=256)


class NewNameIn(BaseModel):
    """Another name for oneself."""

    name: str = Field(max_length=100)


class SecretIn(BaseModel):
    """A sign-in by the secret that started an embedded server."""

    secret: str = Field(max_length=256)


class RefreshIn(BaseModel):
    """The refresh token of the last answer."""

    refresh_token: str = Field(max_length=512)


@dataclass(frozen=True, slots=True)
class SessionsOut:
    """The caller's sessions, used last first."""

    sessions: list[SessionInfo]


@router.post("/session", responses=problems(401), operation_id="sign_in")
def sign_in(body: PasswordIn, request: Request, services: State) -> Tokens:
    """Signs in by password."""
    return services.sign_in.with_password(body.email, body.password, body.device_name, address_of(request))


@router.post("/session/embedded", responses=problems(401, 404), operation_id="sign_in_embedded")
def sign_in_embedded(body: SecretIn, services: State) -> Tokens:
    """Signs in the owner of an embedded server; 404 on every other server."""
    return services.sign_in.with_secret(services.embedded_secret, body.secret)


@router.post("/session/refresh", responses=problems(401), operation_id="refresh_session")
def refresh(body: RefreshIn, request: Request, services: State) -> Tokens:
    """New tokens for a refresh token, which is good for 60 more seconds."""
    return services.sign_in.refresh(body.refresh_token, address_of(request))


@router.delete("/session", status_code=204, responses=problems(401), operation_id="sign_out")
def sign_out(caller: Signed, services: State) -> Response:
    """Ends this session."""
    with services.database.write() as tx:
        services.sessions.end(tx, caller.session_id, "signed_out")
    return Response(status_code=204)


@router.get("/sessions", responses=problems(401), operation_id="list_sessions")
def list_sessions(caller: Signed, services: State) -> SessionsOut:
    """Where the caller is signed in."""
    with services.database.read() as connection:
        return SessionsOut(services.sessions.list(connection, caller.agent.id, caller.session_id))


@router.delete("/sessions/{session_id}", status_code=204, responses=problems(401, 404), operation_id="end_session")
def end_session(session_id: str, caller: Signed, services: State, wipe: bool = False) -> Response:
    """Ends one of the caller's sessions; `wipe` has its computer erase what it holds (S21)."""
    with writing(services, caller) as tx:
        if services.sessions.owner(tx.connection, session_id) != caller.agent.id:
            raise not_found("session")
        end_or_wipe(services, tx, caller, session_id, wipe=wipe)
    return Response(status_code=204)


@router.get("/me", responses=problems(401), operation_id="me")
def me(caller: Signed) -> Agent:
    """Who is signed in."""
    return caller.agent


@router.put("/me/name", responses=problems(401), operation_id="change_own_name")
def change_own_name(body: NewNameIn, caller: Signed, services: State) -> Agent:
    """Another name for the caller; everybody has it by the feed."""
    return rename_own(services, caller, body.name)


@router.put("/me/password", status_code=204, responses=problems(401), operation_id="change_own_password")
def change_own_password(body: NewPasswordIn, request: Request, caller: Signed, services: State) -> Response:
    """Another password for the caller, whose other sessions end."""
    change_own(services, caller, body.present, body.new, address_of(request))
    return Response(status_code=204)


def end_or_wipe(services: Services, tx: Transaction, caller: Caller, session_id: str, *, wipe: bool) -> None:
    """Ends a session and writes down who had it wiped (S21, S22)."""
    if wipe:
        services.sessions.wipe(tx, session_id)
        audit.note(tx, services.clock.now(), "session_wiped", caller.agent.id, session_id)
    else:
        services.sessions.end(tx, session_id, "ended")

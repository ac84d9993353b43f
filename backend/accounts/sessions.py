"""Sessions and their tokens: opaque, hashed at rest, rotated, revoked as a family (S3, S4)."""

import hashlib
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, insert, select, update

from backend.accounts.agents import agent_of
from backend.settings import Settings
from backend.storage.bulk import BulkRead
from backend.storage.tables import agent, session, session_token
from backend.storage.transaction import Transaction
from domain.agent import Agent, Role
from domain.clock import Clock
from domain.ids import AgentId

_TOKEN_BYTES = 32
_AT_ONCE = 500
WIPED = "wiped"
"""Why a session ended whose computer is to be erased (S21)."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a sign-in or a refresh hands out, once. `expires_in`: seconds the access token lives."""

    access_token: str
    expires_in: int
    refresh_token: str
    agent: Agent


@dataclass(frozen=True, slots=True)
class Caller:
    """Who makes a request, under which session, until when without a refresh."""

    agent: Agent
    session_id: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class SessionInfo:
    """One sign-in, for the list of devices."""

    id: str
    device_name: str
    created_at: datetime
    used_at: datetime
    current: bool


class RefreshRefused(Exception):
    """The refresh token is not good.

    Attributes:
        reused: it was replaced before, so its whole family was ended.
        wiped: the computer that holds it is to be erased.
    """

    def __init__(self, *, reused: bool = False, wiped: bool = False) -> None:
        super().__init__()
        self.reused = reused
        self.wiped = wiped


def digest(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


class Sessions:
    """Makes, checks, refreshes and ends sessions."""

    def __init__(self, clock: Clock, settings: Settings, new_id: Callable[[], str]) -> None:
        self._clock = clock
        self._settings = settings
        self._new_id = new_id

    def open(self, tx: Transaction, who: Agent, device_name: str) -> Tokens:
        """A new session."""
        now = self._clock.now()
        id_ = self._new_id()
        until = now + self._settings.session_lifetime
        row = {"id": id_, "agent_id": who.id, "device_name": device_name[:100], "created_at": now, "used_at": now}
        tx.connection.execute(delete(session_token).where(session_token.c.expires_at < now))
        tx.connection.execute(insert(session), {**row, "expires_at": until})
        return self._issue(tx, id_, until, who)

    def caller(self, connection: Connection, access_token: str) -> Caller | None:
        """Who this access token stands for; None when it is not (or no longer) good."""
        row = connection.execute(_CALLER, {"hash": digest(access_token), "kind": "access"}).first()
        now = self._clock.now()
        if row is None or row.expires_at <= now or row.ended_at is not None or not row.active:
            return None
        return Caller(agent_of(row), row.session_id, row.expires_at)

    def is_over(self, caller: Caller) -> bool:
        """Whether the token of a caller of before has run out."""
        return caller.expires_at <= self._clock.now()

    def is_good(self, connection: Connection, caller: Caller) -> bool:
        """Whether a caller of before is still signed in with the same token."""
        return not self.is_over(caller) and bool(self.alive(connection, (caller.session_id,)))

    def agent(self, connection: Connection, session_id: str) -> Agent | None:
        """Whose session it is, as they are now; None once it was ended or they left the team."""
        for id_, name, email, role, active, version in _SIGNED_IN.rows(connection, session_id):
            return Agent(AgentId(id_), name, email, Role(role), active, version)
        return None

    def alive(self, connection: Connection, ids: Iterable[str]) -> set[str]:
        """Those of these sessions that nobody has ended, of people who are on the team."""
        found: set[str] = set()
        ordered = sorted(ids)
        for start in range(0, len(ordered), _AT_ONCE):
            found.update(connection.execute(_ALIVE, {"ids": ordered[start : start + _AT_ONCE]}).scalars())
        return found

    def refresh(self, tx: Transaction, refresh_token: str) -> Tokens:
        """New tokens for an old refresh token; the old one stays good for a short grace, once replaced.

        Raises RefreshRefused. The caller must let the transaction commit even then: it can have ended the family.
        """
        row = tx.connection.execute(_CALLER, {"hash": digest(refresh_token), "kind": "refresh"}).first()
        now = self._clock.now()
        if row is not None and row.end_reason == WIPED:
            raise RefreshRefused(wiped=True)
        if row is None or row.ended_at is not None or not row.active or row.expires_at <= now:
            raise RefreshRefused
        if row.replaced_at is not None and now - row.replaced_at > self._settings.refresh_grace:
            self.end(tx, row.session_id, "reuse")
            raise RefreshRefused(reused=True)
        of_family = (session_token.c.session_id == row.session_id) & session_token.c.replaced_at.is_(None)
        replaced = update(session_token).where(of_family, session_token.c.kind == "refresh").values(replaced_at=now)
        tx.connection.execute(replaced)
        tx.connection.execute(update(session).where(session.c.id == row.session_id).values(used_at=now))
        return self._issue(tx, row.session_id, row.expires_at, agent_of(row))

    def end(self, tx: Transaction, session_id: str, reason: str) -> None:
        """Ends a session: none of its tokens is good any more."""
        ended = {"ended_at": self._clock.now(), "end_reason": reason}
        tx.connection.execute(
            update(session).where(session.c.id == session_id, session.c.ended_at.is_(None)).values(**ended)
        )

    def wipe(self, tx: Transaction, session_id: str) -> None:
        """Ends a session, also one that ended before, and has its client erase what it holds when it asks next."""
        self.end(tx, session_id, WIPED)
        tx.connection.execute(update(session).where(session.c.id == session_id).values(end_reason=WIPED))

    def is_wiped(self, connection: Connection, access_token: str) -> bool:
        """Whether the session behind a refused access token was wiped."""
        row = connection.execute(_CALLER, {"hash": digest(access_token), "kind": "access"}).first()
        return row is not None and row.end_reason == WIPED

    def end_all(self, tx: Transaction, agent_id: str, reason: str, keep: str = "") -> None:
        """Ends every session of somebody, but for one."""
        ended = {"ended_at": self._clock.now(), "end_reason": reason}
        mine = (session.c.agent_id == agent_id) & session.c.ended_at.is_(None) & (session.c.id != keep)
        tx.connection.execute(update(session).where(mine).values(**ended))

    def list(self, connection: Connection, agent_id: str, current: str = "") -> list[SessionInfo]:
        """Somebody's sessions, those used last first; `current` is the one that asks."""
        mine = (session.c.agent_id == agent_id) & session.c.ended_at.is_(None)
        alive = select(session).where(mine, session.c.expires_at > self._clock.now())
        rows = connection.execute(alive.order_by(session.c.used_at.desc()))
        return [SessionInfo(r.id, r.device_name, r.created_at, r.used_at, r.id == current) for r in rows]

    def owner(self, connection: Connection, session_id: str) -> str | None:
        """Whose session it is."""
        return connection.execute(select(session.c.agent_id).where(session.c.id == session_id)).scalar()

    def _issue(self, tx: Transaction, session_id: str, until: datetime, who: Agent) -> Tokens:
        now = self._clock.now()
        access, refresh = secrets.token_urlsafe(_TOKEN_BYTES), secrets.token_urlsafe(_TOKEN_BYTES)
        ends = min(now + self._settings.access_lifetime, until)
        family = {"session_id": session_id}
        rows = [
            {**family, "hash": digest(access), "kind": "access", "expires_at": ends},
            {**family, "hash": digest(refresh), "kind": "refresh", "expires_at": until},
        ]
        tx.connection.execute(insert(session_token), rows)
        return Tokens(access, int((ends - now).total_seconds()), refresh, who)


def _caller_query() -> Select[Any]:
    tokens = session_token.c
    columns = (tokens.session_id, tokens.expires_at, tokens.replaced_at, session.c.ended_at, session.c.end_reason)
    joined = session_token.join(session, session.c.id == tokens.session_id).join(
        agent, agent.c.id == session.c.agent_id
    )
    chosen = (tokens.hash == bindparam("hash")) & (tokens.kind == bindparam("kind"))
    return select(*columns, agent).select_from(joined).where(chosen)


_CALLER = _caller_query()
_SESSION_OF_AGENT = session.join(agent, agent.c.id == session.c.agent_id)
_IS_ON = (session.c.ended_at.is_(None), agent.c.active)
_SIGNED_IN = BulkRead(
    select(agent.c.id, agent.c.name, agent.c.email, agent.c.role, agent.c.active, agent.c.version)
    .select_from(_SESSION_OF_AGENT)
    .where(session.c.id == bindparam("session"), *_IS_ON),
    ("session",),
)
"""Asked in the transaction of every batch, so it is to cost little."""
_ALIVE = (
    select(session.c.id)
    .select_from(_SESSION_OF_AGENT)
    .where(session.c.id.in_(bindparam("ids", expanding=True)), *_IS_ON)
)

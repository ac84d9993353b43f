"""Signing in: by password, slowly for those who guess, or by the secret of an embedded server (S2)."""

import hmac
from typing import Any

from sqlalchemy import Row, select, update

from backend.accounts import audit
from backend.accounts.agents import agent_of
from backend.accounts.passwords import Passwords
from backend.accounts.sessions import RefreshRefused, Sessions, Tokens
from backend.accounts.throttle import Throttle
from backend.errors import Refusal, not_found, signed_out, throttled, wiped
from backend.storage.database import Database
from backend.storage.tables import agent
from domain.agent import Role
from domain.clock import Clock


class SignIn:
    """Gives tokens to those who prove who they are; everybody else gets the same answer after the same time."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        passwords: Passwords,
        sessions: Sessions,
        by_account: Throttle,
        by_address: Throttle,
    ) -> None:
        self._database = database
        self._clock = clock
        self._passwords = passwords
        self._sessions = sessions
        self._by_account = by_account
        self._by_address = by_address

    def with_password(self, email: str, password: str, device_name: str, address: str) -> Tokens:
        """A new session. Raises Refusal 401, or 429 with the time to wait."""
        name = email.strip().casefold()
        self._begin(name, address)
        while (tokens := self._proven(name, password, device_name, address)) is None:
            pass
        self._succeeded(name, address)
        return tokens

    def prove(self, agent_id: str, password: str, address: str) -> str:
        """The kept hash of somebody who is signed in and says who they are once more; guesses count as at signing in.

        Raises Refusal 422 for another password, or 429 with the time to wait.
        """
        with self._database.read() as connection:
            row = connection.execute(select(agent).where(agent.c.id == agent_id)).one()
        self._begin(row.email, address)
        if not self._passwords.matches(row.password_hash, password):
            self._refused(agent_id, address, "password_refused")
            raise Refusal(422, "wrong_password", "That is not the present password.")
        self._succeeded(row.email, address)
        kept: str = row.password_hash
        return kept

    def with_secret(self, expected: str, given: str) -> Tokens:
        """A session of the embedded owner. Raises Refusal: 404 on any other server, 401 for a wrong secret."""
        if not expected:
            raise not_found("address")
        if not hmac.compare_digest(expected.encode(), given.encode()):
            raise signed_out()
        with self._database.read() as connection:
            owner = select(agent).where(agent.c.role == Role.ADMIN, agent.c.active).order_by(agent.c.created_at)
            row = connection.execute(owner.limit(1)).first()
        if row is None:
            raise signed_out()
        tokens = self._open(row, "this computer", "embedded")
        if tokens is None:
            raise signed_out()
        return tokens

    def refresh(self, refresh_token: str, address: str) -> Tokens:
        """New tokens. Raises Refusal 401."""
        with self._database.write() as tx:
            try:
                return self._sessions.refresh(tx, refresh_token)
            except RefreshRefused as no:
                refused = no
                if no.reused:
                    audit.note(tx, self._clock.now(), "refresh_reused", None, address=address)
        raise wiped() if refused.wiped else signed_out()

    def _proven(self, name: str, password: str, device_name: str, address: str) -> Tokens | None:
        """A session for the right password; None when another one was set meanwhile, or the same one hashed anew."""
        with self._database.read() as connection:
            row = connection.execute(select(agent).where(agent.c.email == name)).first()
        matches = self._passwords.matches(row.password_hash if row else "", password)
        if row is None or not matches or not row.active:
            self._refused(row.id if row else None, address)
            raise signed_out()
        return self._open(row, device_name, address, self._renewed(row.password_hash, password))

    def _open(self, proven: Row[Any], device_name: str, address: str, new_hash: str = "") -> Tokens | None:
        """None when what was looked at before is otherwise by now."""
        with self._database.write() as tx:
            row = tx.connection.execute(select(agent).where(agent.c.id == proven.id)).one()
            if not row.active or row.password_hash != proven.password_hash:
                return None
            if new_hash:
                tx.connection.execute(update(agent).where(agent.c.id == row.id).values(password_hash=new_hash))
            audit.note(tx, self._clock.now(), "signed_in", row.id, address=address)
            return self._sessions.open(tx, agent_of(row), device_name)

    def _renewed(self, kept: str, password: str) -> str:
        return self._passwords.rehash(password) if self._passwords.is_outdated(kept) else ""

    def _begin(self, name: str, address: str) -> None:
        wait = self._by_address.wait(address) or self._by_account.begin(name)
        if wait > 0:
            raise throttled(wait, "Too many attempts to sign in; wait a moment.")

    def _succeeded(self, name: str, address: str) -> None:
        self._by_account.succeeded(name)
        self._by_address.succeeded(address)

    def _refused(self, agent_id: str | None, address: str, action: str = "sign_in_refused") -> None:
        # The account's try counts since it began; an address can be that of a whole office that comes in the morning.
        self._by_address.failed(address)
        with self._database.write() as tx:
            audit.note(tx, self._clock.now(), action, agent_id, address=address)

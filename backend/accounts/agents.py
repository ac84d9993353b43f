"""The team: who is on it, with which role."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from backend.accounts import audit
from backend.accounts.names import person_name
from backend.accounts.passwords import NO_PASSWORD, NewPassword, Passwords
from backend.storage.tables import agent
from backend.storage.transaction import Transaction
from domain.agent import Agent, Role
from domain.clock import Clock
from domain.ids import AgentId


class AgentProblem(Exception):
    """A change of the team that cannot be made; `code` for programs, the text for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class AgentChange:
    """What an admin changes; None leaves a thing as it is."""

    name: str | None = None
    role: Role | None = None
    active: bool | None = None
    password: NewPassword | None = None


def agent_of(row: Row[Any]) -> Agent:
    """The agent of a row of `agent`."""
    return Agent(AgentId(row.id), row.name, row.email, Role(row.role), row.active, row.version)


def find(connection: Connection, agent_id: str) -> Agent | None:
    """Somebody by id."""
    row = connection.execute(select(agent).where(agent.c.id == agent_id)).first()
    return agent_of(row) if row else None


def everybody(connection: Connection) -> list[Agent]:
    """The team, by name."""
    return [agent_of(row) for row in connection.execute(select(agent).order_by(agent.c.name, agent.c.id))]


class Agents:
    """Changes of the team.

    Attributes:
        passwords: what makes a `NewPassword`, before the transaction.
    """

    def __init__(self, clock: Clock, new_id: Callable[[], str], passwords: Passwords) -> None:
        self._clock = clock
        self._new_id = new_id
        self.passwords = passwords

    def add(
        self, tx: Transaction, by: str | None, name: str, email: str, role: Role, password: NewPassword = NO_PASSWORD
    ) -> Agent:
        """A new person; without a password they cannot sign in yet. Raises AgentProblem, WeakPassword."""
        address = email.strip().casefold()
        if "@" not in address:
            raise AgentProblem("invalid", "That is not an email address.")
        if tx.connection.execute(select(agent.c.id).where(agent.c.email == address)).first():
            raise AgentProblem("exists", "Somebody with this email address is on the team already.")
        kept = password.to_keep()
        id_ = self._new_id()
        row = {"id": id_, "name": person_name(name) or address, "email": address, "role": role, "active": True}
        more = {"password_hash": kept, "created_at": self._clock.now(), "version": tx.changed("agent", id_)}
        tx.connection.execute(insert(agent), {**row, **more})
        audit.note(tx, self._clock.now(), "agent_added", by, id_, role)
        return self._get(tx, id_)

    def change(self, tx: Transaction, by: str | None, agent_id: str, change: AgentChange) -> Agent:
        """Changes somebody. Raises AgentProblem for nobody, no name, and the last admin; WeakPassword."""
        before = self._get(tx, agent_id)
        name = None if change.name is None else person_name(change.name)
        if name == "":
            raise AgentProblem("no_name", "A name has at least one letter.")
        wanted = {"name": name, "role": change.role, "active": change.active}
        values: dict[str, Any] = {name: value for name, value in wanted.items() if value is not None}
        if before.role is Role.ADMIN and (change.active is False or change.role not in (None, Role.ADMIN)):
            self._keep_an_admin(tx, agent_id)
        if change.password is not None:
            values["password_hash"] = change.password.to_keep()
        values["version"] = tx.changed("agent", agent_id)
        tx.connection.execute(update(agent).where(agent.c.id == agent_id).values(**values))
        after = self._get(tx, agent_id)
        self._note_changes(tx, by, before, after, change.password is not None)
        return after

    def _note_changes(self, tx: Transaction, by: str | None, before: Agent, after: Agent, new_password: bool) -> None:
        now = self._clock.now()
        if after.name != before.name:
            audit.note(tx, now, "name_changed", by, before.id, f"{before.name} -> {after.name}")
        if after.role != before.role:
            audit.note(tx, now, "role_changed", by, before.id, f"{before.role} -> {after.role}")
        if after.active != before.active:
            audit.note(tx, now, "agent_activated" if after.active else "agent_deactivated", by, before.id)
        if new_password:
            audit.note(tx, now, "password_set", by, before.id)

    def _get(self, tx: Transaction, agent_id: str) -> Agent:
        found = find(tx.connection, agent_id)
        if found is None:
            raise AgentProblem("not_found", "There is nobody like that on the team.")
        return found

    @staticmethod
    def _keep_an_admin(tx: Transaction, agent_id: str) -> None:
        others = select(func.count()).where(agent.c.role == Role.ADMIN, agent.c.active, agent.c.id != agent_id)
        if not tx.connection.execute(others).scalar():
            raise AgentProblem("last_admin", "The team needs at least one admin.")

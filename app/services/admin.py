"""People, channel accounts and sessions: what an admin changes, on the server, online only."""

from typing import Any
from urllib.parse import quote

from app.errors import AnswerLost
from app.services.desk import Desk
from domain.agent import Agent, Role
from domain.channel import ChannelAccount, ChannelKind
from domain.ids import AgentId, ChannelAccountId

Record = dict[str, Any]
"""One thing as the server describes it: the wire's field names."""


class AdminService:
    """Each call asks the server; raises Unreachable, Refused, Throttled and the other errors of `app.errors`."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    async def channel_accounts(self) -> list[ChannelAccount]:
        """All of them, as the server has them."""
        return [_account(row) for row in await self._list("/v1/channel-accounts", "channel_accounts")]

    async def add_channel(self, kind: ChannelKind, name: str, address: str, credentials: dict[str, str]) -> str:
        """Adds an account; returns the path of its webhook, to be entered at the provider.

        `credentials`: provider_id, access_token, app_secret, verify_token, perhaps base_url. They never come back.
        """
        body = {"kind": kind.value, "name": name, "address": address, **credentials}
        answer = await self._one("POST", "/v1/channel-accounts", body)
        return str(answer.get("webhook_path", ""))

    async def change_channel(self, account_id: ChannelAccountId, *, enabled: bool) -> None:
        """Switches an account on or off."""
        await self._ask("PATCH", f"/v1/channel-accounts/{quote(account_id, safe='')}", {"enabled": enabled})

    async def remove_channel(self, account_id: ChannelAccountId) -> None:
        """Takes it out of use for good; its threads stay."""
        await self._ask("DELETE", f"/v1/channel-accounts/{quote(account_id, safe='')}")

    async def agents(self) -> list[Agent]:
        """The team, also those who left."""
        return [_agent(row) for row in await self._list("/v1/agents", "agents")]

    async def add_agent(self, name: str, email: str, password: str, role: Role) -> Agent:
        """Adds a person who signs in with that password."""
        body = {"name": name, "email": email, "role": role.value, "password": password}
        return _agent(await self._one("POST", "/v1/agents", body))

    async def change_agent(self, agent_id: AgentId, *, role: Role | None = None, active: bool | None = None) -> None:
        """Changes what a person may do."""
        changes = {"role": role.value if role else None, "active": active}
        body = {name: value for name, value in changes.items() if value is not None}
        await self._ask("PATCH", f"/v1/agents/{quote(agent_id, safe='')}", body)

    async def sessions(self) -> list[Record]:
        """Where this agent is signed in."""
        return await self._list("/v1/sessions", "sessions")

    async def end_session(self, session_id: str) -> None:
        """Signs one of this agent's devices out."""
        await self._ask("DELETE", f"/v1/sessions/{quote(session_id, safe='')}")

    async def _ask(self, method: str, path: str, body: object | None = None) -> object:
        return await self.desk.gateway().request_json(method, path, body)

    async def _one(self, method: str, path: str, body: object) -> Record:
        answer = await self._ask(method, path, body)
        if not isinstance(answer, dict):
            raise AnswerLost
        return answer

    async def _list(self, path: str, name: str) -> list[Record]:
        """The server may answer with the list alone or with an object that names it."""
        answer = await self._ask("GET", path)
        rows = answer.get(name) if isinstance(answer, dict) else answer
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise AnswerLost
        return rows


def _account(row: Record) -> ChannelAccount:
    try:
        return ChannelAccount(
            ChannelAccountId(row["id"]),
            ChannelKind(row["kind"]),
            row["name"],
            row["address"],
            row["enabled"],
            row["version"],
        )
    except (KeyError, ValueError) as error:
        raise AnswerLost from error


def _agent(row: Record) -> Agent:
    try:
        return Agent(AgentId(row["id"]), row["name"], row["email"], Role(row["role"]), row["active"], row["version"])
    except (KeyError, ValueError) as error:
        raise AnswerLost from error

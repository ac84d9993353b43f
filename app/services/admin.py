"""People, channel accounts and sessions: what an admin changes, on the server, online only."""

from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import quote

from app.errors import AnswerLost
from app.services.desk import Desk

Record = dict[str, Any]
"""One thing as the server describes it: the wire's field names."""


@dataclass(frozen=True, slots=True)
class NewChannel:
    """A channel account to add.

    Attributes:
        kind: "whatsapp" or "instagram".
        provider_id: the provider's number: phone_number_id, or the Instagram user id.
        access_token, app_secret, verify_token: go to the server once and never come back.
        base_url: another address of the provider; "" for its own.
    """

    kind: str
    name: str
    address: str
    provider_id: str
    access_token: str
    app_secret: str
    verify_token: str
    base_url: str = ""


class AdminService:
    """Each call asks the server; raises Unreachable, Refused, Throttled and the other errors of `app.errors`."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    async def channel_accounts(self) -> list[Record]:
        """All of them; each with its `webhook_path`."""
        return await self._list("/v1/channel-accounts", "channel_accounts")

    async def add_channel(self, channel: NewChannel) -> Record:
        """Adds one; the answer holds the path to give to the provider."""
        body = {name: value for name, value in asdict(channel).items() if value or name != "base_url"}
        return await self._one("POST", "/v1/channel-accounts", body)

    async def change_channel(self, account_id: str, **changes: object) -> Record:
        """Changes name, enabled, or credentials."""
        return await self._one("PATCH", f"/v1/channel-accounts/{quote(account_id, safe='')}", changes)

    async def remove_channel(self, account_id: str) -> None:
        """Takes it out of use for good; its threads stay."""
        await self._ask("DELETE", f"/v1/channel-accounts/{quote(account_id, safe='')}")

    async def agents(self) -> list[Record]:
        """The team, also those who left."""
        return await self._list("/v1/agents", "agents")

    async def add_agent(self, name: str, email: str, role: str, password: str) -> Record:
        """Adds a person who signs in with that password."""
        return await self._one("POST", "/v1/agents", {"name": name, "email": email, "role": role, "password": password})

    async def change_agent(self, agent_id: str, **changes: object) -> Record:
        """Changes name, role, active or password."""
        return await self._one("PATCH", f"/v1/agents/{quote(agent_id, safe='')}", changes)

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

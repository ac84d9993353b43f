"""How what this computer holds is protected, where else the agent is signed in, and how a lost computer is erased."""

import asyncio
from enum import StrEnum
from urllib.parse import quote

from app.errors import AnswerLost
from app.ports import Session
from app.secrets import GuardedSecrets
from app.services.admin import Record
from app.services.desk import Desk
from app.services.drafts import DraftService
from app.services.session import SessionService


class Protection(StrEnum):
    """Who has the key to the local database."""

    KEYCHAIN = "keychain"
    PASSPHRASE = "passphrase"
    MEMORY = "memory"


class ProtectionService:
    """Passphrases block for a fifth of a second, on a worker thread; sessions are asked of the server, online only."""

    def __init__(self, desk: Desk, secrets: GuardedSecrets, session: SessionService, drafts: DraftService) -> None:
        self.desk = desk
        self.secrets = secrets
        self.session = session
        self.drafts = drafts

    async def state(self) -> Protection:
        """How it is now."""
        return await asyncio.to_thread(self._state)

    async def protect(self, passphrase: str) -> None:
        """From now on the passphrase keeps what was in memory only, and this computer remembers.

        Raises Refused("passphrase_short"), StorageFull; then everything goes on as it was.
        """
        await self.drafts.flush()
        await asyncio.to_thread(self.secrets.protect, passphrase)
        try:
            await self.session.settle()
        except BaseException:
            await asyncio.to_thread(self.secrets.vault.erase)
            raise

    async def unlock(self, passphrase: str) -> Session | None:
        """Opens what is kept, and the session with it; None when nobody is kept signed in.

        Raises Refused("wrong_passphrase" or "vault_damaged").
        """
        await asyncio.to_thread(self.secrets.vault.unlock, passphrase)
        return await self.session.resume()

    async def change(self, old: str, new: str) -> None:
        """Another passphrase. Raises Refused("wrong_passphrase" or "passphrase_short"), StorageFull."""
        await asyncio.to_thread(self.secrets.vault.change, old, new)

    async def change_password(self, present: str, new: str) -> None:
        """Another password of one's own, on the server; whoever has it signed in elsewhere is signed out there.

        Raises Refused("wrong_password" or "weak_password"), Throttled, Unreachable.
        """
        await self.desk.gateway().request_json("PUT", "/v1/me/password", {"present": present, "new": new})

    async def start_anew(self) -> None:
        """Without the passphrase nobody can read what is here: it goes, and this computer begins afresh (S21)."""
        await asyncio.to_thread(self.secrets.vault.erase)
        await self.session.forget_everything()

    async def sessions(self, agent_id: str = "") -> list[Record]:
        """Where somebody is signed in, used last first; "" for oneself, other people for admins."""
        answer = await self.desk.gateway().request_json("GET", _path(agent_id))
        found = answer.get("sessions") if isinstance(answer, dict) else None
        if not isinstance(found, list):
            raise AnswerLost("unreadable")
        return [record for record in found if isinstance(record, dict)]

    async def end_session(self, session_id: str, agent_id: str = "", *, wipe: bool = False) -> None:
        """Signs that computer out; `wipe` has it erase what it holds as soon as it asks again."""
        path = f"{_path(agent_id)}/{quote(session_id, safe='')}" + ("?wipe=true" if wipe else "")
        await self.desk.gateway().request_json("DELETE", path)

    def _state(self) -> Protection:
        if self.secrets.in_keychain:
            return Protection.KEYCHAIN
        return Protection.PASSPHRASE if self.secrets.durable else Protection.MEMORY


def _path(agent_id: str) -> str:
    return f"/v1/agents/{quote(agent_id, safe='')}/sessions" if agent_id else "/v1/sessions"

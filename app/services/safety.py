"""What keeps an agent's work safe on this computer: backups, export, and the report of what was saved from damage."""

from collections.abc import Callable
from pathlib import Path

from app.services.desk import Desk
from app.services.drafts import DraftService
from app.services.salvage_text import SALVAGE, salvage_from_text
from app.services.session import SessionService
from app.services.waiting import WaitingService
from domain.ids import AgentId
from domain.salvage import Salvage


class SafetyService:
    """Over the account that is open."""

    def __init__(self, desk: Desk, session: SessionService, drafts: DraftService, waiting: WaitingService) -> None:
        self.desk = desk
        self.session = session
        self.drafts = drafts
        self.waiting = waiting

    async def salvaged(self) -> Salvage | None:
        """What was saved and lost when the database was found damaged; None when there is nothing to tell (R11)."""
        store = await self.desk.store()
        return salvage_from_text(await store.state.get(SALVAGE))

    async def forget_salvage(self) -> None:
        """The agent has read it; the damaged files stay until they are removed, or for 30 days."""
        await (await self.desk.store()).state.put(SALVAGE, "")

    async def backup(self, target: Path, passphrase: str, progress: Callable[[float], None]) -> None:
        """One encrypted file with everything that is here now, while the program works. Raises StorageFull."""
        await self.drafts.flush()
        await (await self.desk.store()).backup(target, passphrase, progress)

    async def restore(self, source: Path, passphrase: str) -> None:
        """Puts a backup in the place of what is here; that stays aside for 30 days. Nothing is sent twice (R21).

        Raises StorageUnreadable ("wrong_passphrase", "not_a_backup", "damaged_backup", "newer_version", "other_agent")
        and StorageFull; then everything is as it was.
        """
        await self.drafts.flush()

        async def put(name: str, me: AgentId) -> None:
            await self.session.parts.files.restore(name, me, source, passphrase)

        await self.session.exchange(put)

    async def export_unsent(self, path: Path) -> int:
        """Everything that has not left, for people to read; returns how many. Raises StorageFull."""
        return await self.waiting.export(path)

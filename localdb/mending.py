"""Mends the files of one account; light to import: SQLAlchemy and SQLCipher are loaded when something is broken."""

from pathlib import Path

from domain.clock import Clock
from domain.ids import AgentId, IdSource
from domain.salvage import Salvage


class SqlMender:
    """Implements `app.services.account_files.Mender`."""

    def __init__(self, clock: Clock, ids: IdSource) -> None:
        self.clock = clock
        self.ids = ids

    def salvage(self, damaged: Path, fresh: Path, key: bytes, me: AgentId, why: str, aside: str) -> Salvage:
        """A fresh database with what can be saved. Raises StorageFull."""
        from localdb.context import Context
        from localdb.salvage import salvage

        return salvage(damaged, fresh, key, Context(self.clock, self.ids, me), why, aside)

    def count(self, damaged: Path, report: Salvage) -> Salvage:
        """The report with how much is lost when nothing of that database is saved, as far as that is known."""
        from localdb.tally import count_lost

        return count_lost(damaged, report)

    def restore(self, source: Path, passphrase: str, fresh: Path, key: bytes, me: AgentId) -> None:
        """A fresh database out of a backup. Raises StorageUnreadable, StorageFull."""
        from localdb.backup import restore_backup
        from localdb.context import Context

        restore_backup(source, passphrase, fresh, key, Context(self.clock, self.ids, me))

    def salvage_files(self, path: Path, fresh: Path, key: bytes, me: AgentId, aside: str) -> Salvage:
        """A fresh store of attachments at `fresh`. Raises StorageFull, StorageUnreadable."""
        from localdb.context import Context
        from localdb.salvage import BLOBS, salvage_files

        return salvage_files(path, path.with_name(BLOBS), fresh, key, Context(self.clock, self.ids, me), aside)

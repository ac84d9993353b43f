"""Reads a whole file through after an unclean exit, beside everything else and without being in its way."""

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import KnownError
from localdb.database import driver
from localdb.engine import open_engine, world_errors
from localdb.worker import Worker

if TYPE_CHECKING:
    from concurrent.futures import Future


class Check:
    """One run of SQLite's quick_check on a thread and a connection of its own.

    Attributes:
        result: becomes "ok", "stopped", or what is damaged.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        self._worker = Worker("localdb-check")
        self._connection = open_engine(path, key, writer=False).connect()
        self.result: Future[str] = self._worker.submit(self._run)

    def _run(self) -> str:
        try:
            with world_errors():
                return str(driver(self._connection).execute("PRAGMA quick_check(1)").fetchone()[0])
        except KnownError as error:
            return error.code
        except Exception:  # interrupted, because the store closes
            return "stopped"
        finally:
            driver(self._connection).close()

    def stop(self) -> None:
        """Ends it early when it still runs; from any thread."""
        if not self.result.done():
            with contextlib.suppress(Exception):  # it may end by itself at this moment
                driver(self._connection).interrupt()
        self._worker.stop()

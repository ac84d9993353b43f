"""Port of files for other programs."""

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import tzinfo
    from pathlib import Path

    from app.export.table import Table


class ExportPort(Protocol):
    """Files (`app.services.exports`). Each is written whole or not at all; raises `app.errors.NotWritten`."""

    async def write(self, path: "Path", tables: "Sequence[Table]", zone: "tzinfo") -> None:
        """XLSX where the name ends so, with a sheet each; else CSV of the only one."""

    async def make(self, path: "Path", making: "Callable[[], bytes]") -> None:
        """A file whose bytes are made beside the loop, too."""

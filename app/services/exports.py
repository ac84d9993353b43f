"""Writes what was asked for into files, beside the loop: whole or not at all, harmless to spreadsheets (S14)."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import tzinfo
from pathlib import Path
from typing import Any

from app.errors import NotWritten
from app.export.placing import put
from app.export.table import Table

Beside = Callable[..., Awaitable[Any]]


class ExportService:
    """Files for other programs.

    Attributes:
        beside: runs a function beside the loop (`asyncio.to_thread`): large tables take a second.
    """

    def __init__(self, beside: Beside = asyncio.to_thread) -> None:
        self.beside = beside

    async def write(self, path: Path, tables: Sequence[Table], zone: tzinfo) -> None:
        """XLSX where the name ends so, with a sheet each; else CSV of the only one. Raises NotWritten."""
        await self.beside(_write, path, tables, zone)

    async def make(self, path: Path, making: Callable[[], bytes]) -> None:
        """A file whose bytes are made beside the loop, too. Raises NotWritten."""
        await self.beside(_make, path, making)


def _make(path: Path, making: Callable[[], bytes]) -> None:
    put(path, making())


def _write(path: Path, tables: Sequence[Table], zone: tzinfo) -> None:
    if path.suffix.lower() == ".xlsx":
        from app.export.xlsx_writer import write_xlsx

        write_xlsx(path, tables, zone)
        return
    if len(tables) != 1:
        raise NotWritten("one_table")
    from app.export.csv_writer import write_csv

    write_csv(path, tables[0], zone)

"""Files that are asked for: whole or not at all, and why not in words (R10)."""

import errno
import os
from datetime import UTC
from pathlib import Path

import pytest

from app.errors import NotWritten
from app.export.csv_writer import write_csv
from app.export.placing import placed, put
from app.export.table import Column, Table
from app.export.words import not_written_words
from app.export.xlsx_writer import write_xlsx
from app.services.exports import ExportService
from tests.fakes.services.replies import at_once

TABLE = Table("t", [Column("a")], [["1"]])


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.ENOSPC, "full"), (errno.EDQUOT, "full"), (errno.EACCES, "not_allowed"), (errno.EIO, "disk")],
)
def test_a_disk_that_refuses_leaves_what_was_there(tmp_path: Path, number: int, code: str) -> None:
    target = tmp_path / "table.csv"
    target.write_text("before")

    def write_half() -> None:
        with placed(target) as part:
            part.write_text("half")
            raise OSError(number, os.strerror(number))

    with pytest.raises(NotWritten) as refused:
        write_half()
    assert refused.value.code == code
    assert target.read_text() == "before"
    assert list(tmp_path.iterdir()) == [target]


def test_a_row_that_cannot_be_read_leaves_nothing_behind(tmp_path: Path) -> None:
    def rows() -> list[str]:
        raise ValueError("ours")

    for write in (write_csv, lambda path, table, zone: write_xlsx(path, [table], zone)):
        with pytest.raises(ValueError, match="ours"):
            write(tmp_path / "t.xlsx", Table("t", [Column("a")], (rows() for _one in "x")), UTC)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_gone_or_in_the_way_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotWritten) as gone:
        put(tmp_path / "none" / "a.pdf", b"x")
    assert gone.value.code == "no_folder"
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(NotWritten) as there:
        put(tmp_path / "a.pdf", b"x")
    assert there.value.code == "folder"
    assert [one.name for one in tmp_path.iterdir()] == ["a.pdf"]


def test_every_reason_has_words() -> None:
    codes = ("full", "not_allowed", "no_folder", "folder", "name", "too_large", "too_many", "disk")
    assert len({not_written_words(code) for code in codes}) == len(codes)


async def test_the_ending_of_the_name_says_which_file_it_is(tmp_path: Path) -> None:
    service = ExportService(at_once)
    await service.write(tmp_path / "a.XLSX", [TABLE, TABLE], UTC)
    await service.write(tmp_path / "a.csv", [TABLE], UTC)
    await service.make(tmp_path / "a.pdf", b"%PDF".upper)
    assert (tmp_path / "a.XLSX").read_bytes()[:2] == b"PK"
    assert (tmp_path / "a.csv").read_bytes() == b"\xef\xbb\xbfa\r\n1\r\n"
    assert (tmp_path / "a.pdf").read_bytes() == b"%PDF"

"""Tables in files: whatever customers wrote comes back as they wrote it, and no cell of it is a formula (S14)."""

import csv
import io
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from app.export.csv_writer import write_csv
from app.export.safe import bare, file_name, guarded, sheet_name, writable
from app.export.table import Column, Kind, Money, Table
from app.export.xlsx_writer import CELL_UNITS, write_xlsx
from tests.unit.app.export.sheets import Sheet, read

AT = datetime(2026, 11, 22, 10, 41, 30, tzinfo=UTC)
BANGKOK = timezone(timedelta(hours=7))
STARTERS = ("=", "+", "-", "@", "\t", "\r")
HOSTILE = (
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+66 2 000",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "  =1",
    "\u202e=1",
    "\ufeff=1",
    "＝1+1",
    "'=1",
    "''@x",
    "Hello;=1+1",
    "a\n-b\r\n=c",
    'say "no", please',
    "_x0041_",
    "\x00\x01\x1f",
    "\ud800 alone \udfff",
    "\uffff",
    "https://example.com/",
    "mailto:a@b.c",
    "\u2066\u202dRTL\u2069",
    "مرحبا",
    "ขอบคุณ",
    "001",
    "1e9",
    "",
    " ",
)
texts = some.text(some.characters(codec=None), max_size=60) | some.sampled_from(HOSTILE)


def by_csv(tmp: Path, table: Table) -> list[list[str]]:
    target = tmp / "table.csv"
    write_csv(target, table, UTC)
    raw = target.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    csv.field_size_limit(1_000_000)
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), strict=True))


def by_xlsx(tmp: Path, *tables: Table) -> list[Sheet]:
    target = tmp / "table.xlsx"
    write_xlsx(target, tables, BANGKOK)
    return read(target)


@pytest.fixture(scope="module")
def tmp(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("export")


@given(some.lists(texts, min_size=1, max_size=4), some.lists(texts, min_size=1, max_size=4))
def test_every_text_comes_back_from_a_csv_file_and_is_no_formula(tmp: Path, row: list[str], names: list[str]) -> None:
    found = by_csv(tmp, Table("t", [Column(name) for name in names], [row[: len(names)]]))
    assert [bare(cell) for cell in found[1]][: len(row)] == [writable(text) for text in row[: len(names)]]
    assert [bare(cell) for cell in found[0]] == [writable(name) or str(at) for at, name in enumerate(names, 1)]
    for cell in (*found[0], *found[1]):
        assert not cell.startswith(STARTERS)


@given(some.lists(texts, min_size=1, max_size=4))
def test_every_text_comes_back_from_an_xlsx_file_and_is_no_formula(tmp: Path, row: list[str]) -> None:
    (sheet,) = by_xlsx(tmp, Table("t", [Column(text) for text in row], [row]))
    assert [sheet.cells.get(f"{chr(65 + at)}2", "") for at in range(len(row))] == [writable(text) for text in row]
    assert [sheet.cells[f"{chr(65 + at)}1"] for at in range(len(row))] == [
        writable(text) or str(at + 1) for at, text in enumerate(row)
    ]
    assert (sheet.formulas, sheet.links) == (0, 0)


@given(texts)
@example("\n\n=x")
@example("'\t'=x;'-y")
def test_a_mark_is_taken_away_again_exactly(text: str) -> None:
    assert bare(guarded(text)) == text


@pytest.mark.parametrize("cut", [";", "\t", "|", "\n", "\r"])
@pytest.mark.parametrize("starter", ["=", "+", "-", "@"])
def test_where_another_separator_holds_no_piece_of_a_cell_is_a_formula_either(cut: str, starter: str) -> None:
    pieces = guarded(f"Hello{cut} {starter}1+1").split(cut)
    assert pieces[1].startswith("'")


@pytest.mark.parametrize("text", ["Tablet 11″ - broken", "a-b; c", "5 + 3 = 8", "x@example.com"])
def test_ordinary_texts_stay_as_they_are(text: str) -> None:
    assert guarded(text) == text


def test_numbers_money_and_times_are_numbers_in_both_files(tmp_path: Path) -> None:
    columns = [
        Column("n", Kind.NUMBER),
        Column("paid", Kind.MONEY),
        Column("at", Kind.TIME),
        Column("left", Kind.DURATION),
        Column("share", Kind.NUMBER),
    ]
    rows = [
        (-5, Money(-123_450, "CNY"), AT, timedelta(hours=26, seconds=5), 0.5),
        (7, Money(900, "JPY"), datetime(1850, 1, 1, tzinfo=UTC), timedelta(minutes=-3), float("nan")),
        (None, None, None, None),
    ]
    found = by_csv(tmp_path, Table("t", columns, rows))
    assert found[0] == ["n", "paid", "paid: currency", "at", "left", "share"]
    assert found[1] == ["-5", "-1234.50", "CNY", "2026-11-22 10:41:30", "26:00:05", "0.5"]
    assert found[2] == ["7", "900", "JPY", "1850-01-01 00:00:00", "'-0:03:00", ""]
    assert found[3] == ["", "", "", "", "", ""]
    (sheet,) = by_xlsx(tmp_path, Table("t", columns, rows))
    cells = sheet.cells
    assert (cells["A2"], cells["B2"], cells["C2"], cells["F2"]) == (-5, -1234.5, "CNY", 0.5)
    assert (sheet.shapes["B2"], sheet.shapes["B3"]) == ("#,##0.00", "#,##0")
    # 22 November 2026 17:41:30 in Bangkok, as spreadsheets count days.
    assert cells["D2"] == pytest.approx(46348 + (17 * 3600 + 41 * 60 + 30) / 86400)
    assert cells["E2"] == pytest.approx((26 * 3600 + 5) / 86400)
    assert sheet.shapes["E2"] == "[h]:mm:ss"
    assert (cells["D3"], cells["E3"]) == ("1850-01-01 07:00:00", "-0:03:00")
    assert (sheet.frozen, sheet.widths) == (True, 6)


def test_a_text_too_long_for_a_cell_goes_on_whole_in_a_sheet_of_its_own(tmp_path: Path) -> None:
    long, wide = "x" * 40_000 + "end", "😀" * 20_000
    short = "y" * CELL_UNITS
    table = Table("Complaints", [Column("a"), Column("b")], [[short, long], [wide, ""]])
    assert by_csv(tmp_path, table)[1:] == [[short, long], [wide, ""]]
    first, rest = by_xlsx(tmp_path, table)
    assert first.cells["A2"] == short
    assert str(first.cells["B2"]).startswith("The whole text is in the last sheet: xxx")
    pieces: dict[str, str] = {}
    row = 2
    while f"A{row}" in rest.cells:
        assert rest.cells[f"A{row}"] == "Complaints"
        piece = str(rest.cells[f"D{row}"])
        assert len(piece.encode("utf-16-le")) // 2 <= CELL_UNITS
        place = str(rest.cells[f"B{row}"])
        pieces[place] = pieces.get(place, "") + piece
        row += 1
    assert pieces == {"B2": long, "A3": wide}


def test_rows_do_not_pile_up_in_memory(tmp_path: Path) -> None:
    def rows() -> Iterator[list[str | int]]:
        for number in range(20_000):
            yield [f"Customer {number}", number]

    import xlsxwriter  # noqa: F401 - what it takes by itself is not counted

    tracemalloc.start()
    try:
        sheets_path = tmp_path / "many.xlsx"
        write_xlsx(sheets_path, [Table("t", [Column("a"), Column("n", Kind.NUMBER)], rows())], UTC)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    # 100,000 rows take as little: each leaves the memory when the next one comes.
    assert peak < 1_000_000
    assert len(read(sheets_path)[0].cells) == 40_002


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Complaints", "Complaints"),
        ("a/b\\c:d*e?f[g]", "a b c d e f g"),
        ("'quoted'", "quoted"),
        ("", "1"),
        ("history", "history 1"),
        ("x" * 50, "x" * 31),
        ("\u202egnp.exe", "gnp.exe"),
    ],
)
def test_names_of_sheets_are_such_that_every_spreadsheet_takes_them(title: str, name: str) -> None:
    assert sheet_name(title) == name


def test_two_sheets_of_one_name_get_two_names(tmp_path: Path) -> None:
    table = Table("Team", [Column("a")], [["1"]])
    assert [sheet.name for sheet in by_xlsx(tmp_path, table, Table("TEAM", [Column("a")], []))] == ["Team", "TEAM 2"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Complaint 12/34: “late”", "Complaint 12 34 “late”.pdf"),
        ("../../etc/passwd", "etc passwd.pdf"),
        ("CON", "_CON.pdf"),
        ("invoice\u202efdp.exe", "invoice fdp.exe.pdf"),
        ("  . ", "braid.pdf"),
        ("投訴" * 60, "投訴" * 20 + ".pdf"),
    ],
)
def test_names_of_files_are_such_that_every_system_takes_them(title: str, name: str) -> None:
    assert file_name(title, ".pdf") == name

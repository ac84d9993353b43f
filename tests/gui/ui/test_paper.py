"""Papers: plain text in its own direction on numbered pages, whatever was written (S14)."""

import asyncio
import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextTable
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from app.services.exports import ExportService
from tests.fakes.stage import Stage
from ui.paper import Facts, Grid, Heading, Paper, Said, Words
from ui.paper_door import PaperDoor
from ui.pdf import document, lay_out, paint, pdf

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
HOSTILE = '<b>bold</b> <img src="http://a.example/x.png"> &amp; <script>'
ARABIC, THAI, CHINESE = "هل الدفع ببطاقة أخرى متاح؟", "พัสดุมาช้าอีกแล้ว", "第三次了！"


def paper(*pieces: object, title: str = "Title") -> Paper:
    return Paper(title, ("first line", "second line"), pieces, "foot")  # type: ignore[arg-type]


def pages(raw: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", raw))


def test_what_somebody_wrote_is_never_taken_for_markup(qtbot: QtBot) -> None:
    made = document(paper(Said("head", HOSTILE), Words(HOSTILE), Facts([("name", HOSTILE)]), title=HOSTILE))
    assert made.toPlainText().count(HOSTILE) == 4
    assert b"a.example" not in pdf(paper(Said("head", HOSTILE)))


def test_every_paragraph_has_the_direction_of_its_words(qtbot: QtBot) -> None:
    made = document(paper(Said("head", f"{ARABIC}\n{THAI}\n{CHINESE}")))
    directions = {}
    block = made.begin()
    while block.isValid():
        directions[block.text()] = block.textDirection()
        block = block.next()
    assert directions[ARABIC] is Qt.LayoutDirection.RightToLeft
    assert directions[THAI] is directions[CHINESE] is Qt.LayoutDirection.LeftToRight


def test_signs_that_would_turn_or_hide_words_are_shown_as_such(qtbot: QtBot) -> None:
    text = document(paper(Said("h", "a\u202ecod\u202d.exe\ufffc \ud800\0end\r\nnext"))).toPlainText()
    assert "a\ufffdcod\ufffd.exe\ufffd \ufffdend\nnext" in text


def test_a_value_that_is_not_known_leaves_no_line(qtbot: QtBot) -> None:
    made = document(paper(Facts([("known", "yes"), ("unknown", "")]), Facts([("never", "")]), Heading("Next")))
    assert "unknown" not in made.toPlainText()
    assert "never" not in made.toPlainText()
    assert made.toPlainText().endswith("Next")


def test_the_header_of_a_table_stands_on_every_page(qtbot: QtBot) -> None:
    made = document(paper(Grid(("When", "What"), [("10:00", "opened")] * 5, frozenset({0}), (30, 70))))
    (table,) = [frame for frame in made.rootFrame().childFrames() if isinstance(frame, QTextTable)]
    assert (table.rows(), table.columns(), table.format().headerRowCount()) == (6, 2, 1)
    assert table.cellAt(1, 1).firstCursorPosition().block().text() == "opened"


def test_a_thousand_messages_are_set_on_pages(qtbot: QtBot) -> None:
    said = [Said(f"Customer · {number}", f"{THAI} {number}") for number in range(1000)]
    raw = pdf(paper(*said))
    assert raw.startswith(b"%PDF-")
    assert 20 < pages(raw) < 60
    assert pages(pdf(paper(Words("short")))) == 1


def test_the_same_paper_goes_to_a_printer(qtbot: QtBot, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    lay_out(printer)
    said = [Said("Customer", THAI)] * 100
    assert paint(paper(*said), printer) == pages((tmp_path / "printed.pdf").read_bytes()) > 1


def test_a_paper_is_made_beside_the_loop(qtbot: QtBot, tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    asyncio.run(ExportService().make(target, lambda: pdf(paper(Words(CHINESE)))))
    assert pages(target.read_bytes()) == 1


def test_a_screen_gives_a_paper_out(stage: Stage, tmp_path: Path) -> None:
    door = PaperDoor(stage.services, stage.window)
    door.save(paper(Words("x")), "Weekly review 2026/47")
    assert door.files.dialog is not None
    assert Path(door.files.dialog.selectedFiles()[0]).name == "Weekly review 2026 47.pdf"
    door.files.write_to(str(tmp_path / "review"))
    stage.settle()
    assert pages((tmp_path / "review.pdf").read_bytes()) == 1
    assert door.files.outcome is not None
    assert "review.pdf" in door.files.outcome.words.text()
    door.files.outcome.close()
    door.files.dialog.close()
    stage.settle()


@pytest.mark.parametrize("count", [0, 1])
def test_an_empty_paper_has_one_page(qtbot: QtBot, count: int) -> None:
    assert pages(pdf(Paper("", (), [Words("")] * count))) == 1

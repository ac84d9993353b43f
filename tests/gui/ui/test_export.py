"""Export: what the board shows for spreadsheets, one complaint on paper for an authority (K, S14)."""

import csv
import io
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest

from app.errors import NotWritten, Unreachable
from app.services.complaint_values import BoardCard
from domain.complaint import Complaint
from domain.ids import ComplaintId
from domain.message import Author, MessageKind
from domain.timeline import Entry, Window
from tests.fakes.complaints_demo import demo_complaints
from tests.fakes.demo import NOW, tid
from tests.fakes.stage import Stage
from tests.fakes.world import message
from ui.complaints.export_desk import ExportDesk
from ui.complaints.export_pdf import Printing, Written, complaint_paper, workspace_name
from ui.paper import Paper
from ui.pdf import document

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def stage(stage: Stage) -> Stage:
    stage.services.complaints.keep_all(demo_complaints(stage.services.world))
    stage.settle()
    return stage


@pytest.fixture
def papers(desk: ExportDesk) -> list[str]:
    """The words of every paper that is made."""
    held: list[str] = []

    def made(paper: Paper) -> bytes:
        held.append(document(paper).toPlainText())
        return b"%PDF-"

    desk.set_paper = made
    return held


@pytest.fixture
def desk(stage: Stage) -> ExportDesk:
    return ExportDesk(stage.services, stage.window)


def cards(stage: Stage) -> list[BoardCard]:
    held = stage.services.complaints
    return [held.card(one) for one in held.held.values()]


def card_of(stage: Stage, short: str) -> BoardCard:
    return next(card for card in cards(stage) if card.complaint.thread_id == tid(short))


def change(stage: Stage, short: str, **changes: object) -> Complaint:
    one = replace(card_of(stage, short).complaint, **changes)  # type: ignore[arg-type]
    stage.services.complaints.keep_all([one])
    stage.settle()
    return one


def save(stage: Stage, desk: ExportDesk, path: Path) -> str:
    """Chooses that file in the dialog; what is said then."""
    assert desk.files.dialog is not None
    desk.files.dialog.fileSelected.emit(str(path))
    desk.files.dialog.close()
    stage.settle()
    assert desk.files.outcome is not None
    return desk.files.outcome.words.text().replace("\u2068", "").replace("\u2069", "")


def table(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))


def words_of(stage: Stage, card: BoardCard, written: Written | None = None) -> str:
    page = stage.services.complaints.page(card.complaint.id)
    try:
        page.send(None)
    except StopIteration as answer:
        held = answer.value
    entries = sorted(stage.services.world.entries[card.root_id], key=lambda entry: entry.sort_key)
    found = written or Written(entries)
    printing = Printing("support.example.com", "Li Hua", NOW)
    text = document(complaint_paper(held, found, printing)).toPlainText()
    return text.replace("\u2068", "").replace("\u2069", "")


def test_the_board_is_written_in_its_order_and_filter(stage: Stage, desk: ExportDesk, tmp_path: Path) -> None:
    shown = [card_of(stage, "linh"), card_of(stage, "wang")]
    menu = desk.open_menu(shown, None)
    assert [action.text() for action in menu.actions()][:2] == ["2 complaints as CSV…", "2 complaints as XLSX…"]
    assert not menu.actions()[3].isEnabled()
    menu.actions()[0].trigger()
    menu.close()
    said = save(stage, desk, tmp_path / "board.csv")
    assert said == "Exported: board.csv"
    head, *rows = table(tmp_path / "board.csv")
    at = {name: number for number, name in enumerate(head)}
    assert [row[at["Customer"]] for row in rows] == [card.customer for card in shown]
    assert (rows[1][at["Amount"]], rows[1][at["Amount: currency"]], rows[1][at["Tier"]]) == ("7200.00", "CNY", "high")
    assert rows[1][at["Time left to answer"]] == "0:01:24"
    assert rows[1][at["Public"]] == "yes"


def test_what_customers_write_is_no_formula_in_the_file(stage: Stage, desk: ExportDesk, tmp_path: Path) -> None:
    change(stage, "wang", title='=HYPERLINK("http://a.example","x")', resolution="+1 2")
    desk.save_board([card_of(stage, "wang")], "CSV")
    save(stage, desk, tmp_path / "b.csv")
    row = table(tmp_path / "b.csv")[1]
    assert '\'=HYPERLINK("http://a.example","x")' in row
    assert not any(cell.startswith(("=", "+", "@")) for cell in row)


def test_the_board_goes_into_a_workbook_under_the_name_that_was_proposed(
    stage: Stage, desk: ExportDesk, tmp_path: Path
) -> None:
    desk.save_board(cards(stage), "XLSX")
    assert desk.files.dialog is not None
    assert Path(desk.files.dialog.selectedFiles()[0]).name == "Complaints 2026-11-22.xlsx"
    save(stage, desk, tmp_path / "board")
    assert (tmp_path / "board.xlsx").read_bytes()[:2] == b"PK"


def test_a_file_that_cannot_be_written_is_said_and_another_place_can_be_chosen(
    stage: Stage, desk: ExportDesk, tmp_path: Path
) -> None:
    desk.save_board(cards(stage), "CSV")
    assert "folder does not exist" in save(stage, desk, tmp_path / "gone" / "board.csv")
    assert desk.files.outcome is not None
    desk.files.outcome.more.click()
    stage.settle()
    assert save(stage, desk, tmp_path / "board.csv") == "Exported: board.csv"


class Opened(QObject):
    """In the place of the system's file manager."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[QUrl] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.urls.append(url)


def test_the_folder_is_shown(stage: Stage, desk: ExportDesk, tmp_path: Path) -> None:
    opened = Opened()
    QDesktopServices.setUrlHandler("file", opened, "take")  # type: ignore[arg-type]
    desk.save_board(cards(stage), "CSV")
    save(stage, desk, tmp_path / "board.csv")
    assert desk.files.outcome is not None
    QTest.keyClick(desk.files.outcome.more, " ")  # type: ignore[call-overload]
    stage.settle()
    QDesktopServices.unsetUrlHandler("file")
    assert [url.toLocalFile() for url in opened.urls] == [str(tmp_path)]


def test_one_complaint_is_put_on_paper(stage: Stage, desk: ExportDesk, tmp_path: Path) -> None:
    menu = desk.open_menu(cards(stage), card_of(stage, "wang"))
    menu.actions()[3].trigger()
    menu.close()
    assert desk.files.dialog is not None
    assert Path(desk.files.dialog.selectedFiles()[0]).name == "Complaint 第三次了！螢幕又壞掉，我要投訴到消保會.pdf"
    assert save(stage, desk, tmp_path / "c.pdf") == "Exported: c.pdf"
    assert (tmp_path / "c.pdf").read_bytes().startswith(b"%PDF-")


def test_the_paper_says_all_that_an_authority_asks_for(stage: Stage) -> None:
    text = words_of(stage, card_of(stage, "emma"))
    for said in (
        "Workspace support.example.com",
        "Complaint complaint-emma",
        "by Li Hua",
        "Emma Clarke",
        "WhatsApp",
        "48 EUR",
        "Two new cups sent by express, and 10 EUR back",
        "apology, summary, promised time",
        ", in time",
        "three options offered",
        "the customer took ②",
        "Priya Nair",
        "Follow-up due",
    ):
        assert said in text
    assert text.count("2026-11-2") == 8


def test_a_late_answer_is_called_late(stage: Stage) -> None:
    one = card_of(stage, "emma").complaint
    changed = change(stage, "emma", answered_at=one.rule_due + timedelta(minutes=2, seconds=5))
    assert changed.answered_at is not None
    assert "2:05 late" in words_of(stage, card_of(stage, "emma"))


def test_messages_stand_as_they_were_written_and_notes_do_not(stage: Stage) -> None:
    card = card_of(stage, "wang")
    told = Entry(message(card.root_id, "<b>Where</b> is it?\nهل", Author.CUSTOMER, at=NOW))
    note = Entry(message(card.root_id, "She is rude", Author.AGENT, kind=MessageKind.NOTE, at=NOW))
    gone = Entry(message(card.root_id, "unsaid", Author.AGENT, at=NOW, deleted_at=NOW))
    text = words_of(stage, card, Written([told, note, gone]))
    assert "<b>Where</b> is it?\nهل" in text
    assert "She is rude" not in text
    assert "unsaid" not in text
    assert "1 note of the team is not part of this." in text


def test_only_what_was_written_since_then_is_on_it_however_long_ago(
    stage: Stage, papers: list[str], desk: ExportDesk, tmp_path: Path
) -> None:
    thread, one = tid("wang"), card_of(stage, "wang").complaint
    entries = [
        Entry(
            message(thread, f"number {number}", position=number, at=one.received_at + timedelta(seconds=number - 100))
        )
        for number in range(1, 400)
    ]
    stage.services.world.entries[thread] = entries
    desk.save_complaint(card_of(stage, "wang"))
    save(stage, desk, tmp_path / "c.pdf")
    assert "number 99\n" not in papers[0]
    assert [f"number {number}" in papers[0] for number in (100, 101, 250, 399)] == [True] * 4


class _Cut:
    """A thread whose older part is on a server that cannot be reached."""

    def __init__(self, entries: list[Entry]) -> None:
        self.entries = entries

    async def newest(self, _thread: object) -> Window:
        return Window(tuple(self.entries), False, False, True, None)

    async def older(self, _thread: object, _before: Entry) -> Window:
        raise Unreachable


def test_what_cannot_be_fetched_is_said_on_the_paper(
    stage: Stage, papers: list[str], desk: ExportDesk, tmp_path: Path
) -> None:
    stage.services.timeline = _Cut([Entry(message(tid("wang"), "new", position=9, at=NOW))])  # type: ignore[assignment]
    desk.save_complaint(card_of(stage, "wang"))
    save(stage, desk, tmp_path / "c.pdf")
    assert "Older messages are on the server" in papers[0]


def test_a_complaint_that_is_gone_is_said(stage: Stage, desk: ExportDesk, tmp_path: Path) -> None:
    card = card_of(stage, "wang")
    del stage.services.complaints.held[ComplaintId(card.complaint.id)]
    desk.save_complaint(card)
    assert save(stage, desk, tmp_path / "c.pdf") == "This thread does not exist any more."
    assert not (tmp_path / "c.pdf").exists()


def test_a_disk_that_is_full_is_said(stage: Stage, desk: ExportDesk, tmp_path: Path) -> None:
    async def full(*_arguments: object) -> None:
        raise NotWritten("full")

    stage.services.exports.beside = full
    desk.save_board(cards(stage), "CSV")
    assert "disk is full" in save(stage, desk, tmp_path / "b.csv")


@pytest.mark.parametrize(
    ("server", "name"), [("https://a.example:8443/x", "a.example:8443"), ("http://[", ""), ("", "")]
)
def test_the_workspace_is_named_by_its_server(server: str, name: str) -> None:
    assert workspace_name(server) == name

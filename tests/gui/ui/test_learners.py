"""What trainers see of everybody: the table sorted by keys, filters, the age of what is kept, files (S-2, S-3)."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from app.changes import ChangeSet
from app.errors import Refused
from domain.agent import Role
from domain.problems import Problem
from domain.training.report import Result, TrainingChoice
from tests.fakes import training_demo as demo
from tests.fakes.demo import AGENTS, NOW
from tests.fakes.services.stepping import Gate
from tests.fakes.stage import Stage
from tests.gui.ui.pdf_text import pdf_text
from tests.gui.ui.training_stage import learners_desk, place, plain, press
from ui.training.learners_desk import LearnersDesk

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def choices(stage: Stage) -> list[TrainingChoice]:
    return [call[1] for call in stage.services.trainers.calls if call[0] == "report"]  # type: ignore[misc]


def names(desk: LearnersDesk) -> list[str]:
    return [row[0].text for row in desk.page.learners.table.sheet_model.sheet.rows]


def test_everybody_has_a_line_and_sorting_goes_by_keys(stage: Stage) -> None:
    desk = learners_desk(stage)
    table = desk.page.learners.table
    assert names(desk) == ["Li Hua", "Priya Nair", "Tomás Herrera"]
    assert [plain(cell.text) for cell in table.sheet_model.sheet.rows[0]][6:8] == ["7.8 s", "▼ 21 % faster"]
    table.setFocus()
    for _column in range(7):
        press(stage, Qt.Key.Key_S)
    assert table.sorted_by == (6, True)
    assert names(desk) == ["Tomás Herrera", "Priya Nair", "Li Hua"]
    assert "Median" in table.accessibleName()
    press(stage, Qt.Key.Key_R)
    assert names(desk)[0] == "Li Hua"
    press(stage, Qt.Key.Key_S, Qt.KeyboardModifier.ShiftModifier)
    assert table.sorted_by == (5, False)
    desk.load()
    stage.settle()
    assert names(desk) == ["Tomás Herrera", "Priya Nair", "Li Hua"]


def test_who_never_practised_sorts_last_both_ways(stage: Stage) -> None:
    known = demo.report(learners_choice(stage), AGENTS[:3], NOW, demo.EFFECT)
    idle = replace(known.learners[0], result=Result(), before=Result(), last=None)
    stage.services.trainers.told = replace(known, learners=(idle, *known.learners[1:]))
    desk = learners_desk(stage)
    for largest in (True, False):
        desk.page.learners.table.sort_by(6, largest_first=largest)
        assert names(desk)[-1] == "Li Hua"


def learners_choice(stage: Stage) -> TrainingChoice:
    return TrainingChoice(NOW.replace(day=1), NOW, "UTC")


def test_filters_ask_the_server_and_everything_takes_them_back(stage: Stage) -> None:
    desk = learners_desk(stage)
    for name, value in (("team", "Day"), ("kind", "gist"), ("pack", "builtin-en"), ("language", "th")):
        field = desk.head.fields[name]
        field.setFocus()
        field.setCurrentIndex(field.findData(value))
        field.activated.emit(field.currentIndex())
        stage.settle()
        assert getattr(choices(stage)[-1], name) == value
    assert names(desk) == ["Li Hua", "Priya Nair"]
    desk.head.all_button.setFocus()
    press(stage, Qt.Key.Key_Return)
    assert choices(stage)[-1].team == choices(stage)[-1].kind == ""
    assert desk.head.all_button.isHidden()


def test_days_are_whole_and_the_newest_is_today(stage: Stage) -> None:
    desk = learners_desk(stage)
    desk.head.spans.buttons["30"].setFocus()
    press(stage, Qt.Key.Key_Left)
    asked = choices(stage)[-1]
    assert (asked.until - asked.since).days == 7
    assert asked.since <= NOW < asked.until


def test_without_a_connection_the_last_report_has_its_age(stage: Stage) -> None:
    desk = learners_desk(stage)
    assert desk.head.fresh.isHidden()
    stage.services.trainers.offline = True
    desk.load()
    stage.settle()
    assert "offline, as of" in desk.head.fresh.accessibleName() or "offline, as of" in desk.head.fresh.text()
    assert names(desk)


def test_without_any_report_assignments_are_there_all_the_same(stage: Stage) -> None:
    trainers = stage.services.trainers
    trainers.offline, trainers.given = True, [demo.assignment(1)]
    desk = learners_desk(stage)
    assert desk.page.trouble.isVisible()
    assert desk.page.assigned.isVisible()
    assert not desk.page.learners.isVisible()
    assert not desk.head.export.isEnabled()
    trainers.offline = False
    desk.page.trouble.button.setFocus()
    press(stage, Qt.Key.Key_Return)
    assert desk.page.learners.isVisible()
    assert not desk.page.trouble.isVisible()


def test_a_refusal_is_said_in_words(stage: Stage) -> None:
    stage.services.trainers.error = Refused(Problem.NOT_ALLOWED)
    desk = learners_desk(stage)
    assert "Your role does not allow that" in desk.page.trouble.words.text()


def test_nothing_practised_and_nothing_with_these_filters(stage: Stage) -> None:
    empty = demo.report(learners_choice(stage), (), NOW, demo.TOO_LITTLE)
    stage.services.trainers.told = replace(empty, result=Result(), before=Result(), curve=(), topics=(), items=())
    desk = learners_desk(stage)
    assert "Nobody practised" in desk.page.trouble.heading.text()
    desk.head.fields["kind"].setCurrentIndex(1)
    desk.head.fields["kind"].activated.emit(1)
    stage.settle()
    stage.services.trainers.told = None
    desk.page.trouble.button.click()
    stage.settle()
    assert choices(stage)[-1].kind == ""
    assert desk.page.learners.isVisible()


def test_items_that_go_wrong_have_their_text_where_the_pack_is(stage: Stage) -> None:
    desk = learners_desk(stage)
    row = desk.page.wrong.table.sheet_model.sheet.rows[0]
    first = (stage.services.trainers.languages, desk.page.seen)[1]
    assert first is not None
    item = first.known.items[(first.wrong[0].pack_id, first.wrong[0].item_id)]
    assert row[0].text[:20] == " ".join(item.text.split())[:20]
    stage.services.trainers.languages = ("th",)
    desk.load()
    stage.settle()
    assert "not on this computer" in desk.page.wrong.table.sheet_model.sheet.rows[0][0].text


def test_while_it_is_counted_that_is_said(stage: Stage) -> None:
    gate = stage.services.trainers.gate = Gate()
    desk = learners_desk(stage)
    assert desk.notice.heading.text() == "Counting…"
    gate.opened = True
    stage.settle()
    assert desk.page.isVisible()


def test_tables_go_into_a_file_and_onto_paper(stage: Stage, tmp_path: Path) -> None:
    desk = learners_desk(stage)
    desk.export("CSV")
    files = desk.taking.files
    assert files.dialog is not None
    files.dialog.reject()
    files.write_to(str(tmp_path / "all.csv"))
    stage.settle()
    lines = list(csv.reader((tmp_path / "all.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert ["Learners", "Tomás Herrera", "Median", "11"] in [[part.removesuffix(".0") for part in row] for row in lines]
    assert files.outcome is not None
    files.outcome.accept()
    desk.export("PDF")
    paper = desk.paper.files
    assert paper.dialog is not None
    paper.dialog.reject()
    paper.write_to(str(tmp_path / "all.pdf"))
    stage.settle()
    text = pdf_text((tmp_path / "all.pdf").read_bytes())
    assert "Tomás Herrera" in text
    assert "Does training show in live work?" in text
    assert "7.8 s" in text
    assert paper.outcome is not None
    paper.outcome.accept()


def test_only_who_may_train_gets_here(stage: Stage) -> None:
    session = stage.services.session.current
    assert session is not None
    stage.services.session.current = replace(session, agent=replace(session.agent, role=Role.AGENT))
    made = place(stage, "today")
    made.enter()
    stage.settle()
    buttons = [one for one in made.tabs.findChildren(QPushButton) if one.property("id") == "learners"]
    assert [one.isVisible() for one in buttons] == [False]


def test_what_comes_with_the_feed_is_shown(stage: Stage) -> None:
    desk = learners_desk(stage)
    assert desk.page.assigned.nothing.text() == "Nothing was given yet."
    stage.services.trainers.given = [demo.assignment(1, groups=("Day",), ended=True)]
    stage.services.hub.tell(ChangeSet(shelf=frozenset({"assignment"})))
    stage.settle()
    row = desk.page.assigned.table.sheet_model.sheet.rows[0]
    assert [cell.text for cell in row][2] == "Day · 2 people"
    assert row[-1].text == "ended"

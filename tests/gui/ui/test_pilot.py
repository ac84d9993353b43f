"""The pilot report: a date is chosen, two weeks are compared, the result goes on paper (B-3)."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea

from app.errors import Unreachable
from domain.measures.pilot import PilotMeasure
from tests.fakes.stage import Stage
from ui.insights.pilot_desk import PilotDesk
from ui.insights.pilot_words import measure_name, row
from ui.pdf import pdf
from ui.words import error_words


@pytest.fixture
def desk(stage: Stage) -> Iterator[PilotDesk]:
    made = PilotDesk(stage.services, stage.window.theme.tokens)
    made.enter()
    stage.settle()
    yield made
    made.deleteLater()


def spans(stage: Stage) -> list[tuple[timedelta, timedelta]]:
    asked = [call[1] for call in stage.services.insights.calls if call[0] == "report"]
    return [(one.until - one.since, asked[-1].since - one.since) for one in asked[-2:]]  # type: ignore[attr-defined]


def test_the_page_itself_takes_no_keys_and_has_a_name(desk: PilotDesk) -> None:
    (area,) = desk.findChildren(QScrollArea)
    assert (area.focusPolicy(), area.accessibleName()) == (Qt.FocusPolicy.NoFocus, "Pilot report")


def test_two_weeks_side_by_side(desk: PilotDesk, stage: Stage) -> None:
    week = timedelta(days=7)
    assert spans(stage) == [(week, week), (week, timedelta())]
    assert len(desk.lines) == len(PilotMeasure)
    assert desk.verdict.text()


def test_another_date_by_keys_asks_again(desk: PilotDesk, stage: Stage) -> None:
    before = stage.services.insights.calls[-1]
    QTest.keyClick(desk.start, Qt.Key.Key_Down)
    stage.settle()
    assert stage.services.insights.calls[-1] != before
    assert spans(stage)[0][0] == timedelta(days=7)


def test_without_a_server_it_is_said_and_nothing_can_be_printed(desk: PilotDesk, stage: Stage) -> None:
    stage.services.insights.error = Unreachable()
    desk.enter()
    stage.settle()
    assert desk.trouble.text() == error_words(Unreachable())
    assert not desk.pdf.isEnabled()
    stage.services.insights.error = None
    desk.enter()
    stage.settle()
    assert desk.trouble.isHidden()
    assert desk.pdf.isEnabled()


def test_on_paper_stands_what_is_on_screen(desk: PilotDesk, tmp_path: Path) -> None:
    paper = desk.report()
    grid = next(piece for piece in paper.pieces if hasattr(piece, "rows"))
    assert [one[0] for one in grid.rows] == [measure_name(measure) for measure in PilotMeasure]
    assert list(grid.rows) == [row(line) for line in desk.lines]
    assert pdf(paper).startswith(b"%PDF")

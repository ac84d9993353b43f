"""The settings page of measures: by keys, kept for everybody, faults in words (M, E-3)."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from domain.measures.figures import DEFAULTS, peak_text, typed_peak
from tests.fakes.stage import Stage
from ui.settings.insights import InsightsPage


@pytest.fixture
def page(stage: Stage) -> Iterator[InsightsPage]:
    stage.services.insights.held_rules = replace(stage.services.insights.held_rules, may_change=True)
    made = InsightsPage(stage.services)
    stage.settle()
    yield made
    made.deleteLater()


def put(stage: Stage, field: QLineEdit, text: str) -> None:
    field.selectAll()
    field.insert(text)  # QTest types ASCII only
    QTest.keyClick(field, Qt.Key.Key_Return)
    stage.settle()


def test_figures_and_peak_hours_are_kept(page: InsightsPage, stage: Stage) -> None:
    assert page.peak.text() == "10:00-12:00"
    put(stage, page.numbers["csat"], "40")
    put(stage, page.peak, "9:30–11:00; 15:00 - 24:00")
    kept = stage.services.insights.held_rules.figures
    assert kept == replace(DEFAULTS, csat=40, peak=((570, 660), (900, 1440)))
    assert page.peak.text() == "09:30-11:00, 15:00-24:00"
    QTest.mouseClick(page.default, Qt.MouseButton.LeftButton)
    stage.settle()
    assert stage.services.insights.held_rules.figures == DEFAULTS


@pytest.mark.parametrize("text", ["12:00-10:00", "10-12", "10:00-12:00, 11:00-13:00", "10:00", "25:00-26:00", "x"])
def test_hours_that_make_no_sense_are_said_and_not_kept(page: InsightsPage, stage: Stage, text: str) -> None:
    put(stage, page.peak, text)
    assert stage.services.insights.held_rules.figures == DEFAULTS
    assert page.words.text()
    assert page.peak.text() == text


def test_no_peak_hours_at_all(page: InsightsPage, stage: Stage) -> None:
    put(stage, page.peak, " ")
    assert stage.services.insights.held_rules.figures.peak == ()


def test_who_may_not_change_them_can_read_them(stage: Stage) -> None:
    page = InsightsPage(stage.services)
    stage.settle()
    assert page.numbers["response"].text() == "90"
    assert not page.peak.isEnabled()
    assert not page.default.isEnabled()
    page.deleteLater()


def test_peak_hours_come_back_as_they_were_typed() -> None:
    assert typed_peak(peak_text(((0, 60), (600, 1440)))) == ((0, 60), (600, 1440))

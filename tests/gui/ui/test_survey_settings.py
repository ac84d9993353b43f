"""The settings page of surveys: by keys, kept for everybody, read only for those who may not (M-2)."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.errors import StorageFull
from domain.surveys.figures import SurveyFigures
from tests.fakes.stage import Stage
from ui.settings.surveys import SurveysPage
from ui.words import error_words


@pytest.fixture
def page(stage: Stage) -> Iterator[SurveysPage]:
    made = SurveysPage(stage.services)
    stage.settle()
    yield made
    made.deleteLater()


def test_the_second_question_needs_the_first(page: SurveysPage, stage: Stage) -> None:
    assert not page.csat.isChecked()
    assert not page.nps.isEnabled()
    QTest.keyClick(page.csat, Qt.Key.Key_Space)
    stage.settle()
    assert stage.services.surveys.figures == SurveyFigures(csat=True)
    QTest.keyClick(page.nps, Qt.Key.Key_Space)
    stage.settle()
    assert stage.services.surveys.figures.nps
    QTest.keyClick(page.csat, Qt.Key.Key_Space)
    stage.settle()
    assert stage.services.surveys.figures == SurveyFigures()
    assert not page.nps.isChecked()


def test_figures_are_kept_when_the_field_is_left(page: SurveysPage, stage: Stage) -> None:
    field = page.numbers["valid"]
    field.selectAll()
    QTest.keyClicks(field, "0")
    QTest.keyClick(field, Qt.Key.Key_Return)
    stage.settle()
    assert stage.services.surveys.figures.valid == 72, "nobody answers within no hour at all"
    field.selectAll()
    QTest.keyClicks(field, "24")
    QTest.keyClick(field, Qt.Key.Key_Return)
    stage.settle()
    assert stage.services.surveys.figures.valid == 24


def test_what_cannot_be_kept_is_said_and_shown_as_it_is(page: SurveysPage, stage: Stage) -> None:
    stage.services.surveys.error = StorageFull()
    QTest.keyClick(page.csat, Qt.Key.Key_Space)
    stage.settle()
    assert not page.csat.isChecked()
    assert page.words.text() == error_words(StorageFull())


def test_who_may_not_change_it_can_read_it(stage: Stage) -> None:
    stage.services.surveys.may_change = False
    stage.services.surveys.figures = SurveyFigures(csat=True, delay=30)
    page = SurveysPage(stage.services)
    stage.settle()
    assert page.csat.isChecked()
    assert page.numbers["delay"].text() == "30"
    assert not page.csat.isEnabled()
    assert not any(field.isEnabled() for field in page.numbers.values())
    page.deleteLater()


def test_figures_that_cannot_be_read_ask_nobody_and_say_so(stage: Stage) -> None:
    stage.services.surveys.broken = True
    page = SurveysPage(stage.services)
    stage.settle()
    assert not page.csat.isChecked()
    assert page.words.text()
    page.deleteLater()

"""The settings page of speed reading: for those who may change it, to be read by others (S-1, S-2)."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from app.errors import StorageFull
from domain.agent import Role
from domain.training.figures import DEFAULTS, LIMITS, TrainingFigures
from tests.fakes.stage import Stage
from ui.settings.dialog import SettingsDialog
from ui.settings.training import TrainingPage


@pytest.fixture
def page(stage: Stage) -> Iterator[TrainingPage]:
    training = stage.services.training

    def keep(figures: TrainingFigures) -> None:
        training.held_figures = figures

    stage.services.trainers.kept = keep
    made = TrainingPage(stage.services)
    stage.settle()
    yield made
    made.deleteLater()


def put(stage: Stage, field: QLineEdit, text: str) -> None:
    field.selectAll()
    field.insert(text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    stage.settle()


def test_each_figure_counts_at_once(page: TrainingPage, stage: Stage) -> None:
    assert set(page.numbers) == set(LIMITS)
    put(stage, page.numbers["goal"], "7")
    put(stage, page.numbers["certificate_recall"], "85")
    page.team.setFocus()
    QTest.keyClick(page.team, Qt.Key.Key_Space)
    stage.settle()
    assert stage.services.training.held_figures == replace(DEFAULTS, goal=7, certificate_recall=85, team_table=True)
    assert page.words.text() == "Kept for everybody."
    page.default.click()
    stage.settle()
    assert stage.services.training.held_figures == DEFAULTS
    assert not page.team.isChecked()


@pytest.mark.parametrize(("name", "text"), [("goal", "20"), ("untrained", "8")])
def test_a_goal_that_nobody_misses_is_said_and_not_kept(page: TrainingPage, stage: Stage, name: str, text: str) -> None:
    put(stage, page.numbers[name], text)
    assert stage.services.training.held_figures == DEFAULTS
    assert "untrained" in page.words.text()


def test_a_field_that_was_left_empty_is_said(page: TrainingPage, stage: Stage) -> None:
    page.numbers["pause"].setText("")
    page.numbers["pause"].editingFinished.emit()
    stage.settle()
    assert "from 1 to 3,600" in page.words.text()
    assert stage.services.training.held_figures == DEFAULTS


def test_what_could_not_be_kept_is_said_and_shown_as_it_is(page: TrainingPage, stage: Stage) -> None:
    stage.services.trainers.error = StorageFull()
    put(stage, page.numbers["minutes"], "9")
    assert "disk is full" in page.words.text()
    assert page.numbers["minutes"].text() == "5"


def test_others_read_what_is_in_force(stage: Stage) -> None:
    session = stage.services.session.current
    assert session is not None
    stage.services.session.current = replace(session, agent=replace(session.agent, role=Role.AGENT))
    stage.services.training.held_figures = replace(DEFAULTS, goal=6)
    dialog = SettingsDialog(stage.services, stage.window.theme, stage.window.actions, stage.window)  # type: ignore[arg-type]
    dialog.show_page("training")
    stage.settle()
    page = dialog.page("training")
    assert isinstance(page, TrainingPage)
    assert page.numbers["goal"].text() == "6"
    assert not any(field.isEnabled() for field in (*page.numbers.values(), page.team, page.default))
    assert "Leads and admins" in page.words.text()
    dialog.deleteLater()

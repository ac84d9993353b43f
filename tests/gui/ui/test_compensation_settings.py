"""Figures of compensations: kept for everybody by those who may, nonsense told in words, others only read."""

from dataclasses import replace

import pytest

from app.errors import Refused
from domain.agent import Role
from domain.compensation.figures import DEFAULTS
from domain.problems import Problem
from tests.fakes.demo import AGENTS
from tests.fakes.stage import Stage
from tests.gui.ui.settings_stage import opened, typed
from tests.gui.ui.test_access import nameless
from ui.settings.compensation import CompensationPage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def test_figures_and_limits_are_kept_for_everybody(stage: Stage) -> None:
    page = opened(stage, "compensation", CompensationPage)
    assert nameless(page) == []
    typed(stage, page.numbers["small"], "60")
    typed(stage, page.limits[Role.AGENT], "300")
    typed(stage, page.limits[Role.SENIOR], "")
    figures = stage.services.compensation.figures
    assert (figures.small, figures.limits[Role.AGENT], figures.limits[Role.SENIOR]) == (60, 300, None)
    assert figures.limits[Role.TRAINER] == 0, "what is not on the page stays"
    assert "Kept" in page.words.text()
    page.default.click()
    stage.settle()
    assert stage.services.compensation.figures == DEFAULTS
    assert page.numbers["small"].value() == 50


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [("small", "500", "small and large"), ("aim", "400", "between the least"), ("floor", "80", "Less than 100")],
)
def test_nonsense_is_told_and_not_kept(stage: Stage, name: str, text: str, words: str) -> None:
    page = opened(stage, "compensation", CompensationPage)
    typed(stage, page.numbers[name], text)
    assert words in page.words.text()
    assert stage.services.compensation.figures == DEFAULTS


def test_the_currency_is_chosen(stage: Stage) -> None:
    page = opened(stage, "compensation", CompensationPage)
    page.currency.setCurrentText("USD")
    page.currency.activated.emit(page.currency.currentIndex())
    stage.settle()
    assert stage.services.compensation.figures.currency == "USD"


@pytest.mark.parametrize("role", [Role.AGENT, Role.SENIOR, Role.TRAINER])
def test_who_may_not_reads(stage: Stage, role: Role) -> None:
    session = stage.services.session
    assert session.current is not None
    session.current = replace(session.current, agent=replace(AGENTS[0], role=role))
    page = opened(stage, "compensation", CompensationPage)
    assert page.numbers["small"].value() == 50
    assert not any(field.isEnabled() for field in (*page.numbers.values(), *page.limits.values(), page.currency))
    assert "Leads and admins" in page.words.text()


def test_a_refusal_shows_what_is_in_force_and_why(stage: Stage) -> None:
    page = opened(stage, "compensation", CompensationPage)
    stage.services.compensation.error = Refused(Problem.NOT_ALLOWED)
    typed(stage, page.numbers["large"], "400")
    assert page.numbers["large"].value() == 200
    assert page.words.text()


def test_a_setting_that_cannot_be_read_is_told(stage: Stage) -> None:
    stage.services.compensation.broken = True
    assert "cannot be read" in opened(stage, "compensation", CompensationPage).words.text()


def test_all_figures_stand_in_two_columns(stage: Stage) -> None:
    page = opened(stage, "compensation", CompensationPage)
    fields = (*page.numbers.values(), *page.limits.values(), page.currency)
    assert len({field.x() for field in fields}) == 2
    columns = [{field.width() for field in fields if field.x() == x} for x in {field.x() for field in fields}]
    assert [len(widths) for widths in columns] == [1, 1], "all of a column are of one width"

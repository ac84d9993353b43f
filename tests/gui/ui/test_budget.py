"""The budget calculator: figures typed by keys, the return and the plans beside them (B-1, B-2)."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from domain.measures.budget import PlanName
from tests.fakes.stage import Stage
from ui.insights.budget_desk import BudgetDesk
from ui.insights.budget_words import plan_name, usd


@pytest.fixture
def desk(stage: Stage) -> Iterator[BudgetDesk]:
    made = BudgetDesk(stage.services, stage.window.theme.tokens)
    yield made
    made.deleteLater()


def put(desk: BudgetDesk, name: str, text: str) -> None:
    field = desk.fields[name]
    field.selectAll()
    QTest.keyClicks(field, text) if text else QTest.keyClick(field, Qt.Key.Key_Delete)


def test_it_begins_with_the_reference_case(desk: BudgetDesk) -> None:
    assert desk.net.text() == usd(45_360)
    assert plan_name(PlanName.PROFESSIONAL) in desk.verdict.text()


def test_what_is_typed_counts_at_once_and_is_kept(desk: BudgetDesk, stage: Stage) -> None:
    put(desk, "people_tenths", "2,5")
    put(desk, "once", "1000")
    assert desk.net.text() == usd(57_360)
    assert usd(56_360) in dict(desk.lines()).values()
    again = BudgetDesk(stage.services, stage.window.theme.tokens)
    assert again.net.text() == usd(57_360)
    assert again.fields["people_tenths"].text() == "2.5"
    again.deleteLater()


def test_an_empty_field_is_nothing_and_breaks_nothing(desk: BudgetDesk) -> None:
    for name in desk.fields:
        put(desk, name, "")
    assert desk.net.text() == usd(0)
    assert plan_name(PlanName.BASIC) in desk.verdict.text()
    desk.reference.click()
    assert desk.net.text() == usd(45_360)
    assert desk.fields["wage"].text() == "12000"


def test_more_people_than_a_plan_has_seats_need_the_next_one(desk: BudgetDesk) -> None:
    put(desk, "seats", "11")
    assert plan_name(PlanName.ENTERPRISE) in desk.verdict.text()
    fits = [row[-1] for row in desk.plan_rows()]
    assert fits[0] == fits[1] != fits[2]


@pytest.mark.parametrize("kept", ["", "{", "[]", '{"wage": "much", "seats": -1, "unknown": 3}', '{"wage": true}'])
def test_what_cannot_be_read_is_the_reference_case(stage: Stage, kept: str) -> None:
    stage.services.settings.budget = kept
    desk = BudgetDesk(stage.services, stage.window.theme.tokens)
    assert desk.net.text() == usd(45_360)
    desk.deleteLater()

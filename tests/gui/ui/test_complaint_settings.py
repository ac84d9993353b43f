"""Table K and the working hours: kept for everybody by those who may, nonsense told in words, others only read (K)."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QWidget

from app.errors import Refused
from domain.agent import Role
from domain.complaints.figures import DEFAULTS, TierFigures, figures_text, read_figures
from domain.emotion.assessment import Tier
from domain.problems import Problem
from domain.working_time import ALWAYS, hours_text, read_hours
from tests.fakes.demo import AGENTS
from tests.fakes.stage import Stage
from tests.gui.ui.settings_stage import opened, typed
from tests.gui.ui.test_access import nameless
from ui.settings.complaints import ComplaintsPage

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def press(stage: Stage, widget: QWidget, key: Qt.Key) -> None:
    widget.setFocus()
    QTest.keyClick(widget, key)
    stage.settle()


def picked(stage: Stage, box: QComboBox, data: str) -> None:
    box.setCurrentIndex(box.findData(data))
    box.activated.emit(box.currentIndex())
    stage.settle()


def test_the_table_is_kept_for_everybody(stage: Stage) -> None:
    page, kept = opened(stage, "complaints", ComplaintsPage), stage.services.complaints
    assert nameless(page) == []
    typed(stage, page.rows.first[Tier.HIGH], "8")
    typed(stage, page.rows.resolve[Tier.LOW], "4320")
    picked(stage, page.rows.role[Tier.MEDIUM], "lead")
    tiers = kept.set_figures.tiers
    assert tiers[Tier.HIGH] == TierFigures(8, 240, Role.LEAD)
    assert tiers[Tier.MEDIUM].role is Role.LEAD
    assert tiers[Tier.LOW].resolve == 4_320
    assert "Kept" in page.words.text()


def test_amounts_times_and_choices(stage: Stage) -> None:
    page, kept = opened(stage, "complaints", ComplaintsPage), stage.services.complaints
    for name, text in (("medium_from", "300"), ("high_above", "4000"), ("rule", "12"), ("warn", "30"),
                       ("repeat", "7"), ("follow_up_days", "2")):  # fmt: skip
        typed(stage, page.numbers[name], text)
    press(stage, page.pause, Qt.Key.Key_Space)
    press(stage, page.working, Qt.Key.Key_Space)
    picked(stage, page.auto_open, "high")
    page.currency.setCurrentText("EUR")
    page.currency.activated.emit(page.currency.currentIndex())
    stage.settle()
    figures = kept.set_figures
    assert (figures.medium_from, figures.high_above, figures.rule, figures.warn) == (300, 4_000, 12, 30)
    assert (figures.repeat, figures.follow_up_days, figures.currency) == (7, 2, "EUR")
    assert (figures.pause, figures.working_hours, figures.auto_open) == (False, True, Tier.HIGH)
    assert read_figures(figures_text(figures)) == figures, "the server can read it"


def test_what_contradicts_itself_is_told_and_not_kept(stage: Stage) -> None:
    page, kept = opened(stage, "complaints", ComplaintsPage), stage.services.complaints
    typed(stage, page.numbers["medium_from"], "9000")
    assert "Medium begins below high" in page.words.text()
    typed(stage, page.numbers["medium_from"], "500")
    typed(stage, page.rows.first[Tier.HIGH], "300")
    assert "high: the first answer comes before" in page.words.text()
    assert kept.set_figures == DEFAULTS


def test_working_hours_are_typed_as_one_says_them(stage: Stage) -> None:
    page, kept = opened(stage, "complaints", ComplaintsPage), stage.services.complaints
    typed(stage, page.hours.days[0], "9-12, 13:00-18:30")
    typed(stage, page.hours.days[5], "")
    typed(stage, page.hours.days[6], "")
    typed(stage, page.hours.holidays, "2026-12-25, 2027-01-01")
    zone = page.hours.zone.lineEdit()
    assert zone is not None
    typed(stage, zone, "Asia/Bangkok")
    hours = kept.hours
    assert hours.days[0] == ((540, 720), (780, 1_110))
    assert hours.days[5:] == ((), ())
    assert hours.zone == "Asia/Bangkok"
    assert hours.holidays == {date(2026, 12, 25), date(2027, 1, 1)}
    assert read_hours(hours_text(hours)) == hours
    assert page.hours.days[0].text() == "09:00-12:00, 13:00-18:30"


@pytest.mark.parametrize(
    ("day", "text", "words"),
    [
        (0, "nine to five", "Monday: write times"),
        (1, "18:00-09:00", "Tuesday: write times"),
        (2, "09:00-13:00, 12:00-18:00", "Wednesday: write times"),
        (3, "09:00-25:00", "Thursday: write times"),
    ],
)
def test_times_that_make_no_sense_are_told_and_stay_where_they_are(
    stage: Stage, day: int, text: str, words: str
) -> None:
    page = opened(stage, "complaints", ComplaintsPage)
    typed(stage, page.hours.days[day], text)
    assert words in page.words.text()
    assert page.hours.days[day].text() == text
    assert stage.services.complaints.hours == ALWAYS


def test_a_zone_a_date_and_a_week_without_work(stage: Stage) -> None:
    page = opened(stage, "complaints", ComplaintsPage)
    typed(stage, page.hours.holidays, "Christmas")
    assert "like 2026-12-25" in page.words.text()
    typed(stage, page.hours.holidays, "")
    zone = page.hours.zone.lineEdit()
    assert zone is not None
    typed(stage, zone, "Atlantis/Palace")
    assert "no time zone" in page.words.text()
    typed(stage, zone, "UTC")
    assert page.words.text() == ""
    for field in page.hours.days:
        field.setText("")
    typed(stage, page.hours.days[6], "")
    assert "Somebody has to work" in page.words.text()
    assert stage.services.complaints.hours == ALWAYS


def test_as_delivered(stage: Stage) -> None:
    page, kept = opened(stage, "complaints", ComplaintsPage), stage.services.complaints
    typed(stage, page.numbers["rule"], "30")
    typed(stage, page.hours.days[6], "")
    press(stage, page.default, Qt.Key.Key_Space)
    assert (kept.set_figures, kept.hours) == (DEFAULTS, ALWAYS)
    assert page.numbers["rule"].value() == 15
    assert page.hours.days[6].text() == "00:00-24:00"


def test_others_only_read_it(stage: Stage) -> None:
    session = stage.services.session
    assert session.current is not None
    session.current = replace(session.current, agent=replace(AGENTS[0], role=Role.SENIOR))
    page = opened(stage, "complaints", ComplaintsPage)
    assert "Leads and admins" in page.words.text()
    assert page.numbers["rule"].value() == 15
    assert not page.numbers["rule"].isEnabled()
    assert not page.hours.isEnabled()
    assert not page.default.isEnabled()


def test_a_refusal_shows_what_is_in_force(stage: Stage) -> None:
    page = opened(stage, "complaints", ComplaintsPage)
    stage.services.complaints.error = Refused(Problem.NOT_ALLOWED)
    typed(stage, page.numbers["rule"], "30")
    assert "does not allow" in page.words.text()
    assert page.numbers["rule"].value() == 15

"""What each page of the settings says of itself: figures beyond their range, settings that cannot be read (K, M, S)."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea, QWidget

from app.changes import ChangeSet
from domain.complaints.figures import KEY as COMPLAINTS_KEY
from domain.guidance.rules import CHECKS_KEY, words_key
from domain.working_time import KEY as HOURS_KEY
from tests.fakes.stage import Stage
from tests.gui.ui.settings_stage import opened
from ui.number_field import NumberField
from ui.settings.dialog import SettingsDialog
from ui.settings.page_line import PageLine

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
PAGES = ("guide", "compensation", "insights", "surveys", "complaints", "training")


@pytest.fixture
def lead(stage: Stage) -> Stage:
    insights = stage.services.insights
    insights.held_rules = replace(insights.held_rules, may_change=True)
    return stage


def said(page: QWidget) -> str:
    line = page.words  # type: ignore[attr-defined]
    assert isinstance(line, PageLine)
    return line.text()


def left_with(stage: Stage, field: NumberField, text: str) -> None:
    """Types it and goes on with Tab, as people do."""
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Tab)
    stage.settle()


@pytest.mark.parametrize(
    ("name", "key", "text", "words"),
    [
        ("guide", "lines", "0", "Lines of a message: from 1 to 99."),
        ("guide", "lines", "100", "Lines of a message: from 1 to 99."),
        ("compensation", "aim", "", "from 0 to 1,000."),
        ("insights", "response", "0", "seconds, at most: from"),
        ("surveys", "valid", "400", "from 1 to 336."),
        ("surveys", "valid", "", "from 1 to 336."),
        ("complaints", "rule", "0", "answered within, minutes: from 1 to"),
        ("complaints", "warn", "100", "percent: from 0 to 90."),
        ("training", "pause", "", "from 1 to 3,600."),
        ("training", "tolerance", "4", "from 0 to 3."),
    ],
)
def test_a_figure_beyond_its_range_is_told_when_its_field_is_left_and_stays_where_it_is(
    lead: Stage, name: str, key: str, text: str, words: str
) -> None:
    page = opened(lead, name, QWidget)
    field: NumberField = page.numbers[key]  # type: ignore[attr-defined]
    before = field.text()
    left_with(lead, field, text)
    assert words in said(page)
    assert field.text() == text
    left_with(lead, field, before)
    assert words not in said(page)


def test_marks_between_digits_are_not_taken_and_digits_of_any_script_are(lead: Stage) -> None:
    page = opened(lead, "complaints", QWidget)
    field: NumberField = page.numbers["high_above"]  # type: ignore[attr-defined]
    left_with(lead, field, "6,000")
    assert lead.services.complaints.set_figures.high_above == 6_000
    field.setFocus()
    field.selectAll()
    field.insert("٧٠٠٠")  # QTest types ASCII only
    QTest.keyClick(field, Qt.Key.Key_Tab)
    lead.settle()
    assert lead.services.complaints.set_figures.high_above == 7_000
    assert "Kept" in said(page)


def test_a_figure_that_is_being_typed_survives_a_change_of_somebody_else(lead: Stage) -> None:
    page = opened(lead, "complaints", QWidget)
    numbers: dict[str, NumberField] = page.numbers  # type: ignore[attr-defined]
    numbers["rule"].setFocus()
    numbers["rule"].selectAll()
    QTest.keyClicks(numbers["rule"], "1")
    kept = lead.services.complaints
    kept.set_figures = replace(kept.set_figures, repeat=9)
    lead.services.hub.tell(ChangeSet(shelf=frozenset({"setting"})))
    lead.settle()
    assert numbers["repeat"].text() == "9"
    assert numbers["rule"].text() == "1"
    QTest.keyClicks(numbers["rule"], "2")
    QTest.keyClick(numbers["rule"], Qt.Key.Key_Tab)
    lead.settle()
    assert (kept.set_figures.rule, kept.set_figures.repeat) == (12, 9)


@pytest.mark.parametrize("name", PAGES)
def test_who_may_change_it_is_not_told_that_others_do(lead: Stage, name: str) -> None:
    assert said(opened(lead, name, QWidget)) == ""


@pytest.mark.parametrize("name", [*PAGES, "words", "people", "channels"])
def test_what_a_page_says_is_in_sight_however_far_it_is_scrolled(lead: Stage, name: str) -> None:
    page = opened(lead, name, QWidget)
    dialog = page.window()
    assert isinstance(dialog, SettingsDialog)
    line = page.words  # type: ignore[attr-defined]
    line.fault("This cannot be.")
    lead.settle()
    assert line.isVisible()
    assert line.window() is dialog
    assert not any(area.isAncestorOf(line) for area in dialog.findChildren(QScrollArea))
    dialog.show_page("about")
    assert not line.isVisible()


def _complaints(stage: Stage) -> None:
    stage.services.complaints.unreadable = (COMPLAINTS_KEY,)


def _hours(stage: Stage) -> None:
    stage.services.complaints.unreadable = (HOURS_KEY,)


def _measures(stage: Stage) -> None:
    stage.services.insights.held_rules = replace(stage.services.insights.held_rules, unreadable=True)


def _training(stage: Stage) -> None:
    stage.services.training.lost_figures = True


def _guide(stage: Stage) -> None:
    stage.services.guidance.rules = replace(stage.services.guidance.rules, broken=(CHECKS_KEY,))


def _words(stage: Stage) -> None:
    stage.services.guidance.rules = replace(stage.services.guidance.rules, broken=(words_key("en"),))


@pytest.mark.parametrize(
    ("name", "break_it", "words"),
    [
        ("complaints", _complaints, "these are the usual figures"),
        ("complaints", _hours, "every hour counts"),
        ("insights", _measures, "these are the usual figures"),
        ("training", _training, "these are the usual figures"),
        ("guide", _guide, "these are the usual figures"),
        ("words", _words, "they are as delivered"),
    ],
)
def test_a_setting_that_cannot_be_read_is_told(
    lead: Stage, name: str, break_it: Callable[[Stage], None], words: str
) -> None:
    break_it(lead)
    page = opened(lead, name, QWidget)
    assert "cannot be read" in said(page)
    assert words in said(page)


def test_setting_it_again_ends_that(lead: Stage) -> None:
    _complaints(lead)
    page = opened(lead, "complaints", QWidget)
    page.default.click()  # type: ignore[attr-defined]
    lead.settle()
    assert said(page) == "Kept for everybody."


def test_a_setting_that_somebody_else_mends_is_not_told_any_more(lead: Stage) -> None:
    _complaints(lead)
    page = opened(lead, "complaints", QWidget)
    lead.services.complaints.unreadable = ()
    lead.services.hub.tell(ChangeSet(shelf=frozenset({"setting"})))
    lead.settle()
    assert said(page) == ""


@pytest.mark.parametrize("name", [*PAGES, "general", "people", "channels", "computer"])
def test_who_reads_twice_as_large_sees_whole_lines_also_when_that_was_chosen_just_now(lead: Stage, name: str) -> None:
    lead.window.resize(1_900, 1_040)
    page = opened(lead, name, QWidget)
    try:
        lead.window.theme.zoom_to(200)
        lead.settle()
        (area,) = [one for one in page.window().findChildren(QScrollArea) if one.widget() is page]
        assert area.horizontalScrollBar().maximum() == 0
        for field in page.findChildren(NumberField):
            needed = field.fontMetrics().horizontalAdvance("0" * len(str(field.most)))
            assert field.width() > needed, field.accessibleName()
    finally:
        lead.window.theme.zoom_to(100)

"""Settings: each choice counts at once, admins alone see channels and people, errors in words."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QWidget

from app.errors import Unreachable
from domain.agent import Role
from tests.fakes.demo import AGENTS
from tests.fakes.stage import Stage
from ui.settings.about import AboutPage, qt_notice
from ui.settings.channels import ChannelsPage
from ui.settings.dialog import SettingsDialog
from ui.settings.general import GeneralPage
from ui.settings.people import PeoplePage
from ui.settings.shortcuts import ShortcutsPage
from widgets.plain import PlainLabel

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def opened(stage: Stage, page: str) -> SettingsDialog:
    stage.window.sheets.open_settings(page)
    stage.settle()
    return next(dialog for dialog in stage.window.findChildren(SettingsDialog) if dialog.isVisible())


def test_theme_and_enter(stage: Stage) -> None:
    page = opened(stage, "general").page("general")
    assert isinstance(page, GeneralPage)
    page.looks["dark"].click()
    assert stage.services.settings.theme == "dark"
    assert stage.window.theme.tokens.dark
    page.enter_sends.click()
    assert stage.services.settings.enter_sends


def test_the_screens_run_as_was_chosen_at_once(stage: Stage) -> None:
    page, inbox = opened(stage, "general").page("general"), stage.window.inbox
    assert isinstance(page, GeneralPage)
    try:
        page.direction.setFocus()
        QTest.keyClick(page.direction, Qt.Key.Key_End)
        stage.settle()
        assert stage.services.settings.direction == "rtl"
        assert inbox.column.geometry().left() > inbox.middle.geometry().left()
        assert inbox.column.search.textMargins().left() > inbox.column.search.textMargins().right() == 0
        QTest.keyClick(page.direction, Qt.Key.Key_Home)
        stage.settle()
        assert stage.services.settings.direction == ""
        assert inbox.column.geometry().left() < inbox.middle.geometry().left()
    finally:
        QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.mark.parametrize("name", ["general", "people", "complaints"])
def test_tab_goes_through_the_page_before_it_closes(stage: Stage, name: str) -> None:
    dialog = opened(stage, name)
    dialog.pages.setFocus()
    passed: list[QWidget] = []
    while not passed or (len(passed) < 60 and stage.focus() is not dialog.pages):
        QTest.keyClick(stage.focus(), Qt.Key.Key_Tab)
        passed.append(stage.focus())
    assert passed[-1] is dialog.pages
    assert isinstance(passed[-2], QPushButton)
    assert passed[-2].text() == "Close"
    assert len(passed) > 5
    assert all(dialog.page(name).isAncestorOf(widget) for widget in passed[:-2])


def test_only_admins_see_channels_and_people(stage: Stage) -> None:
    session = stage.services.session
    assert session.current is not None
    session.current = replace(session.current, agent=replace(AGENTS[0], role=Role.AGENT))
    dialog = opened(stage, "general")
    words = [dialog.pages.item(row).text() for row in range(dialog.pages.count())]
    assert words[0] == "General"
    assert words[-1] == "About"
    assert {"Channels", "People"}.isdisjoint(words)
    dialog.accept()
    session.current = replace(session.current, agent=replace(AGENTS[0], role=Role.ADMIN))
    dialog = opened(stage, "general")
    assert {"Channels", "People"} < {dialog.pages.item(row).text() for row in range(dialog.pages.count())}


def test_names_stand_at_the_middle_of_their_fields(stage: Stage) -> None:
    page = opened(stage, "people").page("people")
    assert isinstance(page, PeoplePage)
    form = page.form
    (name,) = (one for one in form.findChildren(PlainLabel) if one.text() == "First password")
    assert abs(name.geometry().center().y() - form.password.geometry().center().y()) <= 1


def test_a_channel_is_added_and_its_secrets_leave_the_form(stage: Stage) -> None:
    page = opened(stage, "channels").page("channels")
    assert isinstance(page, ChannelsPage)
    for name, field in page.form.fields.items():
        field.setText("" if name == "base_url" else f"my {name}")
    page.form.add.click()
    stage.settle()
    assert stage.services.admin.added[0].access_token == "my access_token"
    assert all(field.text() == "" for field in page.form.fields.values())
    assert len(stage.services.world.accounts) == 3


def test_an_unfinished_channel_is_not_sent(stage: Stage) -> None:
    page = opened(stage, "channels").page("channels")
    assert isinstance(page, ChannelsPage)
    page.form.fields["name"].setText("only a name")
    page.form.add.click()
    stage.settle()
    assert stage.services.admin.added == []
    assert page.words.isVisible()


def test_offline_the_page_says_so(stage: Stage) -> None:
    stage.services.admin.error = Unreachable()
    page = opened(stage, "people").page("people")
    assert isinstance(page, PeoplePage)
    assert "cannot be reached" in page.words.text()
    said = [one.text() for one in page.findChildren(QLabel) if one.isVisible()]
    assert "This could not be read" in said
    assert "Loading…" not in said


def test_a_role_that_could_not_be_changed_is_shown_as_it_is(stage: Stage) -> None:
    page = opened(stage, "people").page("people")
    assert isinstance(page, PeoplePage)
    stage.services.admin.error = Unreachable()
    box = next(one for one in page.findChildren(QComboBox) if one.property("agent") == AGENTS[1].id)
    box.setCurrentIndex(box.findData(Role.LEAD))
    box.activated.emit(box.currentIndex())
    stage.settle()
    assert "cannot be reached" in page.words.text()
    shown = [one for one in page.findChildren(QComboBox) if one.property("agent") == AGENTS[1].id and one.isVisible()]
    assert [one.currentData() for one in shown] == [AGENTS[1].role]


def test_a_person_is_added(stage: Stage) -> None:
    page = opened(stage, "people").page("people")
    assert isinstance(page, PeoplePage)
    page.form.name.setText("Ada")
    page.form.email.setText("ada@example.com")
    page.form.password.setText("short")
    page.form.add.click()
    stage.settle()
    assert page.words.isVisible()
    page.form.password.setText("long enough it is")
    page.form.add.click()
    stage.settle()
    assert stage.services.world.agents[-1].name == "Ada"
    assert page.form.password.text() == ""


def test_rebinding_is_told_and_counts_at_once(stage: Stage) -> None:
    page = opened(stage, "shortcuts").page("shortcuts")
    assert isinstance(page, ShortcutsPage)
    row = next(place for place, command in enumerate(page._commands) if command.id == "note")
    page.table.selectRow(row)
    page.keys.setKeySequence(QKeySequence("Ctrl+R"))
    assert "Mark as read" in page.words.text()
    page.take.click()
    assert stage.window.registry.keymap.keys["note"][0] == "Ctrl+R"
    assert stage.window.registry.keymap.keys["mark_read"] == ()
    page.keys.setKeySequence(QKeySequence("Ctrl+Alt+E"))
    assert not page.take.isEnabled()
    page.back.click()
    assert stage.window.registry.keymap.keys["note"] == ("Ctrl+Shift+N",)


def test_about_names_the_licences(stage: Stage) -> None:
    page = opened(stage, "about").page("about")
    assert isinstance(page, AboutPage)
    assert "Lesser General Public License" in qt_notice()

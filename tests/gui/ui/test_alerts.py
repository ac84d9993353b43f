"""Alerts by keys and by time moved by hand: told until seen, in the window or by the system (K-1, K-2, K-6, M)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSystemTrayIcon, QWidget

from app.changes import ChangeSet
from app.errors import StorageFull
from app.services.alerts import AlertService
from domain.agent import Role
from domain.complaints.acts import SeeComplaint
from domain.ids import OfferId
from domain.offer import LossKind, Offer, OfferState
from tests.fakes import insights_demo
from tests.fakes.demo import AGENTS, ME, NOW, tid
from tests.fakes.stage import Stage
from tests.gui.ui.alert_stage import complaint, put, stage
from tests.gui.ui.conftest import Notes
from ui.alerts.tray import Tray
from ui.places import COMPLAINTS, INSIGHTS, TRAINING
from ui.settings.dialog import SettingsDialog
from ui.settings.general import GeneralPage
from ui.shell import INBOX

__all__ = ["stage"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
MINUTE = 60.0


def bare(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


def an_offer() -> Offer:
    at, asked = NOW - timedelta(days=1), OfferState.ASKED
    return Offer(OfferId("o"), tid("maria"), LossKind.LATE, 100, "CNY", (), asked, AGENTS[1].id, at)


def forward(stage: Stage, seconds: float) -> None:
    stage.services.timers.forward(seconds)
    stage.settle()


def everything(stage: Stage) -> None:
    """As after a start."""
    stage.services.hub.tell(ChangeSet(reset=True, people=True))
    stage.settle()


def press(stage: Stage, key: Qt.Key) -> None:
    panel = stage.window.alerts.panel
    QTest.keyClick(panel.list if panel.isVisible() and panel.list.isVisible() else stage.window, key)
    stage.settle()


def listed(stage: Stage) -> list[str]:
    model = stage.window.alerts.panel.list.model()
    return [bare(str(model.index(row, 0).data())) for row in range(model.rowCount())]


def test_a_deadline_that_comes_near_is_told_with_its_customer(stage: Stage, notes: Notes) -> None:
    put(stage, "wang")
    assert notes.shown == [
        ("First answer 1:24 left", "王雅婷 Wang Yating · 第三次了！螢幕又壞掉，我要投訴到消保會", False)
    ]
    assert stage.window.alerts.bell.count == 1


def test_a_service_that_is_made_late_catches_up(stage: Stage, notes: Notes) -> None:
    put(stage, "wang")
    late = AlertService(stage.services.alerts.tools, stage.services.hub)
    stage.settle()
    assert late.alerts == ()
    late.catch_up()
    stage.settle()
    assert late.alerts == stage.services.alerts.alerts != ()
    late.close()


def test_it_is_told_again_until_it_is_seen(stage: Stage, notes: Notes) -> None:
    put(stage, "giulia")
    forward(stage, 5 * MINUTE - 1)
    assert len(notes.shown) == 1
    forward(stage, 1)
    assert len(notes.shown) == 2
    assert notes.shown[1][2]
    press(stage, Qt.Key.Key_F2)
    press(stage, Qt.Key.Key_S)
    assert isinstance(stage.services.complaints.done[-1][1], SeeComplaint)
    forward(stage, 20 * MINUTE)
    assert len(notes.shown) == 2
    assert stage.window.alerts.bell.count == 0


def test_a_deadline_that_passes_without_a_server_is_told_in_its_moment(stage: Stage, notes: Notes) -> None:
    put(stage, "wang")
    forward(stage, 84)
    assert [title for title, _text, _urgent in notes.shown] == ["First answer 1:24 left", "First answer 0:00 late"]


def test_many_at_once_are_one_notification(stage: Stage, notes: Notes) -> None:
    put(stage, "wang", "giulia", "noa")
    assert notes.shown == [("1 complaint is late", "Little time is left for 1 complaint\n1 follow-up is due", True)]


def test_a_second_burst_waits_until_half_a_minute_has_passed(stage: Stage, notes: Notes) -> None:
    put(stage, "giulia")
    forward(stage, 10)
    put(stage, "noa")
    assert len(notes.shown) == 1
    forward(stage, 20)
    assert len(notes.shown) == 2
    assert notes.shown[1][0].startswith("Follow-up 8 h 00")


def test_what_is_in_front_of_the_agent_is_not_told_before_they_have_gone_on(stage: Stage, notes: Notes) -> None:
    stage.services.compensation.offers = [an_offer()]
    stage.open(tid("maria"))
    everything(stage)
    assert stage.window.alerts.bell.count == 1
    assert notes.shown == []
    stage.open(tid("linh"))
    forward(stage, 5 * MINUTE)
    assert notes.shown == [("A compensation waits for your word", "Мария Ковалёва", False)]


def test_what_is_open_on_the_board_is_not_told(stage: Stage, notes: Notes) -> None:
    one = replace(complaint(stage, "wang"), owner_id=AGENTS[1].id)
    stage.services.complaints.keep_all([one])
    stage.window.open_complaint(one.id)
    stage.settle()
    stage.services.complaints.keep_all([replace(one, owner_id=ME)])
    stage.settle()
    assert notes.shown == []
    stage.window.show_place("insights")
    stage.services.complaints.keep_all([replace(one, owner_id=ME, level=1, seen_at=None)])
    stage.settle()
    assert len(notes.shown) == 1


def test_a_click_on_the_notification_opens_the_complaint(stage: Stage, notes: Notes) -> None:
    put(stage, "wang")
    notes.clicked.emit()
    stage.settle()
    assert stage.window.shell.current == "complaints"
    assert stage.window.alerts.bell.count == 0


def test_a_click_on_one_about_several_opens_the_list(stage: Stage, notes: Notes) -> None:
    put(stage, "wang", "giulia")
    notes.clicked.emit()
    stage.settle()
    assert stage.window.alerts.panel.isVisible()
    assert len(listed(stage)) == 2
    assert listed(stage)[0].startswith("Giulia Bianchi, first answer 29 min late")


def test_the_list_goes_by_keys(stage: Stage, notes: Notes) -> None:
    put(stage, "wang", "giulia", "noa")
    press(stage, Qt.Key.Key_F2)
    press(stage, Qt.Key.Key_Down)
    press(stage, Qt.Key.Key_Return)
    assert not stage.window.alerts.panel.isVisible()
    assert [act.complaint_id for _thread, act in stage.services.complaints.done] == [complaint(stage, "wang").id]
    press(stage, Qt.Key.Key_F2)
    assert len(listed(stage)) == 2
    stage.window.alerts.panel.see_all.click()
    stage.settle()
    assert listed(stage) == []
    assert bare(stage.window.alerts.panel.words.text()) == "Nothing waits for you."
    press(stage, Qt.Key.Key_Escape)


def test_for_an_hour_nothing_is_told_and_the_list_goes_on(stage: Stage, notes: Notes) -> None:
    press(stage, Qt.Key.Key_F2)
    QTest.keyClick(stage.window.alerts.panel, Qt.Key.Key_D)
    put(stage, "giulia")
    assert notes.shown == []
    assert len(listed(stage)) == 1
    assert "No notifications until" in stage.window.alerts.panel.words.text()
    assert stage.services.settings.quiet_until
    forward(stage, 60 * MINUTE)
    assert len(notes.shown) == 1


def test_the_quiet_hour_can_be_ended(stage: Stage, notes: Notes) -> None:
    press(stage, Qt.Key.Key_F2)
    stage.window.alerts.panel.rest.click()
    put(stage, "giulia")
    stage.window.alerts.panel.rest.click()
    stage.settle()
    assert len(notes.shown) == 1
    assert stage.services.settings.quiet_until == ""


def test_nothing_of_the_customer_is_in_notifications_when_that_is_wanted(stage: Stage, notes: Notes) -> None:
    stage.window.sheets.open_settings("general")
    stage.settle()
    dialog = next(one for one in stage.window.findChildren(SettingsDialog) if one.isVisible())
    page = dialog.page("general")
    assert isinstance(page, GeneralPage)
    page.hide_content.click()
    page.sound.click()
    dialog.accept()
    assert stage.services.settings.alert_sound
    put(stage, "wang")
    assert notes.shown == [("Little time is left for 1 complaint", "", False)]


def test_a_customers_words_are_no_markup_and_no_second_line(stage: Stage, notes: Notes) -> None:
    one = replace(complaint(stage, "giulia"), title='<a href="http://a.example">x</a>\n\u202e& more ' + "y" * 300)
    stage.services.complaints.keep_all([one])
    stage.settle()
    text = notes.shown[0][1]
    assert not set("<>&\n\u202e") & set(text)
    assert len(text) <= 122


@pytest.mark.qt_log_ignore("systemTrayWindowChanged", "This plugin does not support")
def test_the_icon_in_the_tray_leads_to_what_it_said(stage: Stage) -> None:
    tray = Tray(stage.window)
    stage.window.alerts.take_system(tray)
    put(stage, "giulia")
    assert not stage.window.alerts.toast.isVisible()
    icon = stage.window.findChild(QSystemTrayIcon)
    assert icon is not None
    icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    stage.settle()
    assert stage.window.shell.current == "complaints"


def test_without_notifications_of_the_system_the_window_says_it(stage: Stage) -> None:
    toast = stage.window.alerts.toast
    put(stage, "giulia")
    assert toast.isVisible()
    assert bare(toast.title.text()) == "First answer 29 min late"
    assert not toast.isAncestorOf(stage.focus())
    QTest.mouseClick(toast.see, Qt.MouseButton.LeftButton)
    stage.settle()
    assert not toast.isVisible()
    assert stage.window.alerts.bell.count == 0


def test_tab_goes_from_the_bell_through_the_note_and_not_through_it_elsewhere(stage: Stage) -> None:
    stage.window.alerts.take_system(None)
    bell, note = stage.window.alerts.bell, stage.window.alerts.toast
    note.say("late", "", urgent=True)
    stage.window.shell.settings_button.setFocus()
    passed = []
    for _step in range(5):
        QTest.keyClick(stage.focus(), Qt.Key.Key_Tab)
        passed.append(stage.focus())
    assert passed[:4] == [bell, note.shut, note.see, note.open]


def test_the_note_goes_when_there_is_nothing_to_say_any_more(stage: Stage) -> None:
    put(stage, "giulia")
    held = stage.services.complaints.held
    stage.services.complaints.keep_all([replace(one, owner_id=AGENTS[1].id) for one in held.values()])
    stage.settle()
    assert not stage.window.alerts.toast.isVisible()


def test_the_note_opens_what_it_is_about(stage: Stage) -> None:
    put(stage, "giulia")
    QTest.mouseClick(stage.window.alerts.toast.open, Qt.MouseButton.LeftButton)
    stage.settle()
    assert stage.window.shell.current == "complaints"


def test_leads_are_told_of_measures_and_offers_until_they_have_seen_them_here(stage: Stage, notes: Notes) -> None:
    stage.services.insights.in_force = insights_demo.warnings()[:1]
    stage.services.compensation.offers = [an_offer()]
    everything(stage)
    assert notes.shown == [("1 compensation waits for your word", "1 measure is beyond its limit", False)]
    press(stage, Qt.Key.Key_F2)
    press(stage, Qt.Key.Key_Return)
    assert stage.window.inbox.thread_id == tid("maria")
    assert stage.window.alerts.bell.count == 1
    everything(stage)
    assert stage.window.alerts.bell.count == 1


def test_agents_are_told_of_neither(stage: Stage, notes: Notes) -> None:
    session = stage.services.session
    assert session.current is not None
    session.current = replace(session.current, agent=replace(AGENTS[0], role=Role.AGENT))
    stage.services.insights.in_force = insights_demo.warnings()
    everything(stage)
    assert notes.shown == []


def test_a_full_disk_is_said_and_the_alert_stays(stage: Stage, notes: Notes) -> None:
    put(stage, "giulia")
    stage.services.complaints.error = StorageFull()
    press(stage, Qt.Key.Key_F2)
    press(stage, Qt.Key.Key_S)
    assert "disk is full" in stage.window.inbox.middle.trouble.text()
    assert stage.window.alerts.bell.count == 1


def test_settings_that_make_no_sense_count_as_none(stage: Stage, notes: Notes) -> None:
    stage.services.settings.quiet_until = "tomorrow"
    stage.services.settings.alerts_seen = "{"
    put(stage, "giulia")
    everything(stage)
    assert len(notes.shown) == 1


def test_a_note_stands_on_nothing_else(stage: Stage) -> None:
    """In the inbox the list gives it room and nothing else moves; elsewhere the page does, and has it back after."""
    window, inbox = stage.window, stage.window.inbox
    put(stage, "giulia")
    note = window.alerts.toast
    assert note.isVisible()
    stage.open(tid("wang"))

    def place(widget: QWidget) -> QRect:
        return QRect(widget.mapTo(window, QPoint()), widget.size())

    composer = place(inbox.middle.composer)
    for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
        window.setLayoutDirection(direction)
        stage.settle()
        assert place(inbox.column).contains(place(note))
        assert not place(note).intersects(place(inbox.column.list))
    window.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    for name in (COMPLAINTS, INSIGHTS, TRAINING):
        window.show_place(name)
        stage.settle()
        assert not place(note).intersects(place(window.shell.places[name])), name
        assert window.rect().contains(place(note)), name
    window.show_place(INBOX)
    stage.settle()
    assert place(inbox.middle.composer) == composer
    assert place(inbox.column).contains(place(note))
    high = inbox.column.list.height()
    QTest.mouseClick(note.shut, Qt.MouseButton.LeftButton)
    stage.settle()
    assert inbox.column.list.height() > high
    window.show_place(TRAINING)
    stage.settle()
    assert window.shell.places[TRAINING].height() == window.shell.room.height()

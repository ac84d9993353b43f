"""The place of complaints by keys and mouse: board, table, filters, views, what is done there, live (K-2)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from app.changes import ChangeSet
from app.errors import StorageFull
from app.ports import Session
from app.services.complaint_values import BoardCard
from domain.complaint import ComplaintState
from domain.complaints.acts import OwnComplaint, PauseComplaint, ReopenComplaint, ResolveComplaint, RetierComplaint
from domain.emotion.assessment import Tier
from domain.ids import ComplaintId
from tests.complaint_samples import complaint, few, resolved
from tests.fakes.demo import AGENTS, ME, NOW, tid
from tests.fakes.stage import Stage
from tests.gui.ui.complaint_stage import back, choose, column, come, dialog, done, press, titles, typed
from tests.gui.ui.test_access import nameless
from tests.gui.widgets.test_board import carry, middle, spot
from ui.complaints.dialog_owner import OwnerDialog
from ui.complaints.dialog_reason import ReasonDialog
from ui.complaints.dialog_tier import TierDialog
from ui.complaints.place import ComplaintsPlace
from ui.complaints.views_menu import NameDialog
from ui.places import COMPLAINTS
from ui.shell import INBOX

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
PRIYA, TOMAS = AGENTS[1], AGENTS[2]


def test_the_board_has_a_column_a_tier_and_the_most_urgent_on_top(stage: Stage) -> None:
    place = come(stage)
    assert [column(place, number) for number in range(3)] == [
        ["c-late", "c-wang", "c-nord"],
        ["c-somchai", "c-maria"],
        ["c-khalid", "c-paused"],
    ]
    assert place.head.count.text() == "7 open"
    assert stage.focus() is place.pages.board


def test_enter_opens_the_page_which_follows_the_arrows_and_esc_closes_it(stage: Stage) -> None:
    place = come(stage)
    press(stage, "Down")
    assert not place.page.isVisible()
    press(stage, "Return")
    assert (place.page.isVisible(), place.page.complaint_id) == (True, "c-late")
    press(stage, "Down")
    assert place.page.complaint_id == "c-wang"
    assert stage.focus() is place.pages.board
    press(stage, "Esc")
    assert not place.page.isVisible()
    assert stage.window.shell.current == COMPLAINTS


def test_a_click_opens_and_r_leads_to_the_thread(stage: Stage) -> None:
    place = come(stage)
    choose(stage, place, "c-maria")
    assert place.page.complaint_id == "c-maria"
    press(stage, "R")
    assert stage.window.shell.current == INBOX
    assert stage.window.inbox.thread_id == tid("maria")


@pytest.mark.parametrize("keys", [("2",), ("Ctrl+Shift+2",)])
def test_another_tier_by_key_asks_for_its_reason(stage: Stage, keys: tuple[str, ...]) -> None:
    place = come(stage)
    press(stage, "Down", *keys)
    asked = dialog(stage, TierDialog)
    assert asked.choices[Tier.MEDIUM].isChecked()
    press(stage, "Return")
    assert done(stage) == [], "not without a reason"
    typed(stage, "only one item")
    press(stage, "Return")
    assert done(stage) == [RetierComplaint(ComplaintId("c-late"), Tier.MEDIUM, "only one item")]
    assert "c-late" in column(place, 1)
    assert place.pages.board.current == "c-late", "it stays the current one in its new column"


def test_a_card_carried_to_another_tier_asks_for_its_reason(stage: Stage) -> None:
    place = come(stage)
    board = place.pages.board
    carry(board, "c-nord", middle(board, 2))
    stage.settle()
    dialog(stage, TierDialog).reject()
    stage.settle()
    assert "c-nord" in column(place, 0)
    carry(board, "c-nord", middle(board, 2))
    stage.settle()
    QTest.keyClicks(dialog(stage, TierDialog).reason, "settled by phone")
    dialog(stage, TierDialog).take.click()
    stage.settle()
    assert done(stage) == [RetierComplaint(ComplaintId("c-nord"), Tier.LOW, "settled by phone")]
    assert "c-nord" in column(place, 2)


def test_who_is_no_lead_is_told_so_and_nothing_happens(stage: Stage) -> None:
    place = come(stage, agent=2)
    board = place.pages.board
    carry(board, "c-nord", middle(board, 2))
    stage.settle()
    assert place.trouble.isVisible()
    press(stage, "Esc")
    assert not place.trouble.isVisible()
    for key in ("1", "A", "Shift+A"):
        choose(stage, place, "c-nord")
        press(stage, key)
        assert place.trouble.isVisible(), key
        press(stage, "Esc")
    assert done(stage) == []
    assert not [one for one in stage.window.findChildren(QDialog) if one.isVisible()]


def test_take_and_give(stage: Stage) -> None:
    place = come(stage)
    choose(stage, place, "c-khalid")
    press(stage, "Shift+A")
    choose(stage, place, "c-maria")
    press(stage, "A")
    asked = dialog(stage, OwnerDialog)
    asked.people.setCurrentIndex(asked.people.findData(TOMAS.id))
    asked.take.click()
    stage.settle()
    assert done(stage) == [
        OwnComplaint(ComplaintId("c-khalid"), ME),
        OwnComplaint(ComplaintId("c-maria"), TOMAS.id),
    ]
    back(stage)
    press(stage, "Shift+A", "Shift+A")
    assert len(done(stage)) == 3, "what is mine already is not taken again"


def test_a_card_carried_to_another_row_gets_that_owner(stage: Stage) -> None:
    place = come(stage)
    press(stage, "G")
    board = place.pages.board
    assert [lane.name for lane in board.scene.columns[0].lanes] == ["Unassigned", "Li Hua", "Priya Nair"]
    viewport, where = spot(board, "lane:agent-priya")
    assert viewport.height() > where.y()
    to = board.columns[0].view.viewport().mapTo(board, QPoint(60, where.y()))
    carry(board, "c-late", to)
    stage.settle()
    assert done(stage) == [OwnComplaint(ComplaintId("c-late"), PRIYA.id)]
    _viewport, where = spot(board, "lane:nobody")
    carry(board, "c-wang", board.columns[0].view.viewport().mapTo(board, QPoint(60, where.y())))
    stage.settle()
    assert len(done(stage)) == 1
    assert place.trouble.isVisible()


def test_pause_and_resolve_and_open_again(stage: Stage) -> None:
    place = come(stage)
    press(stage, "Down", "H")
    assert done(stage) == [PauseComplaint(ComplaintId("c-late"), True)]
    assert stage.services.complaints.held[ComplaintId("c-late")].state is ComplaintState.PAUSED
    press(stage, "H", "E")
    QTest.keyClicks(dialog(stage, ReasonDialog).field, "refunded 5480")
    press(stage, "Return")
    back(stage)
    assert done(stage)[1:] == [
        PauseComplaint(ComplaintId("c-late"), False),
        ResolveComplaint(ComplaintId("c-late"), "refunded 5480"),
    ]
    assert "double charge" not in titles(place)
    press(stage, "V", "V", "F7")
    assert place.tab == "ended"
    assert titles(place) == ["double charge", "scratched case", "wrong size", "late parcel"]
    press(stage, "Down", "O")
    QTest.keyClicks(dialog(stage, ReasonDialog).field, "charged again")
    press(stage, "Return")
    back(stage)
    assert done(stage)[-1] == ReopenComplaint(ComplaintId("c-late"), "charged again")
    press(stage, "V")
    assert "double charge" in titles(place)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("M", {"c-wang", "c-nord", "c-late", "c-paused"}),
        ("Ctrl+Shift+M", {"c-wang", "c-nord", "c-late", "c-paused"}),
        ("U", {"c-khalid"}),
        ("D", {"c-wang", "c-late"}),
    ],
)
def test_filters_by_key_and_back(stage: Stage, keys: str, expected: set[str]) -> None:
    place = come(stage)
    press(stage, keys)
    assert {entry.complaint.id for entry in place.shown} == expected
    assert {key for number in range(3) for key in column(place, number)} == expected
    assert place.head.count.text() == f"{len(expected)} of 7 open"
    press(stage, keys)
    assert len(place.shown) == 7


def test_the_field_filters_as_one_types_and_its_letters_are_no_commands(stage: Stage) -> None:
    place = come(stage)
    press(stage, "/")
    typed(stage, "PRIYA colour")
    assert titles(place) == ["wrong colour"]
    place.bar.field.setText("КОВАЛЕВА")
    assert titles(place) == ["wrong colour"], "without case and accents"
    press(stage, "Return")
    assert place.pages.board.current == "c-maria"
    assert stage.focus() is place.pages.board
    press(stage, "Ctrl+F", "Esc")
    assert place.bar.field.text() == ""
    assert len(place.shown) == 7
    assert done(stage) == []
    assert not place.bar.mine.isChecked()


def test_nothing_that_fits_is_said_and_undone_by_a_button(stage: Stage) -> None:
    place = come(stage)
    press(stage, "/")
    typed(stage, "zebra")
    assert place.pages.currentWidget() is place.pages.nothing
    QTest.mouseClick(place.pages.nothing.act, Qt.MouseButton.LeftButton)
    stage.settle()
    assert place.pages.currentWidget() is place.pages.board
    assert len(place.shown) == 7


def test_orders(stage: Stage) -> None:
    place = come(stage)
    press(stage, "Y")
    assert column(place, 0) == ["c-nord", "c-wang", "c-late"], "the highest amount first"
    press(stage, "Y")
    assert column(place, 0) == ["c-late", "c-nord", "c-wang"], "the oldest first"
    press(stage, "Y")
    assert column(place, 0) == ["c-late", "c-wang", "c-nord"]


def test_saved_views_are_kept_taken_and_forgotten(stage: Stage) -> None:
    place = come(stage)
    press(stage, "M", "Y", "G", "S")
    QTest.keyClicks(dialog(stage, NameDialog).field, "My dear ones")
    press(stage, "Return")
    place.bar.show_all()
    place.bar.toggle(place.bar.lanes)
    assert len(place.shown) == 7
    place.views._fill()
    take = next(action for action in place.views.menu().actions() if action.text() == "My dear ones")
    take.trigger()
    stage.settle()
    assert len(place.shown) == 4
    assert place.pages.board.scene.laned
    assert column(place, 0)[0] == "c-nord"
    assert "My dear ones" in place.views.text()
    other = ComplaintsPlace(stage.services, stage.window.theme.tokens)
    assert other.bar.view == place.bar.view, "the next start begins where this one ended"
    assert [view.name for view in other.views.views] == ["My dear ones"]
    other.close_place()
    other.deleteLater()
    place.views._fill()
    next(action for action in place.views.menu().actions() if "Forget" in action.text()).trigger()
    assert place.views.views == ()


def test_views_that_make_no_sense_are_left_out(stage: Stage) -> None:
    stage.services.settings.complaint_views = '[{"name": "x"}, 7, {"name": "a", "filter": {"tier": "awful"}}]'
    stage.services.settings.complaint_view = "{broken"
    place = come(stage)
    assert place.views.views == ()
    assert len(place.shown) == 7


class Counted:
    """How often everything is read."""

    def __init__(self, stage: Stage) -> None:
        self.all = 0
        self.some: list[set[ComplaintId]] = []
        self._complaints = stage.services.complaints
        self._open, self._cards = self._complaints.open_cards, self._complaints.cards
        self._complaints.open_cards = self.open_cards  # type: ignore[method-assign]
        self._complaints.cards = self.cards  # type: ignore[method-assign]

    async def open_cards(self) -> Sequence[BoardCard]:
        self.all += 1
        return await self._open()

    async def cards(self, ids: Collection[ComplaintId]) -> Mapping[ComplaintId, BoardCard]:
        self.some.append(set(ids))
        return await self._cards(ids)


def test_changes_come_live_and_only_they_are_read(stage: Stage) -> None:
    place = come(stage)
    counted, held = Counted(stage), stage.services.complaints.held
    stage.services.complaints.keep_all([complaint("c-new", "yuki", Tier.LOW, 2, title="brand new")])
    stage.settle()
    assert "c-new" in column(place, 2)
    assert place.head.count.text() == "8 open"
    nord = held[ComplaintId("c-nord")]
    stage.services.complaints.keep_all([replace(nord, tier=Tier.MEDIUM), resolved(held[ComplaintId("c-late")], 200)])
    stage.settle()
    assert column(place, 0) == ["c-wang"]
    assert "c-nord" in column(place, 1)
    assert counted.all == 0
    read = {one for ids in counted.some for one in ids}
    assert read >= {"c-new", "c-nord", "c-late"}
    assert not read & {"c-wang", "c-maria", "c-paused"}, "nothing of threads that did not change"


def test_what_changed_while_nobody_looked_is_there_on_return(stage: Stage) -> None:
    place = come(stage)
    press(stage, "Ctrl+1")
    stage.services.complaints.keep_all([complaint("c-new", "yuki", title="brand new")])
    stage.settle()
    press(stage, "Ctrl+5")
    assert "c-new" in column(place, 0)


def test_offline_it_works_on_what_is_known_and_says_how_old_that_is(stage: Stage) -> None:
    place = come(stage)
    assert not place.head.age.isVisible()
    stage.services.waiting.become(
        online=False, offline_since=NOW - timedelta(minutes=1), last_sync_at=NOW - timedelta(minutes=2)
    )
    stage.services.complaints.offline = True
    assert place.head.age.isVisible()
    assert "no connection" in place.head.age.text()
    press(stage, "Down", "H")
    assert done(stage) == [PauseComplaint(ComplaintId("c-late"), True)]
    values = place.pages.board.scene.card_of("c-late")
    assert values is not None
    assert values.note == "not sent yet"
    stage.services.waiting.become(online=True)
    assert not place.head.age.isVisible()


def test_what_cannot_be_read_is_said_and_tried_again(stage: Stage) -> None:
    complaints = stage.services.complaints
    working = complaints.open_cards

    async def failing() -> Sequence[BoardCard]:
        raise StorageFull

    complaints.open_cards = failing  # type: ignore[method-assign]
    place = come(stage)
    assert place.pages.currentWidget() is place.pages.nothing
    assert "could not be read" in place.pages.nothing.title.text()
    complaints.open_cards = working  # type: ignore[method-assign]
    QTest.mouseClick(place.pages.nothing.act, Qt.MouseButton.LeftButton)
    stage.settle()
    assert len(place.shown) == 7


def test_what_cannot_be_done_is_said(stage: Stage) -> None:
    place = come(stage)
    stage.services.complaints.error = StorageFull()
    press(stage, "Down", "H")
    assert place.trouble.isVisible()
    press(stage, "H")
    assert not place.trouble.isVisible()


def test_who_signs_in_next_sees_nothing_of_what_the_other_one_had_open(stage: Stage) -> None:
    place = come(stage)
    choose(stage, place, "c-maria")
    stage.services.session.current = Session("https://support.example.com", TOMAS, "refresh", "access")
    stage.services.hub.tell(ChangeSet(reset=True))
    stage.settle()
    assert not place.page.isVisible()
    assert place.card is None
    assert stage.window.shell.buttons[COMPLAINTS].count == 0, "none of them is his"
    stage.services.session.current = None
    stage.services.hub.tell(ChangeSet(reset=True))
    stage.settle()
    assert stage.window.shell.buttons[COMPLAINTS].count == 0


def test_an_empty_board_is_calm(stage: Stage) -> None:
    press(stage, "Ctrl+5")
    place = stage.window.shell.places[COMPLAINTS]
    assert isinstance(place, ComplaintsPlace)
    assert place.pages.nothing.title.text() == "No open complaints"
    assert not place.pages.nothing.act.isVisible()
    assert place.tiles.quiet.isVisible()
    assert stage.window.shell.buttons[COMPLAINTS].count == 0


def test_the_same_keys_serve_thread_and_complaint(stage: Stage) -> None:
    come(stage)
    press(stage, "Down", "Ctrl+Shift+H")
    assert len(done(stage)) == 1
    assert not [call for call in stage.services.inbox.calls if call[0] == "snooze"]
    possible = {command.id for command in stage.window.registry.possible()}
    assert "complaint_pause" in possible
    assert "snooze" not in possible
    press(stage, "Ctrl+2", "J", "Ctrl+Shift+T")
    assert "assign" in [call[0] for call in stage.services.inbox.calls]
    assert len(done(stage)) == 1


def test_a_link_from_elsewhere_shows_one_complaint(stage: Stage) -> None:
    stage.services.complaints.keep_all(few())
    stage.settle()
    stage.window.open_complaint("c-maria")
    stage.settle()
    place = stage.window.shell.places[COMPLAINTS]
    assert isinstance(place, ComplaintsPlace)
    assert place.page.complaint_id == "c-maria"
    assert place.pages.board.current == "c-maria"
    stage.window.open_complaint("c-done-1")
    stage.settle()
    assert place.page.complaint_id == "c-done-1"


def test_f6_goes_round_and_the_age_of_owners_is_named(stage: Stage) -> None:
    place = come(stage)
    press(stage, "F6")
    first = stage.focus()
    press(stage, "F6")
    assert {first, stage.focus()} == {place.bar.field, place.pages.board}


def test_choices_narrow_the_board_and_name_what_they_do(stage: Stage) -> None:
    place = come(stage)
    menu = place.bar.owner.menu()
    next(action for action in menu.actions() if action.text() == "Priya Nair").trigger()
    stage.settle()
    assert {entry.complaint.id for entry in place.shown} == {"c-somchai", "c-maria"}
    assert place.bar.owner.accessibleName() == "Owner: Priya Nair"
    place.bar.clear.click()
    next(action for action in place.bar.tier.menu().actions() if action.text() == "low").trigger()
    assert {entry.complaint.id for entry in place.shown} == {"c-khalid", "c-paused"}


def test_everything_in_the_place_has_a_name(stage: Stage) -> None:
    place = come(stage)
    press(stage, "Down", "Return")
    for tab in ("board", "table", "follow_ups", "ended"):
        place.show_tab(tab)
        stage.settle()
        assert nameless(place) == [], tab

"""One complaint on the board: what its cards say, live, and everything that can be done to it by keys (K-1, K-2)."""

from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.errors import StorageFull
from domain.agent import Role
from domain.complaint import Complaint, ComplaintState, Deadline, StepKind
from domain.complaints.acts import (
    AmendComplaint,
    LinkComplaint,
    OwnComplaint,
    PauseComplaint,
    ReopenComplaint,
    ResolveComplaint,
    RetierComplaint,
    SeeComplaint,
)
from domain.emotion.assessment import Tier
from domain.ids import AgentId, ComplaintId
from tests.fakes.complaints_demo import demo_complaints
from tests.fakes.demo import AGENTS, ME, tid
from tests.fakes.stage import Stage
from tests.gui.ui.test_access import nameless
from ui.complaints.dialog_base import ActDialog
from ui.complaints.dialog_form import FormDialog
from ui.complaints.dialog_owner import OwnerDialog
from ui.complaints.dialog_reason import ReasonDialog
from ui.complaints.dialog_same import SameDialog
from ui.complaints.dialog_tier import TierDialog
from ui.complaints.page_deeds import Deed
from ui.complaints.page_desk import PageDesk
from ui.places import COMPLAINTS
from ui.shell import INBOX
from widgets.complaint.values import PathState

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
Dialog = TypeVar("Dialog", bound=ActDialog)
ENTER, SPACE, TAB, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Tab, Qt.Key.Key_Down


@pytest.fixture
def stage(stage: Stage) -> Stage:
    stage.services.complaints.keep_all(demo_complaints(stage.services.world))
    stage.settle()
    return stage


def the(stage: Stage, short: str, number: int = 0) -> Complaint:
    return [one for key, one in stage.services.complaints.held.items() if f"-{short}-" in key][number]


def opened(stage: Stage, complaint: Complaint) -> PageDesk:
    stage.window.open_complaint(complaint.id)
    stage.settle()
    desk = stage.window.shell.places[COMPLAINTS].findChild(PageDesk)
    assert isinstance(desk, PageDesk)
    assert desk.complaint_id == complaint.id
    return desk


def sign_in(stage: Stage, role: Role, number: int = 0) -> None:
    session = stage.services.session
    assert session.current is not None
    session.current = replace(session.current, agent=replace(AGENTS[number], role=role))


def press(stage: Stage, key: Qt.Key) -> None:
    QTest.keyClick(stage.focus(), key)
    stage.settle()


def do(stage: Stage, desk: PageDesk, deed: Deed) -> None:
    button = desk.buttons.buttons[deed]
    assert button.isVisible()
    assert button.isEnabled(), button.accessibleDescription()
    # A window manager would do so by itself when a dialog has closed.
    stage.window.activateWindow()
    stage.settle()
    button.setFocus()
    assert stage.focus() is button
    press(stage, SPACE)


def dialog_of(stage: Stage, kind: type[Dialog]) -> Dialog:
    return next(one for one in stage.window.findChildren(kind) if one.isVisible())


def shut(stage: Stage) -> bool:
    return not any(one.isVisible() for one in stage.window.findChildren(ActDialog))


def acts(stage: Stage) -> list[object]:
    """What was done, without that somebody saw it."""
    return [act for _thread, act in stage.services.complaints.done if not isinstance(act, SeeComplaint)]


def seen(stage: Stage) -> list[object]:
    return [act for _thread, act in stage.services.complaints.done if isinstance(act, SeeComplaint)]


def path(desk: PageDesk) -> list[str]:
    assert desk.view.value is not None
    return [f"{line.state}: {line.text} {line.more}".strip() for line in desk.view.value.path]


def plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


def test_the_path_says_what_is_done_at_hand_and_to_come(stage: Stage) -> None:
    desk = opened(stage, the(stage, "wang"))
    said = [plain(line) for line in path(desk)]
    assert said[0].startswith("done: received")
    assert "tier high (it is public + 7,200 CNY)" in said[0]
    assert said[1].startswith("now: first answer by")
    assert [line.split(":")[0] for line in said[2:]] == ["coming"] * 3
    assert desk.view.clock.words.text().startswith("first answer")
    assert nameless(desk) == []


def test_the_clock_goes_on_and_is_late_at_last(stage: Stage) -> None:
    desk = opened(stage, the(stage, "wang"))
    assert "1:24 left" in plain(desk.view.clock.words.text())
    stage.services.clock.forward(60)
    desk.tick()
    assert "0:24 left" in plain(desk.view.clock.words.text())
    stage.services.clock.forward(3_600)
    desk.tick()
    assert "late" in desk.view.clock.words.text()
    assert desk.view.value is not None
    assert desk.view.value.path[1].state is PathState.LATE


def test_the_first_answer_names_what_it_lacks(stage: Stage) -> None:
    said = plain(path(opened(stage, the(stage, "somchai")))[1])
    assert said.startswith("done: first answer")
    assert said.endswith("with apology, promised time; without summary")


def test_what_was_offered_taken_resolved_and_followed_up(stage: Stage) -> None:
    said = [plain(line) for line in path(opened(stage, the(stage, "emma")))]
    assert said[2] == "done: three options offered the customer took ②"
    assert said[3].endswith("Two new cups sent by express, and 10 EUR back")
    assert said[4].startswith("now: follow-up by")
    assert "it is well" in path(opened(stage, the(stage, "yuki")))[4]


def test_the_owner_and_who_comes_next(stage: Stage) -> None:
    desk = opened(stage, the(stage, "linh"))
    assert plain(desk.view.owner.text()) == "Priya Nair"
    assert desk.view.role.text() == "senior agent"
    assert "escalates to Li Hua (admin) at" in plain(desk.view.owner_notes.text())


def test_the_history_is_in_words_oldest_first(stage: Stage) -> None:
    said = plain(opened(stage, the(stage, "minji")).view.history.text()).splitlines()
    assert "opened as low: a small amount · Li Hua" in said[0]
    assert any("tier is medium now: Second exchange of the same order · Li Hua" in line for line in said)
    times = [line.split()[0] for line in said]
    assert times == sorted(times), "all of one day: the times say the order"


def test_resolving_needs_words_and_keeps_them_when_the_disk_is_full(stage: Stage) -> None:
    complaint = the(stage, "khalid")
    desk = opened(stage, complaint)
    do(stage, desk, Deed.RESOLVE)
    dialog = dialog_of(stage, ReasonDialog)
    press(stage, ENTER)
    assert "what was done" in dialog.words.text()
    assert acts(stage) == []
    QTest.keyClicks(stage.focus(), "New device sent")
    stage.services.complaints.error = StorageFull()
    press(stage, ENTER)
    assert "full" in dialog.words.text()
    assert dialog.field.value() == "New device sent"
    press(stage, ENTER)
    assert acts(stage) == [ResolveComplaint(complaint.id, "New device sent")]
    assert shut(stage)
    assert the(stage, "khalid").state is ComplaintState.RESOLVED
    assert "New device sent" in path(desk)[3]
    assert not desk.buttons.buttons[Deed.RESOLVE].isVisible()


def test_opening_again_needs_a_reason(stage: Stage) -> None:
    complaint = the(stage, "emma")
    desk = opened(stage, complaint)
    do(stage, desk, Deed.REOPEN)
    press(stage, ENTER)
    assert "Say why" in dialog_of(stage, ReasonDialog).words.text()
    QTest.keyClicks(stage.focus(), "Cups are scratched")
    press(stage, ENTER)
    assert acts(stage) == [ReopenComplaint(complaint.id, "Cups are scratched")]
    assert the(stage, "emma").is_open


def test_another_tier_needs_a_reason_and_another_tier(stage: Stage) -> None:
    complaint = the(stage, "linh")
    desk = opened(stage, complaint)
    do(stage, desk, Deed.TIER)
    dialog = dialog_of(stage, TierDialog)
    assert dialog.choices[Tier.MEDIUM].hasFocus()
    dialog.take.click()
    assert "already" in dialog.words.text()
    press(stage, Qt.Key.Key_Up)
    assert dialog.choices[Tier.HIGH].isChecked()
    dialog.take.click()
    assert "Say why" in dialog.words.text()
    assert dialog.reason.hasFocus()
    QTest.keyClicks(stage.focus(), "Known reporter")
    press(stage, ENTER)
    assert acts(stage) == [RetierComplaint(complaint.id, Tier.HIGH, "Known reporter")]
    assert desk.view.tier.text() == "high"
    assert "Known reporter" in path(desk)[0]


def test_giving_it_to_somebody(stage: Stage) -> None:
    complaint = the(stage, "linh")
    desk = opened(stage, complaint)
    do(stage, desk, Deed.OWNER)
    dialog = dialog_of(stage, OwnerDialog)
    names = [dialog.people.itemText(place) for place in range(dialog.people.count())]
    assert names == ["Li Hua · admin", "Tomás Herrera · agent"], "neither its owner nor who left"
    press(stage, DOWN)
    press(stage, TAB)
    QTest.keyClicks(stage.focus(), "Knows the courier")
    press(stage, ENTER)
    assert acts(stage) == [OwnComplaint(complaint.id, AgentId("agent-tomas"), "Knows the courier")]
    assert plain(desk.view.owner.text()) == "Tomás Herrera"


def test_waiting_for_the_customer_and_going_on(stage: Stage) -> None:
    complaint = the(stage, "khalid")
    desk = opened(stage, complaint)
    do(stage, desk, Deed.PAUSE)
    assert desk.buttons.buttons[Deed.PAUSE].text() == "Go on"
    assert "the clock stands" in desk.view.clock.words.text()
    do(stage, desk, Deed.PAUSE)
    assert acts(stage) == [PauseComplaint(complaint.id, True), PauseComplaint(complaint.id, False)]
    assert "left" in desk.view.clock.words.text()


def test_the_same_as_another_and_back(stage: Stage) -> None:
    first = next(one for one in (the(stage, "ana"), the(stage, "ana", 1)) if one.duplicate_of is None)
    other = replace(first, id=ComplaintId("complaint-ana-9"), title="Cor errada", duplicate_of=None)
    stage.services.complaints.keep_all([other])
    desk = opened(stage, other)
    do(stage, desk, Deed.SAME)
    dialog = dialog_of(stage, SameDialog)
    assert dialog.list.current == first.id, "copies are not among them"
    press(stage, ENTER)
    assert acts(stage) == [LinkComplaint(other.id, first.id)]
    assert stage.services.complaints.held[other.id].duplicate_of == first.id
    assert desk.buttons.buttons[Deed.SAME].text() == "Not the same after all"
    do(stage, desk, Deed.SAME)
    assert stage.services.complaints.held[other.id].is_open


def test_what_is_known_better_raises_the_tier(stage: Stage) -> None:
    complaint = the(stage, "minji")
    desk = opened(stage, complaint)
    do(stage, desk, Deed.AMEND)
    dialog = dialog_of(stage, FormDialog)
    assert dialog.title.hasFocus()
    press(stage, TAB)
    assert dialog.amount.text() == "20"
    QTest.keyClicks(stage.focus(), "900")
    assert (dialog.tier.text(), dialog.worth.text()[:5]) == ("high", "about")
    press(stage, ENTER)
    made = acts(stage)[0]
    assert isinstance(made, AmendComplaint)
    assert (made.amount, made.currency) == (90_000, "USD")
    assert the(stage, "minji").tier is Tier.HIGH


def test_a_wrong_amount_is_told_and_nothing_is_lost(stage: Stage) -> None:
    desk = opened(stage, the(stage, "minji"))
    do(stage, desk, Deed.AMEND)
    dialog = dialog_of(stage, FormDialog)
    dialog.amount.setFocus()
    dialog.amount.selectAll()
    QTest.keyClicks(dialog.amount, "a lot")
    press(stage, ENTER)
    assert "no amount" in dialog.words.text()
    assert dialog.amount.text() == "a lot"
    assert acts(stage) == []
    dialog.title.clear()
    press(stage, ENTER)
    assert "in a few words" in dialog.words.text()


def test_agents_are_told_what_is_for_leads(stage: Stage) -> None:
    sign_in(stage, Role.AGENT, 2)
    complaint = the(stage, "linh")
    desk = opened(stage, complaint)
    for deed in (Deed.TIER, Deed.OWNER, Deed.SAME):
        assert not desk.buttons.buttons[deed].isEnabled()
        assert "Leads and admins" in desk.buttons.why_not(deed)
    desk.do(Deed.TIER)
    assert "Leads and admins" in desk.trouble.text()
    assert shut(stage)
    assert desk.buttons.buttons[Deed.RESOLVE].isEnabled()


def test_who_has_the_role_takes_it_by_one_key(stage: Stage) -> None:
    sign_in(stage, Role.SENIOR)
    complaint = the(stage, "linh")
    desk = opened(stage, complaint)
    assert desk.buttons.buttons[Deed.OWNER].text() == "Take it myself"
    do(stage, desk, Deed.OWNER)
    assert acts(stage) == [OwnComplaint(complaint.id, ME)]
    assert "yours already" in desk.buttons.why_not(Deed.OWNER)


def test_its_owner_looks_at_a_late_one_and_it_is_told_once(stage: Stage) -> None:
    complaint = replace(the(stage, "wang"), warned=(Deadline.FIRST,), owner_id=ME, seen_at=None)
    stage.services.complaints.keep_all([complaint])
    desk = opened(stage, complaint)
    assert seen(stage) == [SeeComplaint(complaint.id)]
    desk.tick()
    opened(stage, the(stage, "khalid"))
    opened(stage, complaint)
    assert seen(stage) == [SeeComplaint(complaint.id)]


def test_others_looking_at_it_count_for_nothing(stage: Stage) -> None:
    complaint = replace(the(stage, "linh"), warned=(Deadline.FIRST,), owner_id=AgentId("agent-priya"), seen_at=None)
    stage.services.complaints.keep_all([complaint])
    opened(stage, complaint)
    assert seen(stage) == []


def test_what_a_colleague_does_is_shown_at_once(stage: Stage) -> None:
    complaint = the(stage, "khalid")
    desk = opened(stage, complaint)
    now = stage.services.clock.now()
    late = replace(complaint, answered_at=None, rule_due=now - timedelta(minutes=4), first_due=now)
    stage.services.complaints.keep_all([replace(late, steps=(*late.steps, late.steps[0]))])
    stage.settle()
    assert "left" in desk.view.clock.words.text() or "late" in desk.view.clock.words.text()
    assert path(desk)[1].startswith("late")
    stage.services.complaints.offline = True
    do(stage, desk, Deed.PAUSE)
    assert "not left this computer" in desk.view.pending.text()


def test_the_thread_is_one_key_away(stage: Stage) -> None:
    desk = opened(stage, the(stage, "khalid"))
    do(stage, desk, Deed.THREAD)
    assert stage.window.shell.current == INBOX
    assert stage.window.inbox.thread_id == tid("khalid")


def test_every_kind_of_step_has_words(stage: Stage) -> None:
    from ui.complaints.page_words import step_words

    first = the(stage, "wang").steps[0]
    said = {kind: step_words(replace(first, kind=kind, deadline=Deadline.RESOLVE), {}) for kind in StepKind}
    assert all(said.values())
    assert len(set(said.values())) == len(said)


def test_a_complaint_that_is_gone_says_so(stage: Stage) -> None:
    complaint = the(stage, "khalid")
    desk = opened(stage, complaint)
    desk.show_complaint(ComplaintId("no-such"))
    stage.settle()
    assert desk.page is None
    desk.do(Deed.RESOLVE)
    assert shut(stage)

"""Colleagues in the same thread: seen over the composer, asked for a thread, and asking."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.errors import Unreachable
from domain.ids import AgentId
from domain.presence import Activity, Answer, Handover
from tests.fakes.demo import ME, tid
from tests.fakes.stage import Stage
from ui.inbox.colleague_bar import ColleagueBar

PRIYA, TOMAS = AgentId("agent-priya"), AgentId("agent-tomas")
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def bar(stage: Stage) -> ColleagueBar:
    return stage.window.inbox.middle.colleagues


def asks(stage: Stage, thread: str) -> Handover:
    question = Handover(tid(thread), PRIYA, ME, Answer.ASKED)
    stage.services.presence.questions = (question,)
    stage.services.presence.tell()
    stage.settle()
    return question


def test_who_else_is_in_the_thread(stage: Stage) -> None:
    stage.open(tid("maria"))
    assert bar(stage).isHidden()
    here = stage.services.presence.here
    for colleagues, words in (
        (((PRIYA, Activity.VIEWING),), "Priya Nair is looking at this thread."),
        (((PRIYA, Activity.TYPING), (TOMAS, Activity.VIEWING)), "Priya Nair is writing here now."),
        (
            ((PRIYA, Activity.VIEWING), (TOMAS, Activity.VIEWING)),
            "Priya Nair and Tomás Herrera are looking at this thread.",
        ),
        ((), ""),
    ):
        here[tid("maria")] = colleagues
        stage.services.presence.tell()
        assert bar(stage).text() == words
    here[tid("somchai")] = ((PRIYA, Activity.TYPING),)
    stage.open(tid("somchai"))
    assert bar(stage).text() == "Priya Nair is writing here now."


def test_the_others_are_told_where_i_am_and_that_i_write(stage: Stage) -> None:
    stage.open(tid("maria"))
    stage.window.inbox.write()
    QTest.keyClicks(stage.focus(), "h")
    stage.settle()
    assert stage.services.presence.calls[-2:] == [("enter", tid("maria")), ("typing",)]


def test_a_question_has_two_answers(stage: Stage) -> None:
    stage.open(tid("maria"))
    question = asks(stage, "maria")
    assert bar(stage).text() == "Priya Nair asks for this thread."
    QTest.mouseClick(bar(stage).yes, Qt.MouseButton.LeftButton)
    stage.settle()
    assert ("hand_over", question) in stage.services.presence.calls
    assert bar(stage).isHidden()
    asks(stage, "maria")
    QTest.mouseClick(bar(stage).no, Qt.MouseButton.LeftButton)
    stage.settle()
    assert ("keep", tid("maria")) in stage.services.presence.calls


def test_a_question_about_another_thread_leads_there(stage: Stage) -> None:
    stage.open(tid("maria"))
    asks(stage, "somchai")
    banner = stage.window.inbox.middle.question
    assert banner.text() == "Priya Nair asks for a thread of yours."
    banner.acted.emit()
    stage.settle()
    assert stage.window.inbox.thread_id == tid("somchai")
    assert bar(stage).text() == "Priya Nair asks for this thread."
    assert banner.isHidden()


def test_taking_over_asks_first(stage: Stage) -> None:
    world = stage.services.world
    stage.services.inbox._move(("assign",), tid("maria"), world.rows[tid("maria")][1], assignee_id=PRIYA)
    stage.open(tid("maria"))
    header = stage.window.inbox.middle.header
    assert header.take.text() == "Take over"
    QTest.mouseClick(header.take, Qt.MouseButton.LeftButton)
    stage.settle()
    assert stage.services.presence.calls[-1] == ("take", tid("maria"))
    assert bar(stage).text() == "Asked. Without an answer within 2 minutes you may take it."
    stage.services.presence.kept = frozenset({tid("maria")})
    stage.services.presence.tell()
    assert bar(stage).text() == "Your colleague keeps this thread."


def test_without_a_connection_nobody_can_be_asked(stage: Stage) -> None:
    stage.open(tid("maria"))
    stage.services.presence.error = Unreachable()
    stage.window.inbox.colleagues.take()
    stage.settle()
    assert "Without a connection" in stage.window.inbox.middle.trouble.text()


def test_another_program_in_front_for_five_minutes_means_away(stage: Stage) -> None:
    said, idle = stage.services.presence.calls, stage.window.idle
    idle.take_state(Qt.ApplicationState.ApplicationInactive)
    assert idle.timer.interval() == 300_000
    assert ("rest", True) not in said
    idle.timer.timeout.emit()
    assert said[-1] == ("rest", True)
    idle.take_state(Qt.ApplicationState.ApplicationActive)
    assert said[-1] == ("rest", False)
    assert not idle.timer.isActive()

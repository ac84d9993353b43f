"""Whoever works here changes their own name: seen at once in the window, refused in words, online only."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.changes import ChangeSet
from app.errors import Refused
from tests.fakes.stage import Stage
from tests.gui.ui.settings_stage import opened, typed
from ui.settings.computer import ComputerPage
from ui.settings.own_name import OwnName

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
NEW = "Noi Srisai"


def section(stage: Stage) -> OwnName:
    return opened(stage, "computer", ComputerPage).name


def own_name(stage: Stage) -> str:
    session = stage.services.session.current
    assert session is not None
    return session.agent.name


def test_another_name_is_shown_wherever_one_s_own_stands(stage: Stage) -> None:
    one, before = section(stage), own_name(stage)
    assert (one.field.text(), one.go.isEnabled()) == (before, False)
    QTest.keyClicks(one.field, "!")
    assert one.go.isEnabled()
    typed(stage, one.field, f"  {NEW} ")
    assert (own_name(stage), one.field.text(), one.go.isEnabled()) == (NEW, NEW, False)
    assert one.words.text().startswith("It was changed.")
    stage.services.hub.tell(ChangeSet(people=True))
    stage.settle()
    assert stage.window.me.accessibleName() == f"Menu of {NEW}"


def test_a_refusal_says_why_and_keeps_what_was_typed(stage: Stage) -> None:
    one, before = section(stage), own_name(stage)
    stage.services.session.error = Refused("no_name")
    one.field.setText("…")
    QTest.mouseClick(one.go, Qt.MouseButton.LeftButton)
    stage.settle()
    assert (one.error.text(), one.field.text(), own_name(stage)) == ("A name has at least one letter.", "…", before)
    assert one.go.isEnabled()
    one.field.setText(NEW)
    assert not one.error.isVisible()


def test_offline_it_says_so_and_sends_nothing(stage: Stage) -> None:
    stage.services.waiting.cut()
    listening = len(stage.services.waiting.listeners)
    one, before = section(stage), own_name(stage)
    typed(stage, one.field, NEW)
    assert not one.go.isEnabled()
    assert own_name(stage) == before
    assert one.words.text() == "Offline it cannot be changed: the server tells your colleagues."
    stage.services.waiting.become(online=True)
    assert one.go.isEnabled()
    one.window().close()
    stage.settle()
    assert len(stage.services.waiting.listeners) == listening

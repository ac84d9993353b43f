"""Whoever works here changes their own password: typed without mistakes, refused in words, not offered in a trial."""

from dataclasses import replace

import pytest

from app.config import EMBEDDED
from app.errors import Refused, Throttled
from tests.fakes.stage import Stage
from tests.gui.ui.test_settings import opened
from ui.settings.computer import ComputerPage
from ui.settings.own_password import OwnPassword
from ui.settings.secrets_dialog import SecretsDialog

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
OLD, NEW = "the old phrase", "three blue umbrellas"


def section(stage: Stage) -> OwnPassword:
    page = opened(stage, "computer").page("computer")
    assert isinstance(page, ComputerPage)
    stage.settle()
    return page.password


def asked(stage: Stage, one: OwnPassword) -> SecretsDialog:
    one.go.click()
    stage.settle()
    assert one.dialog is not None
    return one.dialog


def give(stage: Stage, dialog: SecretsDialog, present: str, new: str, again: str) -> None:
    for name, text in (("present", present), ("new", new), ("again", again)):
        dialog.fields[name].setText(text)
    dialog.go.click()
    stage.settle()


def test_another_password_takes_the_place_of_the_present_one(stage: Stage) -> None:
    one = section(stage)
    before = stage.services.protection.calls.count(("sessions", ""))
    give(stage, asked(stage, one), OLD, NEW, NEW)
    assert ("change_password", OLD, NEW) in stage.services.protection.calls
    assert one.dialog is None
    assert one.words.text() == "It was changed. Your other computers are signed out; what waits on them stays."
    assert stage.services.protection.calls.count(("sessions", "")) == before + 1, "the list says where one is now"


@pytest.mark.parametrize(
    ("present", "new", "again", "said"),
    [
        ("", NEW, NEW, "Your present password is asked for, too."),
        (OLD, "short", "short", "A password has at least 10 characters."),
        (OLD, NEW, NEW + "!", "The two are not the same."),
        (OLD, OLD, OLD, "That is your present password."),
    ],
)
def test_a_slip_is_told_before_anything_is_sent(stage: Stage, present: str, new: str, again: str, said: str) -> None:
    dialog = asked(stage, section(stage))
    give(stage, dialog, present, new, again)
    assert dialog.error.text() == said
    assert not [call for call in stage.services.protection.calls if call[0] == "change_password"]
    dialog.reject()


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (Refused("wrong_password"), "That is not your present password."),
        (Refused("weak_password"), "That password is too short or too easy to guess."),
        (Throttled(4), "Too many tries. Wait 4 seconds."),
    ],
)
def test_a_refusal_keeps_what_was_typed(stage: Stage, error: Exception, said: str) -> None:
    dialog = asked(stage, section(stage))
    stage.services.protection.error = error
    give(stage, dialog, OLD, NEW, NEW)
    assert dialog.isVisible()
    assert (dialog.error.text(), dialog.fields["new"].text(), dialog.go.isEnabled()) == (said, NEW, True)
    dialog.reject()


def test_offline_it_says_so_and_comes_back_with_the_network(stage: Stage) -> None:
    stage.services.waiting.cut()
    listening = len(stage.services.waiting.listeners)
    one = section(stage)
    assert not one.go.isEnabled()
    assert "Offline" in one.words.text()
    stage.services.waiting.become(online=True)
    assert one.go.isEnabled()
    assert one.words.text().startswith("You sign in to support.example.com with it.")
    one.window().close()
    stage.settle()
    assert len(stage.services.waiting.listeners) == listening


def test_in_a_trial_nobody_has_a_password(stage: Stage) -> None:
    session = stage.services.session.current
    assert session is not None
    stage.services.session.current = replace(session, server=EMBEDDED)
    assert not section(stage).isVisible()

"""Signing in: what is wrong is said in words, and what was typed stays."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.errors import AnswerLost, KnownError, Refused, SignedOut, Throttled, Unreachable
from tests.fakes.services import Gate
from tests.fakes.stage import Stage
from ui.sign_in.address import normal_address

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def fill(stage: Stage) -> None:
    screen = stage.window.sign_in
    screen.server.setText("support.example.com/")
    screen.email.setText(" li.hua@example.com ")
    screen.password.setText("secret")


def test_enter_submits_and_the_inbox_follows(door: Stage) -> None:
    fill(door)
    QTest.keyClick(door.window.sign_in.password, Qt.Key.Key_Return)
    door.settle()
    asked = ("https://support.example.com", "li.hua@example.com", "secret", True)
    assert door.services.session.asked == [asked]
    assert door.window.inbox.isVisible()
    assert door.window.sign_in.password.text() == ""


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (SignedOut(), "Email or password is wrong"),
        (Unreachable(detail="ConnectError"), "The server cannot be reached. Check the address and the network."),
        (Unreachable("certificate"), "If this computer's clock is right, ask"),
        (Unreachable("tls"), "No secure connection"),
        (Unreachable("name"), "No server of that name"),
        (Unreachable("refused"), "Nothing answers there"),
        (Unreachable("backend_failed"), "workspace on this computer could not be started"),
        (Refused("insecure_address"), "has to begin with https://"),
        (Refused("invalid_address"), "looks like https://"),
        (Refused("http_404"), "no Braid server at this address"),
        (Throttled(30), "Wait 30 seconds"),
        (AnswerLost(), "did not answer as Braid expects"),
    ],
)
def test_errors_in_words(door: Stage, error: KnownError, words: str) -> None:
    fill(door)
    door.services.session.error = error
    door.window.sign_in.enter.click()
    door.settle()
    screen = door.window.sign_in
    assert words in screen.error.text()
    assert screen.error.isVisible()
    assert screen.password.text() == "secret"
    assert screen.enter.isEnabled()


@pytest.mark.parametrize(
    ("error", "field"),
    [
        (SignedOut(), "password"),
        (Throttled(30), "password"),
        (Unreachable("name"), "server"),
        (Refused("insecure_address"), "server"),
        (AnswerLost(), "server"),
        (Unreachable("backend_failed"), "start"),
    ],
)
def test_the_keys_go_where_it_can_be_put_right(door: Stage, error: KnownError, field: str) -> None:
    fill(door)
    door.services.session.error = error
    door.window.sign_in.enter.click()
    door.settle()
    assert door.focus() is getattr(door.window.sign_in, field)


def test_nothing_is_squeezed_where_there_is_little_room(door: Stage) -> None:
    door.window.theme.zoom_to(150)
    door.window.resize(900, 560)
    screen = door.window.sign_in
    screen.say("one line that is long enough to need a second one, and perhaps even a third one, at this size")
    door.settle()
    for part in (screen.server, screen.password, screen.enter, screen.start, screen.error):
        assert part.height() >= part.minimumSizeHint().height()
    screen.server.setFocus()
    for _step in range(5):
        QTest.keyClick(door.focus(), Qt.Key.Key_Tab)
    assert door.focus() is screen.start
    seen = screen.start.mapTo(screen, screen.start.rect().bottomLeft())
    assert seen.y() <= screen.height()


def test_busy_while_it_lasts(door: Stage) -> None:
    fill(door)
    gate = door.services.session.gate = Gate()
    screen = door.window.sign_in
    screen.enter.click()
    door.settle()
    assert not screen.enter.isEnabled()
    assert screen.enter.text() == "Signing in…"
    gate.opened = True
    door.settle()
    assert door.window.inbox.isVisible()


def test_trial_starts(door: Stage) -> None:
    door.window.sign_in.start.click()
    door.settle()
    assert door.window.inbox.isVisible()


def test_without_a_keychain_it_says_why(door: Stage) -> None:
    door.services.session.durable = False
    door.window.show_sign_in()
    remember = door.window.sign_in.remember
    assert not remember.isEnabled()
    assert not remember.isChecked()
    assert "no keychain" in remember.text()


def test_missing_fields_are_asked_for(door: Stage) -> None:
    door.window.sign_in.enter.click()
    door.settle()
    assert door.services.session.asked == []
    assert "address" in door.window.sign_in.error.text()


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("support.example.com", "https://support.example.com"),
        (" http://127.0.0.1:8080/ ", "http://127.0.0.1:8080"),
        ("ftp://example.com", ""),
        ("two words", ""),
        ("", ""),
        ("https://user@example.com", ""),
        ("https://example.com:port", ""),
    ],
)
def test_addresses(typed: str, whole: str) -> None:
    assert normal_address(typed) == whole

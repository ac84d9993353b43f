"""Screens before what they show was read, or when it cannot be: none of them says that there is nothing (K, M, S)."""

from collections.abc import Callable
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from app.errors import StorageUnreadable
from tests.fakes.services import Gate
from tests.fakes.stage import Stage
from tests.gui.ui.complaint_stage import press
from ui.complaints.place import ComplaintsPlace
from ui.insights.place import InsightsPlace
from ui.places import COMPLAINTS, INSIGHTS, TRAINING
from ui.training.place import TrainingPlace

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
Withhold = Callable[[object, str], None]
Place = TypeVar("Place", bound=QWidget)


@pytest.fixture
def unreadable(monkeypatch: pytest.MonkeyPatch) -> Withhold:
    """What a fake was asked cannot be read."""

    async def fails(*_asked: object) -> object:
        raise StorageUnreadable("closed")

    return lambda service, name: monkeypatch.setattr(service, name, fails)


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> Withhold:
    """What a fake was asked is still on its way."""

    async def waits(*_asked: object) -> object:
        return await Gate()

    return lambda service, name: monkeypatch.setattr(service, name, waits)


def words(screen: QWidget) -> str:
    return "\n".join(one.text() for one in screen.findChildren(QLabel) if one.isVisible())


def bare(screen: QWidget) -> list[QWidget]:
    """Buttons and sentences on screen without a word in them."""
    buttons = [one for one in screen.findChildren(QPushButton) if one.isVisible() and not one.text()]
    errors = [one for one in screen.findChildren(QLabel) if one.isVisible() and one.property("role") == "error"]
    return [*(one for one in buttons if one.icon().isNull()), *(one for one in errors if not one.text())]


def offers_again(screen: QWidget) -> list[QPushButton]:
    return [one for one in screen.findChildren(QPushButton) if one.isVisible() and one.text() == "Try again"]


def try_again(stage: Stage, screen: QWidget) -> None:
    (again,) = offers_again(screen)
    again.setFocus()
    press(stage, "Space")


def opened(stage: Stage, name: str, kind: type[Place]) -> Place:
    stage.window.show_place(name)
    stage.settle()
    place = stage.window.shell.places[name]
    assert isinstance(place, kind)
    return place


def complaints(stage: Stage) -> ComplaintsPlace:
    place = opened(stage, COMPLAINTS, ComplaintsPlace)
    place.show_tab("follow_ups")
    stage.settle()
    return place


def insights(stage: Stage, page: str) -> InsightsPlace:
    place = opened(stage, INSIGHTS, InsightsPlace)
    place.show_page(page)
    stage.settle()
    return place


def packs(stage: Stage) -> TrainingPlace:
    place = opened(stage, TRAINING, TrainingPlace)
    place.show_page("packs")
    stage.settle()
    return place


def test_follow_ups_that_are_not_read_are_not_none(stage: Stage, unread: Withhold) -> None:
    for name in ("follow_ups", "open_cards", "ended"):
        unread(stage.services.complaints, name)
    said = words(complaints(stage))
    assert "Reading the follow-ups…" in said
    assert "Nobody has to be asked" not in said
    assert "No complaint of the last 30 days" not in said


def test_follow_ups_that_cannot_be_read_say_why_also_a_minute_later_and_are_read_when_one_comes_back(
    stage: Stage, unreadable: Withhold, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as gone:
        read = stage.services.complaints.follow_ups
        unreadable(stage.services.complaints, "follow_ups")
        place = complaints(stage)
        place.follow_ups.tick()
        assert "try once more" in words(place.follow_ups)
        assert "Nobody has to be asked" not in words(place.follow_ups)
        gone.setattr(stage.services.complaints, "follow_ups", read)
        place.show_tab("board")
        place.show_tab("follow_ups")
        stage.settle()
        assert "Nobody has to be asked" in words(place.follow_ups)


def test_a_pilot_that_is_being_counted_shows_no_empty_error(stage: Stage) -> None:
    stage.services.insights.gate = Gate()
    place = insights(stage, "pilot")
    assert "Counting…" in words(place)
    assert bare(place) == []


def test_conversations_that_are_not_read_have_no_bare_button(stage: Stage, unread: Withhold) -> None:
    unread(stage.services.insights, "review")
    place = insights(stage, "review")
    assert "Reading the conversations…" in words(place)
    assert bare(place) == []


def test_conversations_that_could_not_be_read_are_read_again_by_a_key(
    stage: Stage, unreadable: Withhold, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as gone:
        read = stage.services.insights.review
        unreadable(stage.services.insights, "review")
        place = insights(stage, "review")
        assert "The conversations could not be read" in words(place)
        assert "not drawn yet" not in words(place)
        gone.setattr(stage.services.insights, "review", read)
        try_again(stage, place)
        assert "This week is not drawn yet" in words(place)


def test_packs_that_are_not_read_offer_nothing_to_do_with_them(stage: Stage, unread: Withhold) -> None:
    unread(stage.services.packs, "packs")
    place = packs(stage)
    assert "Reading the packs…" in words(place)
    assert not [one for one in place.findChildren(QPushButton) if one.isVisible() and one.text() == "Withdraw"]


def test_packs_that_cannot_be_read_say_so_and_are_read_again_by_a_key(
    stage: Stage, unreadable: Withhold, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as gone:
        read = stage.services.packs.packs
        unreadable(stage.services.packs, "packs")
        place = packs(stage)
        assert "The packs could not be read." in words(place)
        assert "Reading" not in words(place)
        gone.setattr(stage.services.packs, "packs", read)
        try_again(stage, place)
        assert "could not be read" not in words(place)
        assert not offers_again(place)


def test_what_cannot_be_done_with_a_pack_does_not_say_that_none_could_be_read(
    stage: Stage, unreadable: Withhold
) -> None:
    place = packs(stage)
    unreadable(stage.services.packs, "retire")
    (withdraw,) = [one for one in place.findChildren(QPushButton) if one.isVisible() and one.text() == "Withdraw"]
    withdraw.click()
    stage.settle()
    assert "try once more" in words(place)
    assert "could not be read" not in words(place)
    assert not offers_again(place)


@pytest.mark.parametrize("what", ["team", "threads_of"])
def test_a_team_that_cannot_be_read_is_read_again_by_a_key(
    stage: Stage, unreadable: Withhold, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    with monkeypatch.context() as gone:
        read = getattr(stage.services.insights, what)
        unreadable(stage.services.insights, what)
        place = insights(stage, "team")
        assert "try once more" in words(place)
        gone.setattr(stage.services.insights, what, read)
        try_again(stage, place)
        assert "try once more" not in words(place)
        assert not offers_again(place)


def ended(stage: Stage) -> ComplaintsPlace:
    place = opened(stage, COMPLAINTS, ComplaintsPlace)
    place.show_tab("ended")
    stage.settle()
    return place


def test_ended_complaints_that_are_not_read_are_not_none(stage: Stage, unread: Withhold) -> None:
    unread(stage.services.complaints, "ended")
    said = words(ended(stage))
    assert "Reading the complaints…" in said
    assert "No complaint has ended yet" not in said
    assert "No complaint of the last 30 days" not in said


def test_ended_complaints_that_cannot_be_read_are_read_again_by_a_key(
    stage: Stage, unreadable: Withhold, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as gone:
        read = stage.services.complaints.ended
        unreadable(stage.services.complaints, "ended")
        place = ended(stage)
        assert "try once more" in words(place)
        assert "No complaint has ended yet" not in words(place)
        gone.setattr(stage.services.complaints, "ended", read)
        try_again(stage, place)
        assert "try once more" not in words(place)
        assert not offers_again(place)

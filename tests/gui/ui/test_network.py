"""Signs that the network is back lead to a try at once."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtNetwork import QNetworkInformation
from PySide6.QtWidgets import QApplication

from tests.fakes.clock import FakeClock
from ui.network import AWAY_S, NetworkWatch

Reach = QNetworkInformation.Reachability
State = Qt.ApplicationState


class Watched:
    """A watch, and how often it asked for a try."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.tries = 0
        self.watch = NetworkWatch(self.retry, self.clock)

    def retry(self) -> None:
        self.tries += 1


@pytest.fixture
def watched(qapp: QApplication) -> Iterator[Watched]:
    made = Watched()
    made.watch.start(qapp)
    yield made
    made.watch.stop()
    made.watch.deleteLater()


def test_the_system_says_that_it_is_online_again(watched: Watched) -> None:
    for reach, tries in (
        (Reach.Online, 0),
        (Reach.Disconnected, 0),
        (Reach.Local, 0),
        (Reach.Online, 1),
        (Reach.Online, 1),
        (Reach.Unknown, 1),
        (Reach.Online, 2),
    ):
        watched.watch.reachability_changed(reach)
        assert watched.tries == tries, reach


def test_the_agent_comes_back_after_a_while(watched: Watched, qapp: QApplication) -> None:
    qapp.applicationStateChanged.emit(State.ApplicationInactive)
    watched.clock.advance(AWAY_S - 1)
    qapp.applicationStateChanged.emit(State.ApplicationActive)
    assert watched.tries == 0
    qapp.applicationStateChanged.emit(State.ApplicationInactive)
    watched.clock.advance(AWAY_S - 1)
    qapp.applicationStateChanged.emit(State.ApplicationHidden)
    watched.clock.advance(1)
    qapp.applicationStateChanged.emit(State.ApplicationActive)
    assert watched.tries == 1


def test_the_computer_slept(watched: Watched) -> None:
    for seconds, tries in ((10, 0), (14, 0), (3600, 1), (10, 1)):
        watched.clock.advance(seconds)
        watched.watch.look()
        assert watched.tries == tries


def test_what_the_system_offers_can_be_loaded_and_may_be_nothing(watched: Watched) -> None:
    watched.watch._load()
    assert watched.tries == 0


def test_nothing_is_tried_after_the_end(watched: Watched) -> None:
    watched.watch.stop()
    watched.watch.reachability_changed(Reach.Disconnected)
    watched.watch.reachability_changed(Reach.Online)
    assert watched.tries == 0

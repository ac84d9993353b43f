"""Two customers become one and two again while their thread is on screen: what it shows is what it holds."""

from dataclasses import replace

import pytest

from app.changes import ChangeSet
from domain.customer import JoinState
from domain.timeline import Entry
from tests.fakes.demo import tid
from tests.fakes.stage import Stage
from tests.thread_samples import conversation

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

WANG = tid("wang")


def holds(stage: Stage, entries: list[Entry]) -> None:
    stage.services.world.entries[WANG] = entries
    stage.services.hub.tell(ChangeSet(timelines=frozenset({WANG})))
    stage.settle()


def shown(stage: Stage) -> list[int]:
    return [entry.message.position for entry in stage.window.inbox.middle.view.loaded.entries]


def test_a_join_shows_what_the_other_customer_wrote_before(stage: Stage) -> None:
    stage.services.world.entries[WANG] = conversation(5, 6)
    stage.open(WANG)
    assert shown(stage) == [5, 6]
    holds(stage, conversation(1, 7))
    assert shown(stage) == list(range(1, 8))


def test_an_undone_join_leaves_nothing_of_the_other_customer(stage: Stage) -> None:
    stage.services.world.entries[WANG] = conversation(1, 9)
    stage.open(WANG)
    assert shown(stage) == list(range(1, 10))
    holds(stage, conversation(5, 9))
    assert shown(stage) == list(range(5, 10))


def test_a_thread_whose_whole_screen_was_the_other_customer_s_is_read_anew(stage: Stage) -> None:
    timeline = stage.services.timeline
    timeline.limit = 4
    stage.services.world.entries[WANG] = conversation(1, 8)
    stage.open(WANG)
    holds(stage, conversation(1, 2))
    assert shown(stage) == [1, 2]


def test_a_suggestion_joins_what_is_not_here_already(stage: Stage) -> None:
    """A pair may be of a thread that is shown in this one: then the other one is meant."""
    world = stage.services.world
    card = world.cards[WANG]
    [(suggested, name)] = [pair for pair in card.joins if pair[0].state is JoinState.SUGGESTED]
    here = next(one.thread_id for one in card.identities if one.thread_id != WANG)
    turned = replace(suggested, kept_thread_id=tid("maria"), joined_thread_id=here)
    world.cards[WANG] = replace(card, joins=((turned, name),))
    stage.open(WANG)
    stage.window.inbox.middle.suggestion.yes.click()
    stage.settle()
    assert ("join", WANG, tid("maria")) in stage.services.inbox.calls


def test_offline_a_join_says_that_it_waits(stage: Stage) -> None:
    stage.services.waiting.become(online=False)
    stage.open(WANG)
    stage.window.inbox.middle.suggestion.yes.click()
    stage.settle()
    assert "as soon as the network is back" in stage.window.inbox.middle.trouble.text()

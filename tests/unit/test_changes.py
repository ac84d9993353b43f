"""The change hub tells once a loop turn, to everybody, whatever one listener does."""

from collections.abc import Callable

from app.changes import ChangeHub, ChangeSet
from domain.ids import ThreadId

ONE, TWO = ThreadId("1"), ThreadId("2")


class Turn:
    """A loop that runs when told."""

    def __init__(self) -> None:
        self.queued: list[Callable[[], None]] = []

    def soon(self, call: Callable[[], None]) -> None:
        self.queued.append(call)

    def run(self) -> None:
        queued, self.queued = self.queued, []
        for call in queued:
            call()


def test_a_thousand_changes_in_one_turn_are_told_once() -> None:
    turn, heard, failures = Turn(), list[ChangeSet](), list[Exception]()
    hub = ChangeHub(turn.soon, failures.append)
    hub.subscribe(heard.append)
    for _ in range(500):
        hub.tell(ChangeSet(timelines=frozenset({ONE})))
        hub.tell(ChangeSet(threads=frozenset({TWO}), outbox=True))
    turn.run()
    assert heard == [ChangeSet(frozenset({TWO}), frozenset({ONE}), outbox=True)]


def test_a_failing_listener_is_reported_and_the_others_still_hear() -> None:
    turn, heard, failures = Turn(), list[ChangeSet](), list[Exception]()
    hub = ChangeHub(turn.soon, failures.append)

    def broken(_: ChangeSet) -> None:
        raise ValueError

    hub.subscribe(broken)
    hub.subscribe(heard.append)
    hub.tell(ChangeSet(people=True))
    turn.run()
    assert heard == [ChangeSet(people=True)]
    assert [type(error) for error in failures] == [ValueError]


def test_changes_told_by_a_listener_come_at_the_next_turn() -> None:
    turn, heard = Turn(), list[ChangeSet]()
    hub = ChangeHub(turn.soon, lambda error: None)

    def echo(changes: ChangeSet) -> None:
        heard.append(changes)
        if not changes.reset:
            hub.tell(ChangeSet(reset=True))

    hub.subscribe(echo)
    hub.tell(ChangeSet(outbox=True))
    turn.run()
    assert heard == [ChangeSet(outbox=True)]
    turn.run()
    assert heard[1:] == [ChangeSet(reset=True)]


def test_an_empty_change_is_not_told_and_a_removed_listener_not_called() -> None:
    turn, heard = Turn(), list[ChangeSet]()
    hub = ChangeHub(turn.soon, lambda error: None)
    remove = hub.subscribe(heard.append)
    hub.tell(ChangeSet())
    assert turn.queued == []
    remove()
    hub.tell(ChangeSet(reset=True))
    turn.run()
    assert heard == []

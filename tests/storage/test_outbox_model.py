"""The outbox against a model of the backend: whatever happens in whatever order, each reply arrives once, in order."""

import asyncio
import json
import tempfile
from collections import defaultdict
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from domain.ids import DeviceId, OperationId, ThreadId
from domain.operations import Operation, Outcome, Result, Send
from domain.outbox import OutboxState
from tests.storage.desk import T2, Desk, T

V = TypeVar("V")
LANES = st.sampled_from([T, T2])


class Server:
    """The contract of POST /v1/ops:batch in a few lines.

    Attributes:
        applied: texts by lane, in the order in which they were applied.
        refuse: texts that a channel's rules do not let through.
    """

    def __init__(self) -> None:
        self.last: defaultdict[tuple[str, str], int] = defaultdict(int)
        self.known: dict[str, str] = {}
        self.applied: defaultdict[str, list[str]] = defaultdict(list)
        self.unseen: list[dict[str, Any]] = []
        self.refuse: set[str] = set()

    def submit(self, body: bytes) -> list[Result]:
        batch = json.loads(body)
        stuck: set[str] = set()
        results = []
        for op in batch["ops"]:
            result = self._one(batch["device_id"], op, stuck)
            if result.outcome not in (Outcome.APPLIED, Outcome.DUPLICATE):
                stuck.add(op["lane"])
            results.append(result)
        return results

    def _one(self, device: str, op: dict[str, Any], stuck: set[str]) -> Result:
        name, lane = OperationId(op["id"]), (device, op["lane"])
        if name in self.known:
            assert self.known[name] == json.dumps(op["payload"]), "an operation's content changed under its id"
            if op["n"] == self.last[lane] + 1:
                self.last[lane] = op["n"]
            return Result(name, Outcome.DUPLICATE)
        if op["lane"] in stuck:
            return Result(name, Outcome.BEHIND)
        if op["n"] <= self.last[lane]:
            return Result(name, Outcome.REJECTED, "lane_fork")
        if op["n"] > self.last[lane] + 1:
            return Result(name, Outcome.GAP, expected=self.last[lane] + 1)
        if op["kind"] == "send" and op["payload"]["text"] in self.refuse:
            return Result(name, Outcome.REJECTED, "window_closed")
        self.last[lane] = op["n"]
        self.known[name] = json.dumps(op["payload"])
        if op["kind"] == "send":
            self.applied[op["lane"]].append(op["payload"]["text"])
            self.unseen.append(op)
        return Result(name, Outcome.APPLIED)


class OutboxMachine(RuleBasedStateMachine):
    """Sends, cuts, crashes, refusals, edits and discards at any moment."""

    @initialize()
    def begin(self) -> None:
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory()
        self.desk = Desk(Path(self.folder.name) / "braid.db")
        self.server = Server()
        self.meant: defaultdict[str, list[str]] = defaultdict(list)
        self.count = 0
        self.dropped: list[Any] = []
        self.run(self.desk.open())
        self.run(self.desk.customer(T, T2))

    def run(self, work: Coroutine[Any, Any, V]) -> V:
        return self.runner.run(work)

    @rule(lane=LANES, refused=st.sampled_from([False, False, False, True]))
    def send(self, lane: ThreadId, refused: bool) -> None:
        self.count += 1
        text = f"reply {self.count}"
        if refused:
            self.server.refuse.add(text)
        self.meant[lane].append(text)
        self.run(self.desk.send(text, lane))

    @rule(limit=st.sampled_from([1, 2, 500]), lost=st.booleans())
    def submit(self, limit: int, lost: bool) -> None:
        batch = self.run(self.desk.freeze(limit))
        if batch is None:
            return
        results = self.server.submit(batch.body)
        if not lost:
            self.take(results)

    def take(self, results: list[Result]) -> None:
        self.run(self.desk.store.outbox.settle(results))
        if any(result.code == "lane_fork" for result in results):
            self.renumber()

    def renumber(self) -> None:
        self.run(self.desk.store.outbox.renumber(DeviceId(self.desk.ids.new())))

    @rule(count=st.integers(0, 5))
    def pull(self, count: int) -> None:
        ready, self.server.unseen = self.server.unseen[:count], self.server.unseen[count:]
        operations = [
            Operation(op["id"], ThreadId(op["lane"]), Send(**{**op["payload"], "parts": ()}), self.desk.clock.now())
            for op in ready
        ]
        self.run(self.desk.feed(*(self.desk.mine(operation) for operation in operations)))

    @rule()
    def crash(self) -> None:
        self.dropped.append(self.desk.store)
        self.run(self.desk.open())

    @rule()
    def copy_of_the_file_was_used_elsewhere(self) -> None:
        self.renumber()

    @rule(lane=LANES)
    def hold(self, lane: ThreadId) -> None:
        self.run(self.desk.store.outbox.hold(lane, "moved"))

    def rows(self, *states: OutboxState) -> list[Any]:
        return [q for q in self.run(self.desk.store.outbox.unsent()) if q.state in states]

    @precondition(lambda self: self.rows(OutboxState.HELD))
    @rule()
    def confirm(self) -> None:
        self.run(self.desk.store.outbox.retry(self.rows(OutboxState.HELD)[0].operation.id))

    @precondition(lambda self: self.rows(OutboxState.BLOCKED))
    @rule(discard=st.booleans())
    def decide(self, discard: bool) -> None:
        old = self.rows(OutboxState.BLOCKED)[0].operation
        place = self.meant[old.lane].index(old.payload.text)
        if discard:
            self.run(self.desk.store.outbox.discard(old.id))
            del self.meant[old.lane][place]
            return
        self.meant[old.lane][place] += " (corrected)"
        new = self.desk.operation(Send(old.payload.identity_id, self.meant[old.lane][place]), old.lane)
        self.run(self.desk.store.outbox.edit(old.id, new))

    @invariant()
    def nothing_twice_and_nothing_out_of_order(self) -> None:
        for lane, applied in self.server.applied.items():
            meant = iter(self.meant[lane])
            assert all(text in meant for text in applied), (applied, self.meant[lane])

    @invariant()
    def everything_meant_is_on_screen_in_order(self) -> None:
        for lane in (T, T2):
            shown = [text for text in self.run(self.desk.shown(lane)) if text.startswith("reply")]
            assert shown == self.meant[lane]

    def teardown(self) -> None:
        if not hasattr(self, "runner"):
            return
        for _ in range(300):
            if self.rows(OutboxState.BLOCKED):
                self.decide(False)
            elif self.rows(OutboxState.HELD):
                self.confirm()
            elif (batch := self.run(self.desk.freeze())) is not None:
                self.take(self.server.submit(batch.body))
            else:
                break
        self.pull(len(self.server.unseen))
        assert {lane: texts for lane, texts in self.server.applied.items() if texts} == {
            lane: texts for lane, texts in self.meant.items() if texts
        }
        assert self.rows(*OutboxState) == []
        for store in (*self.dropped, self.desk.store):
            self.run(store.close())
        self.runner.close()
        self.folder.cleanup()


TestOutboxModel = OutboxMachine.TestCase
TestOutboxModel.settings = settings(
    max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)

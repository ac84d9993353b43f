"""The core in simulated days: random faults by seed, a model world, no clock and no I/O; a seed replays exactly."""

import heapq
import itertools
from dataclasses import dataclass, field
from random import Random

import pytest

from app.errors import AnswerLost, CannotCalculate, SignedOut, StorageFull, Throttled, Unreachable
from domain.ids import OperationId
from domain.operations import Outcome, Result
from sync.core import SyncCore
from sync.steps import (
    BatchFailed,
    CloseStream,
    Effect,
    Event,
    Failed,
    FindLanes,
    FindUploads,
    Guarded,
    Heard,
    Job,
    LanesFound,
    NothingToSubmit,
    OpenStream,
    Pull,
    Pulled,
    Restart,
    Restarted,
    Started,
    StreamEnded,
    Submit,
    Submitted,
    Ticked,
    UploadsFound,
    Withdraw,
    Woken,
)

HOUR = 3600.0


@dataclass
class World:
    """One client core and the network around it, in virtual seconds."""

    random: Random
    now: float = 1000.0
    queue: int = 0
    applied: int = 0
    server_at: int = 1
    client_at: int = 0
    online: bool = True
    streams: int = 0
    pulls: int = 0
    submits: int = 0
    submitting: int = 0
    agenda: list[tuple[float, int, Event]] = field(default_factory=list)
    order: "itertools.count[int]" = field(default_factory=itertools.count)

    def __post_init__(self) -> None:
        self.core = SyncCore(self.random.random)
        self.feed(Started())

    def feed(self, event: Event) -> None:
        for effect in self.core.handle(event, self.now):
            self.begin(effect)

    def later(self, event: Event, low: float = 0.01, high: float = 0.4) -> None:
        heapq.heappush(self.agenda, (self.now + self.random.uniform(low, high), next(self.order), event))

    def begin(self, effect: Effect) -> None:
        match effect:
            case Pull():
                self.pulls += 1
                self.later(self.pull())
            case Restart():
                self.client_at = 0
                self.later(Restarted())
            case Submit(limit):
                self.submits += 1
                assert self.submitting == 0, "one request in flight"
                self.submitting = 1
                self.later(self.submit(limit))
            case Withdraw():
                raise AssertionError
            case FindUploads():
                self.later(UploadsFound(()), 0.001, 0.01)
            case FindLanes():
                self.later(LanesFound(()), 0.001, 0.01)
            case OpenStream():
                assert self.streams == 0, "one stream at a time"
                self.streams = 1
                self.later(Heard(str(self.server_at)) if self.online else StreamEnded(Unreachable()))
            case CloseStream():
                self.later(StreamEnded(AnswerLost("silent")), 0.001, 0.01)
            case _:
                self.later(Guarded())

    def pull(self) -> Event:
        trouble = self.trouble()
        if trouble is not None:
            return Failed(Job.PULL, trouble)
        self.client_at = self.server_at
        return Pulled(str(self.server_at), has_more=False)

    def submit(self, limit: int) -> Event:
        size = min(self.queue, limit)
        if not size:
            return NothingToSubmit()
        operations = tuple(OperationId(str(number)) for number in range(size))
        trouble = self.trouble()
        if trouble is not None and not isinstance(trouble, CannotCalculate):
            return BatchFailed(operations, trouble)
        self.queue -= size
        self.applied += size
        self.server_at += 1
        return Submitted([Result(one, Outcome.APPLIED) for one in operations])

    def trouble(self) -> Exception | None:
        if not self.online:
            return Unreachable() if self.random.random() < 0.7 else AnswerLost()
        if self.random.random() < 0.9:
            return None
        return self.random.choice([AnswerLost(), Throttled(20), StorageFull(), CannotCalculate(), Unreachable()])

    def step(self) -> None:
        """To the next thing that happens: an answer, a timer, or the world's own doings."""
        tick = self.core.next_tick(self.now)
        due = self.agenda[0][0] if self.agenda else float("inf")
        moment = min(due, tick if tick is not None else float("inf"), self.now + 30)
        self.now = max(self.now, moment)
        if due <= moment:
            event = heapq.heappop(self.agenda)[2]
            if isinstance(event, StreamEnded):
                self.streams = 0
            if isinstance(event, Submitted | NothingToSubmit | BatchFailed):
                self.submitting = 0
            self.feed(event)
        else:
            self.feed(Ticked())

    def weather(self) -> None:
        roll = self.random.random()
        if roll < 0.1:
            self.queue += 1
            self.feed(Woken())
        elif roll < 0.2:
            self.server_at += 1
            if self.online and self.core.stream.up:
                self.later(Heard(str(self.server_at)), 0.001, 0.05)
        elif roll < 0.22:
            self.online = not self.online
            if not self.online and self.core.stream.up and self.random.random() < 0.5:
                self.later(StreamEnded(AnswerLost()), 0.001, 0.05)


@pytest.mark.parametrize("seed", range(20))
def test_after_any_weather_everything_arrives(seed: int) -> None:
    world = World(Random(seed))
    for _ in range(3000):
        world.weather()
        world.step()
    world.online = True
    world.random.random = lambda: 0.5  # type: ignore[method-assign]
    calm = world.now + 120
    while world.now < calm:
        world.step()
    assert world.queue == 0
    assert world.client_at == world.server_at
    assert world.core.contact.online
    assert world.core.stream.up


def test_an_idle_hour_is_quiet() -> None:
    world = World(Random(1))
    world.random.random = lambda: 0.5  # type: ignore[method-assign]
    world.step()
    end = world.now + HOUR
    while world.now < end:
        if world.core.stream.up and not world.agenda:
            world.now = world.core.stream.heard_at + 15
            world.feed(Heard(""))
        else:
            world.step()
    assert world.pulls <= 15, "one look every five minutes, should a nudge be lost"
    assert world.submits <= 3


def test_an_hour_without_a_server_is_quiet_too() -> None:
    world = World(Random(2), online=False)
    world.random.random = lambda: 0.5  # type: ignore[method-assign]
    end = world.now + HOUR
    while world.now < end:
        world.step()
    assert 200 < world.pulls < 300, "a try every 15 s on average"


def test_a_session_that_ended_asks_nothing_for_a_day() -> None:
    world = World(Random(3))
    for _ in range(50):
        world.step()
    world.feed(Failed(Job.PULL, SignedOut()))
    pulls, end = world.pulls, world.now + 24 * HOUR
    while world.now < end:
        world.step()
    assert world.pulls <= pulls

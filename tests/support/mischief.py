"""What a chaos proxy does to a request: one fault each, ordered by a test or thrown by seeded dice."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from tests.support.http_wire import Head


class Kind(StrEnum):
    """Everything that can happen to one request; after most of it the connection is gone."""

    PASS = "pass"
    RESET_BEFORE = "reset_before"  # nothing reaches the server
    CUT_BODY = "cut_body"  # the server gets `count` bytes of the request's body
    DROP_ANSWER = "drop_answer"  # the server has answered, the client never hears it
    CUT_ALL = "cut_all"  # the same, and every other connection breaks with it
    SWALLOW = "swallow"  # the same, but the connection stays open
    TRUNCATE = "truncate"  # the client gets `count` bytes of the answer's body
    DUPLICATE = "duplicate"  # the server gets it twice, the client one answer
    HOLD_BACK = "hold_back"  # it waits until the next request got its answer, or for `seconds`
    HANG = "hang"  # accepted, never passed on, never answered
    ANSWER = "answer"  # the proxy answers `status` by itself
    DELAY = "delay"  # it waits for `seconds`


@dataclass(frozen=True, slots=True)
class Fault:
    """One of them with its amounts; `status` and `retry_after` are for ANSWER, negative `count` for half of it."""

    kind: Kind
    seconds: float = 5.0
    count: int = -1
    status: int = 503
    retry_after: str = ""


PASS = Fault(Kind.PASS)
RESET_BEFORE = Fault(Kind.RESET_BEFORE)
DROP_ANSWER = Fault(Kind.DROP_ANSWER)
CUT_ALL = Fault(Kind.CUT_ALL)
SWALLOW = Fault(Kind.SWALLOW)
TRUNCATE = Fault(Kind.TRUNCATE)
DUPLICATE = Fault(Kind.DUPLICATE)
HOLD_BACK = Fault(Kind.HOLD_BACK)
HANG = Fault(Kind.HANG)


def answer(status: int, retry_after: str = "") -> Fault:
    """The proxy's own word, as a gateway in front of a sick server says it: 503, 429, 520."""
    return Fault(Kind.ANSWER, status=status, retry_after=retry_after)


@dataclass
class Rule:
    """A fault for the next `times` requests that fit, once `after` is used up; -1 for all until it is taken back."""

    fault: Fault
    times: int = 1
    method: str = ""
    path: str = ""
    after: "Rule | None" = None

    def fits(self, head: Head) -> bool:
        """Event streams are meant only when their path is named."""
        if (not self.path and head.wants_stream) or (self.after is not None and self.after.times):
            return False
        return self.times != 0 and head.method in {self.method or head.method} and head.path.startswith(self.path)


@dataclass
class Dice:
    """Throws a fault for that share of the requests; the same seed throws the same."""

    seed: int
    share: float
    faults: Sequence[Fault]
    _random: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)

    def throw(self) -> Fault:
        """For one request."""
        if self._random.random() >= self.share:
            return PASS
        return self._random.choice(self.faults)


@dataclass
class Mischief:
    """What is ordered: rules first, in their order, then the dice.

    Attributes:
        done: what was done to which request, passes left out.
    """

    rules: list[Rule] = field(default_factory=list)
    dice: Dice | None = None
    done: list[tuple[str, Kind]] = field(default_factory=list)

    def choose(self, head: Head) -> Fault:
        """What happens to this one."""
        fault = self._ordered(head)
        if fault is None:
            fault = self.dice.throw() if self.dice is not None and not head.wants_stream else PASS
        if fault.kind is not Kind.PASS:
            self.done.append((f"{head.method} {head.path}", fault.kind))
        return fault

    def _ordered(self, head: Head) -> Fault | None:
        rule = next((rule for rule in self.rules if rule.fits(head)), None)
        if rule is None:
            return None
        if rule.times > 0:
            rule.times -= 1
        return rule.fault

"""What comes next in one go of practice: repetitions, what was assigned, what is weak, what is new (S-2)."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, tzinfo
from random import Random
from typing import Final

from domain.ids import DrillItemId, PackId
from domain.training.item import DrillItem, DrillKind
from domain.training.learner import Learner, Place
from domain.training.repetition import Key
from domain.training.results import Attempt
from domain.training.task import Task, Wanted

MIXED: Final = (DrillKind.KEYWORDS, DrillKind.TRIAGE, DrillKind.GIST, DrillKind.REPLY, DrillKind.FLASH)
"""Of what mixtures are made; an inbox under pressure is nothing to come across."""
LOOK: Final = 2.0
"""Seconds that anybody looks at what came of an attempt, at least; who looks longer is ended by the clock on screen."""

_CHANCE: Final = 0.5
"""How much of the choice between items is left to chance, in levels."""
_TOO_HARD: Final = 1.4
"""What is too hard is so much worse than what is too easy."""
_WEAK: Final = 2.0
_SEEN, _SEEN_TODAY, _REMEMBERED = 0.8, 3.0, 2.0
_OPTIONS: Final[Mapping[DrillKind, Callable[[DrillItem], int]]] = {
    DrillKind.GIST: lambda item: len(item.gists),
    DrillKind.FLASH: lambda item: len(item.gists),
    DrillKind.REPLY: lambda item: len(item.replies),
    DrillKind.PRESSURE: lambda item: len(item.replies),
}


@dataclass(frozen=True, slots=True)
class Offered:
    """An item that can be practised with.

    Attributes:
        at_home: whether a mixture may bring it without being asked: its language is one that the learner works in.
    """

    item: DrillItem
    pack_id: PackId
    edition: int
    level: int
    at_home: bool = True

    @property
    def place(self) -> Place:
        """What it is known by."""
        return self.pack_id, self.item.id


@dataclass(slots=True)
class Duty:
    """What is left of an assignment.

    Attributes:
        kind: None for any. left: how often each item is still to be done.
    """

    pack_id: PackId
    kind: DrillKind | None
    left: dict[DrillItemId, int]


@dataclass(frozen=True, slots=True)
class Ground:
    """What a deck is made from.

    Attributes:
        title: of the pack, "" for a mixture. offered: all that this go may bring. learner: grows with the deck.
        today, zone: by which what is due is due. duties: assignments that are open, the most urgent first.
    """

    title: str
    offered: Sequence[Offered]
    learner: Learner
    today: date
    zone: tzinfo
    duties: Sequence[Duty] = field(default=())


class PracticeDeck:
    """Implements `domain.training.task.Deck`.

    Every other task is a repetition while any is due; between them come assigned items, then others: the kind that came
    least often, an item near the level that goes right four times in five, weak topics and unseen items first. What
    waits for its day is left alone. An item comes once in a go (again in another kind only when time is to be filled,
    or in another round of an assignment), and never twice in a row.
    """

    def __init__(self, wanted: Wanted, ground: Ground, random: Random) -> None:
        self.wanted, self._ground, self._random = wanted, ground, random
        self._kinds = (wanted.kind,) if wanted.kind is not None else MIXED
        self._offered = {one.place: one for one in ground.offered}
        self._keys = {Key(kind, *one.place) for one in ground.offered for kind in self._kinds if kind in one.item.kinds}
        self._done: Counter[Place] = Counter()
        self._pairs: set[Key] = set()
        self._by_kind: Counter[DrillKind] = Counter()
        self._last: Key | None = None
        self._seconds = 0.0
        self._task: Task | None = None

    @property
    def title(self) -> str:
        """The pack's name; "" for a mixture."""
        return self._ground.title

    @property
    def size(self) -> int:
        """How many tasks there will be at most, 0 when time alone ends it."""
        if self.wanted.seconds:
            return self.wanted.items
        there = sum(self._done.values()) + self._left()
        return min(self.wanted.items, there) if self.wanted.items else there

    def next(self) -> Task | None:
        """The next task; None when there is nothing left. The same one again until `done` was told of it."""
        if self._task is None and not self._is_over():
            for source in self._sources():
                self._task = source()
                if self._task is not None:
                    break
        return self._task

    def done(self, attempt: Attempt) -> None:
        """What came of it."""
        self._task = None
        self._last = Key(attempt.kind, attempt.pack_id, attempt.item_id)
        self._pairs.add(self._last)
        self._done[attempt.pack_id, attempt.item_id] += 1
        self._by_kind[attempt.kind] += 1
        self._seconds += attempt.seconds + LOOK
        self._ground.learner.add(attempt)
        for duty in self._ground.duties:
            if attempt.counts and duty.pack_id == attempt.pack_id and duty.kind in {None, attempt.kind}:
                duty.left = _less(duty.left, attempt.item_id)

    def drawn(self) -> list[Task]:
        """All at once, without an answer in between: each item once, those that fit best, in any order."""
        kind = self._kinds[0]
        keys = [Key(kind, *place) for place in self._wished() if kind in self._offered[place].item.kinds]
        found = [self._made(key) for key in sorted(keys, key=self._distance)[: self.wanted.items or None]]
        self._random.shuffle(found)
        return found

    def _is_over(self) -> bool:
        wanted, done = self.wanted, sum(self._done.values())
        if wanted.items and done >= wanted.items:
            return True
        # Half an attempt more or less: in the end it comes to the time that was wanted.
        return bool(wanted.seconds) and self._seconds + (self._ground.learner.usual + LOOK) / 2 > wanted.seconds

    def _left(self) -> int:
        if self.wanted.assignment_id is not None:
            return sum(sum(duty.left.values()) for duty in self._ground.duties)
        if self.wanted.repeat:
            return len(self._due())
        return sum(1 for place in {(key.pack_id, key.item_id) for key in self._keys} if not self._done[place])

    def _sources(self) -> Iterator[Callable[[], Task | None]]:
        if self.wanted.repeat:
            yield self._repetition
        elif self.wanted.assignment_id is not None:
            yield self._duty
        elif sum(self._done.values()) % 2 == 0:
            yield from (self._repetition, self._duty, self._other, self._filler)
        else:
            yield from (self._duty, self._other, self._repetition, self._filler)

    def _repetition(self) -> Task | None:
        for key in self._due():
            if not self._is_last(key):
                return self._made(key, again=True)
        return None

    def _due(self) -> list[Key]:
        ground = self._ground
        due = ground.learner.repetition.due(ground.today, ground.zone, self._keys)
        return [key for key in due if key not in self._pairs]

    def _duty(self) -> Task | None:
        only_it = self.wanted.assignment_id is not None
        for duty in self._ground.duties:
            places = [(duty.pack_id, item) for item in duty.left if (duty.pack_id, item) in self._offered]
            open_ = [place for place in places if only_it or not self._done[place]]
            fewest = min((self._done[place] for place in open_ if not self._is_last_place(place)), default=0)
            fair = [place for place in open_ if self._done[place] == fewest]
            kinds = (duty.kind,) if duty.kind is not None else self._kinds
            if task := self._best(fair, kinds):
                return task
        return None

    def _other(self) -> Task | None:
        return self._best([place for place in self._wished() if not self._done[place]], self._kinds)

    def _filler(self) -> Task | None:
        return self._best(self._wished(), self._kinds) if self.wanted.seconds else None

    def _wished(self) -> list[Place]:
        chosen = self.wanted.pack_id is not None or bool(self.wanted.language)
        return [place for place, one in self._offered.items() if chosen or one.at_home]

    def _best(self, places: Sequence[Place], kinds: Iterable[DrillKind]) -> Task | None:
        """In the kind that came least often the item that fits best."""
        for kind in sorted(kinds, key=self._turn_of):
            keys = [Key(kind, *place) for place in places if kind in self._offered[place].item.kinds]
            new = [key for key in keys if not self._is_last(key) and (key not in self._pairs or self._is_round)]
            if new:
                return self._made(min(new, key=self._distance))
        return None

    @property
    def _is_round(self) -> bool:
        return self.wanted.assignment_id is not None

    def _turn_of(self, kind: DrillKind) -> tuple[bool, float]:
        again = self._last is not None and self._last.kind is kind
        return again, self._by_kind[kind] + self._random.random()

    def _distance(self, key: Key) -> float:
        """How far an item is from the one that would be best now, in levels."""
        one, learner = self._offered[key.pack_id, key.item_id], self._ground.learner
        wanted = learner.ratings.of(key.kind, one.item.language).wanted
        above = one.level - wanted
        found = max(above * _TOO_HARD, -above) + self._random.random() * _CHANCE
        found -= _WEAK * (1 - learner.strength(one.item.topic or ""))
        if (at := learner.seen.get(one.place)) is not None:
            found += _SEEN_TODAY if at.astimezone(self._ground.zone).date() >= self._ground.today else _SEEN
        return found + (_REMEMBERED if key in learner.repetition.recalls else 0.0)

    def _is_last(self, key: Key) -> bool:
        return self._is_last_place((key.pack_id, key.item_id))

    def _is_last_place(self, place: Place) -> bool:
        return self._last is not None and place == (self._last.pack_id, self._last.item_id)

    def _made(self, key: Key, *, again: bool = False) -> Task:
        one = self._offered[key.pack_id, key.item_id]
        task = task_of(one, key.kind, self._ground.learner, self._random)
        return replace(task, again=again)


def task_of(one: Offered, kind: DrillKind, learner: Learner, random: Random) -> Task:
    """That item in that kind of drill, its options in any order."""
    order = list(range(_OPTIONS[kind](one.item))) if kind in _OPTIONS else []
    random.shuffle(order)
    pace = learner.pace(one.item.language) if kind is DrillKind.FLASH else 0.0
    return Task(one.item, kind, one.pack_id, one.edition, one.level, tuple(order), pace)


def _less(left: dict[DrillItemId, int], item: DrillItemId) -> dict[DrillItemId, int]:
    counted = {**left, item: left.get(item, 0) - 1}
    return {one: times for one, times in counted.items() if times > 0}


def drawn(ground: Ground, wanted: Wanted, random: Random) -> list[Task]:
    """For an inbox under pressure: at most `wanted.items` (0 for all), each once, those that fit best, in any order."""
    deck = PracticeDeck(replace(wanted, kind=DrillKind.PRESSURE), ground, random)
    return deck.drawn()

"""The inbox under pressure: a simulation that only its plan, the moments it is told and the learner move (S-2, R-1)."""

from collections.abc import Iterator
from math import inf
from random import Random
from typing import Final

from domain.emotion.assessment import Tier, Topic
from domain.training.answering import Answer
from domain.training.item import NextStep
from domain.training.pressure_plan import CHOICES, Interruption, Plan, Source
from domain.training.pressure_states import Asked, Dialogue, End, Interrupted, State

MOST_UNANSWERED: Final = 5
"""Nobody holds more unanswered messages (R-1)."""
OVERLOAD: Final = 10.0
"""Seconds for which more may wait before it is over."""
SNOOZE: Final = 20.0
"""Seconds that a dialogue is put off."""
PATIENCE: Final = 12.0
"""Seconds within which an interruption is answered."""


class Pressure:
    """Moved by `advance`, which may be called as often or as rarely as one likes: the same comes of it.

    Attributes:
        now: seconds of the drill; they stand while it is paused.
        open: the dialogue that is open. asked: what interrupts now. end: why it is over; None while it goes on.
        overloaded_at: since when more than `MOST_UNANSWERED` wait; None while they do not.
        interrupted: what came of the interruptions so far.
    """

    def __init__(self, plan: Plan, at: float) -> None:
        self.plan = plan
        self.dialogues = tuple(Dialogue(arrival) for arrival in plan.arrivals)
        self.now = self.paused_for = 0.0
        self.open: Dialogue | None = None
        self.asked: Asked | None = None
        self.end: End | None = None
        self.overloaded_at: float | None = None
        self.interrupted: list[Interrupted] = []
        self.paused = False
        self._last = at
        self._seen = False
        self._coming = list(plan.interruptions)

    @property
    def left(self) -> float:
        """Seconds until its time is up."""
        return max(0.0, self.plan.setting.seconds - self.now)

    @property
    def wave(self) -> int:
        """From 0 on."""
        return self.plan.setting.wave(self.now)

    @property
    def waiting(self) -> tuple[Dialogue, ...]:
        """Those whose clocks run, longest here first."""
        return tuple(one for one in self.dialogues if one.state is State.WAITING)

    @property
    def reading(self) -> bool:
        """Whether the open dialogue can be read: painted, and nothing stands before it."""
        return self.open is not None and self._seen and self.asked is None and not self.paused

    def advance(self, at: float) -> None:
        """It is that moment now; what lies before the last one changes nothing."""
        passed, self._last = max(0.0, at - self._last), max(at, self._last)
        if self.end is not None:
            return
        if self.paused:
            self.paused_for += passed
            if self.open is not None and self.open.seen_at is not None:
                self.open.away += passed
            return
        self._run(self.now + passed)

    def open_dialogue(self, number: int, at: float) -> bool:
        """That one is open now, and any other is not; False for what can not be opened."""
        self.advance(at)
        wanted = self.dialogues[number]
        if self._stands or wanted.state in {State.AWAY, State.DONE, State.LATE}:
            return False
        if wanted is not self.open:
            self.open, self._seen = wanted, False
        return True

    def seen(self, at: float) -> None:
        """The open dialogue is painted."""
        self.advance(at)
        if self.open is not None and not self._stands:
            self._seen = True
            if self.open.seen_at is None and self.open.state is not State.COMING:
                self.open.seen_at = self.now + self.paused_for

    def close_dialogue(self, at: float) -> None:
        """Back to the list."""
        self.advance(at)
        self.open, self._seen = None, False

    def answer(self, option: int, at: float) -> bool:
        """The open one is answered with that reply or summary (the item's own index, 0 is right)."""
        return self._deal(Answer(option=option), at)

    def triage(self, topic: Topic | None, tier: Tier, step: NextStep, at: float) -> bool:
        """The open one is passed on with that."""
        return self._deal(Answer(topic=topic, tier=tier, step=step), at)

    def snooze(self, number: int, at: float) -> bool:
        """That one is put off, once; False where it can not be."""
        self.advance(at)
        one = self.dialogues[number]
        if self._stands or self.asked is not None or one.state is not State.WAITING or one.snoozes:
            return False
        one.left, one.state, one.snoozes = one.due - self.now, State.SNOOZED, 1
        one.back_at = self.now + SNOOZE
        self._leave(one)
        self._count()
        return True

    def reply(self, choice: int, at: float) -> bool | None:
        """Answers what interrupts by the place of a choice; whether that was right, None where nothing was asked."""
        self.advance(at)
        if self.asked is None or self._stands:
            return None
        asked, self.asked = self.asked, None
        self.interrupted.append(Interrupted(asked, choice == asked.right))
        return choice == asked.right

    def pause(self, at: float) -> None:
        """Everything stands."""
        self.advance(at)
        if not self._stands:
            self.paused = True
            if self.open is not None and self._seen:
                self.open.interruptions += 1

    def go_on(self, at: float) -> None:
        """Everything runs again; the open dialogue counts as read once it is painted again."""
        self.advance(at)
        if self.paused:
            self.paused, self._seen = False, False

    def stop(self, at: float) -> None:
        """The learner has had enough."""
        self.advance(at)
        self._over(End.STOPPED)

    @property
    def _stands(self) -> bool:
        return self.end is not None or self.paused

    def _deal(self, answer: Answer, at: float) -> bool:
        self.advance(at)
        one = self.open
        if self._stands or self.asked is not None or one is None or not one.open_to_work:
            return False
        if one.state is State.SNOOZED:
            one.due = self.now + one.left
        one.answer, one.state, one.closed_at = answer, State.DONE, self.now
        self._leave(one)
        self._count()
        return True

    def _run(self, until: float) -> None:
        while self.end is None:
            moment = min(self._moments(), default=inf)
            self._pass(min(moment, until))
            if moment > until:
                return
            self._happen()

    def _moments(self) -> Iterator[float]:
        """When something happens next, for each that something can happen to."""
        yield float(self.plan.setting.seconds)
        if self.asked is not None:
            yield self.asked.until
        if self._coming:
            yield self._coming[0].at
        if self.overloaded_at is not None:
            yield self.overloaded_at + OVERLOAD
        for one in self.dialogues:
            if not one.closed:
                yield _next(one)

    def _pass(self, moment: float) -> None:
        if self.reading and self.open is not None and self.open.state is not State.COMING:
            self.open.seconds += max(0.0, moment - self.now)
        self.now = max(self.now, moment)

    def _happen(self) -> None:
        """Everything whose moment has come."""
        if self.asked is not None and self.asked.until <= self.now:
            self.interrupted.append(Interrupted(self.asked, None))
            self.asked = None
        for one in self.dialogues:
            if not one.closed and _next(one) <= self.now:
                self._move(one)
        self._count()
        if self.overloaded_at is not None and self.now >= self.overloaded_at + OVERLOAD:
            self._over(End.OVERLOAD)
        elif self.now >= self.plan.setting.seconds:
            self._over(End.TIME)
        elif all(one.closed for one in self.dialogues):
            self._over(End.EMPTY)
        elif self._coming and self._coming[0].at <= self.now:
            self._interrupt(self._coming.pop(0))

    def _move(self, one: Dialogue) -> None:
        arrival = one.arrival
        if one.state in {State.AWAY, State.COMING}:
            one.lines = sum(1 for moment in arrival.lines if moment <= self.now)
            one.state = State.COMING
            if arrival.message_at <= self.now:
                one.state, one.due, one.lines = State.WAITING, self.now + arrival.limit, len(arrival.lines)
                one.came_at = self.now + self.paused_for
                # Whoever has it open sees it at once; when it is painted is told again.
                self._seen = self._seen and one is not self.open
        elif one.state is State.SNOOZED:
            one.state, one.due = State.WAITING, self.now + one.left
        else:
            one.state, one.closed_at = State.LATE, self.now
            self._leave(one)

    def _leave(self, one: Dialogue) -> None:
        if one is self.open:
            self.open, self._seen = None, False

    def _count(self) -> None:
        if len(self.waiting) <= MOST_UNANSWERED:
            self.overloaded_at = None
        elif self.overloaded_at is None:
            self.overloaded_at = self.now

    def _interrupt(self, coming: Interruption) -> None:
        if self.open is not None and self._seen:
            self.open.interruptions += 1
        choices, right = coming.order, coming.order.index(0)
        if coming.source is Source.LEAD:
            done = sum(1 for one in self.dialogues if one.state is State.DONE)
            choices, right = _figures((len(self.waiting), done)[coming.question], coming.number)
        self.asked = Asked(coming.number, coming.source, coming.question, choices, right, self.now + PATIENCE)

    def _over(self, end: End) -> None:
        if self.end is None:
            self.end, self.open, self.asked = end, None, None


def _next(one: Dialogue) -> float:
    """When it moves by itself."""
    if one.state in {State.AWAY, State.COMING}:
        lines = one.arrival.lines
        return lines[one.lines] if one.lines < len(lines) else one.arrival.message_at
    return one.back_at if one.state is State.SNOOZED else one.due


def _figures(right: int, seed: int) -> tuple[tuple[int, ...], int]:
    """Neighbouring figures, ascending, and the place of the right one."""
    place = min(right, Random(seed).randrange(CHOICES))
    return tuple(right - place + step for step in range(CHOICES)), place

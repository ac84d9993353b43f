"""One go of practice: which task it is, how long it could be read, what came of it; it knows nothing of widgets."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from app.services.training_values import Going, PackCard, Progress
from domain.training.answering import NOTHING, Answer, attempt, timing
from domain.training.figures import TrainingFigures
from domain.training.results import Attempt, Ending
from domain.training.stopwatch import Stopwatch
from domain.training.task import Deck, Task, Wanted
from ui.ports import TrainingPort

if TYPE_CHECKING:
    from datetime import datetime

LONGEST_REVIEW: Final = 30.0
"""Seconds of looking at one answer that count as practice; whoever stays longer does something else."""


class Phase(StrEnum):
    """What is on screen."""

    TASK = "task"
    REVIEW = "review"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Opened:
    """What is read before the first task.

    Attributes:
        before: the learner's last 30 days in that kind and language, without this go.
    """

    wanted: Wanted
    deck: Deck
    figures: TrainingFigures
    before: Progress
    packs: Sequence[PackCard]


class DrillRun:
    """From the first task to the last.

    Attributes:
        phase: what is on screen. task: the one at hand, or the last. words: of its text.
        attempts: what came of all so far. failed: tasks that went wrong.
    """

    def __init__(self, service: TrainingPort, opened: Opened) -> None:
        self.opened = opened
        self.phase = Phase.OVER
        self.task: Task | None = None
        self.words: Sequence[tuple[int, int]] = ()
        self.attempts: list[Attempt] = []
        self.failed: list[Task] = []
        self._service = service
        self._id = service.new_id()
        self._began = service.now()
        self._done = 0.0
        self._watch, self._looking = Stopwatch(), Stopwatch()
        self._painted_at: datetime | None = None

    @property
    def figures(self) -> TrainingFigures:
        """What is measured against."""
        return self.opened.figures

    @property
    def running(self) -> bool:
        """Whether the time of a task is counted now."""
        return self.phase is Phase.TASK and self._watch.shown

    @property
    def going(self) -> Going:
        """All of it as it is kept."""
        return Going(self._id, self.opened.wanted, self._began, self.seconds, tuple(self.attempts))

    @property
    def item_seconds(self) -> float:
        """Of the task at hand, or the last."""
        return self._watch.seconds(self._now)

    @property
    def seconds(self) -> float:
        """Of practice so far: reading, answering, and looking at answers."""
        now = self._now
        asked = self._watch.seconds(now) if self.phase is Phase.TASK else 0.0
        looked = min(LONGEST_REVIEW, self._looking.seconds(now)) if self.phase is Phase.REVIEW else 0.0
        return self._done + asked + looked

    @property
    def left(self) -> float | None:
        """Seconds until it ends, None when time does not end it."""
        return max(0.0, self.opened.wanted.seconds - self.seconds) if self.opened.wanted.seconds else None

    def go_on(self) -> Task | None:
        """The next task; None when it is over. The one at hand when time ran out is always finished."""
        self._close_review()
        task = self.opened.deck.next() if self.left is None or self.left > 0 else None
        if task is None:
            self.phase = Phase.OVER
            return None
        self.task, self.phase = task, Phase.TASK
        self.words = self._service.words(task.item.text)
        self._watch, self._painted_at = Stopwatch(), None
        return task

    def painted(self) -> None:
        """Its text is on screen: its time begins, or goes on."""
        if self.phase is Phase.TASK:
            self._painted_at = self._painted_at or self._service.now()
            self._watch.show(self._now)

    def covered(self) -> None:
        """Nothing can be read any more: no time is counted."""
        self._watch.hide(self._now)
        self._looking.hide(self._now)

    def looked_at(self) -> None:
        """The answer's review is on screen (again)."""
        if self.phase is Phase.REVIEW:
            self._looking.show(self._now)

    @property
    def away_too_long(self) -> bool:
        """Whether the task at hand says nothing any more."""
        return self.phase is Phase.TASK and self._watch.away(self._now) > self.figures.pause

    def answer(self, answer: Answer) -> Attempt:
        """What came of the task at hand."""
        return self._end(answer, Ending.DONE)

    def void(self) -> Attempt:
        """It was interrupted for too long."""
        return self._end(NOTHING, Ending.VOID)

    def finish(self) -> None:
        """No further task; the one at hand is not counted."""
        self._close_review()
        self.phase = Phase.OVER

    def _end(self, answer: Answer, ending: Ending) -> Attempt:
        assert self.task is not None
        now = self._now
        at = self._painted_at or self._service.now()
        made = attempt(self.task, answer, timing(self._watch, now, ending), at, self.figures, self.words)
        self._done += self._watch.seconds(now)
        self._watch.hide(now)
        self.attempts.append(made)
        if made.counts and not made.right:
            self.failed.append(self.task)
        self.opened.deck.done(made)
        self.phase, self._looking = Phase.REVIEW, Stopwatch()
        self._looking.show(now)
        return made

    def _close_review(self) -> None:
        if self.phase is Phase.REVIEW:
            self._done += min(LONGEST_REVIEW, self._looking.seconds(self._now))
            self._looking = Stopwatch()

    @property
    def _now(self) -> float:
        return self._service.monotonic()


class AgainDeck:
    """What went wrong, once more, in its order."""

    def __init__(self, title: str, tasks: Sequence[Task]) -> None:
        self._title = title
        self._tasks = [replace(task, again=True) for task in tasks]
        self._done = 0

    @property
    def title(self) -> str:
        """The pack's name."""
        return self._title

    @property
    def size(self) -> int:
        """All of them."""
        return len(self._tasks)

    def next(self) -> Task | None:
        """The next one."""
        return self._tasks[self._done] if self._done < len(self._tasks) else None

    def done(self, attempt: Attempt) -> None:
        """It is done."""
        self._done += 1

"""When something is to be repeated, by FSRS (the package `fsrs`, version 6); opened when it is first needed (S-2)."""

from datetime import UTC, datetime
from typing import Final

from fsrs import Card, Rating, Scheduler

from domain.training.repetition import Grade, Recall

RETENTION: Final = 0.9
"""The chance that something is still known on the day it comes back."""
LONGEST: Final = 365

_RATINGS: Final = {grade: Rating(grade.value) for grade in Grade}
_DAY: Final = 86_400.0


class FsrsMemory:
    """Implements `domain.training.repetition.Scheduler`.

    Whole days only, without learning steps of minutes: a message that was read a minute ago is remembered, not read.
    Nothing is left to chance (FSRS's fuzz is off), so that every computer of a learner finds the same days.
    """

    def __init__(self) -> None:
        self._scheduler = Scheduler(
            desired_retention=RETENTION,
            learning_steps=(),
            relearning_steps=(),
            maximum_interval=LONGEST,
            enable_fuzzing=False,
        )

    def next(self, recall: Recall | None, grade: Grade, at: datetime) -> Recall:
        """What is known after that."""
        moment = at.astimezone(UTC)
        # Without an id a card makes one of the time, and sleeps so that no two are the same.
        held = recall.inner if recall is not None and isinstance(recall.inner, Card) else Card(card_id=0, due=moment)
        card, _log = self._scheduler.review_card(held, _RATINGS[grade], moment)
        return Recall(card.due, (card.due - moment).total_seconds() / _DAY, card)

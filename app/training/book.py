"""What a learner's practice says, kept between two looks: only what came since is folded in."""

from collections.abc import Iterable, Sequence

from app.training.builtin import builtin_pack, languages
from domain.training.figures import TrainingFigures
from domain.training.learner import Learner
from domain.training.pack import Edition
from domain.training.repetition import Repetition
from domain.training.results import Attempt, Practice


class LearnerBook:
    """Folds practice, the same way every time; what comes in between (from another computer) has it begin again."""

    def __init__(self) -> None:
        self._folded: tuple[str, ...] = ()
        self._figures: TrainingFigures | None = None
        self._learner: Learner | None = None

    def learner(self, practices: Sequence[Practice], figures: TrainingFigures) -> Learner:
        """After all of it; the caller's own, to go on with.

        Args:
            practices: oldest first.
        """
        ids = tuple(practice.id for practice in practices)
        held = self._learner
        if held is None or figures != self._figures or ids[: len(self._folded)] != self._folded:
            held, self._folded = _nobody(figures), ()
        held.extend(_in_order(practices[len(self._folded) :]))
        self._learner, self._figures, self._folded = held, figures, ids
        return held.copy()


def _in_order(practices: Iterable[Practice]) -> list[Attempt]:
    return [attempt for practice in practices for attempt in sorted(practice.attempts, key=_at)]


def _at(attempt: Attempt) -> float:
    return attempt.at.timestamp()


def _nobody(figures: TrainingFigures) -> Learner:
    # FSRS is loaded when somebody trains, not when the program starts.
    from app.training.fsrs_memory import FsrsMemory

    return Learner(Repetition(FsrsMemory(), figures))


def builtin_packs(first: str) -> list[Edition]:
    """Those that come with the program: that language's, then the others."""
    return [builtin_pack(language) for language in sorted(languages(), key=lambda tag: (tag != first, tag))]

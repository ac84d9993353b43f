"""From an answer to an attempt: what was asked, what of it was right, and whether it counts (S-1, S-2)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from math import isfinite
from types import MappingProxyType
from typing import Any, Final

from domain.emotion.assessment import Tier, Topic
from domain.training.figures import TrainingFigures
from domain.training.item import DrillItem, DrillKind, NextStep
from domain.training.results import Attempt, Ending
from domain.training.scoring import KeywordScore, Words, keyword_score
from domain.training.stopwatch import Stopwatch
from domain.training.task import Task


class Unset(Enum):
    """What was not answered; None is an answer: about none of the five topics."""

    UNSET = "unset"


UNSET: Final = Unset.UNSET


@dataclass(frozen=True, slots=True)
class Answer:
    """What the learner said, as far as it was asked.

    Attributes:
        chosen: indices of the words that were marked. option: index into the item's own gists or replies (not into
            the order that they were shown in); 0 is right.
        pace: at which a text in chunks really went by; None for all others.
    """

    chosen: frozenset[int] = frozenset()
    topic: Topic | Unset | None = UNSET
    option: int | None = None
    tier: Tier | None = None
    complaint: bool | None = None
    step: NextStep | None = None
    pace: float | None = None


NOTHING: Final = Answer()

LONGEST: Final = 3_600.0
"""Seconds after which nobody was reading any more, whatever was on screen."""


@dataclass(frozen=True, slots=True)
class Timing:
    """How an attempt ended, and what the stopwatch said then.

    Attributes:
        seconds: that it could be read. away: that it was covered meanwhile. interruptions: how often.
    """

    seconds: float
    ending: Ending = Ending.DONE
    away: float = 0.0
    interruptions: int = 0


def timing(watch: Stopwatch, now: float, ending: Ending = Ending.DONE) -> Timing:
    """By that stopwatch, at the monotonic moment `now`."""
    return Timing(watch.seconds(now), ending, watch.away(now), watch.interruptions)


def attempt(
    task: Task, answer: Answer, timing: Timing, at: datetime, figures: TrainingFigures, words: Words = ()
) -> Attempt:
    """What came of a task.

    Right is: keywords: the point was seen (`KeywordScore.enough`) and the topic is right; gist, flash, reply: the
    right option; triage: all four; pressure: in time, something was done, and all of it was right. Whoever was away
    for longer than the workspace's `pause` may have thought about it meanwhile, and who looked at it for longer than
    `LONGEST` was not there: these attempts are void.

    Args:
        at: when it was painted, by the server's time. words: of the item's text; for keywords only.
    """
    item, kind = task.item, task.kind
    score = keyword_score(words, answer.chosen, item.marks, figures.tolerance) if kind is DrillKind.KEYWORDS else None
    graded = _graded(kind, item, answer)
    seconds = min(timing.seconds, LONGEST) if isfinite(timing.seconds) and timing.seconds > 0 else 0.0
    ending = Ending.VOID if timing.away > figures.pause or timing.seconds > LONGEST else timing.ending
    return Attempt(
        item_id=item.id,
        pack_id=task.pack_id,
        edition=task.edition,
        kind=kind,
        language=item.language,
        topic=item.topic,
        tier=item.tier,
        level=task.level,
        at=at,
        seconds=seconds,
        right=ending is Ending.DONE and _right(graded, score),
        ending=ending,
        recall=score.recall if score else None,
        precision=score.precision if score else None,
        topic_right=graded.get("topic"),
        tier_right=graded.get("tier"),
        complaint_right=graded.get("complaint"),
        step_right=graded.get("step"),
        pace=(task.pace if answer.pace is None else answer.pace) if kind is DrillKind.FLASH else None,
        interruptions=timing.interruptions,
    )


_ASKED: Final[Mapping[DrillKind, tuple[str, ...]]] = MappingProxyType(
    {
        DrillKind.KEYWORDS: ("topic",),
        DrillKind.GIST: ("option",),
        DrillKind.FLASH: ("option",),
        DrillKind.REPLY: ("option",),
        DrillKind.TRIAGE: ("topic", "tier", "complaint", "step"),
    }
)
_RIGHT: Final[Mapping[str, Callable[[DrillItem], Any]]] = MappingProxyType(
    {
        "topic": lambda item: item.topic,
        "tier": lambda item: item.tier,
        "complaint": lambda item: item.complaint,
        "step": lambda item: item.step,
        "option": lambda item: 0,
    }
)


def _graded(kind: DrillKind, item: DrillItem, answer: Answer) -> dict[str, bool]:
    """What was asked, and whether it is right; under pressure what was answered is what was asked."""
    asked = _ASKED.get(kind) or tuple(name for name in _RIGHT if _is_set(answer, name))
    return {name: _is_set(answer, name) and getattr(answer, name) == _RIGHT[name](item) for name in asked}


def _is_set(answer: Answer, name: str) -> bool:
    value = getattr(answer, name)
    return value is not UNSET if name == "topic" else value is not None


def _right(graded: Mapping[str, bool], score: KeywordScore | None) -> bool:
    return bool(graded) and all(graded.values()) and (score is None or score.enough)

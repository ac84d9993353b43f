"""The weekly review without its screen: weeks, what is shown, what a key does to a mark, what comes of it all (M-1)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.ids import AgentId
from domain.measures.sampling import LEAST
from domain.review import MarkReview, ReviewItem, Turn, TurnKind, Verdict

WEEKS = 14
"""So many can be chosen: a quarter and the one that runs."""


class Filter(StrEnum):
    """Which conversations the list shows."""

    ALL = "all"
    OPEN = "open"
    LEARN = "learn"
    TRAINING = "training"
    VOCABULARY = "vocabulary"


@dataclass(frozen=True, slots=True)
class Summary:
    """What a week's review says so far.

    Attributes:
        seen: how many were looked at. lost: seconds in all, beyond what a wait may take; long_waits: how often.
        worst: where the customer waited longest for one answer, and that wait.
        softened: the turns at which an offer changed the mood.
    """

    drawn: int
    seen: int
    verdicts: dict[Verdict, int]
    complaints: int
    lost: int
    long_waits: int
    worst: tuple[ReviewItem, Turn] | None
    worse: int
    better: int
    softened: tuple[tuple[ReviewItem, Turn], ...]
    training: tuple[ReviewItem, ...]
    vocabulary: tuple[ReviewItem, ...]


def monday(day: date) -> date:
    """That its week begins with."""
    return day - timedelta(days=day.weekday())


def weeks(today: date) -> tuple[date, ...]:
    """The Mondays that can be chosen, newest first; the first week is not over."""
    return tuple(monday(today) - timedelta(weeks=back) for back in range(WEEKS))


def seed_of(week: date) -> int:
    """The same for everybody who draws that week: its Monday as a number."""
    return week.year * 10_000 + week.month * 100 + week.day


def seen(item: ReviewItem) -> bool:
    """Whether somebody has said anything of it."""
    return item.reviewed_at is not None


def shown(items: Sequence[ReviewItem], wanted: Filter, current: str = "") -> tuple[ReviewItem, ...]:
    """Those that the filter leaves; the one that is looked at stays until another one is."""
    return tuple(item for item in items if item.id == current or _fits(item, wanted))


def _fits(item: ReviewItem, wanted: Filter) -> bool:
    return {
        Filter.ALL: True,
        Filter.OPEN: not seen(item),
        Filter.LEARN: item.verdict is Verdict.LEARN,
        Filter.TRAINING: item.training,
        Filter.VOCABULARY: item.vocabulary,
    }[wanted]


def mark_of(item: ReviewItem) -> MarkReview:
    """What is said of it now."""
    return MarkReview(item.id, item.verdict, item.comment, item.training, item.vocabulary)


def judged(mark: MarkReview, verdict: Verdict) -> MarkReview:
    """That verdict, or none when it was this one already."""
    return replace(mark, verdict=Verdict.NONE if mark.verdict is verdict else verdict)


def marked(item: ReviewItem, mark: MarkReview, who: AgentId | None, at: datetime) -> ReviewItem:
    """The conversation as it will be."""
    return replace(
        item,
        verdict=mark.verdict,
        comment=mark.comment,
        training=mark.training,
        vocabulary=mark.vocabulary,
        reviewed_by=who,
        reviewed_at=at,
    )


def summary(items: Sequence[ReviewItem]) -> Summary:
    """Everything together."""
    turns = [(item, turn) for item in items for turn in item.turns]
    lost = [(item, turn) for item, turn in turns if turn.kind is TurnKind.LOST_TIME]
    return Summary(
        drawn=len(items),
        seen=sum(map(seen, items)),
        verdicts={verdict: sum(item.verdict is verdict for item in items) for verdict in Verdict if verdict},
        complaints=sum(item.complaint for item in items),
        lost=sum(turn.seconds for _item, turn in lost),
        long_waits=len(lost),
        worst=max(lost, key=_wait, default=None),
        worse=_count(turns, TurnKind.WORSE),
        better=_count(turns, TurnKind.BETTER) + _count(turns, TurnKind.SOFTENED),
        softened=tuple((item, turn) for item, turn in turns if turn.kind is TurnKind.SOFTENED),
        training=tuple(item for item in items if item.training),
        vocabulary=tuple(item for item in items if item.vocabulary),
    )


def size_of(items: Sequence[ReviewItem]) -> int:
    """How many to draw again."""
    return max(LEAST, len(items))


def _wait(pair: tuple[ReviewItem, Turn]) -> int:
    return pair[1].seconds


def _count(turns: Sequence[tuple[ReviewItem, Turn]], kind: TurnKind) -> int:
    return sum(turn.kind is kind for _item, turn in turns)

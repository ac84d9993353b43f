"""What practice came to in a span, ready for tiles, curves and tables: one learner's or everybody's (S-1, S-2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.i18n import _, ngettext
from domain.measures.report import Ratio
from domain.training.figures import DEFAULTS, TrainingFigures
from domain.training.report import DayPoint, Result, TopicLine
from ui.locale import number, percent
from ui.training.words import days_words, length_words, seconds_words
from widgets.charts.tile import TileValue

NOTHING = "–"
LEAST = 5
"""Fewer attempts say nothing: no curve, no comparison."""
_SAME = 0.005


@dataclass(frozen=True, slots=True)
class Shown:
    """A span of practice against the one just before.

    Attributes:
        first, last: its days. due: items to be repeated, by day from today on.
    """

    result: Result
    before: Result
    curve: Sequence[DayPoint]
    topics: Sequence[TopicLine]
    first: date
    last: date
    today: date
    figures: TrainingFigures = DEFAULTS
    sessions: int = 0
    seconds: float = 0.0
    streak: int = 0
    longest: int = 0
    due: tuple[int, ...] = ()

    @property
    def days(self) -> tuple[date, ...]:
        """Each day of the span."""
        return tuple(self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1))

    @property
    def little(self) -> bool:
        """Whether there is too little to draw a curve of."""
        return self.result.attempts < LEAST

    @property
    def compared(self) -> bool:
        """Whether the span before can be compared with."""
        return self.before.attempts >= LEAST


def part_of(ratio: Ratio) -> float | None:
    """As a share; None where nothing was asked."""
    return ratio.part / ratio.whole if ratio.whole else None


def share_words(share: float | None) -> str:
    """In percent, a dash without one."""
    return percent(share) if share is not None else NOTHING


def median_words(result: Result) -> str:
    """The median, a dash when nothing was right."""
    return seconds_words(result.median) if result.median else NOTHING


def attempts_words(count: int) -> str:
    """So many attempts."""
    return ngettext("{count} attempt", "{count} attempts", count).format(count=number(count))


def little_words(shown: Shown) -> str:
    """Why there is no curve."""
    if not shown.result.attempts:
        return _("Nothing was practised in these days.")
    said = attempts_words(shown.result.attempts)
    return _("Only {attempts} in these days: fewer than {least} say nothing yet.").format(
        attempts=said, least=number(LEAST)
    )


def faster_words(now: float, before: float) -> str:
    """One's own past, in words ("12 % faster, was 10.1 s")."""
    if not now or not before:
        return _("nothing to compare with")
    change, earlier = (now - before) / before, seconds_words(before)
    if abs(change) < _SAME:
        return _("as fast as before")
    words = _("{share} faster, was {value}") if change < 0 else _("{share} slower, was {value}")
    return words.format(share=percent(abs(change)), value=earlier)


def points_words(now: float | None, before: float | None) -> str:
    """The same for a share, in points of a hundred."""
    if now is None or before is None:
        return _("nothing to compare with")
    points = round(now * 100) - round(before * 100)
    if not points:
        return _("the same as before")
    more = ngettext("{count} point up, was {value}", "{count} points up, was {value}", points)
    less = ngettext("{count} point down, was {value}", "{count} points down, was {value}", -points)
    return (more if points > 0 else less).format(count=number(abs(points)), value=percent(before))


def median_tile(shown: Shown) -> TileValue:
    """Seconds to the point, against goal and untrained (S-1) and against what was before."""
    figures, result = shown.figures, shown.result
    short = {"goal": _short(figures.goal), "untrained": _short(figures.untrained)}
    said = _("goal {goal}, untrained {untrained}").format(**short)
    if shown.little or not result.median:
        return TileValue(NOTHING, _few(shown))
    reached = result.median <= figures.goal
    if result.median >= figures.untrained:
        said = _("goal {goal}; untrained readers need {untrained}").format(**short)
    words = faster_words(result.median, shown.before.median) if shown.compared else _no_past()
    moved = _moved(result.median, shown.before.median) if shown.compared and shown.before.median else 0
    return TileValue(seconds_words(result.median), said, "ok" if reached else "", words, moved)


def recall_tile(shown: Shown) -> TileValue:
    """Keywords found of those that carry the point."""
    result, before = shown.result, shown.before
    said = ""
    if result.precision is not None:
        said = _("precision {share}").format(share=percent(result.precision))
    return _share_tile(shown, result.recall, before.recall, said)


def topics_tile(shown: Shown) -> TileValue:
    """Topics that were right."""
    return _ratio_tile(shown, shown.result.topics, shown.before.topics)


def tiers_tile(shown: Shown) -> TileValue:
    """Tiers that were right."""
    return _ratio_tile(shown, shown.result.tiers, shown.before.tiers)


def late_tile(shown: Shown) -> TileValue:
    """Under pressure: what ran out of time or was put off for good."""
    return _ratio_tile(shown, shown.result.late, shown.before.late)


def streak_tile(shown: Shown) -> TileValue:
    """Days in a row, and the most there ever were."""
    longest = _("longest: {days}").format(days=days_words(shown.longest))
    record = shown.streak and shown.streak >= shown.longest
    return TileValue(days_words(shown.streak), _("your longest so far") if record else longest, "ok" if record else "")


def minutes_tile(shown: Shown) -> TileValue:
    """Time of practice, and in how many goes."""
    goes = ngettext("in {count} go", "in {count} goes", shown.sessions).format(count=number(shown.sessions))
    wanted = _("{minutes} a day are the goal").format(minutes=length_words(shown.figures.minutes * 60))
    return TileValue(minutes_words(shown.seconds), goes, before=wanted)


def hours_tile(shown: Shown) -> TileValue:
    """Time of practice of everybody together."""
    goes = ngettext("in {count} go", "in {count} goes", shown.sessions).format(count=number(shown.sessions))
    return TileValue(minutes_words(shown.seconds), goes)


def minutes_words(seconds: float) -> str:
    """A length of practice in whole minutes; less than one as it is."""
    return length_words(seconds if seconds < 60 else round(seconds / 60) * 60)


def _ratio_tile(shown: Shown, now: Ratio, before: Ratio) -> TileValue:
    said = _("{part} of {whole}").format(part=number(now.part), whole=number(now.whole)) if now.whole else ""
    return _share_tile(shown, part_of(now), part_of(before), said)


def _share_tile(shown: Shown, now: float | None, before: float | None, said: str) -> TileValue:
    if shown.little:
        return TileValue(NOTHING, _few(shown))
    if now is None:
        return TileValue(NOTHING, _("was not asked"))
    if not shown.compared:
        return TileValue(percent(now), said, before=_no_past())
    moved = _moved(round(now * 100), round(before * 100)) if before is not None else 0
    return TileValue(percent(now), said, "", points_words(now, before), moved)


def _few(shown: Shown) -> str:
    count = shown.result.attempts
    return _("only {attempts} yet").format(attempts=attempts_words(count)) if count else _("not practised yet")


def _no_past() -> str:
    return _("nothing to compare with")


def _moved(now: float, before: float) -> int:
    if before and abs(now - before) / before < _SAME:
        return 0
    return 1 if now > before else -1 if now < before else 0


def _short(seconds: int) -> str:
    return _("{seconds} s").format(seconds=number(seconds))

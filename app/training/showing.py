"""What a learner is shown of packs, assignments and their own curve: pure, from where they stand."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from app.services.training_values import Given, Mine, PackCard, Progress
from app.training.standing import Standing
from domain.ids import AgentId
from domain.training.assigning import Assignment
from domain.training.pack import Edition
from domain.training.progress import points, result_of, topic_lines
from domain.training.repetition import Key
from domain.training.results import Attempt, Practice
from domain.training.streak import day_of, longest_streak, streak

WEEK: Final = 7
LATE_DAYS: Final = 14
"""So long an assignment that was not finished in time is still shown."""
_DAY: Final = timedelta(days=1)

Done = Sequence[tuple[Practice, Sequence[Attempt]]]
"""Goes of practice with those of their attempts that are meant."""


def cards_of(standing: Standing) -> list[PackCard]:
    """A card a pack, in the order of the editions."""
    due = Counter(key.pack_id for key in standing.due())
    return [_card(standing, edition, due[edition.id]) for edition in standing.editions]


def given_of(standing: Standing, names: Mapping[AgentId, str]) -> list[Given]:
    """Open assignments and those that begin within a week; what is to be done first comes first."""
    found = [_given(standing, one, names) for one in standing.assignments if _is_near(one, standing.today)]
    return sorted((one for one in found if one.days_left >= 0 or one.done < one.wanted), key=_urgency)


def progress_of(standing: Standing, mine: Mine) -> Progress:
    """The learner's curve of the last days beside as many days before."""
    today, span = standing.today, mine.days * _DAY
    meant = [(one, [attempt for attempt in one.attempts if _fits(attempt, mine)]) for one in standing.practices]
    done = _within(standing, meant, today - span + _DAY, today)
    attempts = _attempts(done)
    week = [today + number * _DAY for number in range(WEEK)]
    return Progress(
        mine=mine,
        sessions=len(done),
        seconds=sum(_seconds(one, kept) for one, kept in done),
        streak=streak(standing.days, today),
        longest_streak=longest_streak(standing.days),
        result=result_of(attempts),
        before=result_of(_attempts(_within(standing, meant, today - 2 * span + _DAY, today - span))),
        curve=points(attempts, standing.zone),
        topics=topic_lines(attempts),
        due=standing.learner.repetition.by_day(week, standing.zone, _keys(standing, mine)),
    )


def _card(standing: Standing, edition: Edition, due: int) -> PackCard:
    seen = standing.learner.seen
    return PackCard(
        id=edition.id,
        title=edition.title,
        note=edition.note,
        source=edition.source,
        edition=edition.number,
        languages=edition.languages,
        items=len(edition.items),
        kinds=frozenset(kind for item in edition.items for kind in item.kinds),
        seen=sum((edition.id, item.id) in seen for item in edition.items),
        due=due,
    )


def _given(standing: Standing, assignment: Assignment, names: Mapping[AgentId, str]) -> Given:
    edition, done = standing.by_id.get(assignment.pack_id), standing.fulfilment(assignment)
    return Given(
        assignment=assignment,
        title=edition.title if edition is not None else "",
        author=names.get(assignment.author, ""),
        done=done.done,
        wanted=done.wanted,
        days_left=(assignment.until - standing.today).days,
        starts=max(0, (assignment.since - standing.today).days),
    )


def _is_near(assignment: Assignment, today: date) -> bool:
    return assignment.since <= today + WEEK * _DAY and today <= assignment.until + LATE_DAYS * _DAY


def _urgency(given: Given) -> tuple[bool, bool, int, str]:
    return given.starts > 0, given.done >= given.wanted, given.days_left, given.assignment.id


def _fits(attempt: Attempt, mine: Mine) -> bool:
    return (
        mine.kind in {None, attempt.kind}
        and mine.language in {"", attempt.language}
        and mine.pack_id in {None, attempt.pack_id}
    )


def _keys(standing: Standing, mine: Mine) -> set[Key]:
    return {
        key
        for key, language in standing.languages.items()
        if mine.kind in {None, key.kind} and mine.language in {"", language} and mine.pack_id in {None, key.pack_id}
    }


def _within(standing: Standing, done: Done, since: date, until: date) -> Done:
    found = []
    for practice, attempts in done:
        kept = [one for one in attempts if since <= day_of(one.at, standing.zone) <= until]
        if kept:
            found.append((practice, kept))
    return found


def _attempts(done: Done) -> list[Attempt]:
    return [attempt for _practice, kept in done for attempt in kept]


def _seconds(practice: Practice, kept: Iterable[Attempt]) -> float:
    """Of a go that was about other things too: as much as its attempts are of it."""
    count = sum(1 for _attempt in kept)
    return practice.seconds * count / len(practice.attempts)

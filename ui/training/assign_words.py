"""What an assignment comes to, and what is wrong with it, in words (S-2)."""

from collections.abc import Sequence
from datetime import date

from app.i18n import _, ngettext
from domain.training.assigning import MOST_PEOPLE, Assignment
from domain.training.item import DrillKind
from domain.training.pack import Edition
from domain.training.report import AssignmentLine
from ui.locale import language_name, number

MOST_ROUNDS = 20
LONGEST_NOTE = 1_000


def flaw(one: Assignment, today: date) -> str:
    """What is wrong with it; "" for nothing."""
    most = number(MOST_PEOPLE)
    rules = (
        (not one.pack_id, _("Choose a pack.")),
        (not one.people, _("Choose at least one person.")),
        (len(one.people) > MOST_PEOPLE, _("At most {count} people at once.").format(count=most)),
        (not 1 <= one.rounds <= MOST_ROUNDS, _("Rounds: from 1 to {most}.").format(most=number(MOST_ROUNDS))),
        (one.until < one.since, _("The last day is before the first.")),
        (one.until < today, _("The last day is over already.")),
        (
            len(one.note) > LONGEST_NOTE,
            _("The note is too long: at most {count} characters.").format(count=number(LONGEST_NOTE)),
        ),
    )
    return next((words for broken, words in rules if broken), "")


def pack_words(edition: Edition) -> str:
    """A pack as it is chosen: title, languages, how much."""
    count = len(edition.items)
    items = ngettext("{count} message", "{count} messages", count).format(count=number(count))
    languages = ", ".join(language_name(one) for one in edition.languages[:3])
    return _("{title} · {languages} · {items}").format(title=edition.title, languages=languages, items=items)


def kinds_of(edition: Edition | None) -> tuple[DrillKind, ...]:
    """Drills that some of its items have a key for."""
    if edition is None:
        return ()
    found = {kind for item in edition.items for kind in item.kinds}
    return tuple(kind for kind in DrillKind if kind in found)


def sum_words(edition: Edition | None, kind: DrillKind | None, people: int, rounds: int) -> str:
    """How much each of them is to do."""
    if edition is None or not people:
        return ""
    count = sum(1 for item in edition.items if kind is None or kind in item.kinds) * rounds
    each = ngettext("{count} message each", "{count} messages each", count).format(count=number(count))
    who = ngettext("for {count} person", "for {count} people", people).format(count=number(people))
    return f"{each}, {who}."


def notes_of(lines: Sequence[AssignmentLine]) -> dict[str, str]:
    """How far each person is, as it stands behind their name."""
    words = _("{done} of {wanted} done")
    return {
        line.agent_id: _("finished")
        if line.finished_at is not None
        else words.format(done=number(line.done), wanted=number(line.wanted))
        for line in lines
    }

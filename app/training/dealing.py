"""From where a learner stands to what their deck is made of: which items, which assignments."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Final

from app.training.standing import Standing
from domain.training.assigning import Assignment
from domain.training.deck import Duty, Ground, Offered, PracticeDeck, drawn
from domain.training.difficulty import level, own_languages
from domain.training.task import Task, Wanted

AT_HOME: Final = 10
"""Attempts that count in a language after which mixtures bring it by themselves."""


def deck_of(standing: Standing, wanted: Wanted, random: Random) -> PracticeDeck:
    """What there is to do."""
    wanted, duties = _meant(standing, wanted)
    return PracticeDeck(wanted, _ground(standing, wanted, duties), random)


def inbox_of(standing: Standing, wanted: Wanted, random: Random) -> Sequence[Task]:
    """What an inbox under pressure is filled with."""
    wanted, _duties_of_it = _meant(standing, wanted)
    return drawn(_ground(standing, wanted, ()), wanted, random)


def _meant(standing: Standing, wanted: Wanted) -> tuple[Wanted, list[Duty]]:
    """An assignment says what is practised; one of which nothing is left is its pack like any other."""
    if wanted.assignment_id is None:
        whole = wanted.kind is None and wanted.pack_id is None and not wanted.language and not wanted.repeat
        return wanted, _duties(standing, standing.running) if whole else []
    chosen = [one for one in standing.assignments if one.id == wanted.assignment_id]
    duties = _duties(standing, chosen)
    for one in chosen:
        wanted = replace(wanted, kind=one.kind, pack_id=one.pack_id)
    return (wanted, duties) if duties else (replace(wanted, assignment_id=None), [])


def _duties(standing: Standing, assignments: Sequence[Assignment]) -> list[Duty]:
    found = [Duty(one.pack_id, one.kind, standing.fulfilment(one).left) for one in assignments]
    return [duty for duty in found if duty.left]


def _ground(standing: Standing, wanted: Wanted, duties: Sequence[Duty]) -> Ground:
    edition = standing.by_id.get(wanted.pack_id) if wanted.pack_id is not None else None
    title = edition.title if edition is not None else ""
    return Ground(title, _offered(standing, wanted), standing.learner, standing.today, standing.zone, duties)


def _offered(standing: Standing, wanted: Wanted) -> list[Offered]:
    own, home = own_languages(standing.learner.languages, standing.first), _home(standing)
    return [
        Offered(item, edition.id, edition.number, level(item, own), not home or item.language in home)
        for edition in standing.editions
        if wanted.pack_id in {None, edition.id}
        for item in edition.items
        if wanted.language in {"", item.language}
    ]


def _home(standing: Standing) -> set[str]:
    """Languages that a mixture may bring; none where there is nothing in any of them."""
    known = {language for edition in standing.editions for language in edition.languages}
    times = standing.learner.languages
    practised = {language for language in known if times[language] >= AT_HOME}
    assigned = {
        language
        for one in standing.running
        if (edition := standing.by_id.get(one.pack_id)) is not None
        for language in edition.languages
    }
    return (practised | assigned | {standing.first}) & known

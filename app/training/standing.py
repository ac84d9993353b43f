"""Where one learner stands at one moment: what there is to practise with, what was done, what is asked of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import cached_property

from domain.ids import DrillItemId, PackId
from domain.training.assigning import Assignment
from domain.training.deck import MIXED
from domain.training.figures import TrainingFigures
from domain.training.fulfilment import Fulfilment, fulfilment
from domain.training.item import DrillKind
from domain.training.learner import Learner
from domain.training.pack import Edition
from domain.training.repetition import Key
from domain.training.results import Practice
from domain.training.streak import day_of, practice_days, zone_of


@dataclass(frozen=True)
class Standing:
    """The whole.

    Attributes:
        editions: all that can be practised with, the learner's language first. practices: oldest first.
        assignments: those of this learner that are not called off. first: the language of the screens.
    """

    now: datetime
    zone: tzinfo
    figures: TrainingFigures
    editions: Sequence[Edition]
    practices: Sequence[Practice]
    assignments: Sequence[Assignment]
    learner: Learner
    first: str

    @cached_property
    def today(self) -> date:
        """The learner's day."""
        return day_of(self.now, self.zone)

    @cached_property
    def by_id(self) -> Mapping[PackId, Edition]:
        """Editions by their pack."""
        return {edition.id: edition for edition in self.editions}

    @cached_property
    def languages(self) -> Mapping[Key, str]:
        """All that can be repeated, with its language."""
        return dict(self._keys())

    @cached_property
    def days(self) -> frozenset[date]:
        """Those with practice."""
        return practice_days(self.practices)

    @cached_property
    def running(self) -> Sequence[Assignment]:
        """Assignments whose days it is, the one that ends first comes first."""
        found = [one for one in self.assignments if one.since <= self.today <= one.until]
        return sorted(found, key=_end_of)

    def due(self) -> list[Key]:
        """What is to be repeated today."""
        return self.learner.repetition.due(self.today, self.zone, self.languages)

    def seconds_today(self) -> float:
        """Practised today, each go by the zone it was in."""
        return sum(one.seconds for one in self.practices if day_of(one.began, zone_of(one.zone)) == self.today)

    def fulfilment(self, assignment: Assignment) -> Fulfilment:
        """How far the learner is with one; nothing is wanted while its pack is not here."""
        return fulfilment(assignment, items_of(self.by_id.get(assignment.pack_id), assignment.kind), self.practices)

    def _keys(self) -> Iterator[tuple[Key, str]]:
        for edition in self.editions:
            for item in edition.items:
                for kind in item.kinds.intersection(MIXED):
                    yield Key(kind, edition.id, item.id), item.language


def items_of(edition: Edition | None, kind: DrillKind | None) -> list[DrillItemId]:
    """Those that can be done in that kind."""
    items = edition.items if edition is not None else ()
    return [item.id for item in items if kind is None or kind in item.kinds]


def _end_of(assignment: Assignment) -> tuple[date, str]:
    return assignment.until, assignment.id

"""Everything that people do in training, as operations; none of them concerns a thread (S-2)."""

import uuid
from dataclasses import dataclass
from typing import Final

from domain.ids import AgentId, AssignmentId, CertificateId, CoachingId, DrillItemId, PackId, ThreadId
from domain.training.assigning import Assignment
from domain.training.item import DrillItem
from domain.training.pack import PackSource
from domain.training.results import Practice

_NAMES = uuid.UUID("1d0a4a55-5c0e-5e0b-9a3f-7b9a2f1c6d20")

PRACTICE: Final = ThreadId(str(uuid.uuid5(_NAMES, "practice")))
"""The lane of results and of everything that is for one person: sessions, words, certificates."""

MOST_AT_ONCE: Final = 20
"""Items that one operation puts into a pack."""


def lane_of_pack(pack_id: PackId) -> ThreadId:
    """The lane of everything that is done to one pack."""
    return ThreadId(pack_id)


def lane_of_assignment(assignment_id: AssignmentId) -> ThreadId:
    """The lane of everything that is done to one assignment."""
    return ThreadId(assignment_id)


@dataclass(frozen=True, slots=True)
class NamePack:
    """A new pack, or another name, note or source of one that is there."""

    pack_id: PackId
    title: str
    note: str
    source: PackSource


@dataclass(frozen=True, slots=True)
class PutItems:
    """Items enter a pack or take the place of those with the same ids; their keys are unchecked again."""

    pack_id: PackId
    items: tuple[DrillItem, ...]


@dataclass(frozen=True, slots=True)
class DropItem:
    """An item leaves a pack."""

    pack_id: PackId
    item_id: DrillItemId


@dataclass(frozen=True, slots=True)
class CheckKey:
    """Says that an item's key is right, or what is wrong with it.

    Attributes:
        item: as it was looked at; when it has another state by now, the check is refused.
    """

    pack_id: PackId
    item: DrillItem
    agrees: bool
    comment: str


@dataclass(frozen=True, slots=True)
class PublishPack:
    """Every item whose key enough people agree on becomes a new edition, for everybody."""

    pack_id: PackId


@dataclass(frozen=True, slots=True)
class RetirePack:
    """Learners are no longer offered it, or are again."""

    pack_id: PackId
    retired: bool


@dataclass(frozen=True, slots=True)
class Assign:
    """A new assignment, or another state of one; its author and version are the backend's to say."""

    assignment: Assignment


@dataclass(frozen=True, slots=True)
class EndAssignment:
    """Calls one off."""

    assignment_id: AssignmentId


@dataclass(frozen=True, slots=True)
class RecordPractice:
    """What came of practice. Whose it is, is the backend's to say."""

    practice: Practice


@dataclass(frozen=True, slots=True)
class Coach:
    """A word to a learner."""

    coaching_id: CoachingId
    to: AgentId
    text: str


@dataclass(frozen=True, slots=True)
class SeeCoaching:
    """The learner has read it."""

    coaching_id: CoachingId


@dataclass(frozen=True, slots=True)
class IssueCertificate:
    """A certificate of what the server's figures show; refused when they do not reach what the workspace asks for."""

    certificate_id: CertificateId
    agent_id: AgentId
    language: str


TrainingAct = (
    NamePack
    | PutItems
    | DropItem
    | CheckKey
    | PublishPack
    | RetirePack
    | Assign
    | EndAssignment
    | RecordPractice
    | Coach
    | SeeCoaching
    | IssueCertificate
)

TRAINING_KINDS: Final[dict[str, type[TrainingAct]]] = {
    "name_pack": NamePack,
    "put_items": PutItems,
    "drop_item": DropItem,
    "check_key": CheckKey,
    "publish_pack": PublishPack,
    "retire_pack": RetirePack,
    "assign_training": Assign,
    "end_assignment": EndAssignment,
    "record_practice": RecordPractice,
    "coach": Coach,
    "see_coaching": SeeCoaching,
    "issue_certificate": IssueCertificate,
}
PACK_KINDS: Final = frozenset({"name_pack", "put_items", "drop_item", "check_key", "publish_pack", "retire_pack"})

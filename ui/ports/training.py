"""Ports of the speed reading: the learner's practice, packs that are worked on, and what trainers see and give."""

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from app.services.insight_values import Held
    from app.services.pack_values import RealThread, Stripped
    from app.services.training_values import Going, Mine, PackCard, Progress, Today, Word
    from app.training.pack_file_values import PackFile
    from domain.agent import Agent
    from domain.ids import AgentId, AssignmentId, CertificateId, CoachingId, DrillItemId, PackId, PracticeId, ThreadId
    from domain.training.anonymising.values import Found
    from domain.training.assigning import Assignment, Certificate, Coaching
    from domain.training.figures import TrainingFigures
    from domain.training.item import DrillItem
    from domain.training.pack import Edition, Pack, PackSource
    from domain.training.report import Standing, TrainingChoice, TrainingReport
    from domain.training.task import Deck, Task, Wanted


class TrainingPort(Protocol):
    """A learner's practice (`app.services.training`); everything but the team's table works without a connection."""

    def now(self) -> "datetime":
        """The server's time, as well as it is known here."""

    def monotonic(self) -> float:
        """Seconds since some fixed moment: what drills are timed by."""

    def new_id(self) -> "PracticeId":
        """For the next go of practice."""

    async def figures(self) -> "TrainingFigures":
        """What drills are measured against; the defaults where nobody said so."""

    async def figures_lost(self) -> bool:
        """Whether something that was set cannot be read, so that a default holds in its place."""

    async def today(self) -> "Today":
        """Where this learner stands. What a killed program left unfinished is recorded first."""

    async def packs(self) -> "Sequence[PackCard]":
        """Built-in ones in this agent's languages first, then what trainers published."""

    async def deck(self, wanted: "Wanted") -> "Deck":
        """What there is to do. Raises Refused("nothing_to_practise") when there is nothing."""

    async def inbox(self, wanted: "Wanted") -> "Sequence[Task]":
        """What an inbox under pressure is filled with: at most `wanted.items`, mixed, each once; all kind PRESSURE.

        Raises Refused("nothing_to_practise") when there is nothing.
        """

    async def held_pace(self) -> float:
        """The fastest pace that this learner ever held under pressure, messages a minute; 0 for none."""

    def words(self, text: str) -> "Sequence[tuple[int, int]]":
        """Where the words of a text stand: characters from, to; marks and spaces are in none. Any script."""

    async def note(self, going: "Going") -> None:
        """Keeps what was done so far, so that a killed program loses at most the item on screen. Raises StorageFull."""

    async def finish(self, going: "Going") -> None:
        """It is over: kept here at once, told to the server in time; nothing without a single attempt."""

    async def hand_over(self) -> int:
        """Records what goes on as far as it got, so that it can leave; returns how many can only be recorded whole."""

    async def progress(self, mine: "Mine") -> "Progress":
        """The learner's own curve."""

    async def words_to_me(self) -> "Sequence[Word]":
        """All that trainers said, newest first."""

    async def saw(self, coaching_id: "CoachingId") -> None:
        """The learner has read it."""

    async def certificates(self) -> "Sequence[Certificate]":
        """This learner's, newest first."""

    async def team(self) -> "Sequence[Standing]":
        """The team's last 30 days, fastest first; empty where the workspace shows none. Raises Unreachable."""


class PackPort(Protocol):
    """Packs that are worked on (`app.services.packs`); for those who may train."""

    async def packs(self) -> "Sequence[Pack]":
        """As they will be once everything here has left, by title."""

    async def pack(self, pack_id: "PackId") -> "Pack | None":
        """One of them."""

    async def builtin(self) -> "Sequence[Edition]":
        """Those that come with the program; they can be looked at and copied."""

    async def checkers(self) -> int:
        """How many people besides its author have to agree on a key."""

    async def name(self, pack_id: "PackId | None", title: str, note: str, source: "PackSource") -> "PackId":
        """A new one, or other words about one. Raises Refused, StorageFull."""

    async def put(self, pack_id: "PackId", items: "Sequence[DrillItem]") -> None:
        """Items enter it or take the place of their former states."""

    async def drop(self, pack_id: "PackId", item_id: "DrillItemId") -> None:
        """An item leaves it."""

    async def check(self, pack_id: "PackId", item: "DrillItem", agrees: bool, comment: str) -> None:
        """What this person says of its key."""

    async def publish(self, pack_id: "PackId") -> None:
        """A new edition of all items whose keys enough people agree on."""

    async def retire(self, pack_id: "PackId", retired: bool) -> None:
        """Learners are no longer offered it, or are again."""

    async def editions(self, pack_id: "PackId") -> "Sequence[Edition]":
        """All that were published, newest first. Raises Unreachable."""

    def new_item_id(self) -> "DrillItemId":
        """For a new item."""

    async def drafts(self, pack_id: "PackId") -> "Sequence[DrillItem]":
        """Items of it that are not whole yet; they lie on this computer only."""

    async def keep_draft(self, pack_id: "PackId", *items: "DrillItem") -> None:
        """Keeps these as they are; they take the place of their former states. Raises StorageFull."""

    async def drop_draft(self, pack_id: "PackId", item_id: "DrillItemId") -> None:
        """Forgets one."""

    async def read_file(self, path: "Path") -> "PackFile":
        """What a file holds, with the flaws of each item; nothing is kept by looking. Raises FileUnreadable."""

    async def write_file(self, path: "Path", pack: "Pack | Edition") -> None:
        """The pack as a file that `read_file` reads without loss. Raises NotWritten."""

    async def real_threads(self, text: str = "") -> "Sequence[RealThread]":
        """Threads that may become items: those a weekly review marked for training first (M-1), then the newest."""

    async def strip(self, thread_id: "ThreadId") -> "Sequence[Stripped]":
        """A thread's texts with what is proposed to be removed; the person decides about each."""

    async def leaks(self, lines: "Sequence[Stripped]", found: "Sequence[Sequence[Found]]") -> "Sequence[str]":
        """Removed words that still stand somewhere in the lines after these removals."""


class TrainerPort(Protocol):
    """What trainers see and give (`app.services.trainers`); reports need the server, or show the last one's age."""

    async def people(self) -> "Sequence[Agent]":
        """Everybody who may be assigned something."""

    async def teams(self) -> dict[str, tuple["AgentId", ...]]:
        """The workspace's teams by name."""

    async def offered(self) -> "Sequence[Edition]":
        """What can be assigned: the built-in packs and what was published and not retired."""

    async def assignments(self) -> "Sequence[Assignment]":
        """All of them, newest first."""

    async def assign(self, assignment: "Assignment") -> None:
        """A new one, or another state of one. Raises Refused, StorageFull."""

    async def end(self, assignment_id: "AssignmentId") -> None:
        """Calls one off."""

    def now(self) -> "datetime":
        """The present, as it is known here."""

    def new_assignment_id(self) -> "AssignmentId":
        """For a new assignment."""

    async def report(self, choice: "TrainingChoice") -> "Held[TrainingReport]":
        """Counted now by the server; without a connection the last one of that choice. Raises Unreachable, Refused."""

    async def coach(self, to: "AgentId", text: str) -> None:
        """A word to a learner."""

    async def coachings(self, to: "AgentId") -> "Sequence[Coaching]":
        """What was said to that learner, newest first."""

    async def certify(self, agent_id: "AgentId", language: str) -> "CertificateId":
        """Asks the server for a certificate; what it says comes with the feed, a refusal as a notice."""

    async def certificates(self, agent_id: "AgentId | None" = None) -> "Sequence[Certificate]":
        """That learner's or everybody's, newest first."""

    async def keep_figures(self, figures: "TrainingFigures") -> None:
        """Other figures for everybody. Raises Refused, StorageFull."""

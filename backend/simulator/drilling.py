"""Six weeks of training before the trial begins, done by the rules that always hold: packs, practice, a certificate."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle
from random import Random
from typing import Final

from backend.operations.handlers import SHELF_HANDLERS
from backend.operations.scope import Scope
from backend.presence.handovers import Handovers
from backend.simulator.people.drills import CHINESE, ENGLISH, UNCHECKED
from backend.storage.transaction import Transaction
from backend.threads.work import Work
from domain.agent import Agent
from domain.ids import AgentId, AssignmentId, CertificateId, CoachingId, PackId, PracticeId, ThreadId
from domain.training import acts
from domain.training.assigning import Assignment
from domain.training.item import DrillItem, DrillKind
from domain.training.pack import PackSource
from domain.training.results import Attempt, Ending, Practice

YOU, MATE, LEAD, BEGINNER, TRAINER = range(5)
"""Places in the trial's team."""

DAYS: Final = 42
_EACH: Final = 10
_KINDS = (DrillKind.KEYWORDS, DrillKind.TRIAGE, DrillKind.GIST, DrillKind.KEYWORDS, DrillKind.PRESSURE)
_PACKS = (("Parcels and returns", ENGLISH), ("台灣顧客", CHINESE))
_NOTE = "Made of our own dialogues; names, numbers and addresses removed."


@dataclass(frozen=True, slots=True)
class Habit:
    """How one of the team trains.

    Attributes:
        began: days ago. first, now: seconds to the point, then and by now. often: of a hundred days.
        sure: of a hundred answers that are right by now; at first it is two thirds of that.
    """

    who: int
    began: int
    first: float
    now: float
    often: int
    sure: int


HABITS = (
    Habit(YOU, 41, 19.0, 9.2, 80, 86),
    Habit(MATE, 40, 14.0, 6.4, 90, 97),
    Habit(BEGINNER, 24, 22.0, 13.5, 55, 74),
)


class Coach:
    """Lets the team train.

    Args:
        now: when the trial begins.
    """

    def __init__(
        self,
        tx: Transaction,
        new_id: Callable[[], str],
        handovers: Handovers,
        team: Sequence[Agent],
        now: datetime,
        random: Random,
    ) -> None:
        self._tx, self._new_id, self._handovers = tx, new_id, handovers
        self._team, self._now, self._random = team, now, random
        # In the hour after midnight everybody trained before it, or some days would have two goes and others none.
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        self._latest = midnight if now - midnight < timedelta(hours=1) else now
        self._offered: list[tuple[PackId, DrillItem]] = []

    def write(self) -> None:
        """Everything, in the order in which it happened."""
        packs = [self._publish(title, items, DAYS + 2) for title, items in _PACKS]
        week = self._assign(packs[0], None, 3, 6, (YOU, MATE, BEGINNER))
        self._assign(packs[1], DrillKind.KEYWORDS, 20, 4, (YOU, BEGINNER))
        for ago in range(DAYS, -1, -1):
            for habit in HABITS:
                # The last days have no gap, so that there is a streak to keep.
                if ago <= habit.began and (ago in (1, 2, 3) or self._random.randrange(100) < habit.often):
                    self._practise(habit, ago, week if ago <= 3 and habit.who != BEGINNER else None)
        self._add_unchecked(packs[0])
        self._words()

    def _publish(self, title: str, items: Sequence[DrillItem], ago: int) -> PackId:
        pack_id = PackId(self._new_id())
        then = timedelta(days=ago)
        self._do(TRAINER, then, acts.NamePack(pack_id, title, _NOTE, PackSource.REAL), pack_id)
        self._do(TRAINER, then, acts.PutItems(pack_id, tuple(items)), pack_id)
        for item in items:
            for who in (YOU, LEAD):
                self._do(who, then, acts.CheckKey(pack_id, item, agrees=True, comment=""), pack_id)
        self._do(TRAINER, then, acts.PublishPack(pack_id), pack_id)
        self._offered += [(pack_id, item) for item in items]
        return pack_id

    def _add_unchecked(self, pack_id: PackId) -> None:
        self._do(TRAINER, timedelta(days=1), acts.PutItems(pack_id, (UNCHECKED,)), pack_id)
        checked = acts.CheckKey(pack_id, UNCHECKED, agrees=True, comment="")
        self._do(LEAD, timedelta(hours=20), checked, pack_id)

    def _assign(
        self, pack_id: PackId, kind: DrillKind | None, ago: int, rounds: int, people: Sequence[int]
    ) -> AssignmentId:
        given = AssignmentId(self._new_id())
        since = (self._latest - timedelta(days=ago, hours=1)).date()
        who = tuple(self._team[one].id for one in people)
        until, note = since + timedelta(days=10), "Before the sale begins, please."
        said = Assignment(given, pack_id, kind, who, (), since, until, rounds, note, AgentId(""))
        self._do(TRAINER, timedelta(days=ago), acts.Assign(said), given)
        return given

    def _practise(self, habit: Habit, ago: int, assignment: AssignmentId | None) -> None:
        began = self._latest - timedelta(days=ago, minutes=self._random.randint(20, 50))
        kind = self._random.choice(_KINDS)
        learnt = min(1.0, (habit.began - ago) / 30)
        offered = [one for one in self._offered if assignment is None or one[1].language == "en"]
        tasks = zip(range(_EACH), cycle(self._random.sample(offered, len(offered))), strict=False)
        attempts, at = [], began
        for _, (pack_id, item) in tasks:
            attempts.append(self._attempt(habit, learnt, kind, pack_id, item, at))
            at += timedelta(seconds=attempts[-1].seconds + self._random.uniform(3, 9))
        said = (PracticeId(str(uuid.UUID(int=self._random.getrandbits(128), version=4))), self._team[habit.who].id)
        seconds = (at - began).total_seconds()
        practice = Practice(*said, kind, assignment, began, seconds, "UTC", tuple(attempts))
        self._do(habit.who, self._now - at, acts.RecordPractice(practice), acts.PRACTICE)

    def _attempt(
        self, habit: Habit, learnt: float, kind: DrillKind, pack_id: PackId, item: DrillItem, at: datetime
    ) -> Attempt:
        draw = self._random
        usual = habit.first * (habit.now / habit.first) ** learnt
        seconds = round(usual * draw.lognormvariate(0.0, 0.3), 2)
        sure = habit.sure * (2 + learnt) / 300
        topic, tier, complaint, step = (draw.random() < sure for _ in range(4))
        share = min(1.0, max(0.2, sure + draw.uniform(-0.15, 0.1)))
        keywords, asked = kind is DrillKind.KEYWORDS, kind in (DrillKind.KEYWORDS, DrillKind.TRIAGE, DrillKind.PRESSURE)
        triage = asked and not keywords
        late = kind is DrillKind.PRESSURE and draw.random() > sure
        return Attempt(
            item_id=item.id,
            pack_id=pack_id,
            edition=1,
            kind=kind,
            language=item.language,
            topic=item.topic,
            tier=item.tier,
            level=1 + round(3 * learnt),
            at=at,
            seconds=seconds,
            right=not late and (topic and (keywords or tier)),
            ending=Ending.LATE if late else Ending.DONE,
            recall=round(share, 3) if keywords else None,
            precision=round(min(1.0, share + 0.05), 3) if keywords else None,
            topic_right=topic if asked else None,
            tier_right=tier if triage else None,
            complaint_right=complaint if triage else None,
            step_right=step if triage else None,
        )

    def _words(self) -> None:
        certificate = acts.IssueCertificate(CertificateId(self._new_id()), self._team[MATE].id, "")
        self._do(TRAINER, timedelta(days=1), certificate, acts.PRACTICE)
        seen, unseen = CoachingId(self._new_id()), CoachingId(self._new_id())
        said = "A good start! Read the last sentence first: that is where people say what they want."
        self._do(TRAINER, timedelta(days=6), acts.Coach(seen, self._team[BEGINNER].id, said), acts.PRACTICE)
        self._do(BEGINNER, timedelta(days=5), acts.SeeCoaching(seen), acts.PRACTICE)
        said = "Half the time of six weeks ago, well done. Payments still cost you most: try five of those tomorrow."
        self._do(TRAINER, timedelta(hours=18), acts.Coach(unseen, self._team[YOU].id, said), acts.PRACTICE)

    def _do(self, who: int, ago: timedelta, act: acts.TrainingAct, lane: str) -> None:
        work = Work(self._tx, self._now - ago, self._new_id)
        SHELF_HANDLERS[type(act)](Scope(self._team[who], work, self._handovers, _no_files), ThreadId(lane), act)


def _no_files(_hash: str) -> bytes:
    """Nobody who trains sends any."""
    return b""

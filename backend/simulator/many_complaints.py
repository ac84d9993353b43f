"""Any number of complaints at once, for measurements: all tiers and states, spread over weeks and over the team."""

from datetime import timedelta
from random import Random

from sqlalchemy import select

from backend.complaints.keeping import keep
from backend.complaints.standing import standing
from backend.services import Services
from backend.storage.tables import thread
from backend.threads.work import Work
from domain.complaint import Effect, Origin
from domain.complaints import moves
from domain.complaints.acts import OpenComplaint, PauseComplaint, ResolveComplaint
from domain.complaints.ground import Source
from domain.ids import ComplaintId, ThreadId
from domain.offer import LossKind

CHUNK = 500
_LANGUAGES = ("en", "zh-Hant", "zh-Hans", "ru", "it", "ar", "th", "vi")
_SPREAD = timedelta(days=28)
_MOST = 900_000


def many(services: Services, count: int, seed: int = 1, *, over: float = 0.0) -> None:
    """Opens so many in the threads that there are; the share `over` of them is resolved already. The same for a seed.

    Raises ValueError without a thread.
    """
    random, done = Random(seed), 0
    while done < count:
        with services.database.write() as tx:
            homes = tx.connection.execute(select(thread.c.id).order_by(thread.c.id)).scalars().all()
            if not homes:
                raise ValueError("nobody has written yet")
            now = services.clock.now()
            for _ in range(min(CHUNK, count - done)):
                work = Work(tx, now - _SPREAD * random.random(), services.new_id)
                _one(work, random, ThreadId(random.choice(homes)), resolved=random.random() < over)
                done += 1


def _one(work: Work, random: Random, home: ThreadId, *, resolved: bool) -> None:
    ground, id_ = standing(work.tx).ground(), ComplaintId(work.new_id())
    opened = OpenComplaint(
        complaint_id=id_,
        message_id=None,
        title=f"Complaint {random.randrange(10_000)}: it did not arrive as promised",
        amount=random.randrange(_MOST),
        currency="CNY",
        publicity=random.random() < 0.1,
        effect=random.choice(list(Effect)),
        kind=random.choice(list(LossKind)),
        origin=Origin.PERSON,
    )
    answered = work.now + timedelta(minutes=random.expovariate(1 / 12)) if random.random() < 0.8 else None
    source = Source(home, "whatsapp", random.choice(_LANGUAGES), work.now, None, answered)
    value = moves.apply(None, opened, None, work.now, ground, source=source)
    later = work.now + timedelta(hours=random.expovariate(1 / 12))
    if resolved:
        value = moves.apply(value, ResolveComplaint(id_, "It was sent again."), value.owner_id, later, ground)
    elif random.random() < 0.1:
        value = moves.apply(value, PauseComplaint(id_, paused=True), value.owner_id, later, ground)
    keep(work, None, value, None)

"""Asks customers how it was, some minutes after their thread was closed (M-2)."""

from collections.abc import Callable

from sqlalchemy import select

from backend.background import BackgroundWork
from backend.storage.database import Database
from backend.storage.tables import channel_account, customer, identity, message, thread
from backend.surveys import records
from backend.surveys.records import Due
from backend.surveys.texts import question_text
from backend.threads.records import MessageRecord, ThreadRecord
from backend.threads.work import Work
from domain.channel import ChannelKind, window_open
from domain.clock import Clock
from domain.emotion.assessment import Assessment
from domain.message import Author, Delivery, MessageKind
from domain.surveys.figures import Question, SurveyFigures
from domain.thread import ThreadStatus

_STEP = 2.0
_MOST = 100


class SurveyWorker(BackgroundWork):
    """Looks every two seconds whom to ask."""

    def __init__(self, database: Database, clock: Clock, new_id: Callable[[], str]) -> None:
        super().__init__()
        self._database, self._clock, self._new_id = database, clock, new_id

    def ask_due(self) -> int:
        """Asks everybody whose time has come; returns how many questions went out."""
        now = self._clock.now()
        with self._database.read() as connection:
            if not records.due(connection, now, 1):
                return 0
        with self._database.write() as tx:
            # Read again: whoever's thread was opened and closed meanwhile is to be asked later, not now.
            waiting = records.due(tx.connection, now, _MOST)
            work = Work(tx, now, self._new_id)
            work.load_threads(one.thread_id for one in waiting)
            figures = records.figures(tx.connection)
            asked = sum(_ask(work, one, figures) for one in waiting)
            work.flush()
        return asked

    async def _run(self) -> None:
        await self._every(_STEP, self.ask_due, "surveys_failed")


def _ask(work: Work, due: Due, figures: SurveyFigures) -> bool:
    records.done(work, due.thread_id)
    root = work.thread(due.thread_id)
    wanted = figures.csat if due.question is Question.CSAT else figures.nps
    if root is None or not wanted or root.merged_into or root.status != ThreadStatus.RESOLVED or root.waiting_since:
        return False
    since = work.now - records.days(figures.csat_days if due.question is Question.CSAT else figures.nps_days)
    if records.asked_lately(work.tx.connection, root.customer_id, due.question, since):
        return False
    record = _message(work, root, due.question)
    if record is None:
        return False
    language, topic = _spoken(work, root)
    record.text = question_text(due.question, language)
    work.post(root, record)
    work.send_out(record)
    told = {"customer_id": root.customer_id, "channel": record.channel.value}
    records.put_out(work, due, {**told, "language": language, "topic": topic})
    return True


def _message(work: Work, root: ThreadRecord, question: Question) -> MessageRecord | None:
    """The question on the channel on which the customer wrote last; None where nobody may write to them now."""
    homes = select(thread.c.id).where((thread.c.id == root.id) | (thread.c.merged_into == root.id))
    query = (
        select(*(identity.c[name] for name in ("id", "thread_id", "account_id", "channel", "last_inbound_at")))
        .join(channel_account, channel_account.c.id == identity.c.account_id)
        .where(identity.c.thread_id.in_(homes), channel_account.c.enabled, ~channel_account.c.removed)
        .order_by(identity.c.last_inbound_at.desc())
    )
    row = work.tx.connection.execute(query).first()
    if row is None or not window_open(ChannelKind(row.channel), row.last_inbound_at, work.now):
        return None
    record = work.plain(row.thread_id, Author.SYSTEM, MessageKind.TEXT, question.value)
    record.channel, record.identity_id, record.account_id = ChannelKind(row.channel), row.id, row.account_id
    record.delivery = Delivery.PENDING
    return record


def _spoken(work: Work, root: ThreadRecord) -> tuple[str, str]:
    """Language and topic of the customer's newest messages; what is known of the customer for the first, else ""."""
    wrote = (message.c.root_id == root.id) & (message.c.author == Author.CUSTOMER) & message.c.assessment.is_not(None)
    query = select(message.c.assessment).where(wrote).order_by(message.c.position.desc()).limit(5)
    said = [one for one in work.tx.connection.execute(query).scalars() if isinstance(one, Assessment)]
    topic = next((one.topic.value for one in said if one.topic), "")
    known = select(customer.c.language).where(customer.c.id == root.customer_id)
    language = next((one.language for one in said if one.language), "")
    return language or work.tx.connection.execute(known).scalar() or "", topic

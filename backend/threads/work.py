"""One transaction's work on threads: rows are loaded in bulk, changed in memory and written together."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from backend.insights import facts
from backend.search import keeping
from backend.storage.bulk import Bulk, BulkRead
from backend.storage.listed import id_list, listed
from backend.storage.tables import egress, media_fetch, message, thread
from backend.storage.transaction import Transaction
from backend.threads import rules
from backend.threads.records import MESSAGE_COLUMNS, THREAD_COLUMNS, MessageRecord, ThreadRecord
from domain.channel import ChannelKind
from domain.message import Author, Delivery, EventCode, MessageKind, Part, PartKind

_SELDOM = ("customer_id", "merged_into", "snoozed_until")
"""What joins and snoozing change. SQLite writes indexes anew for every column that is named, changed or not: most
updates leave these out."""
_OF_SELDOM = attrgetter(*_SELDOM)
_OF_THREAD, _OF_MESSAGE = attrgetter(*THREAD_COLUMNS), attrgetter(*MESSAGE_COLUMNS)
_ADD_THREADS, _ADD_MESSAGES = Bulk(insert(thread), THREAD_COLUMNS), Bulk(insert(message), MESSAGE_COLUMNS)


def _updating(but: Sequence[str]) -> Bulk:
    changed: dict[str, Any] = {name: bindparam(f"b_{name}") for name in THREAD_COLUMNS if name not in ("id", *but)}
    names = [f"b_{name}" for name in THREAD_COLUMNS]
    return Bulk(update(thread).where(thread.c.id == bindparam("b_id")).values(changed), names)


_UPDATE_THREADS, _UPDATE_OFTEN = _updating(()), _updating(_SELDOM)
_ADD_EGRESS = Bulk(insert(egress), ("message_id", "account_id", "identity_id", "state", "key", "position"))
_THREADS = BulkRead(select(thread).where(thread.c.id.in_(listed())))
CHUNK = 500


class Work:
    """Threads and new messages of one transaction. Nothing is in the database before `flush`.

    Attributes:
        tx: the transaction.
        now: the moment all of it happens.
        new_id: makes ids.
    """

    def __init__(self, tx: Transaction, now: datetime, new_id: Callable[[], str]) -> None:
        self.tx = tx
        self.now = now
        self.new_id = new_id
        self._threads: dict[str, ThreadRecord] = {}
        self._seldom: dict[str, tuple[Any, ...]] = {}
        self._new_threads: list[ThreadRecord] = []
        self._dirty: dict[str, ThreadRecord] = {}
        self._messages: list[MessageRecord] = []
        self._egress: list[tuple[Any, ...]] = []
        self._fetches: list[dict[str, Any]] = []

    def load_threads(self, ids: Iterable[str]) -> None:
        """Reads these threads and the roots they are shown in."""
        missing = {id_ for id_ in ids if id_ not in self._threads}
        if not missing:
            return
        roots: set[str] = set()
        for row in _THREADS.rows(self.tx.connection, id_list(missing)):
            record = ThreadRecord(*row)
            self._threads[record.id] = record
            self._seldom[record.id] = _OF_SELDOM(record)
            roots.add(record.root_id)
        if roots - self._threads.keys():
            self.load_threads(roots)

    def thread(self, id_: str) -> ThreadRecord | None:
        """The thread itself; None when there is none."""
        if id_ not in self._threads:
            self.load_threads((id_,))
        return self._threads.get(id_)

    def root(self, id_: str) -> ThreadRecord | None:
        """The thread that this one is shown in; None when there is none."""
        home = self.thread(id_)
        return self.thread(home.root_id) if home else None

    def add_thread(self, record: ThreadRecord) -> None:
        """A new home thread."""
        record.version = self.tx.changed("thread", record.id)
        self._threads[record.id] = record
        self._new_threads.append(record)

    def touch(self, record: ThreadRecord) -> None:
        """The thread was changed and has to be written."""
        record.version = self.tx.changed("thread", record.id)
        self._dirty[record.id] = record

    def post(self, root: ThreadRecord, record: MessageRecord) -> None:
        """Puts a message behind all others; the root's line, and who waits, follow from it."""
        self.touch(root)
        record.position = self.tx.next_position()
        record.root_id = root.id
        record.version = self.tx.changed("message", record.id)
        self._messages.append(record)
        rules.show_message(root, record)
        rules.wait_or_answer(root, record)

    def event(
        self, root: ThreadRecord, code: EventCode, facts: Sequence[tuple[str, str]] = (), agent_id: str | None = None
    ) -> None:
        """Writes down in the thread what happened to it."""
        parts = tuple(Part(PartKind.FACT, name, detail) for name, detail in facts)
        self.post(root, self.plain(root.id, Author.SYSTEM, MessageKind.EVENT, code.value, agent_id, parts))

    def plain(
        self,
        home_id: str,
        author: Author,
        kind: MessageKind,
        text: str,
        agent_id: str | None = None,
        parts: tuple[Part, ...] = (),
        id_: str = "",
    ) -> MessageRecord:
        """A message that leaves on no channel."""
        return MessageRecord(
            id_ or self.new_id(),
            home_id,
            home_id,
            0,
            author,
            agent_id,
            kind,
            ChannelKind.OTHER,
            None,
            text,
            parts,
            None,
            (),
            Delivery.NONE,
            "",
            self.now,
            self.now,
        )

    def send_out(self, record: MessageRecord) -> None:
        """Queues the message for its channel, once it has its place in the thread (`post`)."""
        row = (record.id, record.account_id, record.identity_id, "pending", record.id, record.position)
        self._egress.append(row)

    def fetch_later(self, record: MessageRecord, part_index: int, reference: str) -> None:
        """Queues an attachment's bytes for fetching from the provider."""
        row = {"message_id": record.id, "part_index": part_index, "reference": reference}
        self._fetches.append({**row, "account_id": record.account_id, "state": "pending"})

    def flush(self) -> None:
        """Writes everything that waits; may be called more than once."""
        connection = self.tx.connection
        if self._new_threads:
            _ADD_THREADS.run(connection, map(_OF_THREAD, self._new_threads))
            for record in self._new_threads:
                self._dirty.pop(record.id, None)
            self._new_threads = []
        if self._dirty:
            self._update_threads()
            self._dirty = {}
        if self._messages:
            _ADD_MESSAGES.run(connection, map(_OF_MESSAGE, self._messages))
            keeping.keep(connection, self._messages)
            facts.placed(self.tx, self._messages)
            self._messages = []
        if self._egress:
            _ADD_EGRESS.run(connection, self._egress)
            self._egress = []
        if self._fetches:
            connection.execute(insert(media_fetch), self._fetches)
            self._fetches = []

    def _update_threads(self) -> None:
        often, whole = list[ThreadRecord](), list[ThreadRecord]()
        for record in self._dirty.values():
            (often if _OF_SELDOM(record) == self._seldom.get(record.id) else whole).append(record)
        _UPDATE_OFTEN.run(self.tx.connection, map(_OF_THREAD, often))
        _UPDATE_THREADS.run(self.tx.connection, map(_OF_THREAD, whole))
        self._seldom.update((record.id, _OF_SELDOM(record)) for record in whole)

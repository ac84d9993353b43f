"""What the handlers of one batch share: who acts, and everything the operations name, read in bulk."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy import select

from backend.complaints.keeping import look_ahead
from backend.customers.records import identities_by_id
from backend.presence.handovers import Handovers
from backend.storage.bulk import BulkRead
from backend.storage.listed import id_list, listed
from backend.storage.tables import agent, blob, channel_account, message
from backend.storage.transaction import Transaction
from backend.threads.records import MessageRecord, ThreadRecord
from backend.threads.work import Work
from domain.agent import Agent, Permission
from domain.customer import Identity
from domain.operations import Discard, Payload, Resend, Send
from domain.problems import Problem

ReadHead = Callable[[str], bytes]
"""The first bytes of a stored file by its sha256; none of one that is not here."""


class Rejected(Exception):
    """A permanent no to one operation; nothing was changed by it."""

    def __init__(self, code: Problem) -> None:
        super().__init__(code)
        self.code = code


class Conflict(Exception):
    """The thread's state is not the one that the operation saw."""

    def __init__(self, current: int) -> None:
        super().__init__(current)
        self.current = current


@dataclass(frozen=True, slots=True)
class Op:
    """One operation at work: its id, its lane, and the root thread that the lane is shown in."""

    id: str
    root: ThreadRecord
    lane: str


class Scope:
    """The state of one batch.

    Attributes:
        agent: who acts. device_id: on which computer.
        work: threads and new messages. handovers: who asked for which thread.
    """

    def __init__(self, acting: Agent, work: Work, handovers: Handovers, read_head: ReadHead) -> None:
        self.agent = acting
        self.work = work
        self.device_id = ""
        self.handovers = handovers
        self._read_head = read_head
        self._identities: dict[str, Identity] = {}
        self._accounts: dict[str, bool] = {}
        self._blobs: dict[str, int] = {}
        self._messages: dict[str, MessageRecord] = {}
        self._taken: set[str] = set()
        self._agents: dict[str, bool] = {}

    @property
    def tx(self) -> Transaction:
        """The batch's transaction."""
        return self.work.tx

    def load(self, payloads: list[Payload], ids: list[str]) -> None:
        """Reads what the payloads of these operations name."""
        connection = self.tx.connection
        self._taken = {id_ for (id_,) in _TAKEN.rows(connection, id_list(ids))}
        sends = [payload for payload in payloads if isinstance(payload, Send)]
        if sends:
            self._load_sends(sends)
        named = {payload.message_id for payload in payloads if isinstance(payload, Resend | Discard)}
        named |= {send.reply_to for send in sends if send.reply_to}
        for row in _MESSAGES.rows(connection, id_list(named)) if named else ():
            record = MessageRecord(*row)
            self._messages[record.id] = record

    def need(self, permission: Permission) -> None:
        """Raises Rejected unless the agent's role allows it."""
        if not self.agent.may(permission):
            raise Rejected(Problem.NOT_ALLOWED)

    def is_taken(self, id_: str) -> bool:
        """Whether a message has that id already, though no operation made it."""
        return id_ in self._taken

    def identity(self, id_: str) -> Identity | None:
        """An identity that a Send of this batch names."""
        return self._identities.get(id_)

    def account_enabled(self, id_: str) -> bool:
        """Whether the channel account can be used."""
        return self._accounts.get(id_, False)

    def blob_size(self, hash_: str) -> int | None:
        """How large a stored file is; None when it is not here."""
        return self._blobs.get(hash_)

    def blob_head(self, hash_: str) -> bytes:
        """The first bytes of a stored file, which say what it is."""
        return self._read_head(hash_) if hash_ in self._blobs else b""

    def message(self, id_: str) -> MessageRecord | None:
        """A message that an operation of this batch names, as it was when the batch began."""
        return self._messages.get(id_)

    def fresh_message(self, id_: str) -> MessageRecord | None:
        """A message as it is now, with what this batch did to it."""
        self.work.flush()
        row = self.tx.connection.execute(select(message).where(message.c.id == id_)).first()
        return MessageRecord(*row) if row else None

    def agent_active(self, id_: str) -> bool:
        """Whether somebody is on the team."""
        if not self._agents:
            rows = self.tx.connection.execute(select(agent.c.id, agent.c.active))
            self._agents = {row.id: row.active for row in rows}
        return self._agents.get(id_, False)

    def identities_of(self, ids: Iterable[str]) -> list[Identity]:
        """Identities by id, read now."""
        return identities_by_id(self.tx.connection, set(ids))

    def _load_sends(self, sends: list[Send]) -> None:
        for found in self.identities_of(send.identity_id for send in sends):
            self._identities[found.id] = found
        homes = [found.thread_id for found in self._identities.values()]
        self.work.load_threads(homes)
        look_ahead(self.tx, {root.id for home in homes if (root := self.work.root(home)) is not None})
        connection = self.tx.connection
        self._accounts = {id_: enabled and not removed for id_, enabled, removed in _ACCOUNTS.rows(connection)}
        hashes = {part.blob for send in sends for part in send.parts if part.blob}
        self._blobs = dict(_BLOBS.rows(connection, id_list(hashes))) if hashes else {}


_TAKEN = BulkRead(select(message.c.id).where(message.c.id.in_(listed())))
_MESSAGES = BulkRead(select(message).where(message.c.id.in_(listed())))
_ACCOUNTS = BulkRead(select(channel_account.c.id, channel_account.c.enabled, channel_account.c.removed), ())
_BLOBS = BulkRead(select(blob.c.hash, blob.c.size).where(blob.c.hash.in_(listed())))

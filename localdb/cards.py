"""The panel beside a thread: who the customer is, on which channels, what was joined; and where a reply can go."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import reduce
from itertools import chain
from typing import Any

from sqlalchemy import Connection, bindparam, func, or_, select

from domain.channel import ChannelKind
from domain.customer import Customer, Join, JoinState
from domain.ids import AgentId, ThreadId
from domain.inbox import Card, Recipient
from domain.operations import DeclineJoin, JoinThreads, UndoJoin
from domain.thread import Thread
from localdb import pending
from localdb.lines import inbound
from localdb.prediction import foretell
from localdb.sql import id_list, listed, one_of
from localdb.tables import channel_account, customer, identity, joins, message, thread
from localdb.values import CHANNEL_ACCOUNT, CUSTOMER, IDENTITY, JOIN, THREAD

_JOIN_KINDS = ["decline_join", "undo_join", "join"]

_SAMPLE = 1000
"""The shares count at most so many of the newest messages of a home thread."""

_THREADS = select(*(thread.c[name] for name in THREAD.columns)).where(thread.c.root_id == bindparam("of"))
_CUSTOMER = select(*(customer.c[name] for name in CUSTOMER.columns)).where(customer.c.id == bindparam("of"))
_IDENTITIES = (
    select(*(identity.c[name] for name in IDENTITY.columns))
    .where(identity.c.thread_id.in_(listed()))
    .order_by(identity.c.last_inbound_at.desc(), identity.c.id)
)
_RECIPIENTS = (
    select(
        *(identity.c[name] for name in IDENTITY.columns),
        *(channel_account.c[name] for name in CHANNEL_ACCOUNT.columns),
        thread.c.id,
    )
    .select_from(thread)
    .outerjoin(identity, identity.c.thread_id == thread.c.id)
    .outerjoin(channel_account, channel_account.c.id == identity.c.account_id)
    .where(thread.c.root_id == bindparam("of"))
    .order_by(identity.c.last_inbound_at.desc(), identity.c.id)
)
_JOINS = (
    select(*(joins.c[name] for name in JOIN.columns))
    .where(
        or_(joins.c.kept_thread_id.in_(listed()), joins.c.joined_thread_id.in_(listed())),
        one_of(joins.c.state, "suggested", "joined"),
    )
    .order_by(joins.c.at, joins.c.id)
)
_NAME = (
    select(customer.c.name).join(thread, thread.c.customer_id == customer.c.id).where(thread.c.id == bindparam("of"))
)
_DISPLAY = select(identity.c.display).where(identity.c.thread_id == bindparam("of"))
_newest = (
    select(message.c.channel)
    .where(inbound(bindparam("of")))
    .order_by(message.c.position.desc())
    .limit(_SAMPLE)
    .subquery()
)
_CHANNELS = select(_newest.c.channel, func.count()).group_by(_newest.c.channel)


def shown(connection: Connection, root: Thread, homes: list[str], me: AgentId) -> Thread:
    """The root as it looks with everything that waits here applied."""
    effects = pending.effects(connection, homes)
    operations = [operation for home in homes for operation in effects.get(home, ())]
    return reduce(lambda state, operation: foretell(state, operation, me), operations, root)


def card(connection: Connection, thread_id: ThreadId, me: AgentId) -> Card | None:
    """The card of a root thread; None for every other."""
    threads = {row.id: THREAD.entity(row) for row in connection.execute(_THREADS, {"of": thread_id})}
    root = threads.get(thread_id)
    if root is None:
        return None
    homes = {"ids": id_list(threads)}
    return Card(
        thread=shown(connection, root, list(threads), me),
        customer=_customer(connection, root),
        identities=tuple(IDENTITY.entity(row) for row in connection.execute(_IDENTITIES, homes)),
        joins=_joins(connection, list(threads)),
        shares=_shares(connection, list(threads)),
    )


def recipients(connection: Connection, thread_id: ThreadId) -> list[Recipient] | None:
    """Of a root thread; None for every other. One statement: an agent waits for it before each reply (R26)."""
    rows = connection.execute(_RECIPIENTS, {"of": thread_id}).all()
    if not any(row[-1] == thread_id for row in rows):
        return None
    return [_recipient(row) for row in rows if row[0] is not None]


def _recipient(row: Sequence[Any]) -> Recipient:
    account = row[len(IDENTITY.columns) :]
    return Recipient(IDENTITY.entity(row), CHANNEL_ACCOUNT.entity(account) if account[0] is not None else None)


def _customer(connection: Connection, root: Thread) -> Customer:
    """The customer; one without any facts until the feed brings the row."""
    row = connection.execute(_CUSTOMER, {"of": root.customer_id}).one_or_none()
    return CUSTOMER.entity(row) if row else Customer(root.customer_id, "", "", "", "", (), 0)


def _joins(connection: Connection, homes: list[str]) -> tuple[tuple[Join, str], ...]:
    found = [JOIN.entity(row) for row in connection.execute(_JOINS, {"ids": id_list(homes)})]
    if not found:
        return ()
    answered = _answered(connection, homes, found)
    return tuple((one, _other_name(connection, one, homes)) for one in found if not answered(one))


def _answered(connection: Connection, homes: list[str], found: list[Join]) -> Callable[[Join], bool]:
    """Tells which joins the agent has answered already, on either side, before the server could say so."""
    lanes = {*homes, *chain.from_iterable(map(_ends, found))}
    given = pending.of_kinds(connection, lanes, _JOIN_KINDS)
    ended = {one.payload.join_id for one in given if isinstance(one.payload, DeclineJoin | UndoJoin)}
    accepted = [(one.lane, one.payload.joined_thread_id) for one in given if isinstance(one.payload, JoinThreads)]

    def answered(join: Join) -> bool:
        ends = _ends(join)
        joining = any(other in ends and (lane in homes or lane in ends) for lane, other in accepted)
        return join.id in ended or (joining and join.state is JoinState.SUGGESTED)

    return answered


def _ends(join: Join) -> tuple[ThreadId, ThreadId]:
    return join.kept_thread_id, join.joined_thread_id


def _other_name(connection: Connection, join: Join, homes: list[str]) -> str:
    """The name of the customer on the other side: what was joined, or who is suggested."""
    other = join.joined_thread_id if join.kept_thread_id in homes else join.kept_thread_id
    name: Any = connection.execute(_NAME, {"of": other}).scalar()
    return str(name or connection.execute(_DISPLAY, {"of": other}).scalar() or "")


def _shares(connection: Connection, homes: list[str]) -> tuple[tuple[ChannelKind, int], ...]:
    counted: Counter[ChannelKind] = Counter()
    for home in homes:
        for channel, count in connection.execute(_CHANNELS, {"of": home}):
            counted[ChannelKind(channel)] += count
    total = counted.total()
    return tuple((channel, round(100 * count / total)) for channel, count in counted.most_common())

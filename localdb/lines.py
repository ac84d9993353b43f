"""The lines of the thread list: one derived row per root thread, rewritten whenever something under it changes."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from functools import reduce
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, select, update

from domain.folding import folded
from domain.ids import AgentId
from domain.inbox import Folder
from domain.message import snippet
from domain.thread import Thread, ThreadStatus
from localdb import pending
from localdb.outbox_rows import LIVE
from localdb.prediction import foretell
from localdb.sql import AnyRow, id_list, listed, literal, many, one_of, upsert
from localdb.tables import customer, draft, identity, line, message, outbox, read_mark, thread
from localdb.values import THREAD, micros, micros_or_none, to_json

_NOT_DIGITS = re.compile(r"[^0-9]+")
_RECENT = 1 << 62
"""Above every time: lines where nobody waits come after those where somebody does, the newest first."""

_THREADS = select(*(thread.c[name] for name in THREAD.columns), thread.c.root_id).where(thread.c.root_id.in_(listed()))
_HOMES = select(thread.c.id).where(thread.c.root_id.in_(listed()))
_CUSTOMERS = select(customer.c.id, customer.c.name, customer.c.phone, customer.c.email).where(
    customer.c.id.in_(select(thread.c.customer_id).where(thread.c.root_id.in_(listed())))
)
_IDENTITIES = (
    select(identity.c.thread_id, identity.c.display, identity.c.handle)
    .where(identity.c.thread_id.in_(_HOMES))
    .order_by(identity.c.id)
)
_DRAFTS = select(draft.c.thread_id, draft.c.text).where(draft.c.thread_id.in_(_HOMES), draft.c.text != "")


def mark_of(named: Any, *of: Any) -> Any:
    """How far the agent bound to "me" has read that thread: what the feed brought, or what waits here and says more.

    A mark that waits says so in `seen_position`. One that is refused for good is none any more (R15).
    """
    known = select(read_mark.c.position).where(read_mark.c.thread_id == named, read_mark.c.agent_id == bindparam("me"))
    said = select(func.max(outbox.c.seen_position)).where(
        outbox.c.state != literal("done"),
        outbox.c.lane == named,
        one_of(outbox.c.state, *LIVE),
        outbox.c.kind == literal("mark_read"),
    )
    both = (one.correlate(*of) if of else one for one in (known, said))
    return func.max(*(func.coalesce(one.scalar_subquery(), 0) for one in both))


def read_up_to(of: Any = thread) -> Any:
    """How far the agent bound to "me" has read in a home thread: there or in the thread it is shown in."""
    return func.max(mark_of(of.c.id, of), mark_of(of.c.root_id, of))


def inbound(home: Any) -> Any:
    """The condition that the partial index of customers' messages answers."""
    return (message.c.thread_id == home) & (message.c.author == literal("customer")) & message.c.deleted_at.is_(None)


_UNREAD = select(
    thread.c.root_id,
    select(func.count())
    .select_from(message)
    .where(inbound(thread.c.id), message.c.position > read_up_to())
    .correlate(thread)
    .scalar_subquery(),
).where(thread.c.root_id.in_(listed()))

_SAVE = upsert(line, "thread_id")
_REMOVE = delete(line).where(line.c.thread_id.in_(listed()))
_ROOTS = select(thread.c.root_id).distinct().where(thread.c.id.in_(listed()))
_ROOT_OF = select(thread.c.id, thread.c.root_id).where(thread.c.root_id.in_(listed()))
_RECOUNT = (
    update(line)
    .where(line.c.thread_id == bindparam("of"))
    .values(waiting=bindparam("left"), needs_person=bindparam("person"))
)
_COUNT_UNREAD = (
    update(line)
    .where(line.c.thread_id == bindparam("of"), line.c.unread != bindparam("count"))
    .values(unread=bindparam("count"))
)
_ALL_ROOTS = select(thread.c.root_id).distinct()


def rank_of(waiting_since: datetime | None, at: datetime | None) -> int:
    """Where a line stands in its folder, smallest first: who waits longest, then the newest."""
    return micros(waiting_since) if waiting_since else recency_of(at)


def recency_of(at: datetime | None) -> int:
    """Smallest for the newest."""
    return _RECENT - (micros(at) if at else 0)


def folder_of(shown: Thread, me: AgentId) -> Folder | None:
    """Where this agent looks for the thread; None for what colleagues have in hand."""
    if shown.status is ThreadStatus.RESOLVED:
        return Folder.DONE
    if shown.assignee_id not in (None, me):
        return None
    if shown.status is ThreadStatus.SNOOZED:
        return Folder.SNOOZED
    return Folder.MINE if shown.assignee_id else Folder.QUEUE


def roots_of(connection: Connection, threads: Iterable[str]) -> set[str]:
    """The threads on screen for these."""
    named = list(threads)
    return set(connection.execute(_ROOTS, {"ids": id_list(named)}).scalars()) if named else set()


def all_roots(connection: Connection) -> list[str]:
    """Every thread on screen."""
    return list(connection.execute(_ALL_ROOTS).scalars())


def refresh_all(connection: Connection, me: AgentId) -> None:
    """Every line anew, for another agent."""
    refresh(connection, set(all_roots(connection)), me)


def refresh(connection: Connection, roots: Collection[str], me: AgentId) -> None:
    """Rewrites these threads' lines; those that are roots no more lose theirs."""
    if not roots:
        return
    facts = _Facts(connection, roots, me)
    rows = [facts.row(root) for root in facts.homes if root in facts.threads]
    gone = set(roots) - {row["thread_id"] for row in rows}
    if gone:
        connection.execute(_REMOVE, {"ids": id_list(gone)})
    many(connection, _SAVE, rows)


def recount(connection: Connection, roots: Collection[str]) -> None:
    """Only how much waits, for threads from which something left: half the time of settling 500 answers."""
    if not roots:
        return
    homes = {row.id: row.root_id for row in connection.execute(_ROOT_OF, {"ids": id_list(roots)})}
    waiting = pending.counts(connection, list(homes))
    sums: dict[str, dict[str, Any]] = {root: {"of": root, "left": 0, "person": 0} for root in roots}
    for home, (left, person) in waiting.items():
        sums[homes[home]]["left"] += left
        sums[homes[home]]["person"] |= int(bool(person))
    many(connection, _RECOUNT, list(sums.values()))


def recount_unread(connection: Connection, roots: Collection[str], me: AgentId) -> None:
    """Only how much is unread, for threads of which nothing but messages changed: most of a snapshot."""
    if roots:
        unread = _unread(connection, {"ids": id_list(roots)}, me)
        many(connection, _COUNT_UNREAD, [{"of": root, "count": count} for root, count in unread.items()])


def _unread(connection: Connection, ids: dict[str, str], me: AgentId) -> dict[str, int]:
    """How much of each root's messages this agent has not read."""
    unread: defaultdict[str, int] = defaultdict(int)
    for root, count in connection.execute(_UNREAD, {**ids, "me": me}):
        unread[root] += count
    return unread


class _Facts:
    """Everything that the lines of some roots are made of, read in a fixed number of queries."""

    def __init__(self, connection: Connection, roots: Collection[str], me: AgentId) -> None:
        self.me = me
        self.threads: dict[str, Thread] = {}
        self.homes: defaultdict[str, list[str]] = defaultdict(list)
        ids = {"ids": id_list(roots)}
        row: AnyRow
        # Put in order here: SQLite would sort beside the index.
        for row in sorted(connection.execute(_THREADS, ids), key=attrgetter("id")):
            self.threads[row.id] = THREAD.entity(row)
            self.homes[row.root_id].append(row.id)
        lanes = list(self.threads)
        self.customers: dict[str, AnyRow] = {row.id: row for row in connection.execute(_CUSTOMERS, ids)}
        self.identities: defaultdict[str, list[Any]] = defaultdict(list)
        for row in connection.execute(_IDENTITIES, ids):
            self.identities[row.thread_id].append(row)
        self.unread = _unread(connection, ids, me)
        self.drafts: dict[str, str] = {row.thread_id: row.text for row in connection.execute(_DRAFTS, ids)}
        self.waiting = pending.counts(connection, lanes)
        self.effects = pending.effects(connection, self.waiting) if self.waiting else {}

    def row(self, root: str) -> dict[str, Any]:
        """The root's line as stored."""
        homes = self.homes[root]
        operations = [operation for home in homes for operation in self.effects.get(home, ())]
        shown = reduce(lambda state, operation: foretell(state, operation, self.me), operations, self.threads[root])
        counts = [self.waiting[home] for home in homes if home in self.waiting]
        folder = folder_of(shown, self.me)
        return {
            "thread_id": root,
            "folder": folder.value if folder else None,
            "rank": rank_of(shown.waiting_since, shown.last_at),
            "recency": recency_of(shown.last_at),
            "name": self._name(root),
            "channel": shown.last_channel,
            "snippet": shown.snippet,
            "snippet_author": shown.snippet_author,
            "at": micros_or_none(shown.last_at),
            "waiting_since": micros_or_none(shown.waiting_since),
            "status": shown.status.value,
            "assignee_id": shown.assignee_id,
            "snoozed_until": micros_or_none(shown.snoozed_until),
            "tags": to_json(shown.tags),
            "unread": self.unread[root],
            "waiting": sum(waiting for waiting, _ in counts),
            "needs_person": int(any(person for _, person in counts)),
            "draft": next((snippet(self.drafts[home]) for home in (root, *homes) if home in self.drafts), ""),
            "words": self._words(homes, shown),
            "tier": shown.tier.value if shown.tier else None,
            "topic": shown.topic.value if shown.topic else None,
            "complaint": int(shown.complaint),
        }

    def _name(self, root: str) -> str:
        person = self.customers.get(self.threads[root].customer_id)
        if person and person.name:
            return str(person.name)
        return next((str(i.display or i.handle) for i in self.identities[root]), "")

    def _words(self, homes: Iterable[str], shown: Thread) -> str:
        """What a search looks through, case-folded and without accents; numbers once more without their punctuation."""
        words: list[str] = list(shown.tags)
        for home in homes:
            person = self.customers.get(self.threads[home].customer_id)
            numbers = [i.display for i in self.identities[home]]
            words += [i.handle for i in self.identities[home]] + numbers
            if person:
                words += [person.name, person.email]
                numbers.append(person.phone)
            words += [_NOT_DIGITS.sub("", number) for number in numbers]
            words += numbers[-1:]
        forms = [form for word in words if word for form in (word.casefold(), folded(word))]
        return "\n".join(dict.fromkeys(filter(None, forms)))[:2000]

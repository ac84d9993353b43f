"""How facts lie in their tables."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row, bindparam, case, delete, func, insert, literal_column, select, update

from backend.storage.bulk import Bulk, BulkRead
from backend.storage.listed import id_list, listed
from backend.storage.tables import insight_case, insight_day, insight_slot, insight_wait, message, shelf, thread
from backend.storage.upsert import upsert
from backend.threads.records import MessageRecord
from domain.emotion.assessment import Assessment
from domain.measures import first_contact, responses
from domain.measures.entry import Seen, is_thanks
from domain.measures.first_contact import Case
from domain.measures.points import day_of, slot_of
from domain.measures.responses import Ending, Wait
from domain.message import Author, MessageKind
from domain.working_time import ALWAYS, KEY, WorkingHours, between, read_hours

Key = tuple[str, int, int, str, str, str, str]
"""Author, slot, day, agent, channel, language, topic."""

_MS = timedelta(milliseconds=1)
_NAMES = ("agent_id", "channel", "language", "topic")


_FOR_GOOD = ("position", "root_id", "began", "channel")


def _adding(table: Any, time: str) -> Any:
    put = upsert(table)
    return put.on_conflict_do_update(index_elements=["author", time, *_NAMES], set_={"n": table.c.n + put.excluded.n})


def _replacing(table: Any) -> Any:
    """What never changes is left alone, and so are the indexes that hold nothing else."""
    put = upsert(table)
    newest = {column.name: put.excluded[column.name] for column in table.c if column.name not in _FOR_GOOD}
    return put.on_conflict_do_update(index_elements=["position"], set_=newest)


def _changing(table: Any, *names: str) -> Bulk:
    """Only these columns; of all others, and of the indexes that they are in, nothing is looked at."""
    newest: dict[str, Any] = {name: bindparam(f"b_{name}") for name in names}
    changed = update(table).where(table.c.position == bindparam("b_position")).values(newest)
    return Bulk(changed, [f"b_{name}" for name in ("position", *names)])


def _bulk(put: Any) -> Bulk:
    return Bulk(put, [column.name for column in put.table.c])


_ADD_SLOTS, _ADD_DAYS = _bulk(_adding(insight_slot, "slot")), _bulk(_adding(insight_day, "day"))
_ADD_WAITS, _ADD_CASES = _bulk(insert(insight_wait)), _bulk(insert(insight_case))
_PUT_WAITS, _PUT_CASES = _bulk(_replacing(insight_wait)), _bulk(_replacing(insight_case))
_LONGER_WAITS = _changing(insight_wait, "last_at", "messages", "language", "topic")
_LONGER_CASES = _changing(insight_case, "last_at", "gap_ms", "language", "topic", "agents", "agent_id")
IS_OPEN = insight_wait.c.ending == literal_column("''")
IS_ANSWERED = insight_wait.c.ending == literal_column("'answer'")
"""Written out, because only then the indexes of these waits are used."""
_C, _W = insight_case.c, insight_wait.c
_SAME_ROOT = insight_case.alias()
_LAST = select(func.max(_SAME_ROOT.c.position)).where(_SAME_ROOT.c.root_id == thread.c.id).scalar_subquery()
_OF_WAIT = (_W.position, _W.began, _W.last_at, _W.messages, _W.channel, _W.language, _W.topic)
_OF_CASE = (_C.position, _C.began, _C.last_at, _C.channel, _C.language, _C.topic)
_WAIT, _CASE = 1, 1 + len(_OF_WAIT)
"""Where they begin in a row of `_STANDING`."""
_GAP = len(_OF_CASE)
_STANDING = BulkRead(
    select(thread.c.id, *_OF_WAIT, *_OF_CASE, _C.gap_ms, _C.agents, _C.agent_id, _C.resolved_at, _C.again_at)
    .select_from(
        thread.outerjoin(insight_wait, (_W.root_id == thread.c.id) & IS_OPEN).outerjoin(
            insight_case, _C.position == _LAST
        )
    )
    .where(thread.c.id.in_(listed()))
)
_HOURS = select(shelf.c.body).where(shelf.c.type == "setting", shelf.c.id == KEY)
CODE = case((message.c.kind == MessageKind.EVENT, message.c.text), else_="")
_COLUMNS = (message.c.position, message.c.arrived_at, message.c.author, message.c.kind, CODE, message.c.agent_id)
_AUTHORS, _KINDS = {one.value: one for one in Author}, {one.value: one for one in MessageKind}
_MESSAGES = select(*_COLUMNS, message.c.channel, message.c.assessment).where(~message.c.discarded)


def seen_in(record: MessageRecord) -> Seen:
    """What counts of a message."""
    code = record.text if record.kind == MessageKind.EVENT else ""
    who = (record.position, record.arrived_at, record.author, record.kind, code, record.agent_id)
    return seen_of(*who, record.channel, record.assessment)


def seen_of(
    position: int,
    at: datetime,
    author: str,
    kind: str,
    code: str,
    agent_id: str | None,
    channel: str,
    says: Assessment | None,
) -> Seen:
    """What counts of a row."""
    language = says.language if says is not None else ""
    topic = says.topic.value if says is not None and says.topic is not None else ""
    who = (position, at, _AUTHORS[author], _KINDS[kind], code, agent_id or "")
    return Seen(*who, str(channel), language, topic, is_thanks(says))


@lru_cache(maxsize=16)
def _when(at: datetime) -> tuple[int, int]:
    return slot_of(at), day_of(at)


def key_of(seen: Seen) -> Key:
    """Where a message is counted."""
    slot, day = _when(seen.at)
    return seen.author.value, slot, day, seen.agent_id, seen.channel, seen.language, seen.topic


def add_counts(connection: Connection, counts: Mapping[Key, int]) -> None:
    """So many more of each, or fewer."""
    changed = [(key, n) for key, n in counts.items() if n]
    if not changed:
        return
    days: Counter[tuple[Any, ...]] = Counter()
    for (author, _slot, day, *names), n in changed:
        days[author, day, *names] += n
    _ADD_SLOTS.run(connection, [(author, slot, *names, n) for (author, slot, _day, *names), n in changed])
    _ADD_DAYS.run(connection, [(*key, n) for key, n in days.items()])


def standing(connection: Connection, roots: Sequence[str]) -> tuple[dict[str, Wait], dict[str, Case]]:
    """The open wait of each of these threads in which somebody waits, and the newest case of each that had one."""
    waits: dict[str, Wait] = {}
    cases: dict[str, Case] = {}
    for row in _STANDING.rows(connection, id_list(roots)):
        if row[_WAIT] is not None:
            waits[row[0]] = Wait(*row[_WAIT:_CASE])
        if row[_CASE] is not None:
            held = list(row[_CASE:])
            held[_GAP] *= _MS
            cases[row[0]] = Case(*held)
    return waits, cases


def put_waits(connection: Connection, waits: Sequence[tuple[str, Wait]], known: Collection[int]) -> None:
    """As they are now.

    Args:
        known: positions of those that were open before.
    """
    longer = [wait for _, wait in waits if wait.ending is Ending.OPEN and wait.position in known]
    _LONGER_WAITS.run(connection, [(one.position, one.last, one.messages, one.language, one.topic) for one in longer])
    if len(longer) < len(waits):
        others = [(root, wait) for root, wait in waits if wait.ending is not Ending.OPEN or wait.position not in known]
        ended = any(wait.ending is Ending.ANSWER for _, wait in others)
        hours = working_hours(connection) if ended else ALWAYS
        _PUT_WAITS.run(connection, [_wait_row(root, wait, hours) for root, wait in others])


def put_cases(connection: Connection, cases: Sequence[tuple[str, Case]], known: Collection[int]) -> None:
    """As they are now.

    Args:
        known: positions of those that were there before.
    """
    longer = [case for _, case in cases if case.resolved is None and case.position in known]
    _LONGER_CASES.run(
        connection,
        [(one.position, one.last, one.gap // _MS, one.language, one.topic, one.agents, one.agent_id) for one in longer],
    )
    others = [(root, case) for root, case in cases if case.resolved is not None or case.position not in known]
    _PUT_CASES.run(connection, [_case_row(root, case) for root, case in others])


def fold_afresh(connection: Connection, roots: Sequence[str]) -> None:
    """The facts of these threads, from the messages that they show now."""
    hours = working_hours(connection)
    for some in _some(roots):
        connection.execute(delete(insight_wait).where(insight_wait.c.root_id.in_(some)))
        connection.execute(delete(insight_case).where(insight_case.c.root_id.in_(some)))
    for root in roots:
        seen = list(_shown(connection, root))
        waits, cases = responses.fold(seen).values(), first_contact.fold(seen).values()
        _ADD_WAITS.run(connection, [_wait_row(root, wait, hours) for wait in waits])
        _ADD_CASES.run(connection, [_case_row(root, case) for case in cases])


def working_hours(connection: Connection) -> WorkingHours:
    """The workspace's, by the setting `hours`."""
    return hours_from(hours_setting(connection))


def hours_setting(connection: Connection) -> str:
    """The setting as it lies on the shelf, "" for none."""
    return connection.execute(_HOURS).scalar() or ""


@lru_cache(maxsize=8)
def hours_from(body: str) -> WorkingHours:
    """Round the clock when nothing, or nothing that makes sense, was set."""
    try:
        return read_hours(setting_value(body)) if body else ALWAYS
    except (ValueError, TypeError, RecursionError):
        return ALWAYS


def setting_value(body: str) -> str:
    """The JSON that was set, out of the shelf's."""
    return str(json.loads(body)["value"])


def working_ms(wait: Wait, hours: WorkingHours) -> int:
    """Response time by working hours."""
    if wait.ending is not Ending.ANSWER or wait.ended is None:
        return 0
    return max(between(wait.began, wait.ended, hours) // _MS, 0)


def wait_of(row: Row[Any]) -> Wait:
    """The wait of a row."""
    return Wait(
        row.position,
        row.began,
        row.last_at,
        row.messages,
        row.channel,
        row.language,
        row.topic,
        Ending(row.ending),
        row.ended_at,
        row.agent_id,
    )


def _shown(connection: Connection, root: str) -> Iterable[Seen]:
    for row in connection.execute(_MESSAGES.where(message.c.root_id == root).order_by(message.c.position)):
        seen = seen_of(*row)
        if seen.counts:
            yield seen


def _wait_row(root: str, wait: Wait, hours: WorkingHours) -> tuple[Any, ...]:
    """In the order of the columns."""
    named = (wait.channel, wait.language, wait.topic)
    ended = (wait.ending.value, wait.ended, wait.agent_id, wait.took // _MS, working_ms(wait, hours))
    return (wait.position, root, wait.began, wait.last, wait.messages, *named, *ended)


def _case_row(root: str, case: Case) -> tuple[Any, ...]:
    """In the order of the columns."""
    named = (case.channel, case.language, case.topic)
    ended = (case.agents, case.agent_id, case.resolved, case.again)
    return (case.position, root, case.began, case.last, case.gap // _MS, *named, *ended)


_MOST = 500


def _some(roots: Sequence[str]) -> Iterable[Sequence[str]]:
    for start in range(0, len(roots), _MOST):
        yield roots[start : start + _MOST]

"""How facts lie in their tables."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row, bindparam, case, delete, func, insert, literal_column, select

from backend.storage.tables import insight_case, insight_day, insight_slot, insight_wait, message, shelf
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


_ADD_SLOT, _ADD_DAY = _adding(insight_slot, "slot"), _adding(insight_day, "day")
_PUT_WAIT, _PUT_CASE = _replacing(insight_wait), _replacing(insight_case)
_ROOTS: Any = bindparam("roots", expanding=True)
IS_OPEN = insight_wait.c.ending == literal_column("''")
IS_ANSWERED = insight_wait.c.ending == literal_column("'answer'")
"""Written out, because only then the indexes of these waits are used."""
_OPEN = select(insight_wait).where(insight_wait.c.root_id.in_(_ROOTS), IS_OPEN)
_LAST = select(func.max(insight_case.c.position)).where(insight_case.c.root_id.in_(_ROOTS))
_NEWEST = select(insight_case).where(insight_case.c.position.in_(_LAST.group_by(insight_case.c.root_id)))
_HOURS = select(shelf.c.body).where(shelf.c.type == "setting", shelf.c.id == KEY)
CODE = case((message.c.kind == MessageKind.EVENT, message.c.text), else_="")
_COLUMNS = (message.c.position, message.c.arrived_at, message.c.author, message.c.kind, CODE, message.c.agent_id)
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
    who = (position, at, Author(author), MessageKind(kind), code, agent_id or "")
    return Seen(*who, str(channel), language, topic, is_thanks(says))


def key_of(seen: Seen) -> Key:
    """Where a message is counted."""
    slot, day = slot_of(seen.at), day_of(seen.at)
    return seen.author.value, slot, day, seen.agent_id, seen.channel, seen.language, seen.topic


def add_counts(connection: Connection, counts: Mapping[Key, int]) -> None:
    """So many more of each, or fewer."""
    changed = [(key, n) for key, n in counts.items() if n]
    if not changed:
        return
    slots: list[dict[str, Any]] = []
    days: dict[Any, dict[str, Any]] = {}
    for (author, slot, day, *names), n in changed:
        what = {"author": author, **dict(zip(_NAMES, names, strict=True))}
        slots.append({**what, "slot": slot, "n": n})
        held = days.setdefault((author, day, *names), {**what, "day": day, "n": 0})
        held["n"] += n
    connection.execute(_ADD_SLOT, slots)
    connection.execute(_ADD_DAY, list(days.values()))


def open_waits(connection: Connection, roots: Sequence[str]) -> dict[str, Wait]:
    """The wait of each of these threads in which somebody waits."""
    found: dict[str, Wait] = {}
    for some in _some(roots):
        found |= {row.root_id: wait_of(row) for row in connection.execute(_OPEN, {"roots": some})}
    return found


def newest_cases(connection: Connection, roots: Sequence[str]) -> dict[str, Case]:
    """The newest case of each of these threads that had one."""
    found: dict[str, Case] = {}
    for some in _some(roots):
        found |= {row.root_id: case_of(row) for row in connection.execute(_NEWEST, {"roots": some})}
    return found


def put_waits(connection: Connection, waits: Sequence[tuple[str, Wait]]) -> None:
    """As they are now."""
    if waits:
        ended = any(wait.ending is Ending.ANSWER for _, wait in waits)
        hours = working_hours(connection) if ended else ALWAYS
        connection.execute(_PUT_WAIT, [_wait_row(root, wait, hours) for root, wait in waits])


def put_cases(connection: Connection, cases: Sequence[tuple[str, Case]]) -> None:
    """As they are now."""
    if cases:
        connection.execute(_PUT_CASE, [_case_row(root, case) for root, case in cases])


def fold_afresh(connection: Connection, roots: Sequence[str]) -> None:
    """The facts of these threads, from the messages that they show now."""
    hours = working_hours(connection)
    for some in _some(roots):
        connection.execute(delete(insight_wait).where(insight_wait.c.root_id.in_(some)))
        connection.execute(delete(insight_case).where(insight_case.c.root_id.in_(some)))
    for root in roots:
        seen = list(_shown(connection, root))
        waits, cases = responses.fold(seen).values(), first_contact.fold(seen).values()
        if waits:
            connection.execute(insert(insight_wait), [_wait_row(root, wait, hours) for wait in waits])
        if cases:
            connection.execute(insert(insight_case), [_case_row(root, case) for case in cases])


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


def case_of(row: Row[Any]) -> Case:
    """The case of a row."""
    return Case(
        row.position,
        row.began,
        row.last_at,
        row.channel,
        row.language,
        row.topic,
        row.gap_ms * _MS,
        row.agents,
        row.agent_id,
        row.resolved_at,
        row.again_at,
    )


def _shown(connection: Connection, root: str) -> Iterable[Seen]:
    for row in connection.execute(_MESSAGES.where(message.c.root_id == root).order_by(message.c.position)):
        seen = seen_of(*row)
        if seen.counts:
            yield seen


def _wait_row(root: str, wait: Wait, hours: WorkingHours) -> dict[str, Any]:
    return {
        "position": wait.position,
        "root_id": root,
        "began": wait.began,
        "last_at": wait.last,
        "messages": wait.messages,
        "channel": wait.channel,
        "language": wait.language,
        "topic": wait.topic,
        "ending": wait.ending.value,
        "ended_at": wait.ended,
        "agent_id": wait.agent_id,
        "ms": wait.took // _MS,
        "working_ms": working_ms(wait, hours),
    }


def _case_row(root: str, case: Case) -> dict[str, Any]:
    return {
        "position": case.position,
        "root_id": root,
        "began": case.began,
        "last_at": case.last,
        "gap_ms": case.gap // _MS,
        "channel": case.channel,
        "language": case.language,
        "topic": case.topic,
        "agents": case.agents,
        "agent_id": case.agent_id,
        "resolved_at": case.resolved,
        "again_at": case.again,
    }


_MOST = 500


def _some(roots: Sequence[str]) -> Iterable[Sequence[str]]:
    for start in range(0, len(roots), _MOST):
        yield roots[start : start + _MOST]

"""A year of a server's messages, put straight into its tables: what measures are timed with."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from backend.storage.database import Database
from backend.storage.tables import agent, customer, identity, message, thread
from domain.agent import Role
from domain.ids import AgentId

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SPAN = timedelta(days=365)
AGENTS = [AgentId(f"agent-{number:02}") for number in range(12)]
_LANGUAGES = ("en", "zh-Hant", "th", "ar", "vi", "ru", "it", "")
_TOPICS = ("logistics", "refund", "payment", "account", "promotion", None)
_BUSY = (1, 1, 1, 1, 1, 2, 4, 7, 12, 20, 30, 28, 18, 15, 16, 18, 16, 14, 12, 12, 12, 9, 5, 3)
_BATCH = 20_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def fill(database: Database, messages: int, threads: int, seed: int = 1) -> None:
    """Agents, customers with one thread each, and so many messages up to NOW; no measure is counted yet."""
    with database.write() as tx:
        raw = tx.connection.connection.cursor()
        add_rows(raw, agent, agents(len(AGENTS)))
        add_rows(raw, customer, ({"id": f"c{n:06}", "name": f"Customer {n}"} for n in range(threads)))
        add_rows(raw, identity, ({"id": f"i{n:06}", "customer_id": f"c{n:06}"} | _channel(n) for n in range(threads)))
        waiting: dict[int, int] = {}
        add_rows(raw, message, _messages(messages, threads, random.Random(seed), waiting))
        add_rows(raw, thread, (_thread(n, waiting.get(n)) for n in range(threads)))
        raw.execute("UPDATE feed SET position = ?, seq = ?", (messages, messages))
        raw.execute("UPDATE insight_progress SET next = ?, root = ''", (messages,))


def add_rows(raw: Any, table: Any, rows: Iterator[dict[str, Any]]) -> None:
    """Rows whose missing columns have their defaults; all rows of a table have the same columns."""
    first = next(rows)
    names = list(first)
    said = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
    batch = [tuple(first.values())]
    for row in rows:
        batch.append(tuple(row.values()))
        if len(batch) == _BATCH:
            raw.executemany(said, batch)
            batch.clear()
    raw.executemany(said, batch)


def agents(count: int) -> Iterator[dict[str, Any]]:
    """Rows of so many."""
    for id_ in (f"agent-{number:02}" for number in range(count)):
        more = {"email": f"{id_}@example.com", "role": Role.AGENT.value, "active": 1, "created_at": 0, "version": 1}
        yield {"id": id_, "name": id_, **more, "password_hash": ""}


def _channel(number: int) -> dict[str, Any]:
    channel = "instagram" if number % 3 == 0 else "whatsapp"
    more = {"account_id": f"account-{channel}", "handle": f"h{number}", "version": 1}
    return {"thread_id": f"t{number:06}", "channel": channel, **more}


def _thread(number: int, waiting: int | None) -> dict[str, Any]:
    return {
        "id": f"t{number:06}",
        "customer_id": f"c{number:06}",
        "status": "open",
        "assignee_id": AGENTS[number % len(AGENTS)] if number % 4 else None,
        "waiting_since": waiting,
        "last_channel": _channel(number)["channel"],
        "version": 1,
    }


def _messages(count: int, threads: int, chance: random.Random, waiting: dict[int, int]) -> Iterator[dict[str, Any]]:
    """Customers who write, agents who answer most of them soon, and threads that are resolved now and then."""
    times = _times(count, chance)
    recent: list[int] = []
    for position, at in enumerate(times, 1):
        if recent and chance.random() < 0.55:
            number = recent.pop(chance.randrange(len(recent)))
            author = "agent" if number in waiting else "system"
        else:
            number, author = chance.randrange(threads), "customer"
            recent.append(number)
            if len(recent) > 40:
                recent.pop(0)
        if author == "customer":
            waiting.setdefault(number, at)
        else:
            waiting.pop(number, None)
        yield _row(position, number, author, at, chance)


def _times(count: int, chance: random.Random) -> list[int]:
    """Microseconds since 1970, rising; more at day than at night."""
    first, hours = NOW - SPAN, int(SPAN.total_seconds() // 3600)
    chosen = chance.choices(range(hours), [_BUSY[(first.hour + hour) % 24] for hour in range(hours)], k=count)
    begin = int((first - _EPOCH).total_seconds())
    return sorted((begin + hour * 3600) * 1_000_000 + chance.randrange(3_600_000_000) for hour in chosen)


def _row(position: int, number: int, author: str, at: int, chance: random.Random) -> dict[str, Any]:
    event = author == "system"
    return {
        "id": f"m{position:08}",
        "thread_id": f"t{number:06}",
        "root_id": f"t{number:06}",
        "position": position,
        "author": author,
        "agent_id": AGENTS[int(chance.triangular(0, len(AGENTS), 2))] if author == "agent" else None,
        "kind": "event" if event else "text",
        "channel": "other" if event else _channel(number)["channel"],
        "text": "resolved" if event else "Where is my parcel? It should have been here on Tuesday.",
        "delivery": "none",
        "at": at,
        "arrived_at": at,
        "version": position,
        "assessment": _assessment(number, chance) if author == "customer" and chance.random() < 0.95 else None,
    }


def _assessment(number: int, chance: random.Random) -> str:
    topic = chance.choices(_TOPICS, (42, 30, 15, 8, 5, 20))[0]
    thanks = chance.random() < 0.1
    said = f'"{topic}"' if topic and not thanks else "null"
    reasons = '[{"cue":"thanks","words":"thank you","raises":false}]' if thanks else "[]"
    tier = "low" if thanks else chance.choice(("low", "low", "medium", "high"))
    head = f'{{"tier":"{tier}","complaint":{"false" if tier == "low" else "true"},"topic":{said}'
    language = _LANGUAGES[number % len(_LANGUAGES)]
    return f'{head},"language":"{language}","reasons":{reasons},"sure":80,"engine":"bench 1","corrected_by":null}}'

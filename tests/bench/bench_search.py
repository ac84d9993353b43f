"""Searching as one types among 1,000,000 messages in five languages, and what the index costs."""

import asyncio
import random
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from app.clock import SystemClock, make_ids
from domain.changes import Change, Page
from domain.channel import ChannelKind
from domain.ids import MessageId
from domain.message import Author, Message, MessageKind
from domain.search import SearchQuery
from localdb import search_index
from localdb.opened import OpenedStore
from localdb.search_backlog import take_some
from localdb.store import open_store
from tests.storage.desk import KEY, ME
from tests.support.memory import pss
from tests.support.mixed_texts import MixedTexts
from tests.support.seeding import START, Plan, entities, fill, thread_id
from tools.figures import Figure, at_most

NAME = "search"
MESSAGES, THREADS = 1_000_000, 10_000
PAGE, PAGES = 500, 12
LIMIT = 30
WORDS = (
    "refund", "delivery", "thereand", "tomorrow morning", "order number", "broken shirt", "nowhere", "#104", "#99999",
    "đơn hàng", "don hang", "cảm ơn", "السلام", "المبلغ شكرا", "พัสดุ", "คืนเงิน", "ช่วยเช็ค", "退款", "订单什么", "没有收到",
    "裙",    "bakudo", "genite", "zzzz", "the", "a b c", "👍", "packageord", "invoice discount phone",
)  # fmt: skip
"""Frequent, rare and absent; each is typed letter by letter."""


def run() -> Iterable[Figure]:
    """One file is built for the run; that takes some minutes."""
    with tempfile.TemporaryDirectory(prefix="braid-bench-") as folder:
        return asyncio.run(_measure(Path(folder) / "braid.db"))


async def _measure(path: Path) -> list[Figure]:
    texts = MixedTexts(3)
    async with _opened(path) as store:
        await store._database.write(fill, Plan(ME, THREADS, MESSAGES, text=lambda _position: texts.next()))
    plain = _size(path)
    async with _opened(path) as store:
        began = time.monotonic()
        await store._database.write(search_index.set_left, MESSAGES)
        while await store._database.write(take_some, 2000):
            pass
        took = time.monotonic() - began
    grown = _size(path)
    async with _opened(path) as store:
        before = pss()
        times = await _typed(store, texts)
        memory = pss() - before
        applied, bare = await _applied(store, texts)
    return [
        at_most("search: as typed, p95", statistics.quantiles(times, n=20)[-1], "ms", 20),
        at_most("search: as typed, median", statistics.median(times), "ms", 10),
        at_most("search: as typed, the worst", max(times), "ms", 200),
        at_most("search: file with the index, times the file without", grown / plain, "x", 1.5),
        at_most("search: memory of the searches", memory, "MB", 24),
        at_most("search: taking in an old file, for 1,000 messages", took / MESSAGES * 1_000_000, "ms", 1000),
        at_most(f"search: applying {PAGE} new messages", applied, "ms", 250),
        at_most("search: of which the index", applied - bare, "ms", 150),
    ]


@asynccontextmanager
async def _opened(path: Path) -> AsyncIterator[OpenedStore]:
    clock = SystemClock()
    store = await open_store(path, KEY, clock, make_ids(clock), ME)
    try:
        yield store
    finally:
        await store.close()


def _size(path: Path) -> int:
    return path.stat().st_size


async def _typed(store: OpenedStore, texts: MixedTexts) -> list[float]:
    """Milliseconds of every question, those of a cold start too."""
    found = []
    for query in _queries(texts):
        began = time.perf_counter()
        await store.search.messages(query, LIMIT)
        found.append((time.perf_counter() - began) * 1000)
    return found


def _queries(texts: MixedTexts) -> Iterator[SearchQuery]:
    chance = random.Random(11)
    for typed in (*WORDS, *chance.sample(texts.rare, 20)):
        for end in range(1, len(typed) + 1):
            if words := tuple(typed[:end].split()):
                yield SearchQuery(words=words)
    for word in ("refund", "the", "退款", "พัสดุ", "zzzz", ""):
        for narrowed in _narrowed():
            yield replace(narrowed, words=(word,) if word else ())
    yield SearchQuery(words=("order number",))
    yield SearchQuery(order="104")


def _narrowed() -> Iterator[SearchQuery]:
    day = timedelta(days=1)
    yield SearchQuery(people=("customer 77",))
    yield SearchQuery(people=("customer 7777",))
    yield SearchQuery(tags=("vip",))
    yield SearchQuery(authors=frozenset({Author.AGENT}))
    yield SearchQuery(channels=frozenset({ChannelKind.INSTAGRAM}))
    yield SearchQuery(after=START + day, before=START + 2 * day)
    yield SearchQuery(before=START + timedelta(hours=1))
    yield SearchQuery(people=("customer 5",), authors=frozenset({Author.CUSTOMER}), after=START + 5 * day)


async def _applied(store: OpenedStore, texts: MixedTexts) -> tuple[float, float]:
    """Milliseconds of one page of the feed: with messages that are searched, and with some that are not."""
    one = next(entity for entity in entities(Plan(ME, 1, 1)) if isinstance(entity, Message))
    took: dict[MessageKind, list[float]] = {MessageKind.TEXT: [], MessageKind.EVENT: []}
    for number in range(PAGES):
        kind = (MessageKind.TEXT, MessageKind.EVENT)[number % 2]
        first = MESSAGES + 1 + number * PAGE
        new = [
            replace(
                one,
                id=MessageId(f"new-{position}"),
                thread_id=thread_id(position % THREADS),
                position=position,
                version=position,
                kind=kind,
                text=texts.next(),
            )
            for position in range(first, first + PAGE)
        ]
        page = Page(tuple(Change(message.version, "message", message.id, message) for message in new), "cursor", True)
        began = time.perf_counter()
        await store.feed.apply(page)
        took[kind].append((time.perf_counter() - began) * 1000)
    return statistics.median(took[MessageKind.TEXT]), statistics.median(took[MessageKind.EVENT])

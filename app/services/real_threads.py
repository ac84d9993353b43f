"""Threads of customers that may become items, and their texts with what has to be removed (S-2, M-1)."""

import asyncio
import secrets
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from app.errors import Refused
from app.ports import LocalStore
from app.services.desk import Desk
from app.services.pack_values import RealThread, Stripped
from app.words.language import by_script
from domain.ids import ReviewId, ThreadId
from domain.inbox import Card, Folder, ThreadRow
from domain.message import Author, MessageKind
from domain.order import Order
from domain.problems import Problem
from domain.timeline import Entry
from domain.training.anonymising.values import Found, Known, Private
from domain.training.item import LONGEST_TEXT, Side

WEEKS: Final = 14
"""Of reviews whose marks are looked for: a quarter and the week that runs."""

MOST_THREADS: Final = 60
MOST_MESSAGES: Final = 60
"""Of one thread, the newest ones."""

_SEEDS: Final = 2**31
_LEAST = 2
"""Characters of a value that is looked for in texts; one alone stands everywhere."""
_LEAST_TRAIT = 5


class RealThreads:
    """Reads from this computer's database only; nothing of it is written anywhere."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def offered(self, text: str, now: datetime) -> Sequence[RealThread]:
        """Those marked for training first, then the newest; those without a word of the customer are left out."""
        store = await self._desk.store()
        marked = await _marked(store, now)
        rows = {row.thread_id: row for row in await _rows(store, text.strip(), marked)}
        order = [*(one for one in marked if one in rows), *(one for one in rows if one not in marked)]
        found = [await _offer(store, rows[one], marked.get(one)) for one in order[:MOST_THREADS]]
        return [one for one in found if one.messages]

    async def stripped(self, thread_id: ThreadId) -> Sequence[Stripped]:
        """Its texts, oldest first, each with what is proposed to be removed. Raises Refused(THREAD_GONE)."""
        store = await self._desk.store()
        card = await store.threads.card(thread_id)
        if card is None:
            raise Refused(Problem.THREAD_GONE)
        known = [*_of_customer(card, await store.shelf.orders(card.customer.id)), *await _of_team(store)]
        entries = await _said(store, thread_id)
        return await asyncio.to_thread(_strip, entries, card.customer.language, known)

    async def leaks(self, lines: Sequence[Stripped], found: Sequence[Sequence[Found]]) -> Sequence[str]:
        """Removed words that still stand somewhere in the lines after these removals."""
        return await asyncio.to_thread(_left, lines, found)


async def _marked(store: LocalStore, now: datetime) -> dict[ThreadId, ReviewId]:
    """Threads that a weekly review sends to the training, the newest week first."""
    today = now.date()
    monday = today - timedelta(days=today.weekday())
    found: dict[ThreadId, ReviewId] = {}
    for back in range(WEEKS):
        for item in await store.insights.reviews(monday - timedelta(weeks=back)):
            if item.training:
                found.setdefault(item.thread_id, item.id)
    return found


async def _rows(store: LocalStore, text: str, marked: dict[ThreadId, ReviewId]) -> Sequence[ThreadRow]:
    if text:
        return await store.threads.find(text, MOST_THREADS)
    lines = [await store.threads.row(thread_id) for thread_id in marked]
    rows = [line[0] for line in lines if line is not None]
    newest = [row for folder in Folder for row in await store.threads.rows(folder, MOST_THREADS)]
    return [*rows, *sorted(newest, key=_newest)]


async def _offer(store: LocalStore, row: ThreadRow, review_id: ReviewId | None) -> RealThread:
    said = [one for one in await _said(store, row.thread_id) if one.message.author is Author.CUSTOMER]
    return RealThread(row.thread_id, row.name, row.channel.value, row.at, row.snippet, review_id, len(said))


async def _said(store: LocalStore, thread_id: ThreadId) -> list[Entry]:
    """What customer and team said to each other in words; notes and events are nobody's to train on."""
    window = await store.timeline.newest(thread_id, MOST_MESSAGES)
    return [entry for entry in window.entries if _is_text(entry)]


def _is_text(entry: Entry) -> bool:
    message = entry.message
    spoken = message.kind is MessageKind.TEXT and message.author in (Author.CUSTOMER, Author.AGENT)
    return spoken and message.deleted_at is None and bool(message.text.strip())


def _of_customer(card: Card, orders: Sequence[Order]) -> Iterator[Known]:
    """What is known of them; a trait may be anything, so that only what looks like nobody else's counts."""
    customer = card.customer
    yield from _known(Private.NAME, customer.name)
    yield from _known(Private.PHONE, customer.phone)
    yield from _known(Private.EMAIL, customer.email)
    yield from _known(Private.NAME, *(name for _join, name in card.joins))
    for _name, value in customer.traits:
        yield from _trait(value)
    for identity in card.identities:
        yield from _known(Private.HANDLE, identity.handle, identity.display)
    for order in orders:
        yield from _known(Private.NUMBER, order.number, order.waybill)
        yield from _known(Private.LINK, order.link)


def _trait(value: str) -> Iterator[Known]:
    """What the directory says is somebody's own where it has an @ or a number in it; "gold" is many people's."""
    digits = sum(sign.isdigit() for sign in value)
    if "@" in value:
        yield from _known(Private.EMAIL, value)
    elif digits and len(value.strip()) >= _LEAST_TRAIT:
        yield from _known(Private.ADDRESS if " " in value.strip() else Private.NUMBER, value)


async def _of_team(store: LocalStore) -> list[Known]:
    names = [agent.name for agent in await store.threads.agents()]
    return [one for name in names for one in _known(Private.NAME, name)]


def _known(kind: Private, *values: str) -> Iterator[Known]:
    yield from (Known(value.strip(), kind) for value in values if len(value.strip()) >= _LEAST)


def _strip(entries: Sequence[Entry], usual: str, known: Sequence[Known]) -> list[Stripped]:
    """The stand-ins are drawn anew each time: nothing of who they stand for can be counted back from them."""
    from app.training.anonymising import anonymising_lists
    from domain.training.anonymising.proposing import propose

    languages = [_language(entry, usual) for entry in entries]
    most = Counter(languages).most_common(1)[0][0] if languages else "en"
    texts = [entry.message.text[:LONGEST_TEXT] for entry in entries]
    found = propose(texts, most, known, anonymising_lists(most), secrets.randbelow(_SEEDS))
    return [_line(*one) for one in zip(entries, texts, found, languages, strict=True)]


def _line(entry: Entry, text: str, found: tuple[Found, ...], language: str) -> Stripped:
    message = entry.message
    side = Side.CUSTOMER if message.author is Author.CUSTOMER else Side.AGENT
    return Stripped(message.id, side, message.at, text, found, language, message.assessment)


def _language(entry: Entry, usual: str) -> str:
    assessment = entry.message.assessment
    said = assessment.language if assessment is not None else ""
    return said or by_script(entry.message.text) or usual or "en"


def _left(lines: Sequence[Stripped], found: Sequence[Sequence[Found]]) -> list[str]:
    from app.training.anonymising import anonymising_lists
    from domain.training.anonymising.proposing import left

    texts = [line.text for line in lines]
    most = Counter(line.language for line in lines).most_common(1)[0][0] if lines else "en"
    return list(dict.fromkeys(one.value for one in left(texts, found, anonymising_lists(most))))


def _newest(row: ThreadRow) -> float:
    return -row.at.timestamp() if row.at is not None else 0.0

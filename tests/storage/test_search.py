"""Searching what this computer holds: every script, hostile text, filters, pages; the index follows the messages."""

import asyncio
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy import Connection

from domain.channel import ChannelKind
from domain.customer import Customer
from domain.folding import folded, matches
from domain.message import Author, Message, MessageKind, Part, PartKind
from domain.operations import Note
from domain.search import SearchPage, SearchQuery
from localdb import search_index
from localdb.search_backlog import take_some
from localdb.search_terms import text_terms, wanted_terms
from tests.storage.desk import ME, T2, Desk, T, open_desk

TEXTS = (
    "Where is my Refund, please?",
    "ช่วยเช็คพัสดุหน่อยครับ",
    "我要退款謝謝 order",
    "أين طَلَبي؟ دفعت قبل أسبوع",
    "Déjà vu à l'hôtel Łódź, đơn hàng",
    'so 5$ 👍❤️ "quoted" * NEAR(a, b) OR',
    "nul\x00in the middle \x01 and #A-104",
)


async def said(desk: Desk, *words: str, limit: int = 50, **narrow: Any) -> list[str]:
    """The texts of the messages that are found, newest first."""
    page = await desk.store.search.messages(SearchQuery(words=words, **narrow), limit)
    return [hit.excerpt for hit in page.hits]


async def page_of(desk: Desk, *words: str, before: int | None = None, limit: int = 50) -> SearchPage:
    """What is found."""
    return await desk.store.search.messages(SearchQuery(words=words), limit, before)


async def tell(desk: Desk, *texts: str, **changes: Any) -> list[Message]:
    """Messages with these texts."""
    messages = [desk.message(text=text, **changes) for text in texts]
    await desk.feed(*messages)
    return messages


async def index_is_sound(desk: Desk) -> bool:
    """Whether the index is what one made anew of the messages would be."""
    return await desk.store._database.write(_is_sound)


def _is_sound(connection: Connection) -> bool:
    connection.exec_driver_sql("CREATE VIRTUAL TABLE temp.spelled USING fts5vocab(main, message_terms, instance)")
    spelled = "SELECT term, doc FROM temp.spelled"
    kept = sorted(connection.exec_driver_sql(spelled).all())
    connection.exec_driver_sql("INSERT INTO message_terms (message_terms) VALUES ('delete-all')")
    search_index.set_left(connection, 1 << 40)
    while take_some(connection, 100):
        pass
    return bool(kept) and kept == sorted(connection.exec_driver_sql(spelled).all())


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("refund", 0), ("REFUND ", 0), ("efun", 0), ("re", 0), ("r", 0), ("my refund", 0), ("refund,", 0),
        ("พัสดุ", 1), ("พั", 1), ("พ", 1), ("ดุ", 1), ("ช่วยเช็ค", 1),
        ("退款", 2), ("款", 2), ("我", 2), ("要退款", 2), ("退款謝謝 order", 2),
        ("طلبي", 3), ("طَلَبي", 3), ("أسبوع", 3),
        ("deja", 4), ("hotel", 4), ("HÔTEL", 4), ("lodz", 4), ("don hang", 4), ("đơn", 4), ("l'h", 4),
        ("5$", 5), ("👍", 5), ("❤️", 5), ("👍❤", 5), ('"quoted"', 5), ("*", 5), ("NEAR(", 5), ('"', 5), ("(a", 5),
        ("nulin", 6), ("#a-104", 6), ("104", 6), ("#a", 6),
    ],
)  # fmt: skip
async def test_words_of_every_script_are_found(tmp_path: Path, typed: str, place: int) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        found = (await tell(desk, *TEXTS))[place]
        page = await desk.store.search.messages(SearchQuery(words=(typed,)), 10)
        assert [hit.message_id for hit in page.hits] == [found.id]
        assert page.complete
        assert not page.more
        hit = page.hits[0]
        assert hit.marks
        assert {folded(hit.excerpt[start:end]) for start, end in hit.marks} == {folded(typed)}


@pytest.mark.parametrize(
    "typed",
    [
        "fu",
        "refunds",
        "退謝",
        "xx",
        "NEAR(a b)",
        "where please",
        "refund OR 退款",
        "terms:ref",
        "-refund",
        "ref*",
        "a" * 10_000,
        "'; DROP",
        "\x01\x02",
    ],
)
async def test_what_is_typed_is_never_a_language(tmp_path: Path, typed: str) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        await tell(desk, *TEXTS)
        assert await said(desk, typed) == []


async def test_a_very_long_message_is_found_by_its_words(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        await tell(desk, "word " * 2000 + "needle" + " more" * 2000)
        (cut,) = await said(desk, "needle")
        assert "needle" in cut
        assert len(cut) <= 140


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some.text(max_size=60), some.data())
def test_every_piece_of_a_text_that_matches_is_in_the_index(text: str, data: some.DataObject) -> None:
    plain = folded(text)
    start = data.draw(some.integers(0, max(0, len(plain) - 1)))
    word = folded(plain[start : start + data.draw(some.integers(1, 8))])
    if word and matches(plain, [word]):
        assert wanted_terms(word) <= text_terms(plain), unicodedata.name(word[0], word)


async def test_words_in_any_order_and_phrases(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        await tell(desk, "the parcel is late", "late is the parcel", "the parcel")
        assert await said(desk, "late", "parcel") == ["late is the parcel", "the parcel is late"]
        assert await said(desk, "parcel is late") == ["the parcel is late"]


async def test_attachments_places_contacts_and_notes_are_found_and_notices_are_not(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        parts = (
            Part(PartKind.ATTACHMENT, "invoice-77.pdf"),
            Part(PartKind.LOCATION, "Old Mill", "Harbour Street 1"),
            Part(PartKind.CONTACT, "Bo", "+66 2 123 4567"),
            Part(PartKind.FACT, "joined", "hidden fact"),
        )
        await desk.feed(desk.message(text="", parts=parts))
        await tell(desk, "remember the mill", kind=MessageKind.NOTE, author=Author.AGENT, agent_id=ME)
        await tell(desk, "resolved", kind=MessageKind.EVENT, author=Author.SYSTEM)
        for word in ("invoice", "harbour", "4567"):
            assert len(await said(desk, word)) == 1, word
        assert len(await said(desk, "mill")) == 2
        assert await said(desk, "hidden") == await said(desk, "resolved") == []
        page = await page_of(desk, "remember")
        assert (page.hits[0].author_name, page.hits[0].kind, page.hits[0].name) == ("Ada", MessageKind.NOTE, "Ann")


async def test_what_is_edited_deleted_or_gone_leaves_the_index(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer(T, T2)
        edited, deleted, gone = await tell(desk, "xylophone one", "xylophone two", "xylophone three")
        await tell(desk, "xylophone four", thread_id=T2)
        await desk.feed(replace(edited, text="marimba", edited_at=desk.clock.now(), version=desk.next()))
        await desk.feed(replace(deleted, deleted_at=desk.clock.now(), version=desk.next()))
        await desk.gone("message", gone.id)
        assert await said(desk, "xylophone") == ["xylophone four"]
        assert await said(desk, "marimba") == ["marimba"]
        await desk.gone("thread", T2)
        assert await said(desk, "xylophone") == []
        assert await index_is_sound(desk)
        blocks = await desk.store._database.read(
            lambda c: c.exec_driver_sql("SELECT block FROM message_terms_data").scalars().all()
        )
        assert not any(b"xyl" in block or b"ylo" in block for block in blocks)


async def test_a_delivery_report_leaves_the_index_alone(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        (message,) = await tell(desk, "sent and read")
        rows = "SELECT id, block FROM message_terms_data WHERE id > 10 ORDER BY id"
        before = await desk.store._database.read(lambda c: c.exec_driver_sql(rows).all())
        await desk.feed(replace(message, delivery_problem="x", version=desk.next()))
        assert await desk.store._database.read(lambda c: c.exec_driver_sql(rows).all()) == before
        assert await said(desk, "sent") == ["sent and read"]


async def test_older_messages_fetched_by_window_are_found(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        old = desk.message(text="from long ago")
        await desk.customer()
        await tell(desk, "long and new")
        await desk.store.feed.fill(T, [old], complete=True)
        assert await said(desk, "long") == ["long and new", "from long ago"]


async def test_a_fresh_snapshot_takes_what_it_does_not_bring_out_of_the_index(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        kept, _lost = await tell(desk, "kept word", "lost word")
        await desk.store.feed.restart()
        await desk.feed(desk.thread(), *desk.people(), replace(kept, version=desk.next()))
        assert await said(desk, "word") == ["kept word"]
        assert await index_is_sound(desk)


async def test_pages_go_on_where_the_last_ended(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        await tell(desk, *(f"item {number}" for number in range(25)))
        found, before = [], None
        while True:
            page = await page_of(desk, "item", before=before, limit=10)
            found += [hit.excerpt for hit in page.hits]
            before = page.hits[-1].position
            if not page.more:
                break
        assert found == [f"item {number}" for number in reversed(range(25))]


async def test_what_waits_here_comes_first(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer(T, T2)
        await tell(desk, "blue shoes?")
        await desk.send("blue shoes: yes")
        await desk.do(Note("blue is gone"), T2)
        page = await page_of(desk, "blue")
        assert [(hit.excerpt, hit.position, hit.thread_id) for hit in page.hits][:2] == [
            ("blue is gone", 0, T2),
            ("blue shoes: yes", 0, T),
        ]
        assert page.hits[2].position > 0
        assert [hit.author for hit in page.hits] == [Author.AGENT, Author.AGENT, Author.CUSTOMER]
        assert len((await page_of(desk, "blue", limit=1)).hits) == 1
        assert (await page_of(desk, "blue", limit=2)).more
        assert [hit.position for hit in (await page_of(desk, "blue", before=page.hits[2].position + 1)).hits] == [
            page.hits[2].position
        ]
        assert await said(desk, "blue", authors=frozenset({Author.CUSTOMER})) == ["blue shoes?"]
        assert await said(desk, "blue", thread_id=T2) == ["blue is gone"]


async def test_hits_of_a_joined_thread_are_shown_in_its_root(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer(T, T2)
        await tell(desk, "needle", thread_id=T2)
        await desk.feed(desk.thread(T2, merged_into=T))
        assert [hit.thread_id for hit in (await page_of(desk, "needle")).hits] == [T]
        assert await said(desk, "needle", thread_id=T) == ["needle"]
        assert await said(desk, "needle", people=("ann",)) == ["needle"]
        await desk.feed(desk.thread(T2))
        assert [hit.thread_id for hit in (await page_of(desk, "needle")).hits] == [T2]


async def test_filters(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer(T, T2)
        await desk.feed(*desk.people(T2, "José Müller"), desk.thread(T2, tags=("VIP", "late")))
        began = desk.clock.now()
        await tell(desk, "hello a")
        desk.later(days=2)
        await tell(desk, "hello b", thread_id=T2, channel=ChannelKind.INSTAGRAM)
        await tell(desk, "hello c", thread_id=T2, author=Author.AGENT, agent_id=ME)
        cases: list[tuple[dict[str, Any], list[str]]] = [
            ({"people": ("jose",)}, ["hello c", "hello b"]),
            ({"people": ("MÜLLER", "José")}, ["hello c", "hello b"]),
            ({"people": ("+49 (151) 123-45",)}, ["hello c", "hello b", "hello a"]),
            ({"people": ("jose", "ann")}, []),
            ({"people": ("nobody",)}, []),
            ({"tags": ("vip",)}, ["hello c", "hello b"]),
            ({"tags": ("vip", "late"), "authors": frozenset({Author.CUSTOMER})}, ["hello b"]),
            ({"tags": ("vi",)}, []),
            ({"channels": frozenset({ChannelKind.INSTAGRAM})}, ["hello b"]),
            ({"channels": frozenset({ChannelKind.INSTAGRAM, ChannelKind.WHATSAPP})}, ["hello c", "hello b", "hello a"]),
            ({"authors": frozenset({Author.AGENT})}, ["hello c"]),
            ({"after": began + timedelta(days=1)}, ["hello c", "hello b"]),
            ({"before": began + timedelta(days=1)}, ["hello a"]),
            ({"after": began + timedelta(days=9)}, []),
            ({"thread_id": T2}, ["hello c", "hello b"]),
        ]
        for narrow, wanted in cases:
            assert await said(desk, "hello", **narrow) == wanted, narrow
            unnamed = [text for text in await said(desk, **narrow) if text.startswith("hello")]
            assert unnamed == wanted, narrow


async def test_a_query_of_many_threads(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        names = [f"thread-{number:04}" for number in range(300)]
        entities = []
        for number, name in enumerate(names):
            tags = ("vip",) if number else ()
            entities += [desk.thread(name, tags=tags), *desk.people(name), desk.message(name, text=f"word {number}")]  # type: ignore[arg-type]
        await desk.feed(*entities)
        assert await said(desk, "word", tags=("vip",), limit=400) == [f"word {n}" for n in range(299, 0, -1)]
        assert await said(desk, tags=("vip",), limit=2) == ["word 299", "word 298"]


async def test_an_order_is_found_in_texts_and_in_the_directory(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer(T, T2)
        _customer, *rest = desk.people(T2)
        traits = (("Last order", "A-10423"), ("City", "Bangkok"))
        known = Customer(f"customer-of-{T2}", "Bo", "th", "", "", traits, desk.next())  # type: ignore[arg-type]
        await desk.feed(known, *rest)
        await tell(desk, "my order 10423 please", "something else")
        await tell(desk, "hello from bo", thread_id=T2)
        assert (await said(desk, order="10423"))[:2] == ["hello from bo", "my order 10423 please"]
        assert await said(desk, "hello", order="a-10423") == ["hello from bo"]
        assert await said(desk, order="99999") == await said(desk, order="last order") == []


async def test_an_old_file_is_taken_in_beside_the_work_and_goes_on_after_a_crash(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        old = await tell(desk, *(f"old {number}" for number in range(30)))
        await desk.store._database.write(_as_before_the_index)
        await desk.store._database.write(take_some, 10)
        page = await page_of(desk, "old")
        assert [hit.excerpt for hit in page.hits] == [f"old {number}" for number in range(29, 19, -1)]
        assert not page.complete
        # Edited, removed and new ones, on both sides of how far it came.
        await desk.feed(
            replace(old[5], text="changed 5", version=desk.next()),
            replace(old[25], text="changed 25", version=desk.next()),
        )
        await desk.gone("message", old[6].id)
        await desk.gone("message", old[26].id)
        await tell(desk, "old and new")
    async with open_desk(tmp_path) as desk:
        assert desk.store._backlog is not None
        await asyncio.wrap_future(desk.store._backlog.done)
        page = await page_of(desk, "old")
        assert page.complete
        assert len(page.hits) == 27
        assert await said(desk, "changed") == ["changed 25", "changed 5"]
        assert await index_is_sound(desk)


async def test_an_index_that_is_wrong_is_made_anew_and_costs_no_message(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        told = await tell(desk, *(f"said {number}" for number in range(40)))
        await desk.store._database.write(_forget_what_is_in_it)
        for message in told[:20]:
            await desk.feed(replace(message, text="said otherwise", version=desk.next()))
        assert not (await page_of(desk, "said")).complete
        assert len((await desk.store.timeline.newest(T, 100)).entries) == 1 + 40
    async with open_desk(tmp_path) as desk:
        assert desk.store._backlog is not None
        await asyncio.wrap_future(desk.store._backlog.done)
        assert len(await said(desk, "otherwise")) == 20
        assert await index_is_sound(desk)


def _forget_what_is_in_it(connection: Connection) -> None:
    connection.exec_driver_sql("INSERT INTO message_terms (message_terms) VALUES ('delete-all')")


def _as_before_the_index(connection: Connection) -> None:
    """A file of version 2 that was just brought to the present schema."""
    connection.exec_driver_sql("DELETE FROM state WHERE key LIKE 'search.%'")
    assert search_index.begin(connection)


async def test_a_newer_search_goes_before_an_older_one(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        await tell(desk, *(f"item {number}" for number in range(50)))
        thread, order = desk.store._database.search, list[str]()

        def endless(_connection: Connection, pause: Any) -> None:
            while len(order) < 2:
                pause()

        older = asyncio.ensure_future(thread.ask(endless))
        older.add_done_callback(lambda _done: order.append("older"))
        await asyncio.sleep(0)
        assert len((await page_of(desk, "item")).hits) == 50
        order.append("newer")
        older.cancel()
        with pytest.raises(asyncio.CancelledError):
            await older
        assert await said(desk, "item 7") == ["item 7"]
        assert order == ["newer", "older"]


async def test_a_search_that_was_put_off_is_answered_too(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        await tell(desk, *TEXTS)
        pages = await asyncio.gather(*(page_of(desk, word) for word in ("refund", "退款", "พัสดุ", "deja", "nul")))
        assert [len(page.hits) for page in pages] == [1] * 5


async def test_a_message_of_another_time_widens_what_is_looked_through(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        await tell(desk, "ancient", at=datetime(1999, 1, 1, tzinfo=UTC))
        assert await said(desk, before=datetime(2000, 1, 1, tzinfo=UTC)) == ["ancient"]

"""GET /v1/search: everything the server has, by whatever is asked, page by page; what people type is never syntax."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from backend.channels.events import Deleted, Edited
from backend.search.backlog import CHUNK
from domain.agent import Role
from domain.channel import ChannelKind
from domain.message import Part, PartKind
from tests.support.backend import BackendRig, Home, Json, Who, a_backend


async def found(who: Who, **asked: Any) -> Json:
    answer = await who.ask("GET", "/v1/search", params=asked)
    assert answer.status_code == 200, answer.text
    page: Json = answer.json()
    return page


async def lines(who: Who, **asked: Any) -> list[str]:
    return [hit["excerpt"] for hit in (await found(who, **asked))["hits"]]


def say(server: BackendRig, home: Home, said: str, **more: Any) -> str:
    event = server.received(home.handle, said, **more)
    server.take(home.account, event)
    return event.provider_id


async def test_words_in_any_order_case_accent_and_script(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, home = server.sign_in(), server.customer(text="Où est mon Café noir ?")
        for said in ("Where is my PARCEL from Tuesday?", "我要退款，謝謝", "พัสดุมาช้าอีกแล้ว", "أين طلبي؟ لقد دفعت"):
            say(server, home, said)
        for words, expected in (
            (["cafe"], "Où est mon Café noir ?"),
            (["tuesday", "parcel"], "Where is my PARCEL from Tuesday?"),
            (["arce"], "Where is my PARCEL from Tuesday?"),
            (["退款"], "我要退款，謝謝"),
            (["款"], "我要退款，謝謝"),
            (["มา"], "พัสดุมาช้าอีกแล้ว"),
            (["طلبي"], "أين طلبي؟ لقد دفعت"),
            (["is", "my"], "Where is my PARCEL from Tuesday?"),
        ):
            assert await lines(who, words=words) == [expected], words
        assert await lines(who, words=["parcel", "cafe"]) == []


async def test_a_hit_says_where_it_is_and_what_matched(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, home = server.sign_in(), server.customer(name="Ann Lee", text="hello")
        await who.send(home, "Your refund is on its way")
        await who.do("note", home, text="refund promised")
        note, reply = (await found(who, words="refund"))["hits"]
        assert (note["kind"], reply["kind"]) == ("note", "text")
        assert (reply["author_name"], reply["name"], reply["thread_id"]) == (who.agent.name, "Ann Lee", home.thread)
        assert [reply["excerpt"][start:end] for start, end in reply["marks"]] == ["refund"]
        assert reply["position"] < note["position"]


async def test_pages_meet_everything_once(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, home = server.sign_in(), server.customer()
        for number in range(23):
            say(server, home, f"parcel {number}")
        seen: list[str] = []
        before: dict[str, int] = {}
        while True:
            page = await found(who, words="parcel", limit=5, **before)
            seen += [hit["excerpt"] for hit in page["hits"]]
            if not page["more"]:
                break
            before = {"before": page["hits"][-1]["position"]}
        assert seen == [f"parcel {number}" for number in reversed(range(23))]


async def test_filters_narrow(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        ann = server.customer(name="Ánn Lee", text="one order")
        server.clock.advance(timedelta(days=2).total_seconds())
        who = server.sign_in(Role.ADMIN)
        bob = server.customer("bob", server.account(ChannelKind.INSTAGRAM), name="Bob", text="two order")
        await who.do("tag", bob, add=["VIP"], remove=[])
        await who.do("note", ann, text="three order")
        cut = (server.clock.now() - timedelta(days=1)).isoformat()
        for asked, expected in (
            ({"people": "ann"}, ["three order", "one order"]),
            ({"people": ["bob"]}, ["two order"]),
            ({"channels": "instagram"}, ["two order"]),
            ({"tags": "vip"}, ["two order"]),
            ({"authors": "agent"}, ["three order"]),
            ({"authors": ["agent", "customer"]}, ["three order", "two order", "one order"]),
            ({"before_date": cut}, ["one order"]),
            ({"after": cut}, ["three order", "two order"]),
            ({"thread": ann.thread}, ["three order", "one order"]),
            ({"people": "nobody"}, []),
        ):
            assert await lines(who, words="order", **asked) == expected, asked
            assert await lines(who, **asked) == expected, asked


async def test_an_order_is_found_by_message_and_by_directory(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who = server.sign_in(Role.ADMIN)
        server.customer("15550009", phone="+15550009", text="where is it")
        server.customer(text="my order 20817, please")
        record = {"name": "Ann", "phones": ["+15550009"], "traits": [["Last order", "20817"]]}
        assert (await who.ask("PUT", "/v1/customer-directory/1", json=record)).status_code < 300
        assert await lines(who, order="20817") == ["my order 20817, please", "where is it"]
        assert await lines(who, order="20817", words="please") == ["my order 20817, please"]


async def test_edits_deletions_and_discards_count_at_once(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, home = server.sign_in(), server.customer()
        first, second = say(server, home, "secretone here"), say(server, home, "secrettwo here")
        now = server.clock.now()
        server.take(home.account, Edited("e1", first, "otherwise", now), Deleted("d1", second, now))
        assert await lines(who, words="secret") == []
        assert await lines(who, words="otherwise") == ["otherwise"]
        assert len(server.rows("SELECT 1 FROM message_words WHERE message_words MATCH '\"oth\"'")) == 1
        with server.services.database.read() as connection:
            blocks = connection.execute(text("SELECT block FROM message_words_data")).scalars().all()
        assert not any(b"ret" in bytes(block) for block in blocks)


async def test_file_names_are_found(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, home = server.sign_in(), server.customer()
        say(server, home, "", parts=(Part(PartKind.ATTACHMENT, "Invoice-77.pdf"),))
        assert await lines(who, words="invoice") == ["Invoice-77.pdf"]


async def test_joined_threads_answer_as_the_thread_they_are_shown_in(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who = server.sign_in(Role.ADMIN)
        kept, joined = server.customer(name="Kept"), server.customer(name="Joined", text="needle")
        await who.do("join", kept, joined_thread_id=joined.thread)
        hit = (await found(who, words="needle"))["hits"][0]
        assert (hit["thread_id"], hit["name"]) == (kept.thread, "Kept")
        assert await lines(who, words="needle", thread=joined.thread) == ["needle"]
        assert await lines(who, words="needle", people="joined") == ["needle"]


HOSTILE = [
    '"',
    "' OR 1=1 --",
    'a" OR b',
    "NEAR(a b)",
    "body:x",
    "par*",
    "^par",
    "%",
    "_",
    "\x00",
    "AND",
    "(((",
    "-x",
    "😀",
]


@pytest.mark.parametrize("typed", HOSTILE)
async def test_nothing_that_people_type_is_syntax(tmp_path: Path, typed: str) -> None:
    async with a_backend(tmp_path) as server:
        who, home = server.sign_in(), server.customer(text="parcel body x a b AND")
        for field in ("words", "people", "tags", "order", "thread"):
            await found(who, **{field: typed})
        say(server, home, f"here: literally {typed} it is")
        assert any("literally" in line for line in await lines(who, words=[typed, "literally"]))


@pytest.mark.parametrize(
    "asked",
    [
        {}, {"words": ""}, {"words": "x" * 101}, {"words": ["x"] * 17}, {"words": "x", "limit": 0},
        {"words": "x", "limit": 101}, {"words": "x", "before": -1}, {"after": "yesterday"},
        {"after": "2026-01-01T00:00:00"}, {"authors": "nobody"},
    ],
)  # fmt: skip
async def test_what_makes_no_sense_is_refused(tmp_path: Path, asked: Json) -> None:
    async with a_backend(tmp_path) as server:
        answer = await server.sign_in().ask("GET", "/v1/search", params=asked)
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid")


async def test_a_search_costs_more_than_a_request(tmp_path: Path) -> None:
    async with a_backend(tmp_path, unit_burst=30, units_per_second=0.001) as server:
        who = server.sign_in()
        answers = [(await who.ask("GET", "/v1/search", params={"words": "x"})).status_code for _ in range(3)]
        assert answers == [200, 200, 429]


@pytest.mark.parametrize("role", list(Role))
async def test_whoever_reads_messages_may_search(tmp_path: Path, role: Role) -> None:
    async with a_backend(tmp_path) as server:
        who = server.sign_in(role)
        server.customer(text="needle")
        assert await lines(who, words="needle") == ["needle"]


async def test_an_older_database_is_taken_in_newest_first(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, home = server.sign_in(), server.customer(text="old one")
        for number in range(CHUNK):
            say(server, home, f"message {number}")
        with server.services.database.write() as tx:
            for table in ("message_words", "message_grams"):
                tx.connection.execute(text(f"INSERT INTO {table} ({table}) VALUES ('delete-all')"))
            tx.connection.execute(text("UPDATE search_progress SET next = (SELECT max(position) FROM message)"))
        say(server, home, "message that came after")
        page = await found(who, words="message")
        assert ([hit["excerpt"] for hit in page["hits"]], page["complete"]) == (["message that came after"], False)
        backlog = server.services.search_backlog
        assert backlog.step()
        page = await found(who, words="message", limit=1)
        assert (page["more"], page["complete"]) == (True, False)
        assert await lines(who, words="old") == []
        assert not backlog.step()
        page = await found(who, words="old")
        assert ([hit["excerpt"] for hit in page["hits"]], page["complete"]) == (["old one"], True)

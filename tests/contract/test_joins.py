"""Joins: what joins by itself, what is only suggested, and that an undo is exact (C-2)."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.customers import joins
from backend.customers.joins import Evidence
from backend.threads.recompute import recompute
from backend.threads.records import THREAD_COLUMNS, ThreadRecord
from backend.threads.work import Work
from domain.agent import Role
from domain.channel import ChannelKind
from domain.customer import EvidenceKind
from tests.fakes.clock import FakeClock
from tests.support.backend import BackendRig, Home, Json, a_backend

PHONE = "+66812345678"


def roots(server: BackendRig, *homes: Home) -> list[str]:
    shown = dict(server.rows("SELECT id, coalesce(merged_into, id) FROM thread"))
    return [shown[home.thread] for home in homes]


def records(server: BackendRig) -> list[tuple[str, str]]:
    rows = server.rows("SELECT state, evidence FROM join_record ORDER BY id")
    return [(state, evidence) for state, evidence in rows]


async def test_the_same_verified_phone_joins_within_the_messages_transaction(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who = server.sign_in()
        one = server.customer("a", phone=PHONE)
        cursor = (await who.state())[1]
        two = server.customer(
            "b", account=server.account(ChannelKind.WHATSAPP), phone="0066 81 234 5678", text="Still me"
        )
        assert roots(server, one, two) == [one.thread, one.thread]
        changed, _ = await who.state(cursor)
        [join] = [entity for (type_, _), entity in changed.items() if type_ == "join"]
        assert (join["evidence"], join["detail"], join["state"], join["by_agent_id"]) == (
            "phone",
            PHONE,
            "joined",
            None,
        )
        event = next(e for (type_, _), e in changed.items() if type_ == "message" and e["kind"] == "event")
        facts = {part["name"]: part["detail"] for part in event["parts"]}
        assert (event["text"], facts) == ("joined", {"channel": "whatsapp", "took_ms": "0", "join": join["id"]})
        assert changed["thread", one.thread]["snippet"] == "Still me"
        window = (await who.ask("GET", f"/v1/threads/{two.thread}/messages")).json()["messages"]
        assert [m["text"] for m in window] == ["Hello", "joined", "Still me"]


async def test_the_directory_joins_what_one_record_names(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        admin = server.sign_in(Role.ADMIN)
        insta = server.account(ChannelKind.INSTAGRAM)
        record = {
            "name": "Somchai Jaidee",
            "phones": ["+66 81 234 5678"],
            "emails": ["Som@Example.com"],
            "handles": {"instagram": ["@Somchai"]},
            "language": "th",
            "traits": [["Size", "M"], ["City", "Bangkok"]],
        }
        one = server.customer("a", phone=PHONE)
        assert (await admin.ask("PUT", "/v1/customer-directory/c1", json=record)).status_code == 204
        two = server.customer("1789", account=insta, display="@somchai")
        assert roots(server, one, two) == [one.thread, one.thread]
        assert records(server) == [("joined", "directory")]
        entities, _ = await admin.state()
        for home in (one, two):
            customer = entities["customer", home.customer]
            assert (customer["name"], customer["phone"], customer["email"]) == (
                "Somchai Jaidee",
                PHONE,
                "som@example.com",
            )
            assert customer["traits"] == [["Size", "M"], ["City", "Bangkok"]]


async def test_a_record_that_comes_later_joins_too(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        admin, one = server.sign_in(Role.ADMIN), server.customer("a", phone=PHONE)
        two = server.customer("1789", account=server.account(ChannelKind.INSTAGRAM), display="@somchai")
        record = {"name": "S", "phones": [PHONE], "handles": {"instagram": ["somchai"]}}
        await admin.ask("PUT", "/v1/customer-directory/c1", json=record)
        assert roots(server, one, two) == [one.thread, one.thread]


async def test_a_handle_that_two_records_claim_proves_nothing(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        admin = server.sign_in(Role.ADMIN)
        for record in ("c1", "c2"):
            body = {"name": record, "phones": [PHONE]}
            await admin.ask("PUT", f"/v1/customer-directory/{record}", json=body)
        home = server.customer("a", phone=PHONE, name="Mia")
        assert (await admin.state())[0]["customer", home.customer]["name"] == "Mia"


async def test_weak_evidence_only_suggests_and_once(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        one = server.customer("a", name="Mia Wong", text="My order #12345-")
        two = server.customer("b", name="Mia Wong", text="order AB-98765 and #12345")
        server.customer("b", text="again #12345")
        assert roots(server, one, two) == [one.thread, two.thread]
        assert records(server) == [("suggested", "name")]
        server.customer("c", text="ab98765")
        assert records(server) == [("suggested", "name"), ("suggested", "order")]


async def test_an_order_number_of_long_ago_suggests_nothing(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        server.customer("a", text="#12345")
        server.clock.advance(31 * 86400)
        server.customer("b", text="#12345")
        assert records(server) == []


async def test_an_order_number_that_many_write_says_nothing(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        for handle in "abcde":
            server.customer(handle, text="#12345")
        before = len(records(server))
        server.customer("f", text="#12345")
        assert len(records(server)) == before


async def test_accepting_a_suggestion_keeps_its_id(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, one = server.sign_in(), server.customer("a", name="Mia Wong")
        two = server.customer("b", name="Mia Wong")
        [(suggestion,)] = server.rows("SELECT id FROM join_record")
        assert (await who.do("join", two, joined_thread_id=one.thread))["outcome"] == "applied"
        assert server.rows("SELECT id, state, kept_thread_id FROM join_record") == [(suggestion, "joined", two.thread)]
        assert roots(server, one, two) == [two.thread, two.thread]


async def test_no_stays_no(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, one = server.sign_in(), server.customer("a", phone=PHONE)
        two = server.customer("b", phone=PHONE)
        [(join,)] = server.rows("SELECT id FROM join_record")
        assert (await who.do("undo_join", one, join_id=join))["outcome"] == "applied"
        assert roots(server, one, two) == [one.thread, two.thread]
        admin = server.sign_in(Role.ADMIN)
        await admin.ask("PUT", "/v1/customer-directory/c1", json={"name": "S", "phones": [PHONE]})
        server.customer("a", text="#12345")
        server.customer("b", text="#12345")
        assert roots(server, one, two) == [one.thread, two.thread]
        assert records(server) == [("undone", "phone")]
        assert (await who.do("undo_join", one, join_id=join))["outcome"] == "applied"
        three = server.customer("c", phone=PHONE)
        assert roots(server, three) in ([one.thread], [two.thread])
        assert roots(server, one) != roots(server, two)


async def test_operations_on_a_joined_lane_reach_the_thread_it_is_shown_in(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, one, two = server.sign_in(), server.customer("a"), server.customer("b")
        await who.do("join", one, joined_thread_id=two.thread)
        assert (await who.do("tag", two, add=["vip"]))["outcome"] == "applied"
        assert (await who.send(two))["outcome"] == "applied"
        thread = await who.thread(one.thread)
        assert (thread["tags"], thread["waiting_since"], thread["assignee_id"]) == (["vip"], None, who.agent.id)
        sent = server.rows("SELECT thread_id, root_id FROM message WHERE author = 'agent'")
        assert sent == [(two.thread, one.thread)]


async def test_a_note_goes_with_the_customer_it_was_written_for(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, one, two = server.sign_in(), server.customer("a"), server.customer("b")
        await who.do("join", one, joined_thread_id=two.thread)
        assert (await who.do("note", two, text="written before the join was known"))["outcome"] == "applied"
        [(join,)] = server.rows("SELECT id FROM join_record")
        assert server.rows("SELECT root_id FROM message WHERE kind = 'note'") == [(one.thread,)]
        await who.do("undo_join", one, join_id=join)
        assert server.rows("SELECT thread_id, root_id FROM message WHERE kind = 'note'") == [(two.thread, two.thread)]


async def test_a_join_opens_what_was_done_and_its_undo_closes_it_again(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, other, one, two = server.sign_in(), server.sign_in(), server.customer("a"), server.customer("b")
        await who.do("tag", one, add=["a"])
        await who.do("resolve", one, state_version=1)
        await other.do("assign", two, assignee_id=other.agent.id, state_version=0)
        await other.do("tag", two, add=["a", "b"])
        before = [plain(await who.thread(home.thread)) for home in (one, two)]
        await who.do("join", one, joined_thread_id=two.thread)
        joined = plain(await who.thread(one.thread))
        assert (joined["status"], joined["assignee_id"], joined["tags"]) == ("open", other.agent.id, ["a", "b"])
        [(join,)] = server.rows("SELECT id FROM join_record")
        await who.do("undo_join", one, join_id=join)
        assert [plain(await who.thread(home.thread)) for home in (one, two)] == before


MOVING = ("version", "state_version", "last_message_id", "last_position")


def plain(thread: Json) -> Json:
    """Without what every event moves on."""
    return {name: value for name, value in thread.items() if name not in MOVING}


def shown(server: BackendRig) -> list[tuple[str, str | None]]:
    return server.rows("SELECT id, merged_into FROM thread ORDER BY id")


STEP = st.tuples(st.booleans(), st.integers(0, 5), st.integers(0, 5))


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, min_size=1, max_size=10))
def test_joins_never_chain_and_an_undo_takes_away_exactly_what_its_join_brought(
    tmp_path: Path, steps: list[tuple[bool, int, int]]
) -> None:
    """Against the plain meaning: homes are together that joins in force connect, and nothing else is."""
    folder = tmp_path / str(len(list(tmp_path.iterdir())))
    server = BackendRig(folder, FakeClock())
    try:
        homes = [server.customer().thread for _ in range(6)]
        in_force: list[tuple[str, str, str]] = []
        for joining, left, right in steps:
            if joining:
                join_two(server, homes[left], homes[right], in_force)
            elif in_force:
                undo_one(server, in_force, left)
            check(server, homes, in_force)
    finally:
        server.services.database.close()


def join_two(server: BackendRig, one: str, two: str, in_force: list[tuple[str, str, str]]) -> None:
    with server.services.database.write() as tx:
        work = Work(tx, server.clock.now(), server.services.new_id)
        kept, joined = work.root(one), work.root(two)
        assert kept is not None
        assert joined is not None
        if kept is not joined:
            evidence = Evidence(EvidenceKind.AGENT, "", kept.id, joined.id)
            in_force.append((joins.join(work, kept, joined, evidence, "agent"), kept.id, joined.id))
        work.flush()


def undo_one(server: BackendRig, in_force: list[tuple[str, str, str]], number: int) -> None:
    join, _, _ = in_force.pop(number % len(in_force))
    with server.services.database.write() as tx:
        work = Work(tx, server.clock.now(), server.services.new_id)
        joins.undo(work, join, "agent")
        work.flush()


def check(server: BackendRig, homes: list[str], in_force: list[tuple[str, str, str]]) -> None:
    merged = dict(shown(server))
    assert all(merged[root] is None for root in merged.values() if root)
    groups = {home: {home} for home in homes}
    for _, kept, joined in in_force:
        together = groups[kept] | groups[joined]
        for home in together:
            groups[home] = together
    for home in homes:
        assert {other for other in homes if root_of(merged, other) == root_of(merged, home)} == groups[home]
    wrong = server.rows(
        "SELECT m.id FROM message m JOIN thread t ON t.id = m.thread_id"
        " WHERE m.root_id <> coalesce(t.merged_into, t.id)"
    )
    assert wrong == []
    same_when_recomputed(server)


def root_of(merged: dict[str, str | None], home: str) -> str:
    return merged[home] or home


def same_when_recomputed(server: BackendRig) -> None:
    """What is kept up with every change equals what the messages say."""
    with server.services.database.write() as tx:
        work = Work(tx, server.clock.now(), server.services.new_id)
        rows = tx.connection.exec_driver_sql("SELECT id FROM thread WHERE merged_into IS NULL").all()
        for (id_,) in rows:
            record = work.thread(id_)
            assert record is not None
            before = told(record)
            recompute(work, record)
            assert told(record) == before


def told(record: ThreadRecord) -> Json:
    return {name: getattr(record, name) for name in THREAD_COLUMNS if name != "version"}

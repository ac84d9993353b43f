"""What channels tell us: once each, in whatever order, with whatever repeats (R22)."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from backend.channels.events import ChannelEvent, Deleted, Echoed, Edited, Reacted, RemoteMedia, Reported, Sender
from backend.customers.evidence import orders_in
from backend.customers.phones import e164
from backend.storage.tables import message
from backend.threads import delivery
from backend.threads.records import called
from domain.message import Delivery, Part, PartKind, delivery_after
from tests.fakes.clock import FakeClock
from tests.support.backend import BackendRig, Home


@pytest.fixture
def server(tmp_path: Path) -> Iterator[BackendRig]:
    rig = BackendRig(tmp_path, FakeClock())
    yield rig
    rig.services.database.close()


def sent(server: BackendRig, home: Home, text: str, state: Delivery, provider_id: str = "") -> str:
    """An agent's message as egress would leave it."""
    id_ = server.services.new_id()
    row = "INSERT INTO message SELECT ?, thread_id, root_id, ?, 'agent', NULL, 'text', channel, identity_id, ?,"
    row += " '[]', NULL, '[]', ?, '', at, arrived_at, NULL, NULL, 0, account_id, ?, 0, NULL"
    row += " FROM message WHERE identity_id = ? LIMIT 1"
    with server.services.database.write() as tx:
        values = (id_, tx.next_position(), text, state.value, provider_id, home.identity)
        tx.connection.exec_driver_sql(row, values)
    return id_


def state_of(server: BackendRig, id_: str) -> tuple[str, str, str]:
    [row] = server.rows("SELECT delivery, delivery_problem, provider_id FROM message WHERE id = ?", id_)
    return tuple(row)


def test_events_that_come_often_and_in_any_order_count_once(server: BackendRig) -> None:
    events: list[ChannelEvent] = [server.received(f"h{number % 7}", str(number)) for number in range(60)]
    delivered = [event for event in events for _ in range(1 + hash(event.provider_id) % 5)]
    random.Random(3).shuffle(delivered)
    for event in delivered:
        server.take(server.whatsapp, event)
    assert server.rows("SELECT count(*), count(DISTINCT provider_id) FROM message") == [(60, 60)]
    assert server.rows("SELECT count(*) FROM identity") == [(7,)]
    assert server.rows("SELECT count(*) FROM thread WHERE waiting_since IS NOT NULL") == [(7,)]


def test_a_message_is_found_by_its_name_without_looking_through_all_messages(server: BackendRig) -> None:
    query = select(message.c.id).where(called("account", "name"))
    with server.services.database.read() as connection:
        said = str(query.compile(connection.engine))
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {said}", ("account", "name")).all()
    assert ["USING INDEX message_provider" in row.detail for row in plan] == [True]


def test_the_same_provider_id_on_two_accounts_is_two_messages(server: BackendRig) -> None:
    event = server.received("a")
    server.take(server.whatsapp, event)
    server.take(server.account(server.whatsapp.kind), event)
    assert server.rows("SELECT count(*) FROM message") == [(2,)]


def test_a_late_message_does_not_close_the_reply_window(server: BackendRig) -> None:
    home = server.customer("a")
    now = server.clock.now()
    server.clock.advance(-5000)
    late = server.received("a", "late")
    server.clock.advance(5000)
    server.take(server.whatsapp, late)
    [(last,)] = server.rows("SELECT last_inbound_at FROM identity WHERE id = ?", home.identity)
    assert last == int(now.timestamp() * 1_000_000)


def test_an_echo_proves_that_our_own_message_arrived(server: BackendRig) -> None:
    home = server.customer("a")
    mine = sent(server, home, "on its way", Delivery.UNCONFIRMED)
    server.take(server.whatsapp, Echoed("wamid.1", Sender("a"), server.clock.now(), "on its way"))
    assert state_of(server, mine) == ("accepted", "", "wamid.1")
    server.take(server.whatsapp, Echoed("wamid.1", Sender("a"), server.clock.now(), "on its way"))
    server.take(server.whatsapp, Echoed("wamid.2", Sender("a"), server.clock.now(), "from the phone"))
    assert server.rows("SELECT text FROM message WHERE author = 'agent' ORDER BY position") == [
        ("on its way",),
        ("from the phone",),
    ]
    assert server.rows("SELECT waiting_since FROM thread") == [(None,)]


def test_a_report_that_overtakes_the_answer_is_kept(server: BackendRig) -> None:
    mine = sent(server, server.customer("a"), "x", Delivery.SENDING)
    now = server.clock.now()
    server.take(server.whatsapp, Reported("r1", "wamid.1", Delivery.READ, "", now))
    server.take(server.whatsapp, Reported("r2", "wamid.1", Delivery.DELIVERED, "", now))
    with server.services.database.write() as tx:
        delivery.record(tx, mine, Delivery.ACCEPTED, "", "wamid.1")
    assert state_of(server, mine) == ("read", "", "wamid.1")
    assert server.rows("SELECT count(*) FROM early_report") == [(0,)]


REPORTS = [Delivery.ACCEPTED, Delivery.DELIVERED, Delivery.READ, Delivery.FAILED]


@given(st.lists(st.sampled_from(REPORTS), max_size=8))
def test_delivery_only_goes_forward(reports: list[Delivery]) -> None:
    state = Delivery.SENDING
    for report in reports:
        after = delivery_after(state, report)
        assert after is not Delivery.SENDING
        if state in (Delivery.DELIVERED, Delivery.READ):
            assert after in (Delivery.DELIVERED, Delivery.READ)
        state = after


def test_reports_that_change_nothing_make_no_change(server: BackendRig) -> None:
    mine = sent(server, server.customer("a"), "x", Delivery.DELIVERED, "wamid.1")
    before = server.services.database.seq()
    server.take(server.whatsapp, Reported("r", "wamid.1", Delivery.ACCEPTED, "", server.clock.now()))
    assert (server.services.database.seq(), state_of(server, mine)[0]) == (before, "delivered")
    server.take(server.whatsapp, Reported("r", "wamid.1", Delivery.FAILED, "channel_refused", server.clock.now()))
    assert state_of(server, mine) == ("delivered", "", "wamid.1")


def test_reactions_edits_and_deletes(server: BackendRig) -> None:
    first, now = server.received("a", "furst"), server.clock.now()
    server.take(server.whatsapp, first)
    for emoji in ("👍", "❤"):
        server.take(server.whatsapp, Reacted("r", first.provider_id, True, emoji, now))
    server.take(server.whatsapp, Reacted("r", first.provider_id, False, "🙂", now))
    server.take(server.whatsapp, Edited("e", first.provider_id, "first", now))
    [(text, reactions)] = server.rows("SELECT text, reactions FROM message")
    assert text == "first"
    assert reactions == '[{"author":"customer","emoji":"❤"},{"author":"agent","emoji":"🙂"}]'
    assert server.rows("SELECT snippet FROM thread") == [("first",)]
    server.take(server.whatsapp, Deleted("d", first.provider_id, now))
    server.take(server.whatsapp, Edited("e", first.provider_id, "again", now))
    server.take(server.whatsapp, Deleted("d", "unknown", now))
    assert server.rows("SELECT text, deleted_at IS NULL FROM message") == [("", 0)]
    assert server.rows("SELECT snippet FROM thread") == [("",)]


def test_a_quote_names_the_message_if_it_is_known(server: BackendRig) -> None:
    first = server.received("a")
    server.take(server.whatsapp, first, server.received("a", reply_to_provider_id=first.provider_id))
    server.take(server.whatsapp, server.received("a", reply_to_provider_id="long ago"))
    rows = server.rows("SELECT id, reply_to FROM message ORDER BY position")
    assert [reply for _, reply in rows] == [None, rows[0][0], None]


def test_media_waits_to_be_fetched(server: BackendRig) -> None:
    part = Part(PartKind.ATTACHMENT, media_type="image/jpeg", name="p.jpg")
    server.take(server.whatsapp, server.received("a", "", parts=(part,), media=(RemoteMedia(0, "ref"),)))
    assert server.rows("SELECT part_index, reference, state FROM media_fetch") == [(0, "ref", "pending")]
    assert server.rows("SELECT snippet FROM thread") == [("p.jpg",)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("where is #12345?", ["12345"]),
        ("order AB-98765, please", ["AB98765"]),
        ("ab98765 and #AB-98765", ["AB98765"]),
        ("call +66812345678 on 2026-03-02", []),
        ("I paid 12345", []),
        ("訂單 #20817 還沒到", ["20817"]),
    ],
)
def test_order_numbers(text: str, found: list[str]) -> None:
    assert orders_in(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("+66 81 234 5678", "+66812345678"),
        ("66812345678", "+66812345678"),
        ("0066812345678", "+66812345678"),
        ("x", ""),
    ],
)
def test_phone_numbers(text: str, found: str) -> None:
    assert e164(text) == found

"""Egress over real HTTP: every answer of the provider, order, crashes, and never the same thing twice."""

import asyncio
import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, select, update

from backend.channels.egress_store import EgressStore
from backend.simulator import bodies
from backend.simulator.faults import Fault, FaultKind
from backend.storage.tables import egress, message
from domain.message import Delivery, Part, PartKind
from domain.problems import Problem
from tests.support.channels import CLOCK, Rig, rig


async def test_an_accepted_message_is_reported_until_it_is_read(tmp_path: Path) -> None:
    async with rig(tmp_path, talks_back=True) as it:
        person = await it.customer()
        sent = it.send(person, "On its way")
        row = await it.delivered(sent, Delivery.READ)
        assert row.provider_id == it.provider.taken[0].id
        assert it.egress(sent).state == "accepted"
        assert it.provider.taken[0].body["biz_opaque_callback_data"] == f"{sent}.0"


async def test_echoes_of_our_own_instagram_messages_make_no_second_message(tmp_path: Path) -> None:
    async with rig(tmp_path, talks_back=True) as it:
        person = await it.follower()
        blob = it.files.put(b"\x89PNG")
        part = Part(PartKind.ATTACHMENT, name="a.png", blob=blob, media_type="image/png", size=4)  # type: ignore[arg-type]
        sent = it.send(person, "Here it is", (part,))
        await it.delivered(sent, Delivery.READ)
        await it.quiet()
        assert [taken.text for taken in it.provider.taken] == ["", "Here it is"]
        assert len(it.rows(message, message.c.author == "agent")) == 1


@pytest.mark.parametrize(
    ("fault", "problem"),
    [
        (Fault(FaultKind.ERROR, 400, 131047), Problem.WINDOW_CLOSED),
        (Fault(FaultKind.ERROR, 400, 131026), Problem.RECIPIENT_UNREACHABLE),
        (Fault(FaultKind.ERROR, 400, 131053), Problem.MEDIA_KIND),
        (Fault(FaultKind.ERROR, 401, 190), Problem.CREDENTIALS_REFUSED),
        (Fault(FaultKind.ERROR, 403, 200), Problem.CREDENTIALS_REFUSED),
        (Fault(FaultKind.ERROR, 403, 368), Problem.CHANNEL_REFUSED),
        (Fault(FaultKind.ERROR, 400, 131031), Problem.CHANNEL_REFUSED),
    ],
)
async def test_a_refused_message_says_why(tmp_path: Path, fault: Fault, problem: Problem) -> None:
    async with rig(tmp_path) as it:
        person = await it.customer()
        it.provider.faults.order(fault)
        row = await it.delivered(it.send(person, "Hello"), Delivery.FAILED)
        assert row.delivery_problem == problem
        assert it.provider.requests == 1


@pytest.mark.parametrize(
    "fault",
    [
        Fault(FaultKind.CUT),
        Fault(FaultKind.GARBAGE),
        Fault(FaultKind.ERROR, 500, 131000),
        Fault(FaultKind.ERROR, 502, 2),
    ],
)
async def test_an_unclear_answer_is_never_sent_again_by_itself(tmp_path: Path, fault: Fault) -> None:
    async with rig(tmp_path) as it:
        person = await it.customer()
        it.provider.faults.order(fault)
        first = it.send(person, "Once only")
        row = await it.delivered(first, Delivery.UNCONFIRMED)
        assert row.delivery_problem == Problem.ANSWER_LOST
        second = it.send(person, "The next one goes")
        await it.delivered(second, Delivery.ACCEPTED)
        assert it.provider.requests == 2


@pytest.mark.parametrize("code", [4, 80007, 130429, 131048, 131056])
async def test_a_throttled_message_goes_later(tmp_path: Path, code: int) -> None:
    async with rig(tmp_path) as it:
        person = await it.customer()
        it.provider.faults.order(Fault(FaultKind.ERROR, 429, code), Fault(FaultKind.ERROR, 400, code))
        sent = it.send(person, "Patience")
        await it.delivered(sent, Delivery.ACCEPTED)
        assert it.provider.requests == 3
        assert [taken.text for taken in it.provider.taken] == ["Patience"]


async def test_a_provider_that_is_away_gets_the_message_when_it_is_back(tmp_path: Path) -> None:
    async with rig(tmp_path, base_url="http://127.0.0.1:9") as it:
        person = await it.customer()
        sent = it.send(person, "Are you there")
        waiting = await it.until(lambda: (row := it.egress(sent)).attempts >= 2 and row)
        assert waiting.state in {"pending", "sending"}
        assert it.message(sent).delivery == Delivery.SENDING
    async with rig(tmp_path) as it:
        row = await it.delivered(sent, Delivery.ACCEPTED)
        assert len(it.provider.taken) == 1
        assert row.delivery_problem == ""


async def test_a_status_with_our_own_id_settles_an_unconfirmed_message(tmp_path: Path) -> None:
    async with rig(tmp_path) as it:
        person = await it.customer()
        it.provider.faults.order(Fault(FaultKind.CUT))
        sent = it.send(person, "Lost answer")
        await it.delivered(sent, Delivery.UNCONFIRMED)
        taken = it.provider.taken[0]
        own = taken.body["biz_opaque_callback_data"]
        told = bodies.whatsapp_status(taken.id, "delivered", taken.to, CLOCK.now(), biz_opaque_callback_data=own)
        await it.post(it.whatsapp, bodies.whatsapp(bodies.WhatsAppNumber("1001"), **told))
        row = await it.delivered(sent, Delivery.DELIVERED)
        await it.until(lambda: it.egress(sent).state == "accepted")
        assert row.provider_id == taken.id
        assert it.provider.requests == 1


async def test_a_status_that_comes_before_the_answer_is_lost_settles_the_message(tmp_path: Path) -> None:
    async with rig(tmp_path) as it:
        person = await it.customer()
        it.provider.faults.order(Fault(FaultKind.HANG, seconds=60, cut=True))
        sent = it.send(person, "Answer on its way")
        (taken,) = await it.until(lambda: list(it.provider.taken))
        own = taken.body["biz_opaque_callback_data"]
        told = bodies.whatsapp_status(taken.id, "delivered", taken.to, CLOCK.now(), biz_opaque_callback_data=own)
        await it.post(it.whatsapp, bodies.whatsapp(bodies.WhatsAppNumber("1001"), **told))
        await it.quiet()
        it.provider.go_on.set()
        row = await it.delivered(sent, Delivery.DELIVERED)
        await it.until(lambda: it.egress(sent).state == "accepted")
        assert (row.provider_id, it.provider.requests) == (taken.id, 1)


async def test_an_echo_settles_an_unconfirmed_message(tmp_path: Path) -> None:
    async with rig(tmp_path) as it:
        person = await it.follower()
        it.provider.faults.order(Fault(FaultKind.CUT))
        sent = it.send(person, "Lost answer")
        await it.delivered(sent, Delivery.UNCONFIRMED)
        it.provider.talks_back = True
        await it.provider._echo(it.provider.taken[0])
        await it.delivered(sent, Delivery.ACCEPTED)
        assert it.egress(sent).state == "accepted"
        assert len(it.rows(message, message.c.author == "agent")) == 1


async def test_what_was_being_sent_at_a_crash_is_unconfirmed(tmp_path: Path) -> None:
    async with rig(tmp_path) as it:
        person = await it.customer()
        it.provider.faults.order(Fault(FaultKind.CUT))
        sent = it.send(person, "Crash")
        await it.delivered(sent, Delivery.UNCONFIRMED)
        with it.database.write() as tx:  # as the crash leaves it: marked, asked, not answered
            tx.connection.execute(update(egress).where(egress.c.message_id == sent).values(state="sending"))
            tx.connection.execute(update(message).where(message.c.id == sent).values(delivery=Delivery.SENDING))
    async with rig(tmp_path) as it:
        row = await it.delivered(sent, Delivery.UNCONFIRMED)
        assert row.delivery_problem == Problem.ANSWER_LOST
        assert it.provider.requests == 0


async def test_a_person_sends_an_unconfirmed_message_again(tmp_path: Path) -> None:
    async with rig(tmp_path) as it:
        person = await it.customer()
        it.provider.faults.order(Fault(FaultKind.CUT))
        sent = it.send(person, "Again, please")
        await it.delivered(sent, Delivery.UNCONFIRMED)
        _resend(it, sent)
        await it.delivered(sent, Delivery.ACCEPTED)
        assert it.provider.requests == 2


async def test_a_message_that_failed_after_it_was_taken_is_sent_whole_again(tmp_path: Path) -> None:
    async with rig(tmp_path) as it:
        person = await it.customer()
        sent = it.send(person, "Whole")
        await it.delivered(sent, Delivery.ACCEPTED)
        errors = [{"code": 131026}]
        told = bodies.whatsapp_status(it.provider.taken[0].id, "failed", "66812345678", CLOCK.now(), errors=errors)
        await it.post(it.whatsapp, bodies.whatsapp(bodies.WhatsAppNumber("1001"), **told))
        row = await it.delivered(sent, Delivery.FAILED)
        assert row.delivery_problem == Problem.RECIPIENT_UNREACHABLE
        _resend(it, sent)
        await it.delivered(sent, Delivery.ACCEPTED)
        assert len(it.provider.taken) == 2


async def test_after_a_lost_answer_only_the_steps_that_are_left_are_sent_again(tmp_path: Path) -> None:
    async with rig(tmp_path) as it:
        person = await it.follower()
        blob = it.files.put(b"GIF89a\x01\x00\x01\x00")
        part = Part(PartKind.ATTACHMENT, name="a.gif", blob=blob, media_type="image/gif", size=10)  # type: ignore[arg-type]
        it.provider.faults.order(Fault(FaultKind.DELAY), Fault(FaultKind.CUT))
        sent = it.send(person, "Second step", (part,))
        await it.delivered(sent, Delivery.UNCONFIRMED)
        assert len(json.loads(it.egress(sent).key)["sent"]) == 1
        _resend(it, sent)
        await it.delivered(sent, Delivery.ACCEPTED)
        assert [taken.text for taken in it.provider.taken] == ["", "Second step", "Second step"]


async def test_whatsapp_files_carry_their_text_and_quotes_their_message(tmp_path: Path) -> None:
    async with rig(tmp_path) as it:
        person = await it.customer()
        asked = it.inbound()[0]
        blob = it.files.put(b"%PDF-1.4 receipt")
        part = Part(PartKind.ATTACHMENT, name="receipt.pdf", blob=blob, media_type="application/pdf")  # type: ignore[arg-type]
        sent = it.send(person, "Your receipt", (part,), asked.id)
        await it.delivered(sent, Delivery.ACCEPTED)
        body = it.provider.taken[0].body
        assert (body["type"], body["document"]["caption"]) == ("document", "Your receipt")
        assert body["document"]["filename"] == "receipt.pdf"
        assert body["context"] == {"message_id": asked.provider_id}
        assert it.provider.media[body["document"]["id"]] == (b"%PDF-1.4 receipt", "application/pdf")


async def test_each_customer_gets_messages_in_order_and_customers_do_not_wait_for_each_other(tmp_path: Path) -> None:
    async with rig(tmp_path) as it:
        people = [await it.customer(f"6681000000{n}") for n in range(5)]
        it.provider.faults.order(Fault(FaultKind.HANG, seconds=20))
        slow = it.send(people[0], "0")
        await it.until(lambda: it.provider.requests == 1)
        for n in range(1, 6):
            for person in people:
                last = it.send(person, str(n))
        await it.delivered(last, Delivery.ACCEPTED)
        assert it.message(slow).delivery == Delivery.SENDING
        it.provider.go_on.set()
        await it.until(lambda: len(it.provider.taken) == 26)
        for person in people[1:]:
            assert [t.text for t in it.provider.taken if t.to == person.handle] == ["1", "2", "3", "4", "5"]
        assert [t.text for t in it.provider.taken if t.to == people[0].handle] == ["0", "1", "2", "3", "4", "5"]


async def test_a_long_queue_of_one_customer_hides_nobody_behind_it(tmp_path: Path) -> None:
    async with rig(tmp_path) as it:
        many, one, other = await it.customer("1"), await it.customer("2"), await it.follower("3")
        store, now = EgressStore(it.database, it.files), CLOCK.now()
        await it.runtime.stop()
        first, *_ = [it.send(many, str(n)) for n in range(150)]
        last = [it.send(person, "behind them") for person in (one, other)]
        assert [job.message_id for job in store.due(now, (), (), 16).jobs] == [first, *last]
        assert [job.message_id for job in store.due(now, (), (), 1).jobs] == [first]
        assert [job.message_id for job in store.due(now, [many.id], [other.account_id], 16).jobs] == last[:1]
        job, again = store.due(now, (), (), 1).jobs[0], now + timedelta(minutes=1)
        store.later(job, job.progress, again, "not now")
        waiting = store.due(now, (), (), 16)
        assert ([job.message_id for job in waiting.jobs], waiting.next_at) == (last, again)
        assert [job.message_id for job in store.due(again, (), (), 16).jobs] == [first, *last]


async def test_messages_leave_in_their_order_however_the_database_keeps_them(tmp_path: Path) -> None:
    async with rig(tmp_path) as it:
        person = await it.customer()
        store = EgressStore(it.database, it.files)
        await it.runtime.stop()
        sent = [it.send(person, str(n)) for n in range(3)]
        with it.database.write() as tx:  # as another database keeps them, or a copy that was restored
            kept = [row._asdict() for row in tx.connection.execute(select(egress))]
            tx.connection.execute(delete(egress))
            tx.connection.execute(
                insert(egress), sorted(kept, key=lambda row: sent.index(row["message_id"]), reverse=True)
            )
        left = []
        while jobs := store.due(CLOCK.now(), (), (), 16).jobs:
            left += [job.message_id for job in jobs]
            assert store.begin(jobs[0])
        assert left == sent


async def test_a_discarded_message_does_not_go(tmp_path: Path) -> None:
    async with rig(tmp_path) as it:
        person = await it.customer()
        store = EgressStore(it.database, it.files)
        await it.runtime.stop()
        sent = it.send(person, "Never mind")
        job = store.due(CLOCK.now(), (), (), 1).jobs[0]
        with it.database.write() as tx:
            tx.connection.execute(update(egress).where(egress.c.message_id == sent).values(state="discarded"))
        assert not await asyncio.to_thread(store.begin, job)


def _resend(it: Rig, sent: str) -> None:
    """What the Resend operation does."""
    again = {"state": "pending", "attempts": 0, "next_at": None, "provider_id": "", "error": ""}
    with it.database.write() as tx:
        pending = {"delivery": Delivery.PENDING, "delivery_problem": "", "provider_id": ""}
        version = tx.changed("message", sent)
        tx.connection.execute(update(message).where(message.c.id == sent).values(**pending, version=version))
        tx.connection.execute(update(egress).where(egress.c.message_id == sent).values(**again))

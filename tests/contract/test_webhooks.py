"""The providers' door over real HTTP: handshake, signatures, sizes, and what is stored."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from random import Random

import pytest

from backend.channels.runtime import MAX_BODY
from backend.channels.signature import HEADER, sign
from backend.customers import directory
from backend.customers.directory import DirectoryRecord
from backend.simulator import bodies
from backend.storage.tables import customer, identity, inbox, join_record, thread
from backend.threads.work import Work
from domain.customer import JoinState
from domain.message import MessageKind
from tests.support.channels import CLOCK, SECRET, TOKEN, Rig, rig

NUMBER = bodies.WhatsAppNumber("1001")


def text(n: int, handle: str = "66812345678") -> bodies.Body:
    told = bodies.whatsapp_message(handle, "Ana", f"wamid.{n}", CLOCK.now(), type="text", text={"body": f"#{n}"})
    return bodies.whatsapp(NUMBER, **told)


async def handshake(it: Rig, **given: str) -> tuple[int, str]:
    asked = {"hub.mode": "subscribe", "hub.verify_token": TOKEN, "hub.challenge": "1158201444"}
    answer = await it.http.get(it.path(it.whatsapp), params={**asked, **given})
    return answer.status_code, answer.text


async def test_the_handshake_echoes_the_challenge_to_whoever_knows_the_token(tmp_path: Path) -> None:
    async with rig(tmp_path) as it:
        assert await handshake(it) == (200, "1158201444")
        for wrong in ({"hub.verify_token": "guess"}, {"hub.verify_token": ""}, {"hub.mode": "unsubscribe"}):
            status, said = await handshake(it, **wrong)
            assert status == 403
            assert "1158201444" not in said


async def test_only_the_accounts_own_signature_over_the_raw_body_counts(tmp_path: Path) -> None:
    async with rig(tmp_path) as it:
        raw = bodies.encode(text(1))
        good = sign(raw, SECRET)
        for header in ("", good.removeprefix("sha256="), sign(raw, "other"), sign(raw + b" ", SECRET), "sha256=é", "x"):
            headers = {HEADER: header.encode("latin-1")}
            answer = await it.http.post(it.path(it.whatsapp), content=raw, headers=headers)  # type: ignore[arg-type]
            assert (answer.status_code, answer.json()["code"]) == (401, "bad_signature")
        assert (await it.http.post(it.path(it.whatsapp), content=raw)).status_code == 401
        assert it.rows(inbox) == []
        assert (await it.post(it.whatsapp, raw)).status_code == 200
        assert len(it.rows(inbox)) == 1


async def test_unknown_accounts_are_not_found(tmp_path: Path) -> None:
    async with rig(tmp_path) as it:
        raw = bodies.encode(text(1))
        for path in (f"/v1/webhooks/whatsapp/{it.instagram.id}", "/v1/webhooks/whatsapp/nobody", "/v1/webhooks/x/y"):
            answer = await it.http.post(path, content=raw, headers={HEADER: sign(raw, SECRET)})
            assert answer.status_code == 404


@pytest.mark.parametrize("chunked", [True, False])
async def test_a_body_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path, chunked: bool) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(MAX_BODY // 65_536 + 1):
            yield b"x" * 65_536

    async with rig(tmp_path) as it:
        content = pieces() if chunked else b"x" * (MAX_BODY + 1)
        answer = await it.http.post(it.path(it.whatsapp), content=content, headers={HEADER: "sha256=0"})
        assert answer.status_code == 413


@pytest.mark.parametrize("raw", [b"{not json", b"\xff\xfe", b"", b"[" * 100_000])
async def test_a_signed_body_that_nobody_can_read_is_kept(tmp_path: Path, raw: bytes) -> None:
    async with rig(tmp_path) as it:
        for _ in range(2):
            assert (await it.post(it.whatsapp, raw)).status_code == 200
        (row,) = it.rows(inbox)
        assert (row.state, row.kind, row.error) == ("failed", "unreadable", "UnreadableBody")
        await it.post(it.whatsapp, text(1))
        await it.until(it.inbound)


async def test_two_thousand_events_delivered_up_to_five_times_and_shuffled_are_each_there_once(tmp_path: Path) -> None:
    random = Random(22)
    events = [text(n, f"66812{n % 100:06d}") for n in range(2_000)]
    deliveries = [event for event in events for _ in range(random.choice((1, 1, 2, 3)))] + events[:20] * 3
    random.shuffle(deliveries)
    async with rig(tmp_path) as it:
        for start in range(0, len(deliveries), 40):
            # Meta puts several into one body, too.
            together = deliveries[start : start + 40]
            body = {**together[0], "entry": [entry for one in together for entry in one["entry"]]}
            assert (await it.post(it.whatsapp, body)).status_code == 200
        await it.quiet()
        assert sorted(row.text for row in it.inbound()) == sorted(f"#{n}" for n in range(2_000))
        assert len(it.rows(inbox)) == 2_000
        assert len(it.threads()) == 100


async def test_one_poisonous_row_fails_alone(tmp_path: Path) -> None:
    async with rig(tmp_path) as it:
        await it.runtime.stop()
        for n in range(5):
            await it.post(it.whatsapp, text(n))
        with it.database.write() as tx:
            change = inbox.update().where(inbox.c.provider_id == "wamid.2")
            tx.connection.execute(change.values(event=json.dumps({"provider_id": "wamid.2"})))
    async with rig(tmp_path) as it:
        await it.quiet()
        assert [row.text for row in it.inbound()] == ["#0", "#1", "#3", "#4"]
        (poison,) = it.rows(inbox, inbox.c.state == "failed")
        assert poison.provider_id == "wamid.2"


async def test_rows_left_by_a_crash_are_taken_up_at_the_next_start(tmp_path: Path) -> None:
    async with rig(tmp_path) as it:
        await it.runtime.stop()
        await it.post(it.whatsapp, text(1))
        assert it.inbound() == []
    async with rig(tmp_path) as it:
        await it.until(it.inbound)


async def test_what_we_do_not_know_is_shown_and_not_dropped(tmp_path: Path) -> None:
    async with rig(tmp_path) as it:
        told = bodies.whatsapp_message("66812345678", "Ana", "w", CLOCK.now(), type="hologram", hologram={})
        await it.post(it.whatsapp, bodies.whatsapp(NUMBER, **told))
        (row,) = await it.until(it.inbound)
        assert row.kind == MessageKind.UNSUPPORTED


async def test_an_instagram_profile_names_the_customer_and_joins_what_the_directory_knows(tmp_path: Path) -> None:
    async with rig(tmp_path) as it:
        it.provider.profiles["1784140"] = ("Ana B.", "ana.b")
        with it.database.write() as tx:
            work = Work(tx, CLOCK.now(), it.new_id)
            record = DirectoryRecord("Ana Bianchi", ("+66812345678",), (), {"instagram": ("@ana.b",)})
            directory.put(work, "crm-1", record, CLOCK.now())
            work.flush()
        await it.customer("66812345678")
        person = await it.follower("1784140")
        await it.until(lambda: it.rows(join_record, join_record.c.state == JoinState.JOINED))
        assert it.rows(thread, thread.c.merged_into.is_not(None))
        assert it.rows(identity, identity.c.id == person.id)[0].display == "@ana.b"
        assert {row.name for row in it.rows(customer)} == {"Ana Bianchi"}

"""POST /v1/ops:batch: what each kind of operation does, and when it is refused."""

from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from backend.channels.events import Reported
from backend.simulator.pictures import picture
from backend.threads import delivery
from domain.agent import Role
from domain.channel import ChannelKind
from domain.message import Delivery
from tests.support.backend import BackendRig, Home, Json, a_backend

PNG = picture(Random(7))


def said(result: Json) -> str:
    code = f":{result['code']}" if result["code"] else ""
    return f"{result['outcome']}{code}"


def events(server: BackendRig, home: Home) -> list[str]:
    rows = server.rows("SELECT text FROM message WHERE root_id = ? AND kind = 'event' ORDER BY position", home.thread)
    return [text for (text,) in rows]


async def test_a_reply_takes_the_thread_and_ends_the_waiting(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, home = server.sign_in(), server.customer(text="Where is it?")
        before = await who.thread(home.thread)
        assert (before["waiting_since"], before["snippet"]) == ("2026-03-02T09:00:00Z", "Where is it?")
        assert said(await who.send(home, "On its  way")) == "applied"
        after = await who.thread(home.thread)
        assert (after["waiting_since"], after["assignee_id"]) == (None, who.agent.id)
        assert (after["snippet"], after["snippet_author"], after["last_channel"]) == ("On its way", "agent", "whatsapp")
        assert (after["last_position"], after["last_inbound_position"], after["state_version"]) == (2, 1, 1)


async def test_a_reply_to_a_resolved_thread_opens_it(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, home = server.sign_in(), server.customer()
        await who.do("resolve", home, state_version=0)
        await who.send(home)
        assert (await who.thread(home.thread))["status"] == "open"
        assert events(server, home) == ["resolved", "reopened"]


async def test_who_read_one_thread_has_not_read_the_one_that_it_was_joined_into(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, kept, joined = server.sign_in(), server.customer(), server.customer()
        await who.do("join", kept, joined_thread_id=joined.thread)
        assert said(await who.do("mark_read", joined, position=99)) == "applied"
        marks = server.rows("SELECT thread_id FROM read_mark WHERE agent_id = ?", who.agent.id)
        assert marks == [(joined.thread,)]


async def test_a_reply_that_cannot_go(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, home, stranger = server.sign_in(), server.customer(), server.customer()
        insta = server.customer(account=server.account(ChannelKind.INSTAGRAM))
        to = {"identity_id": home.identity}
        image = {"kind": "attachment", "media_type": "image/png", "size": 5}
        cases: list[tuple[Home, Json, str]] = [
            (home, {**to, "text": " \n "}, "empty_message"),
            (home, {**to, "text": "x" * 4097}, "text_too_long"),
            (insta, {"identity_id": insta.identity, "text": "x" * 1001}, "text_too_long"),
            (home, {"identity_id": stranger.identity, "text": "x"}, "identity_gone"),
            (home, {"identity_id": "nobody", "text": "x"}, "identity_gone"),
            (home, {**to, "text": "x", "parts": [{**image, "blob": "0" * 64}]}, "blob_missing"),
            (home, {**to, "text": "x", "parts": [image]}, "bad_operation"),
            (home, {**to, "text": "x", "parts": [{"kind": "fact", "name": "a"}]}, "bad_operation"),
            (home, {**to, "text": "", "parts": [{**image, "blob": "0" * 64, "size": 6_000_000}]}, "media_too_large"),
        ]
        for at, payload, code in cases:
            assert said(await who.batch_one("send", at, payload)) == f"rejected:{code}"
        assert server.rows("SELECT count(*) FROM egress") == [(0,)]


@pytest.mark.parametrize(
    ("kind", "name", "media_type", "code"),
    [
        (ChannelKind.WHATSAPP, "setup.exe", "application/pdf", "media_unsafe"),
        (ChannelKind.WHATSAPP, "setup.ex\u200be", "application/pdf", "media_unsafe"),
        (ChannelKind.WHATSAPP, "setup", "application/x-msdownload", "media_kind"),
        (ChannelKind.WHATSAPP, "a.zip", "application/zip", "media_kind"),
        (ChannelKind.INSTAGRAM, "a.docx", "application/pdf", "media_kind"),
    ],
)
async def test_a_file_that_cannot_go(tmp_path: Path, kind: ChannelKind, name: str, media_type: str, code: str) -> None:
    async with a_backend(tmp_path) as server:
        who, home = server.sign_in(), server.customer(account=server.account(kind))
        blob = server.blob(b"MZ", media_type)
        part = {"kind": "attachment", "name": name, "media_type": media_type, "blob": blob}
        payload = {"identity_id": home.identity, "text": "", "parts": [part]}
        assert said(await who.batch_one("send", home, payload)) == f"rejected:{code}"
        assert server.rows("SELECT count(*) FROM egress") == [(0,)]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("photo.jpg", b"MZ\x90\0\3\0\0\0", "media_unsafe"),
        ("bill.pdf", b"\x7fELF\2\1\1\0", "media_unsafe"),
        ("notes.txt", b"#!/bin/sh\nrm -rf /", "media_unsafe"),
        ("photo.jpg", b"<html><script>", "media_false"),
        ("photo.jpg", b"RIFF\0\0\0\0WEBPVP8 ", "media_false"),
    ],
)
async def test_a_file_is_judged_by_its_bytes(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    async with a_backend(tmp_path) as server:
        who, home = server.sign_in(), server.customer()
        part = {"kind": "attachment", "name": name, "media_type": "image/jpeg", "blob": server.blob(content)}
        payload = {"identity_id": home.identity, "text": "", "parts": [part]}
        assert said(await who.batch_one("send", home, payload)) == f"rejected:{code}"
        assert server.rows("SELECT count(*) FROM egress") == [(0,)]


async def test_a_picture_goes_as_what_it_is(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, home = server.sign_in(), server.customer()
        part = {"kind": "attachment", "name": "v.jpg", "media_type": "image/jpeg", "blob": server.blob(PNG)}
        assert (await who.do("send", home, identity_id=home.identity, text="", parts=[part]))["outcome"] == "applied"
        entities, _ = await who.state()
        [sent] = [e for (kind, _), e in entities.items() if kind == "message" and e["author"] == "agent"]
        assert sent["parts"][0]["media_type"] == "image/png"


async def test_a_file_goes_as_what_its_channel_calls_it(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, home = server.sign_in(), server.customer()
        part = {"kind": "attachment", "name": "v.m4a", "media_type": "audio/x-m4a", "blob": server.blob(b"voice")}
        assert (await who.do("send", home, identity_id=home.identity, text="", parts=[part]))["outcome"] == "applied"
        entities, _ = await who.state()
        [sent] = [e for (kind, _), e in entities.items() if kind == "message" and e["author"] == "agent"]
        assert sent["parts"][0]["media_type"] == "audio/mp4"


async def test_the_reply_window_closes_a_day_after_the_customer_wrote(tmp_path: Path) -> None:
    async with a_backend(tmp_path, access_lifetime=timedelta(days=9)) as server:
        who, home = server.sign_in(), server.customer()
        server.clock.advance(24 * 3600 - 1)
        assert said(await who.send(home)) == "applied"
        server.clock.advance(1)
        assert said(await who.batch_one("send", home, {"identity_id": home.identity, "text": "x"})) == (
            "rejected:window_closed"
        )
        server.customer(home.handle)
        assert said(await who.send_at(home, 2)) == "applied"


async def test_a_channel_that_is_off(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, admin, home = server.sign_in(), server.sign_in(Role.ADMIN), server.customer()
        path = f"/v1/channel-accounts/{server.whatsapp.id}"
        await admin.ask("PATCH", path, json={"enabled": False})
        assert said(await who.send_at(home, 1)) == "rejected:channel_off"
        await admin.ask("PATCH", path, json={"enabled": True})
        assert said(await who.send_at(home, 1)) == "applied"
        await admin.ask("DELETE", path)
        assert said(await who.send_at(home, 2)) == "rejected:channel_off"


async def test_an_attachment_goes_with_what_the_server_knows_of_it(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, home = server.sign_in(), server.customer()
        blob = server.blob(PNG)
        part = {
            "kind": "attachment",
            "name": "../../e\u202evil.png",
            "media_type": "image/png",
            "blob": blob,
            "width": -4,
        }
        await who.do("send", home, identity_id=home.identity, text="See", parts=[{**part, "latitude": 5, "size": 1}])
        entities, _ = await who.state()
        sent = next(e for (kind, _), e in entities.items() if kind == "message" and e["author"] == "agent")
        [shown] = sent["parts"]
        assert (shown["name"], shown["size"], shown["width"], shown["latitude"]) == ("evil.png", len(PNG), 0, 0.0)


async def test_a_note_leaves_the_customer_waiting(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, home = server.sign_in(), server.customer()
        assert said(await who.do("note", home, text="Ask Mia")) == "applied"
        thread = await who.thread(home.thread)
        assert (thread["waiting_since"], thread["assignee_id"]) == ("2026-03-02T09:00:00Z", None)
        assert (thread["snippet"], thread["snippet_author"]) == ("Ask Mia", "note")
        assert server.rows("SELECT count(*) FROM egress") == [(0,)]


async def test_assigning(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, lead, home = server.sign_in(), server.sign_in(Role.LEAD), server.customer()
        assert said(await who.do("assign", home, assignee_id=who.agent.id, state_version=0)) == "applied"
        assert said(await who.do("assign", home, assignee_id=None, state_version=1)) == "applied"
        refused = await who.batch_one("assign", home, {"assignee_id": lead.agent.id, "state_version": 2})
        assert said(refused) == "rejected:not_allowed"
        assert said(await lead.do("assign", home, assignee_id=lead.agent.id, state_version=2)) == "applied"
        taken_away = await who.batch_one("assign", home, {"assignee_id": None, "state_version": 3})
        assert said(taken_away) == "rejected:not_allowed"
        gone = await lead.batch_one("assign", home, {"assignee_id": "nobody", "state_version": 3})
        assert said(gone) == "rejected:agent_gone"
        assert events(server, home) == ["assigned", "assigned", "assigned"]


async def test_what_is_so_already_is_no_conflict(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, other, home = server.sign_in(), server.sign_in(), server.customer()
        await other.do("resolve", home, state_version=0)
        assert said(await who.do("resolve", home, state_version=0)) == "applied"
        assert events(server, home) == ["resolved"]


async def test_a_snooze_ends_when_its_time_comes_or_the_customer_writes(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, home, other = server.sign_in(), server.customer(), server.customer()
        until = "2026-03-02T10:00:00Z"
        for at in (home, other):
            assert said(await who.do("snooze", at, until=until, state_version=0)) == "applied"
        assert (await who.thread(home.thread))["snoozed_until"] == until
        server.customer(other.handle)
        assert (await who.thread(other.thread))["status"] == "open"
        server.clock.advance(3599)
        assert server.services.snooze.wake_due() == 0
        server.clock.advance(1)
        assert server.services.snooze.wake_due() == 1
        server.clock.advance(-3600)
        thread = await who.thread(home.thread)
        assert (thread["status"], thread["snoozed_until"]) == ("open", None)
        assert events(server, home) == ["snoozed", "reopened"]
        assert events(server, other) == ["snoozed", "reopened"]


async def test_a_snooze_that_ends_within_its_batch_leaves_nothing(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, home, other = server.sign_in(), server.customer(), server.customer()
        results = await who.batch(
            who.op("snooze", home, {"until": "2026-03-02T10:00:00Z", "state_version": 0}),
            who.op("discard", other, {"message_id": "nothing"}),  # looks into the database: what is there was written
            who.op("reopen", home, {"state_version": 1}),
        )
        assert [said(result) for result in results] == ["applied", "rejected:message_gone", "applied"]
        thread = await who.thread(home.thread)
        assert (thread["status"], thread["snoozed_until"]) == ("open", None)


async def test_tags_are_sets(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, home = server.sign_in(), server.customer()
        await who.do("tag", home, add=["vip", "returns"])
        await who.do("tag", home, add=["vip"], remove=["returns", "unknown"])
        thread = await who.thread(home.thread)
        assert (thread["tags"], thread["state_version"]) == (["vip"], 2)
        await who.do("tag", home, add=["vip"])
        assert (await who.thread(home.thread))["state_version"] == 2


async def test_a_read_mark_only_goes_forward_and_only_its_agent_sees_it(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, other, home = server.sign_in(), server.sign_in(), server.customer()
        server.customer(home.handle)
        for position in (2, 1, 99):
            assert said(await who.do("mark_read", home, position=position)) == "applied"
        mine, _ = await who.state()
        theirs, _ = await other.state()
        assert mine["read_mark", home.thread]["position"] == 2
        assert ("read_mark", home.thread) not in theirs


@pytest.mark.parametrize("state", [Delivery.FAILED, Delivery.UNCONFIRMED])
async def test_sending_again_and_discarding_what_failed(tmp_path: Path, state: Delivery) -> None:
    async with a_backend(tmp_path) as server:
        who, home = server.sign_in(), server.customer()
        sent = (await who.send(home, "lost?"))["id"]
        report(server, sent, state)
        assert said(await who.do("resend", home, message_id=sent)) == "applied"
        assert server.rows("SELECT delivery, delivery_problem FROM message WHERE id = ?", sent) == [("pending", "")]
        assert said(await who.batch_one("discard", home, {"message_id": sent})) == "rejected:already_delivered"
        report(server, sent, state)
        known, cursor = await who.state()
        assert said(await who.do("discard", home, message_id=sent)) == "applied"
        after, _ = await who.state(cursor, known)
        assert ("message", sent) not in after
        thread = after["thread", home.thread]
        assert (thread["snippet"], thread["waiting_since"]) == ("Hello", "2026-03-02T09:00:00Z")
        assert said(await who.batch_one("resend", home, {"message_id": sent})) == "rejected:message_gone"


def report(server: BackendRig, message_id: str, state: Delivery) -> None:
    with server.services.database.write() as tx:
        delivery.record(tx, message_id, state, "channel_down")


async def test_what_arrived_is_neither_sent_again_nor_discarded(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, home, other = server.sign_in(), server.customer(), server.customer()
        sent = (await who.send(home))["id"]
        with server.services.database.write() as tx:
            delivery.record(tx, sent, Delivery.ACCEPTED, "", "wamid.9")
        server.take(server.whatsapp, Reported("r", "wamid.9", Delivery.READ, "", server.clock.now()))
        for kind in ("resend", "discard"):
            assert said(await who.batch_one(kind, home, {"message_id": sent})) == "rejected:already_delivered"
            assert said(await who.batch_one(kind, other, {"message_id": sent})) == "rejected:message_gone"
        assert server.rows("SELECT delivery FROM message WHERE id = ?", sent) == [("read",)]

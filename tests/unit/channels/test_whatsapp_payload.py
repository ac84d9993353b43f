"""WhatsApp bodies → events: each message type, statuses, amendments, and whatever nobody foresaw."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.channels.codec import from_text, kind_of, to_text
from backend.channels.events import Deleted, Echoed, Edited, Reacted, Received, RemoteMedia, Reported
from backend.channels.whatsapp.payload import parse
from backend.simulator import bodies
from domain.message import Delivery, MessageKind, PartKind
from domain.problems import Problem

AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
NOW = datetime(2026, 11, 20, 9, 30, 2, tzinfo=UTC)
NUMBER = bodies.WhatsAppNumber("1001")


def received(**content: Any) -> Received:
    told = bodies.whatsapp_message("66812345678", "Somchai P.", "wamid.1", AT, **content)
    (event,) = parse(bodies.whatsapp(NUMBER, **told), NOW)
    assert isinstance(event, Received)
    return event


def amended(**content: Any) -> Any:
    told = bodies.whatsapp_message("66812345678", "Somchai P.", "wamid.2", AT, **content)
    (event,) = parse(bodies.whatsapp(NUMBER, **told), NOW)
    return event


def test_text_with_a_verified_sender() -> None:
    event = received(type="text", text={"body": "สวัสดีครับ"}, context={"id": "wamid.ours", "from": "1555"})
    assert (event.text, event.kind, event.at) == ("สวัสดีครับ", MessageKind.TEXT, AT)
    assert event.sender.phone == "+66812345678"
    assert event.sender.display == "+66 81 234 5678"
    assert event.sender.name == "Somchai P."
    assert event.reply_to_provider_id == "wamid.ours"


@pytest.mark.parametrize("kind", ["image", "video", "audio", "voice", "document", "sticker"])
def test_media_waits_at_the_provider(kind: str) -> None:
    file = {"id": "98765", "mime_type": "audio/ogg; codecs=opus", "caption": "see", "filename": "../a\u202egpj.pdf"}
    event = received(type=kind, **{kind: file})
    assert event.media == (RemoteMedia(0, "98765"),)
    assert (event.text, event.parts[0].media_type, event.parts[0].name) == ("see", "audio/ogg", "agpj.pdf")


def test_media_without_an_id_says_that_it_is_gone() -> None:
    event = received(type="image", image={"mime_type": "image/jpeg"})
    assert event.media == ()
    assert event.parts[0].problem == Problem.MEDIA_GONE


def test_location_and_contacts() -> None:
    place = {"latitude": 25.0805, "longitude": "55.1403", "name": "Marina", "address": "Dubai"}
    part = received(type="location", location=place).parts[0]
    assert (part.kind, part.name, part.detail, part.longitude) == (PartKind.LOCATION, "Marina", "Dubai", 55.1403)
    card = {"name": {"formatted_name": "Ana B."}, "phones": [{"phone": "+1 202"}], "emails": [{"email": "a@b.c"}]}
    contact = received(type="contacts", contacts=[card, {}]).parts
    assert (contact[0].name, contact[0].detail, len(contact)) == ("Ana B.", "+1 202\na@b.c", 2)


def interactive(kind: str, **answer: str) -> dict[str, Any]:
    return {"type": "interactive", "interactive": {"type": kind, kind: answer}}


@pytest.mark.parametrize(
    ("content", "label", "payload"),
    [
        ({"type": "button", "button": {"text": "Yes", "payload": "YES"}}, "Yes", "YES"),
        (interactive("button_reply", id="b1", title="Track"), "Track", "b1"),
        (interactive("list_reply", id="l1", title="Returns"), "Returns", "l1"),
        (interactive("nfm_reply", name="flow", body="Sent", response_json="{}"), "Sent", "{}"),
    ],
)
def test_pressed_buttons(content: dict[str, Any], label: str, payload: str) -> None:
    part = received(**content).parts[0]
    assert (part.kind, part.name, part.detail) == (PartKind.BUTTON, label, payload)


def test_an_order_is_written_out() -> None:
    items = [{"product_retailer_id": "SKU-1", "quantity": 2, "item_price": 19.9, "currency": "EUR"}]
    event = received(type="order", order={"text": "Please", "product_items": items})
    assert event.text == "Please\n2 × SKU-1 – 19.9 EUR"


def test_where_the_customer_came_from_is_kept_behind_the_media() -> None:
    ad = {"headline": "Lamps", "body": "15 % off", "source_url": "https://fb.me/x"}
    event = received(type="image", image={"id": "7"}, referral=ad, context={"forwarded": True})
    assert [part.kind for part in event.parts] == [PartKind.ATTACHMENT, PartKind.FACT, PartKind.FACT]
    assert event.parts[1].detail == "Lamps\n15 % off\nhttps://fb.me/x"


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ({"type": "unsupported", "unsupported": {"type": "poll_creation"}}, "poll_creation"),
        ({"type": "unknown", "errors": [{"title": "Message type unknown"}]}, "Message type unknown"),
        ({"type": "hologram", "hologram": {"id": "1"}}, "hologram"),
        ({"type": "system", "system": {"type": "user_changed_number", "body": "moved"}}, "user_changed_number"),
        (interactive("call_permission_reply"), "call_permission_reply"),
        ({}, "unknown"),
    ],
)
def test_what_we_do_not_know_is_shown_under_the_providers_word(content: dict[str, Any], word: str) -> None:
    event = received(**content)
    assert event.kind is MessageKind.UNSUPPORTED
    assert (event.parts[0].kind, event.parts[0].name) == (PartKind.UNSUPPORTED, word)


def test_reactions_come_and_go() -> None:
    put = amended(type="reaction", reaction={"message_id": "wamid.ours", "emoji": "👍"})
    assert put == Reacted("wamid.2", "wamid.ours", True, "👍", AT)
    assert amended(type="reaction", reaction={"message_id": "wamid.ours"}).emoji == ""


def test_edits_and_deletions() -> None:
    new = {"type": "text", "text": {"body": "tomorrow"}}
    edited = amended(type="edit", edit={"original_message_id": "wamid.1", "message": new})
    assert edited == Edited("wamid.2", "wamid.1", "tomorrow", AT)
    caption = {"type": "image", "image": {"id": "7", "caption": "the blue one"}}
    assert amended(type="edit", edit={"original_message_id": "wamid.1", "message": caption}).text == "the blue one"
    assert amended(type="revoke", revoke={"original_message_id": "wamid.1"}) == Deleted("wamid.2", "wamid.1", AT)


@pytest.mark.parametrize(
    ("word", "delivery"),
    [("sent", Delivery.ACCEPTED), ("delivered", Delivery.DELIVERED), ("read", Delivery.READ)],
)
def test_statuses(word: str, delivery: Delivery) -> None:
    told = bodies.whatsapp_status("wamid.9", word, "66812345678", AT, biz_opaque_callback_data="m.0")
    (event,) = parse(bodies.whatsapp(NUMBER, **told), NOW)
    assert event == Reported(f"wamid.9:{word}", "wamid.9", delivery, "", AT, "m.0")


def test_a_failed_status_says_why() -> None:
    told = bodies.whatsapp_status("wamid.9", "failed", "66812345678", AT, errors=[{"code": 131047, "title": "x"}])
    (event,) = parse(bodies.whatsapp(NUMBER, **told), NOW)
    assert isinstance(event, Reported)
    assert (event.delivery, event.problem) == (Delivery.FAILED, Problem.WINDOW_CLOSED)


def test_somebody_with_a_username_and_no_number() -> None:
    message = {"from_user_id": "US.13491208655302741918", "id": "w", "timestamp": "1763631000", "type": "text"}
    contact = {"user_id": "US.13491208655302741918", "profile": {"name": "Ana", "username": "ana.b"}}
    body = bodies.whatsapp(NUMBER, messages=[{**message, "text": {"body": "hi"}}], contacts=[contact])
    (event,) = parse(body, NOW)
    assert isinstance(event, Received)
    assert (event.sender.handle, event.sender.display) == ("US.13491208655302741918", "@ana.b")
    assert event.sender.phone == ""


def test_what_the_team_wrote_elsewhere() -> None:
    echo = {"from": "1555", "to": "66812345678", "id": "w", "timestamp": "1763631000", "type": "text"}
    (event,) = parse(bodies.whatsapp(NUMBER, message_echoes=[{**echo, "text": {"body": "hi"}}]), NOW)
    assert isinstance(event, Echoed)
    assert (event.recipient.handle, event.text) == ("66812345678", "hi")


def test_several_in_one_body_keep_their_order() -> None:
    texts = [{"from": "1", "id": str(n), "timestamp": "x", "type": "text", "text": {"body": str(n)}} for n in range(5)]
    body = bodies.whatsapp(NUMBER, messages=texts)
    body["entry"] += bodies.whatsapp(NUMBER, messages=[{**texts[0], "id": "5"}])["entry"]
    events = parse(body, NOW)
    assert [event.provider_id for event in events] == ["0", "1", "2", "3", "4", "5"]
    assert all(event.at == NOW for event in events)


def test_notices_about_the_account_are_nobodys_message() -> None:
    change = {"field": "account_update", "value": {"event": "VERIFIED_ACCOUNT"}}
    assert parse({"object": "whatsapp_business_account", "entry": [{"changes": [change]}]}, NOW) == []


KEYS = st.sampled_from(
    [
        "entry",
        "changes",
        "value",
        "messages",
        "statuses",
        "contacts",
        "id",
        "from",
        "type",
        "text",
        "body",
        "image",
        "timestamp",
        "reaction",
        "edit",
        "errors",
        "code",
    ]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=20,
)


@given(JSON)
@settings(max_examples=150, deadline=None)
def test_nothing_makes_it_stumble(document: object) -> None:
    parse(document, NOW)


@given(st.dictionaries(st.sampled_from(["type", "from", "id", "timestamp", "text", "image", "order", "edit"]), JSON))
@settings(max_examples=150, deadline=None)
def test_no_message_is_dropped_and_every_event_can_be_stored(message: dict[str, Any]) -> None:
    (event,) = parse(bodies.whatsapp(NUMBER, messages=[message]), NOW)
    assert event.provider_id
    assert from_text(kind_of(event), to_text(event)) == event

"""Instagram bodies → events: each kind of item, and whatever nobody foresaw."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.channels.codec import from_text, kind_of, to_text
from backend.channels.events import Deleted, Echoed, Edited, Reacted, Received, RemoteMedia, Reported
from backend.channels.instagram.payload import parse
from backend.simulator import bodies
from domain.message import Delivery, MessageKind, PartKind

AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
NOW = datetime(2026, 11, 20, 9, 30, 2, tzinfo=UTC)
OURS, THEIRS = "2002", "1784140"


def event_of(**content: Any) -> Any:
    (event,) = parse(bodies.instagram(OURS, AT, bodies.instagram_item(THEIRS, OURS, AT, **content)), NOW)
    return event


def test_text_in_answer_to_a_message() -> None:
    event = event_of(message={"mid": "m1", "text": "Ciao", "reply_to": {"mid": "m0"}})
    assert isinstance(event, Received)
    assert (event.text, event.sender.handle, event.reply_to_provider_id, event.at) == ("Ciao", THEIRS, "m0", AT)
    assert event.sender.phone == ""


def test_an_answer_to_a_story_says_so() -> None:
    event = event_of(message={"mid": "m1", "text": "Wow", "reply_to": {"story": {"id": "s1", "url": "https://x"}}})
    assert (event.parts[0].kind, event.parts[0].name) == (PartKind.FACT, "story")


@pytest.mark.parametrize("kind", ["image", "video", "audio", "file", "share", "story_mention", "reel", "ig_reel"])
def test_attachments_wait_at_their_address(kind: str) -> None:
    item = {"type": kind, "payload": {"url": "https://lookaside.fbsbx.com/a"}}
    event = event_of(message={"mid": "m1", "attachments": [{"type": "like_heart"}, item]})
    assert event.media == (RemoteMedia(1, "https://lookaside.fbsbx.com/a"),)
    assert [part.kind for part in event.parts] == [PartKind.UNSUPPORTED, PartKind.ATTACHMENT]
    assert event.kind is MessageKind.TEXT


def test_quick_replies_and_postbacks_are_pressed_buttons() -> None:
    quick = event_of(message={"mid": "m1", "text": "Track", "quick_reply": {"payload": "TRACK"}})
    post = event_of(postback={"mid": "m2", "title": "Start", "payload": "START"})
    assert (quick.text, quick.parts[0].name, quick.parts[0].detail) == ("", "Track", "TRACK")
    assert (post.provider_id, post.parts[0].kind, post.parts[0].name) == ("m2", PartKind.BUTTON, "Start")


def test_what_it_cannot_tell_is_shown_as_such() -> None:
    event = event_of(message={"mid": "m1", "is_unsupported": True})
    assert (event.kind, event.parts[0].name) == (MessageKind.UNSUPPORTED, "unsupported")
    assert event_of(hologram={"x": 1}).parts[0].name == "hologram"


def test_taken_back() -> None:
    assert event_of(message={"mid": "m1", "is_deleted": True}) == Deleted("m1:deleted", "m1", AT)


def test_edited() -> None:
    event = event_of(message_edit={"mid": "m1", "text": "tomorrow", "num_edit": 2})
    assert event == Edited("m1:edit:2", "m1", "tomorrow", AT)


def test_the_announcement_of_a_new_message_as_edit_0_is_no_edit() -> None:
    item = bodies.instagram_item(THEIRS, OURS, AT, message_edit={"mid": "m1", "num_edit": 0})
    assert parse(bodies.instagram(OURS, AT, item), NOW) == []


def test_reactions_come_and_go_and_each_is_an_event_of_its_own() -> None:
    put = event_of(reaction={"mid": "m1", "action": "react", "reaction": "love", "emoji": "❤"})
    gone = event_of(reaction={"mid": "m1", "action": "unreact"})
    assert isinstance(put, Reacted)
    assert (put.emoji, put.from_customer, gone.emoji) == ("❤", True, "")
    assert put.provider_id != gone.provider_id


def test_read_marks() -> None:
    assert event_of(read={"mid": "m9"}) == Reported("m9:read", "m9", Delivery.READ, "", AT)


def test_echoes_are_the_teams() -> None:
    item = bodies.instagram_item(OURS, THEIRS, AT, message={"mid": "m1", "text": "Hi", "is_echo": True})
    (event,) = parse(bodies.instagram(OURS, AT, item), NOW)
    assert isinstance(event, Echoed)
    assert (event.recipient.handle, event.text) == (THEIRS, "Hi")


def test_the_dashboards_test_form_and_other_apps_conversations_are_read_too() -> None:
    item = bodies.instagram_item(THEIRS, OURS, AT, message={"mid": "m1", "text": "Hi"})
    changes = {"object": "instagram", "entry": [{"id": OURS, "changes": [{"field": "messages", "value": item}]}]}
    standby = {"object": "instagram", "entry": [{"id": OURS, "standby": [item]}]}
    assert parse(changes, NOW) == parse(standby, NOW) != []


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["mid", "text", "attachments", "payload", "url", "type", "reply_to", "action"]), inner
        )
    ),
    max_leaves=15,
)
FIELDS = st.sampled_from(
    ["sender", "recipient", "timestamp", "message", "reaction", "read", "message_edit", "postback", "referral"]
)


@given(JSON, st.dictionaries(FIELDS, JSON, max_size=5))
@settings(max_examples=200, deadline=None)
def test_nothing_makes_it_stumble(document: object, item: dict[str, Any]) -> None:
    parse(document, NOW)
    for event in parse(bodies.instagram(OURS, AT, item), NOW):
        assert from_text(kind_of(event), to_text(event)) == event

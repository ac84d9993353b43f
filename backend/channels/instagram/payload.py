"""Instagram webhook bodies → channel events; pure, and never raises whatever it is given."""

from collections.abc import Iterator
from datetime import datetime

from backend.channels.content import Content, unsupported
from backend.channels.events import ChannelEvent, Deleted, Echoed, Edited, Reacted, Received, Reported, Sender
from backend.channels.instagram.contents import content_of, pressed
from backend.channels.reading import Json, fingerprint, flag, moment, number, obj, objects, text
from domain.message import Delivery

_FIELDS = frozenset(
    {"messages", "message_reactions", "messaging_postbacks", "messaging_seen", "message_edit", "messaging_referral"}
)
_NOT_FOR_PEOPLE = frozenset(
    {"pass_thread_control", "take_thread_control", "request_thread_control", "app_roles", "optin"}
)
_FRAME = frozenset({"sender", "recipient", "timestamp", "is_self"})
_EMOJI = {"love": "❤", "like": "👍", "dislike": "👎", "smile": "😆", "sad": "😢", "angry": "😠", "wow": "😮"}


def parse(document: object, arrived: datetime) -> list[ChannelEvent]:
    """Every message, edit, deletion, reaction and read mark in a decoded body, in its order."""
    events: list[ChannelEvent] = []
    for entry in objects(document, "entry"):
        own = text(entry, "id")
        for item in _items(entry):
            events += _events(item, own, moment(number(item, "timestamp") / 1000, arrived))
    return events


def _items(entry: Json) -> Iterator[Json]:
    yield from objects(entry, "messaging")
    yield from objects(entry, "standby")
    for change in objects(entry, "changes"):
        if text(change, "field") in _FIELDS:
            yield from objects(change, "value")


def _events(item: Json, own: str, at: datetime) -> Iterator[ChannelEvent]:
    if obj(item, "message"):
        yield _message(item, own, at)
    elif obj(item, "reaction"):
        yield _reaction(item, own, at)
    elif "message_edit" in item:
        yield from _edit(item, at)
    elif obj(item, "read") or obj(item, "delivery"):
        yield from _reports(item, at)
    else:
        yield from _other(item, at)


def _message(item: Json, own: str, at: datetime) -> ChannelEvent:
    message = obj(item, "message")
    mid = text(message, "mid") or fingerprint(item)
    if flag(message, "is_deleted"):
        return Deleted(f"{mid}:deleted", mid, at)
    content = content_of(message)
    if flag(message, "is_echo") or (own and text(item, "sender", "id") == own and not flag(message, "is_self")):
        return Echoed(mid, Sender(text(item, "recipient", "id")), at, content.text, content.parts, content.media)
    return _received(mid, item, at, content, text(message, "reply_to", "mid"))


def _received(provider_id: str, item: Json, at: datetime, content: Content, quoted: str = "") -> Received:
    sender = Sender(text(item, "sender", "id") or "unknown")
    return Received(provider_id, sender, at, content.kind, content.text, content.parts, content.media, quoted)


def _reaction(item: Json, own: str, at: datetime) -> Reacted:
    reaction = obj(item, "reaction")
    mid, sender = text(reaction, "mid"), text(item, "sender", "id")
    gone = text(reaction, "action") == "unreact"
    word = text(reaction, "reaction")
    emoji = "" if gone else text(reaction, "emoji") or _EMOJI.get(word, word)
    key = f"{mid}:reaction:{sender}:{text(item, 'timestamp')}:{emoji}"
    return Reacted(key, mid, sender != own, emoji, at)


def _edit(item: Json, at: datetime) -> Iterator[ChannelEvent]:
    """Instagram also announces new messages as "edit 0" without text; those come as messages of their own."""
    edit = obj(item, "message_edit")
    mid, times = text(edit, "mid"), text(edit, "num_edit")
    if mid and "text" in edit:
        yield Edited(f"{mid}:edit:{times or fingerprint(edit)}", mid, text(edit, "text"), at)


def _reports(item: Json, at: datetime) -> Iterator[Reported]:
    read = text(item, "read", "mid")
    if read:
        yield Reported(f"{read}:read", read, Delivery.READ, "", at)
    mids = obj(item, "delivery").get("mids")
    for mid in mids if isinstance(mids, list) else []:
        if text(mid):
            yield Reported(f"{text(mid)}:delivered", text(mid), Delivery.DELIVERED, "", at)


def _other(item: Json, at: datetime) -> Iterator[ChannelEvent]:
    if obj(item, "postback"):
        mid = text(item, "postback", "mid") or fingerprint(item)
        yield _received(mid, item, at, pressed(obj(item, "postback")))
        return
    words = [key for key in item if key not in _FRAME]
    if text(item, "sender", "id") and words and not _NOT_FOR_PEOPLE.intersection(words):
        detail = text(item, words[0], "ref")
        yield _received(fingerprint(item), item, at, unsupported(text(words[0]), detail))

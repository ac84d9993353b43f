"""WhatsApp webhook bodies → channel events; pure, and never raises whatever it is given."""

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache

import phonenumbers

from backend.channels.events import ChannelEvent, Deleted, Echoed, Edited, Reacted, Received, Reported, Sender
from backend.channels.reading import Json, fingerprint, moment, number, obj, objects, text
from backend.channels.whatsapp.contents import content_of
from backend.channels.whatsapp.errors import problem_of
from domain.message import Delivery

_DELIVERY = {
    "sent": Delivery.ACCEPTED,
    "delivered": Delivery.DELIVERED,
    "read": Delivery.READ,
    "played": Delivery.READ,
    "failed": Delivery.FAILED,
}


def parse(document: object, arrived: datetime) -> list[ChannelEvent]:
    """Every message, edit, deletion, reaction and status in a decoded body, in its order.

    Notices about the account (templates, quality, calls) are not the customer's and are left out.
    """
    events: list[ChannelEvent] = []
    for entry in objects(document, "entry"):
        for change in objects(entry, "changes"):
            value = obj(change, "value")
            events += [_inbound(message, value, arrived) for message in objects(value, "messages")]
            events += [_echo(message, arrived) for message in objects(value, "message_echoes")]
            events += _statuses(value, arrived)
    return events


def _inbound(message: Json, value: Json, arrived: datetime) -> ChannelEvent:
    provider_id = text(message, "id") or fingerprint(message)
    at = moment(number(message, "timestamp"), arrived)
    amended = _amendment(message, provider_id, at, from_customer=True)
    if amended:
        return amended
    content = content_of(message)
    quoted = text(message, "context", "id")
    sender = _sender(message, value)
    return Received(provider_id, sender, at, content.kind, content.text, content.parts, content.media, quoted)


def _echo(message: Json, arrived: datetime) -> ChannelEvent:
    provider_id = text(message, "id") or fingerprint(message)
    at = moment(number(message, "timestamp"), arrived)
    amended = _amendment(message, provider_id, at, from_customer=False)
    if amended:
        return amended
    content = content_of(message)
    handle = text(message, "to") or text(message, "to_user_id")
    recipient = Sender(handle, display_of(handle), "", _phone(handle))
    return Echoed(provider_id, recipient, at, content.text, content.parts, content.media)


def _amendment(message: Json, provider_id: str, at: datetime, *, from_customer: bool) -> ChannelEvent | None:
    """A reaction, edit or deletion: something about an earlier message."""
    kind = text(message, "type")
    if kind == "reaction":
        target = text(message, "reaction", "message_id")
        return Reacted(provider_id, target, from_customer, text(message, "reaction", "emoji"), at)
    if kind == "revoke":
        target = text(message, "revoke", "original_message_id")
        return Deleted(provider_id, target, at) if target else None
    edited = obj(message, "edit", "message")
    target = text(message, "edit", "original_message_id")
    return Edited(provider_id, target, content_of(edited).text, at) if kind == "edit" and edited and target else None


def _sender(message: Json, value: Json) -> Sender:
    handle, user = text(message, "from"), text(message, "from_user_id")
    contact = _contact(value, handle, user)
    handle = handle or text(contact, "wa_id") or user or text(contact, "user_id") or "unknown"
    username = text(contact, "profile", "username")
    display = f"@{username.lstrip('@')}" if username and not _phone(handle) else display_of(handle)
    return Sender(handle, display, text(contact, "profile", "name") or username, _phone(handle))


def _contact(value: Json, handle: str, user: str) -> Json:
    contacts = list(objects(value, "contacts"))
    for contact in contacts:
        if (handle and text(contact, "wa_id") == handle) or (user and text(contact, "user_id") == user):
            return contact
    return contacts[0] if len(contacts) == 1 else {}


def _phone(handle: str) -> str:
    """The channel has verified the number behind a wa_id; a business-scoped user id ("US.1349…") is none."""
    return f"+{handle}" if handle.isascii() and handle.isdigit() and 7 <= len(handle) <= 15 else ""


@lru_cache(maxsize=4096)
def display_of(handle: str) -> str:
    """How people write the number: "+66 2 123 4567"."""
    phone = _phone(handle)
    if not phone:
        return handle
    try:
        parsed = phonenumbers.parse(phone)
    except phonenumbers.NumberParseException:
        return phone
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def _statuses(value: Json, arrived: datetime) -> Iterator[Reported]:
    for status in objects(value, "statuses"):
        target, word = text(status, "id"), text(status, "status")
        delivery = _DELIVERY.get(word)
        if delivery is None or not target:
            continue
        error = next(objects(status, "errors"), {})
        problem = problem_of(int(number(error, "code"))).value if delivery is Delivery.FAILED else ""
        at = moment(number(status, "timestamp"), arrived)
        own = text(status, "biz_opaque_callback_data")
        yield Reported(f"{target}:{word}", target, delivery, problem, at, own)

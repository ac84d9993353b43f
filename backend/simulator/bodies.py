"""Webhook bodies as Meta writes them: what the simulator and the tests post."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class WhatsAppNumber:
    """Our side of WhatsApp: the number's id and how people see it."""

    provider_id: str
    display: str = "15550001111"


def whatsapp(number: WhatsAppNumber, **value: Any) -> Body:
    """A body around `messages`, `contacts`, `statuses` or `message_echoes`."""
    field = "smb_message_echoes" if "message_echoes" in value else "messages"
    metadata = {"display_phone_number": number.display, "phone_number_id": number.provider_id}
    content = {"messaging_product": "whatsapp", "metadata": metadata, **value}
    entry = {"id": "100000000000001", "changes": [{"field": field, "value": content}]}
    return {"object": "whatsapp_business_account", "entry": [entry]}


def whatsapp_message(wa_id: str, name: str, message_id: str, at: datetime, **content: Any) -> Body:
    """The parts of a value for one message: `type="text", text={"body": …}` and so on."""
    message = {"from": wa_id, "id": message_id, "timestamp": str(int(at.timestamp())), **content}
    contact = {"profile": {"name": name}, "wa_id": wa_id}
    return {"contacts": [contact], "messages": [message]}


def whatsapp_status(message_id: str, status: str, recipient: str, at: datetime, **more: Any) -> Body:
    """One status of a message we sent."""
    told = {"id": message_id, "status": status, "recipient_id": recipient, "timestamp": str(int(at.timestamp()))}
    return {"statuses": [{**told, **more}]}


def instagram(account_id: str, at: datetime, *items: Body) -> Body:
    """A body around messaging items."""
    entry = {"id": account_id, "time": milliseconds(at), "messaging": list(items)}
    return {"object": "instagram", "entry": [entry]}


def instagram_item(sender: str, recipient: str, at: datetime, **content: Any) -> Body:
    """One messaging item: `message={"mid": …, "text": …}`, `reaction=…`, `read=…`."""
    return {"sender": {"id": sender}, "recipient": {"id": recipient}, "timestamp": milliseconds(at), **content}


def milliseconds(at: datetime) -> int:
    """Instagram's way of writing a time."""
    return int(at.timestamp() * 1000)


def encode(body: Body) -> bytes:
    """The bytes that are signed and posted."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()

"""A channel that posts signed messages: `python -m tests.support.webhooks URL NUMBER SECRET COUNT PEOPLE PACE`."""

import sys
import time
import urllib.request
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime

from backend.channels.signature import HEADER, sign
from backend.simulator import bodies

FIRST_PHONE = 66_810_000_000


@dataclass(frozen=True, slots=True)
class Line:
    """One WhatsApp number of a server."""

    url: str
    number: str
    secret: str


def post(line: Line, person: int, text: str) -> None:
    """One message of one person; returns when the server has taken it."""
    phone = str(FIRST_PHONE + person)
    value = bodies.whatsapp_message(
        phone, f"Customer {person}", f"wamid.{phone}.{text}", datetime.now(UTC), type="text", text={"body": text}
    )
    _send(line, bodies.whatsapp(bodies.WhatsAppNumber(line.number), **value))


def post_together(line: Line, people: int) -> None:
    """So many people's first messages in one body, as Meta does when there are many."""
    now, parts = datetime.now(UTC), []
    for person in range(people):
        phone = str(FIRST_PHONE + person)
        content = bodies.whatsapp_message(
            phone, f"Customer {person}", f"wamid.{phone}.first", now, type="text", text={"body": "Hello?"}
        )
        parts.append(bodies.whatsapp(bodies.WhatsAppNumber(line.number), **content))
    _send(line, {**parts[0], "entry": [entry for part in parts for entry in part["entry"]]})


def _send(line: Line, body: bodies.Body) -> None:
    raw = bodies.encode(body)
    headers = {"Content-Type": "application/json", HEADER: sign(raw, line.secret)}
    with urllib.request.urlopen(urllib.request.Request(line.url, raw, headers), timeout=30) as answer:
        answer.read()


if __name__ == "__main__":
    url, number, secret, count, people, pace = sys.argv[1:]
    batch = uuid.uuid4().hex[:8]
    for message in range(int(count)):
        post(Line(url, number, secret), message % int(people), f"message {message} of {batch}")
        time.sleep(float(pace))

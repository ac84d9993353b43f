"""Quick replies as JSON: our own file without loss, and which program another one comes from."""

import json
from collections.abc import Iterable
from typing import Any

from app.exchange.chatwoot import read_canned, read_macros
from app.exchange.reply_json import reply_from, reply_to
from app.exchange.values import MOST_REPLIES, Found, Incoming, Kind, Remark, Unreadable
from app.exchange.zendesk import read_zendesk
from app.i18n import _
from domain.templates.reply import QuickReply

FORMAT, VERSION = "braid-quick-replies", 1


def read_json(text: str) -> Found:
    """Every reply in a file of ours, of Chatwoot or of Zendesk; raises Unreadable for anything else."""
    try:
        held = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable("not_json") from error
    if isinstance(held, dict):
        if held.get("format") == FORMAT:
            return _own(held)
        if isinstance(held.get("macros"), list):
            return read_zendesk(held["macros"])
        held = held.get("payload", held.get("data", held.get("canned_responses")))
    records = [record for record in held if isinstance(record, dict)] if isinstance(held, list) else []
    if any("short_code" in record for record in records):
        return read_canned(records)
    if any("actions" in record for record in records):
        zendesk = any(record.get("title") is not None for record in records)
        return read_zendesk(records) if zendesk else read_macros(records)
    raise Unreadable("unknown_file")


def write_json(replies: Iterable[QuickReply]) -> bytes:
    """Our own file; reading it gives the same replies again."""
    made = {"format": FORMAT, "version": VERSION, "replies": [reply_to(reply) for reply in replies]}
    return json.dumps(made, ensure_ascii=False, indent=1).encode()


def _own(held: dict[str, Any]) -> Found:
    if not isinstance(held.get("version"), int) or held["version"] > VERSION:
        raise Unreadable("newer")
    found: list[Incoming] = []
    faulty: list[Remark] = []
    for number, record in enumerate(held.get("replies") or (), start=1):
        where = _("reply {number}").format(number=number)
        if len(found) >= MOST_REPLIES:
            faulty.append(Remark(where, "too_many"))
            continue
        try:
            found.append(Incoming(where, reply_from(record)))
        except (ValueError, TypeError, KeyError, AttributeError):
            faulty.append(Remark(where, "not_a_reply"))
    return Found(Kind.BRAID, tuple(found), tuple(faulty))

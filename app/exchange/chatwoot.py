"""What Chatwoot exports: canned responses, and macros that send a message."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.exchange.building import Faulty, built
from app.exchange.placeholders import ours
from app.exchange.values import MOST_REPLIES, Found, Incoming, Kind, Remark
from app.i18n import _
from domain.templates.reply import Wording

Record = Mapping[str, Any]


def read_canned(records: Iterable[Record]) -> Found:
    """Canned responses: a short code and a text each."""
    return _read(Kind.CHATWOOT, (_canned(record) for record in records))


def read_macros(records: Iterable[Record]) -> Found:
    """Macros: what they send becomes the text, their labels become tags; what else they do is not taken over."""
    return _read(Kind.CHATWOOT_MACROS, (_macro(record) for record in records))


Parts = tuple[str, str, str, tuple[str, ...], tuple[Remark, ...]]


def _read(kind: Kind, parts: Iterable[Parts]) -> Found:
    found: list[Incoming] = []
    faulty: list[Remark] = []
    remarks: list[Remark] = []
    for number, (shortcut, title, content, tags, more) in enumerate(parts, start=1):
        where = title or shortcut or _("reply {number}").format(number=number)
        try:
            if len(found) >= MOST_REPLIES:
                raise Faulty("too_many")
            text, unknown = ours(content)
            reply = built(shortcut, title, (Wording("", text.strip()),) if text.strip() else (), tags=tags)
        except Faulty as fault:
            faulty.append(Remark(where, fault.code, fault.detail))
            continue
        found.append(Incoming(where, reply))
        remarks += [Remark(where, "unknown_field", name) for name in unknown]
        remarks += [Remark(where, remark.code, remark.detail) for remark in more]
    return Found(kind, tuple(found), tuple(faulty), tuple(remarks))


def _canned(record: Record) -> Parts:
    return str(record.get("short_code") or ""), "", str(record.get("content") or ""), (), ()


def _macro(record: Record) -> Parts:
    texts, tags, remarks = [], [], []
    for action in _list(record.get("actions")):
        name, params = str(action.get("action_name", "")), _list(action.get("action_params"), mappings=False)
        if name == "send_message":
            texts += [str(param) for param in params]
        elif name == "add_label":
            tags += [str(param) for param in params]
        elif name == "send_attachment":
            remarks += [Remark("", "attachment", _file(param)) for param in params]
        elif name:
            remarks.append(Remark("", "action", name))
    for file in _list(record.get("files")):
        remarks.append(Remark("", "attachment", _file(file)))
    return "", str(record.get("name", "")), "\n\n".join(texts), tuple(tags), tuple(remarks)


def _file(held: object) -> str:
    return str(held.get("filename") or held.get("file_name") or held.get("id")) if isinstance(held, dict) else str(held)


def _list(held: object, *, mappings: bool = True) -> list[Any]:
    found = held if isinstance(held, list) else []
    return [one for one in found if not mappings or isinstance(one, Mapping)]

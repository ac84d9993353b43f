"""What Zendesk exports: macros whose comment becomes the text; folders are written into their titles with "::"."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.exchange.building import Faulty, built
from app.exchange.placeholders import ours, plain
from app.exchange.values import MOST_REPLIES, Found, Incoming, Kind, Remark
from app.i18n import _
from domain.templates.reply import Wording

Record = Mapping[str, Any]

_TAGS = {"current_tags", "set_tags"}
_TEXTS = {"comment_value", "comment_value_html"}


def read_zendesk(records: Iterable[Any]) -> Found:
    """Active macros with a comment; of those that are switched off nothing is taken."""
    found: list[Incoming] = []
    faulty: list[Remark] = []
    remarks: list[Remark] = []
    for number, record in enumerate(records, start=1):
        title = record.get("title") if isinstance(record, Mapping) else ""
        where = str(title or _("reply {number}").format(number=number))
        try:
            if len(found) >= MOST_REPLIES:
                raise Faulty("too_many")
            incoming, more = _macro(where, record)
        except Faulty as fault:
            faulty.append(Remark(where, fault.code, fault.detail))
        else:
            found.append(incoming)
            remarks += more
    return Found(Kind.ZENDESK, tuple(found), tuple(faulty), tuple(remarks))


def _macro(where: str, record: object) -> tuple[Incoming, list[Remark]]:
    if not isinstance(record, Mapping):
        raise Faulty("not_a_reply")
    if record.get("active") is False:
        raise Faulty("switched_off")
    actions = record.get("actions")
    held = [action for action in actions if isinstance(action, Mapping)] if isinstance(actions, list) else []
    text, unknown = ours(_text(held))
    tags = [tag for action in held if action.get("field") in _TAGS for tag in str(action.get("value", "")).split()]
    *folders, title = [part.strip() for part in where.split("::")]
    wordings = (Wording("", text),) if text else ()
    reply = built("", title, wordings, folder="/".join(folders), tags=tags)
    remarks = [Remark(where, "unknown_field", name) for name in unknown]
    others = {str(action.get("field")) for action in held} - _TAGS - _TEXTS - {"None"}
    remarks += [Remark(where, "action", field) for field in sorted(others)]
    remarks += [Remark(where, "attachment", name) for name in _files(record)]
    return Incoming(where, reply), remarks


def _text(actions: Iterable[Record]) -> str:
    """The plain comment, else the one in HTML."""
    rich = ""
    for action in actions:
        value = action.get("value")
        # ["channel:all", "text"] is the older way to write it.
        said = str(value[-1]) if isinstance(value, list) and value else str(value or "")
        if action.get("field") == "comment_value" and said.strip():
            return said.replace("\r\n", "\n").strip()
        if action.get("field") == "comment_value_html":
            rich = plain(said)
    return rich


def _files(record: Record) -> list[str]:
    files = record.get("attachments")
    held = [file for file in files if isinstance(file, Mapping)] if isinstance(files, list) else []
    return [str(file.get("filename") or file.get("file_name") or file.get("id")) for file in held]

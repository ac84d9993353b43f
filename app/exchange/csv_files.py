"""Quick replies as a table: one row a wording, the first of a shortcut's rows with everything else."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.csv_rows import csv_rows
from app.exchange.building import Faulty, built, channels_of, chosen, shortcut_of
from app.exchange.values import MOST_REPLIES, Found, Incoming, Kind, Remark, Unreadable
from app.export.safe import bare, guarded
from app.i18n import _
from domain.emotion.assessment import Tier
from domain.templates.reply import QuickReply, Trait, Wording

COLUMNS = (
    "id", "shortcut", "title", "language", "tier", "trait", "text", "wording_title", "topic", "folder", "tags",
    "scope", "team", "channels", "expands", "automatic", "files",
)  # fmt: skip
_ALSO = {
    "short_code": "shortcut", "short code": "shortcut", "shortcode": "shortcut", "key": "shortcut", "name": "title",
    "content": "text", "message": "text", "body": "text", "answer": "text", "reply": "text", "template": "text",
    "category": "folder", "group": "folder", "labels": "tags", "lang": "language", "locale": "language",
}  # fmt: skip
_LIST = ";"


def read_csv(text: str) -> Found:
    """Every reply of a table; raises Unreadable when it is none of replies."""
    lines = csv_rows(text, Unreadable)
    header = next(lines, (0, []))[1]
    columns = [_ALSO.get(name.strip().lower(), name.strip().lower()) for name in header]
    if "text" not in columns:
        raise Unreadable("no_columns")
    found: dict[str, Incoming] = {}
    faulty: list[Remark] = []
    for line, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        where = _("line {number}").format(number=line)
        try:
            reply = _reply(dict(zip(columns, map(bare, cells), strict=False)))
            _add(found, where, reply)
        except Faulty as fault:
            faulty.append(Remark(where, fault.code, fault.detail))
    return Found(Kind.CSV, tuple(found.values()), tuple(faulty))


def write_csv(replies: Iterable[QuickReply]) -> bytes:
    """The table, in UTF-8 with its mark, so that spreadsheets read it; no cell is a formula."""
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    writer.writerow(COLUMNS)
    for reply in replies:
        for wording in reply.wordings:
            writer.writerow([guarded(cell) for cell in _cells(reply, wording)])
    return target.getvalue().encode("utf-8-sig")


def _add(found: dict[str, Incoming], where: str, reply: QuickReply) -> None:
    """Rows of the same shortcut are one reply's wordings."""
    held = found.get(reply.shortcut)
    if held is None:
        if len(found) >= MOST_REPLIES:
            raise Faulty("too_many")
        found[reply.shortcut] = Incoming(where, reply)
        return
    key = [(w.language, w.tier, w.trait) for w in held.reply.wordings]
    if any((w.language, w.tier, w.trait) in key for w in reply.wordings):
        raise Faulty("twice", reply.shortcut)
    wordings = (*held.reply.wordings, *reply.wordings)
    found[reply.shortcut] = replace(held, reply=replace(held.reply, wordings=wordings))


def _reply(row: dict[str, str]) -> QuickReply:
    get = row.get
    title = get("title") or ""
    wording = Wording(
        get("language") or "",
        (get("text") or "").replace("\r\n", "\n"),
        chosen(Tier, get("tier") or "", "tier"),
        chosen(Trait, get("trait") or "", "trait"),
        get("wording_title") or "",
    )
    made = built(
        shortcut_of(get("shortcut") or "", title, wording.text),
        title,
        (wording,),
        reply_id=get("id") or "",
        topic=get("topic") or "",
        folder=get("folder") or "",
        tags=(get("tags") or "").split(_LIST),
        scope=get("scope") or "",
    )
    return replace(
        made,
        team=(get("team") or "")[:200],
        channels=channels_of((get("channels") or "").split(_LIST)),
        expands=(get("expands") or "").strip()[:200],
        automatic=(get("automatic") or "").strip().lower() in {"yes", "true", "1"},
    )


def _cells(reply: QuickReply, wording: Wording) -> Sequence[str]:
    return (
        reply.id,
        reply.shortcut,
        reply.title,
        wording.language,
        wording.tier.value if wording.tier is not None else "",
        wording.trait.value if wording.trait is not None else "",
        wording.text,
        wording.title,
        reply.topic.value if reply.topic is not None else "",
        reply.folder,
        _LIST.join(reply.tags),
        reply.scope.value,
        reply.team,
        _LIST.join(kind.value for kind in reply.channels),
        reply.expands,
        "yes" if reply.automatic else "",
        _LIST.join(part.name for part in reply.files),
    )

"""What waits, one by one, in words: what it is, since when, and why it has not left."""

from datetime import datetime

from app.i18n import _
from app.ports import SyncStatus
from domain.message import PartKind, snippet
from domain.operations import Note, Send
from domain.outbox import NEEDS_PERSON, OutboxState, QueuedOperation, on_hold, seconds_left
from ui import locale
from ui.words import connection_words, hold_words
from widgets.card import isolated
from widgets.item_list import Item
from widgets.thread_list.words import duration
from widgets.thread_view.when import clock_time


def item_of(
    row: QueuedOperation, name: str, status: SyncStatus, now: datetime, files: tuple[int, int] = (0, 0)
) -> Item:
    """The three lines of one row; `files` are how many of those it waits for are uploaded, and how many there are."""
    mark = {OutboxState.BLOCKED: "high", OutboxState.HELD: "medium"}.get(row.state, "")
    how = f"{why(row, status, now, files)} · {duration(now - row.operation.created_at)}"
    return Item(row.operation.id, name or _("a thread"), what(row), how, mark)


def what(row: QueuedOperation) -> str:
    """ "Reply: I am on it", "Note: …", "Mark as done"."""
    payload = row.operation.payload
    if isinstance(payload, Note):
        return _("Note: {words}").format(words=isolated(snippet(payload.text, ())))
    if not isinstance(payload, Send):
        return _kind_words().get(row.operation.kind, _("a change of the thread"))
    said = _("Reply: {words}").format(words=isolated(snippet(payload.text, payload.parts)))
    size = sum(part.size for part in payload.parts if part.kind is PartKind.ATTACHMENT)
    return _("{said} ({size})").format(said=said, size=locale.file_size(size)) if size else said


def why(row: QueuedOperation, status: SyncStatus, now: datetime, files: tuple[int, int] = (0, 0)) -> str:
    """Why it has not left."""
    if row.state in NEEDS_PERSON:
        words = _("not sent: {reason}") if row.state is OutboxState.BLOCKED else _("held: {reason}")
        return words.format(reason=hold_words(row.reason).rstrip("."))
    if barred := barred_words(status):
        return barred
    if row.leaves_at is not None and on_hold(row.leaves_at, now):
        seconds = seconds_left(row.leaves_at, row.operation.created_at, now)
        return _("leaves in {seconds} s").format(seconds=seconds)
    if status.error == "throttled":
        return _("the server is busy")
    there, count = files
    if row.state is OutboxState.UPLOADING and there < count > 1:
        return _("uploading file {number} of {count}").format(number=there + 1, count=count)
    known = {OutboxState.UPLOADING: _("its file is being uploaded"), OutboxState.SENT: _("sent, no answer yet")}
    return known.get(row.state, _("waits its turn"))


def barred_words(status: SyncStatus) -> str:
    """Why nothing can leave just now, "" while it can."""
    if status.signed_out:
        return _("leaves after you sign in")
    return "" if status.online else _("waits for the network")


def connection_lines(status: SyncStatus, server: str, now: datetime) -> list[str]:
    """The connection card, line by line: how it stands, when it was in sync, the next try, the last error."""
    lines = []
    if status.signed_out:
        lines.append(connection_words("signed_out", server))
    elif status.online:
        lines.append(_("connected to {server}").format(server=server))
    else:
        lines.append(connection_words(status.error, server))
    if status.last_sync_at is not None:
        lines.append(_("last in sync at {time}").format(time=clock_time(status.last_sync_at, locale.zone())))
    if status.online and status.error:
        lines.append(_("last error: {words}").format(words=connection_words(status.error, server)))
    if status.next_try_at is not None and not status.signed_out:
        seconds = max(0, round((status.next_try_at - now).total_seconds()))
        lines.append(_("next try in {seconds} s").format(seconds=seconds) if seconds else _("trying now…"))
    return lines


def _kind_words() -> dict[str, str]:
    return {
        "assign": _("Hand the thread over"),
        "resolve": _("Mark as done"),
        "reopen": _("Open again"),
        "snooze": _("Snooze"),
        "tag": _("Tags"),
        "join": _("Join two threads"),
        "undo_join": _("Take a join apart"),
        "decline_join": _("Decline a join"),
        "resend": _("Send a message again"),
        "discard": _("Discard a message"),
        "name_pack": _("Name a training pack"),
        "put_items": _("Put items into a training pack"),
        "drop_item": _("Take an item out of a training pack"),
        "check_key": _("Check a key of a training pack"),
        "publish_pack": _("Publish a training pack"),
        "retire_pack": _("Retire a training pack, or offer it again"),
        "assign_training": _("Assign a training"),
        "end_assignment": _("Call a training off"),
        "coach": _("A word to a learner"),
        "issue_certificate": _("Issue a certificate"),
    }

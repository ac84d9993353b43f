"""How the connection stands, in the few words there is room for."""

from datetime import datetime, timedelta

from app.i18n import _, ngettext
from app.ports import SyncStatus
from widgets.thread_list.words import duration

MINUTE = timedelta(minutes=1)


def state_line(status: SyncStatus, waiting: int, now: datetime) -> tuple[str, bool]:
    """What stands in the list's header, and whether all is well."""
    if status.signed_out:
        text = ngettext("◆ signed out · {count} waits", "◆ signed out · {count} wait", waiting)
        return text.format(count=waiting) if waiting else _("◆ signed out"), False
    if status.online:
        return _online(status, waiting), True
    since = status.offline_since
    if since is None:
        return _("● connecting…"), True
    length = duration(now - since)
    if now - since < MINUTE:
        text = ngettext("◆ offline · {count} waits", "◆ offline · {count} wait", waiting)
        return text.format(count=waiting) if waiting else _("◆ offline"), False
    if not waiting:
        return _("◆ offline {length}").format(length=length), False
    text = ngettext("◆ offline {length} · {count} waits", "◆ offline {length} · {count} wait", waiting)
    return text.format(length=length, count=waiting), False


def _online(status: SyncStatus, waiting: int) -> str:
    if waiting:
        return ngettext("● syncing… · {count} waits", "● syncing… · {count} wait", waiting).format(count=waiting)
    return _("● syncing…") if status.pulling or status.last_sync_at is None else _("● in sync")


def state_words(line: str) -> str:
    """The line without its shape, for a screen reader."""
    return line.lstrip("◆● ")


def storage_line(code: str) -> str:
    """The banner's sentence when this computer cannot keep what the server sends or has answered."""
    if code == "storage_busy":
        return _("Another program holds Braid's data. Nothing is lost; Braid goes on as soon as it lets go.")
    return _("This computer's disk is full or failing. Nothing is lost; Braid goes on by itself when there is room.")


def offline_line(since: str, waiting: int) -> str:
    """The banner's sentence."""
    if not waiting:
        text = _("Offline since {time}. You can go on: what you write leaves when the network is back.")
        return text.format(time=since)
    text = ngettext(
        "Offline since {time}. You can go on: {count} item waits and leaves when the network is back.",
        "Offline since {time}. You can go on: {count} items wait and leave in order when the network is back.",
        waiting,
    )
    return text.format(time=since, count=waiting)

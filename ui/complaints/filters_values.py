"""Which complaints the board shows, and in which order: filters, orders, views that are kept."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from domain.emotion.assessment import Tier
from domain.folding import folded
from domain.ids import AgentId
from ui.complaints.board_entry import Entry

MOST_VIEWS = 30
LONGEST_NAME = 40


class Order(StrEnum):
    """What stands first."""

    TIME = "time"
    AMOUNT = "amount"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class Filter:
    """What has to be true of a complaint; empty ones say nothing.

    Attributes:
        late: late or nearly late. tier, channel, owner: values and ids.
    """

    mine: bool = False
    unassigned: bool = False
    late: bool = False
    tier: str = ""
    channel: str = ""
    owner: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """A way of looking at the board; personal.

    Attributes:
        lanes: whether there is a row for each owner.
    """

    name: str = ""
    filter: Filter = Filter()
    order: Order = Order.TIME
    lanes: bool = False


def passing(entries: Iterable[Entry], wanted: Filter, now: datetime, me: AgentId | None) -> list[Entry]:
    """Those that pass, as they stood."""
    words = folded(wanted.text).split()
    return [entry for entry in entries if _passes(entry, wanted, words, now, me)]


def arranged(entries: Iterable[Entry], view: View, now: datetime, me: AgentId | None) -> list[Entry]:
    """Those that pass, in order."""
    found = passing(entries, view.filter, now, me)
    found.sort(key={Order.TIME: _by_time, Order.AMOUNT: _by_amount, Order.OLDEST: _by_age}[view.order])
    return found


def is_late(entry: Entry, now: datetime) -> bool:
    """Late, or nearly."""
    clock = entry.clock
    if clock is None or clock.stands:
        return False
    return now >= clock.due or (clock.near is not None and now >= clock.near)


def views_text(views: Iterable[View]) -> str:
    """As JSON, for the settings."""
    return json.dumps([asdict(view) for view in views], ensure_ascii=False)


def read_views(text: str) -> tuple[View, ...]:
    """From the settings; what makes no sense is left out."""
    try:
        raw = json.loads(text) if text else []
    except ValueError:
        return ()
    found = (_view(one) for one in raw) if isinstance(raw, list) else ()
    return tuple(view for view in found if view is not None)[:MOST_VIEWS]


def saved(views: Iterable[View], view: View) -> tuple[View, ...]:
    """With that view, in the place of the one of that name."""
    kept = [one for one in views if one.name != view.name]
    return tuple(sorted((*kept, view), key=_name))[:MOST_VIEWS]


def without(views: Iterable[View], name: str) -> tuple[View, ...]:
    """Without the one of that name."""
    return tuple(view for view in views if view.name != name)


def _passes(entry: Entry, wanted: Filter, words: list[str], now: datetime, me: AgentId | None) -> bool:
    complaint = entry.complaint
    if (wanted.mine and complaint.owner_id != me) or (wanted.unassigned and complaint.owner_id is not None):
        return False
    if wanted.tier and complaint.tier != wanted.tier:
        return False
    if (wanted.channel and complaint.channel != wanted.channel) or (
        wanted.owner and complaint.owner_id != wanted.owner
    ):
        return False
    if words and not all(word in entry.haystack for word in words):
        return False
    return not wanted.late or is_late(entry, now)


def _by_time(entry: Entry) -> tuple[datetime, str]:
    return entry.due, entry.complaint.id


def _by_amount(entry: Entry) -> tuple[int, datetime, str]:
    return -entry.worth, entry.due, entry.complaint.id


def _by_age(entry: Entry) -> tuple[datetime, str]:
    return entry.complaint.received_at, entry.complaint.id


def _name(view: View) -> str:
    return view.name.casefold()


def _view(raw: Any) -> View | None:
    try:
        held = raw["filter"]
        mine, unassigned, late = (bool(held.get(name)) for name in ("mine", "unassigned", "late"))
        channel, owner, text = (str(held.get(name, "")) for name in ("channel", "owner", "text"))
        tier = Tier(held["tier"]).value if held.get("tier") else ""
        wanted = Filter(mine, unassigned, late, tier, channel, owner, text)
        return View(str(raw["name"])[:LONGEST_NAME], wanted, Order(raw["order"]), bool(raw["lanes"]))
    except (KeyError, TypeError, ValueError, AttributeError):
        return None

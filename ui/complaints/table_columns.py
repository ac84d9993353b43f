"""The columns of the tables: what stands in them, and by what they are sorted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.i18n import _
from ui.complaints.board_entry import Entry, channel_words
from ui.complaints.page_words import money_words, state_words, when_words
from widgets.assessment import tier_name
from widgets.board.words import clock_text
from widgets.card import isolated


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column.

    Attributes:
        words: what stands there at a moment. order: what it is sorted by; smaller ones come first.
        letters: its width in letters of middle size. right: whether it holds numbers. ticks: whether time changes it.
        whole: what it says cut off would mislead; others give way first.
        goes: where there is no room for all, those with the highest number are left out first; 0 stays.
    """

    name: str
    words: Callable[[Entry, datetime], str]
    order: Callable[[Entry], Any]
    letters: int
    right: bool = False
    ticks: bool = False
    whole: bool = False
    goes: int = 0


def open_columns() -> tuple[TableColumn, ...]:
    """Of complaints that somebody still has to make good."""
    time = TableColumn(_("Time"), _time, _by_due, 24, ticks=True, whole=True)
    received = TableColumn(_("Received"), _received, _by_received, 17, goes=3)
    return (*_common(), time, TableColumn(_("Owner"), _owner, _by_owner, 16, goes=2), received)


def ended_columns() -> tuple[TableColumn, ...]:
    """Of those that are resolved or closed."""
    state = TableColumn(_("State"), _state, _by_state, 20, whole=True)
    resolved = TableColumn(_("Ended"), _resolved, _by_resolved, 17, goes=3)
    return (*_common(), state, TableColumn(_("Owner"), _owner, _by_owner, 16, goes=2), resolved)


def _common() -> tuple[TableColumn, ...]:
    return (
        TableColumn(_("Tier"), _tier, _by_tier, 15),
        TableColumn(_("Customer"), _customer, _by_customer, 20),
        TableColumn(_("Complaint"), _title, _by_title, 30),
        TableColumn(_("Amount"), _amount, _by_amount, 12, right=True, whole=True, goes=1),
        TableColumn(_("Channel"), _channel, _by_channel, 12, goes=4),
    )


def _tier(entry: Entry, _now: datetime) -> str:
    return tier_name(entry.complaint.tier)


def _by_tier(entry: Entry) -> int:
    return -entry.complaint.tier.rank


def _customer(entry: Entry, _now: datetime) -> str:
    return isolated(entry.card.customer)


def _by_customer(entry: Entry) -> str:
    return entry.card.customer.casefold()


def _title(entry: Entry, _now: datetime) -> str:
    return isolated(entry.complaint.title)


def _by_title(entry: Entry) -> str:
    return entry.complaint.title.casefold()


def _amount(entry: Entry, _now: datetime) -> str:
    return money_words(entry.complaint)


def _by_amount(entry: Entry) -> int:
    return -entry.worth


def _channel(entry: Entry, _now: datetime) -> str:
    return isolated(channel_words(entry.complaint.channel))


def _by_channel(entry: Entry) -> str:
    return channel_words(entry.complaint.channel).casefold()


def _time(entry: Entry, now: datetime) -> str:
    return " · ".join(part for part in (clock_text(entry.clock, now), entry.values.note) if part)


def _by_due(entry: Entry) -> datetime:
    return entry.due


def _owner(entry: Entry, _now: datetime) -> str:
    return isolated(entry.card.owner) or _("unassigned")


def _by_owner(entry: Entry) -> str:
    return entry.card.owner.casefold()


def _received(entry: Entry, now: datetime) -> str:
    return when_words(entry.complaint.received_at, now)


def _by_received(entry: Entry) -> datetime:
    return entry.complaint.received_at


def _state(entry: Entry, _now: datetime) -> str:
    return state_words(entry.complaint)


def _by_state(entry: Entry) -> str:
    return state_words(entry.complaint)


def _resolved(entry: Entry, now: datetime) -> str:
    at = entry.complaint.resolved_at
    return when_words(at, now) if at is not None else ""


def _by_resolved(entry: Entry) -> float:
    at = entry.complaint.resolved_at
    return -at.timestamp() if at is not None else 0.0

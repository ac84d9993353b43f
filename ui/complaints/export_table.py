"""What the board shows as a table for other programs (K-2; S14)."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from app.export.table import Cell, Column, Kind, Money, Table
from app.i18n import _
from app.services.complaint_values import BoardCard
from domain.channel import RULES, ChannelKind
from domain.complaint import Complaint
from ui import locale
from ui.complaints.page_words import effect_words, outcome_words, part_words, role_words, state_words
from ui.inbox.compensation_words import kind_words
from widgets.assessment import tier_name


def board_table(cards: Sequence[BoardCard], now: datetime) -> Table:
    """A row each, in their order."""
    return Table(_("Complaints"), _columns(), _rows(cards, now))


def channel_words(channel: str) -> str:
    """A channel's own name."""
    rules = RULES.get(ChannelKind(channel))
    return rules.label if rules is not None else channel


def _columns() -> Sequence[Column]:
    text, time, span = Kind.TEXT, Kind.TIME, Kind.DURATION
    return (
        Column(_("Complaint"), text, 38),
        Column(_("Title"), text, 44),
        Column(_("Customer"), text, 26),
        Column(_("Tier"), text, 10),
        Column(_("State"), text, 20),
        Column(_("Amount"), Kind.MONEY),
        Column(_("Kind"), text, 14),
        Column(_("Effect"), text, 26),
        Column(_("Public"), text, 8),
        Column(_("Channel"), text, 12),
        Column(_("Language"), text, 12),
        Column(_("Owner"), text, 22),
        Column(_("Role"), text, 14),
        Column(_("Escalations"), Kind.NUMBER),
        Column(_("Feeling now"), text, 12),
        Column(_("Received"), time),
        Column(_("First answer due"), time),
        Column(_("First answer"), time),
        Column(_("First answer has"), text, 30),
        Column(_("Time left to answer"), span),
        Column(_("Solve until"), time),
        Column(_("Time left to solve"), span),
        Column(_("Resolved"), time),
        Column(_("What was done"), text, 44),
        Column(_("Follow-up due"), time),
        Column(_("Followed up"), time),
        Column(_("Outcome"), text, 16),
        Column(_("Same as"), text, 38),
        Column(_("Thread"), text, 38),
    )


def _rows(cards: Sequence[BoardCard], now: datetime) -> Iterator[Sequence[Cell]]:
    for card in cards:
        yield (*_what(card), *_clocks(card.complaint, now), *_end(card))


def _what(card: BoardCard) -> Sequence[Cell]:
    one = card.complaint
    return (
        one.id,
        one.title,
        card.customer,
        tier_name(one.tier),
        state_words(one),
        Money(one.amount, one.currency) if one.amount else None,
        kind_words(one.kind),
        effect_words(one.effect),
        _("yes") if one.publicity else "",
        channel_words(one.channel),
        locale.language_name(one.language),
        card.owner,
        role_words(card.owner_role),
        one.level,
        tier_name(card.emotion) if card.emotion is not None else "",
    )


def _clocks(one: Complaint, now: datetime) -> Sequence[Cell]:
    due = min(one.rule_due, one.first_due)
    running = one.is_open and one.paused_at is None
    return (
        one.received_at,
        due,
        one.answered_at,
        ", ".join(part_words(part) for part in one.answer_parts),
        _left(due, now) if one.is_open and one.answered_at is None else None,
        one.resolve_due,
        _left(one.resolve_due, now) if running else None,
    )


def _end(card: BoardCard) -> Sequence[Cell]:
    one = card.complaint
    return (
        one.resolved_at,
        one.resolution,
        one.follow_up_due,
        one.followed_up_at,
        outcome_words(one.outcome) if one.outcome is not None else "",
        one.duplicate_of,
        card.root_id,
    )


def _left(due: datetime, now: datetime) -> timedelta:
    return timedelta(seconds=round((due - now).total_seconds()))

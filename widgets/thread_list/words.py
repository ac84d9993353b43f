"""What a line of the thread list says, worked out apart from how it is painted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from types import MappingProxyType

from app.i18n import _, ngettext, pgettext
from domain.emotion.assessment import Tier
from domain.guidance.figures import DEFAULTS
from domain.ids import AgentId
from domain.inbox import ThreadRow
from domain.message import Author, MessageKind
from domain.thread import ThreadStatus
from widgets.assessment import clock_words, tier_name, topic_name
from widgets.chips import channel_name
from widgets.thread_view.when import clock_time, day_name, local_day

LIMITS: Mapping[Tier, timedelta] = MappingProxyType(
    {tier: timedelta(seconds=row.seconds) for tier, row in DEFAULTS.tiers.items()}
)
COUNTED = timedelta(minutes=5)
"""So long past its limit the seconds of a wait are still counted."""
SLOW = timedelta(minutes=30)
TOO_SLOW = timedelta(hours=2)

BETWEEN = " · "


@dataclass(frozen=True, slots=True)
class ListContext:
    """Facts around the lines.

    Attributes:
        as_of: when this computer was last in sync, while it is offline; None while online.
        agents: (id, name) of the team.
        limits: within which each tier is answered (E).
    """

    now: datetime
    zone: tzinfo
    me: AgentId
    locale: str = "en"
    as_of: datetime | None = None
    agents: tuple[tuple[AgentId, str], ...] = ()
    limits: Mapping[Tier, timedelta] = field(default_factory=lambda: LIMITS)


@dataclass(frozen=True, slots=True)
class RowWords:
    """One line in words.

    Attributes:
        chip, chip_kind: at the right of the name (`widgets.chips.Chip` kinds); "" for none.
        chip_short: what stays of it where the name has no room beside it; the kind has a shape as well.
        when: faint text in the chip's place when there is none.
        lead: before the snippet ("You:", "Note:", "Draft:"); the snippet keeps its own direction.
        lead_urgent: whether the lead is a draft's.
    """

    chip: str
    chip_kind: str
    when: str
    lead: str
    lead_is_draft: bool
    snippet: str
    second: str
    dimmed: bool
    chip_short: str = ""


def words(row: ThreadRow, context: ListContext) -> RowWords:
    """What the line says."""
    chip, kind = _chip(row, context)
    lead, shown = _snippet(row, context)
    return RowWords(
        chip,
        kind,
        "" if chip else _when(row, context),
        lead,
        bool(row.draft),
        shown,
        _second(row, context),
        row.status is not ThreadStatus.OPEN,
        chip.rpartition(BETWEEN)[2],
    )


def spoken(row: ThreadRow, context: ListContext) -> str:
    """The line for a screen reader."""
    said = words(row, context)
    unread = ngettext("{count} unread", "{count} unread", row.unread).format(count=row.unread) if row.unread else ""
    parts = (row.name, unread, said.chip or said.when, " ".join((said.lead, said.snippet)).strip(), said.second)
    return ", ".join(part for part in parts if part)


def duration(length: timedelta) -> str:
    """A length of time, short ("12 min", "1 h 12", "3 days")."""
    minutes = max(0, int(length.total_seconds() // 60))
    if minutes < 1:
        return _("< 1 min")
    if minutes < 60:
        return _("{minutes} min").format(minutes=minutes)
    if minutes < 24 * 60:
        return _("{hours} h {minutes:02}").format(hours=minutes // 60, minutes=minutes % 60)
    days = minutes // (24 * 60)
    return ngettext("{count} day", "{count} days", days).format(count=days)


def short_when(at: datetime, context: ListContext) -> str:
    """A time today, a day otherwise."""
    day, today = local_day(at, context.zone), local_day(context.now, context.zone)
    return clock_time(at, context.zone) if day == today else day_name(day, today, context.locale)


def _chip(row: ThreadRow, context: ListContext) -> tuple[str, str]:
    if row.needs_person:
        return _("needs you"), "high"
    if row.waiting:
        return ngettext("{count} waits", "{count} wait", row.waiting).format(count=row.waiting), "neutral"
    if row.waiting_since is None or row.status is not ThreadStatus.OPEN:
        return "", "neutral"
    waited = context.now - row.waiting_since
    if row.tier is not None:
        return _tier_chip(row.tier, waited, context), row.tier.value
    kind = "neutral" if waited < SLOW else "medium" if waited < TOO_SLOW else "high"
    return duration(waited), kind


def _tier_chip(tier: Tier, waited: timedelta, context: ListContext) -> str:
    """ "high · 0:21", then how long they have waited."""
    left = context.limits[tier] - waited
    shown = clock_words(left) if left > -COUNTED else duration(waited)
    return f"{tier_name(tier)}{BETWEEN}{shown}"


def ticks(row: ThreadRow, context: ListContext) -> bool:
    """Whether the line says something else every second."""
    if row.tier is None or row.waiting_since is None or row.status is not ThreadStatus.OPEN:
        return False
    return context.limits[row.tier] - (context.now - row.waiting_since) > -COUNTED


def _when(row: ThreadRow, context: ListContext) -> str:
    if row.snoozed_until is not None:
        return _("snoozed {time}").format(time=short_when(row.snoozed_until, context))
    return short_when(row.at, context) if row.at is not None else ""


def _snippet(row: ThreadRow, context: ListContext) -> tuple[str, str]:
    if row.draft:
        return _("Draft:"), row.draft
    if row.snippet_author == MessageKind.NOTE.value:
        return _("Note:"), row.snippet
    if row.snippet_author != Author.AGENT.value:
        return "", row.snippet
    mine = row.assignee_id == context.me
    return pgettext("author of a message", "You:") if mine else _("Team:"), row.snippet


def _second(row: ThreadRow, context: ListContext) -> str:
    if context.as_of is not None:
        return _("as of {time}").format(time=short_when(context.as_of, context))
    parts = [_("complaint")] if row.complaint else []
    if row.topic is not None:
        parts.append(topic_name(row.topic))
    parts.append(channel_name(row.channel))
    if row.assignee_id is not None and row.assignee_id != context.me:
        parts.append(dict(context.agents).get(row.assignee_id, _("a colleague")))
    return " · ".join((*parts, *row.tags))

"""One open complaint as the board holds it: what sorting and filtering ask of it is worked out once."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cached_property

from app.i18n import _
from app.services.complaint_values import BoardCard
from domain.channel import ChannelKind
from domain.complaint import Complaint, ComplaintState, Deadline
from domain.complaints.clocks import begins, due_of, running, warns_at
from domain.complaints.ground import Ground
from domain.emotion.assessment import Tier
from domain.folding import folded
from domain.money import converted
from ui import locale
from ui.complaints.page_words import deadline_words
from ui.inbox.compensation_words import kind_words
from widgets.assessment import tier_name
from widgets.board.values import CardValues, Clock
from widgets.card import isolated
from widgets.chips import channel_name

NEVER = datetime.max.replace(tzinfo=UTC)


class Entry:
    """A card with its clock, its words and what it is worth; never changes."""

    def __init__(self, card: BoardCard, ground: Ground) -> None:
        self.card, self._ground = card, ground
        self.complaint: Complaint = card.complaint

    @cached_property
    def running(self) -> tuple[datetime, Deadline] | None:
        """The deadline that is over first, None when no clock runs."""
        found = None
        for deadline in running(self.complaint, self._ground):
            due = due_of(self.complaint, deadline)
            if due is not None and (found is None or due < found[0]):
                found = (due, deadline)
        return found

    @property
    def due(self) -> datetime:
        """Until when something has to happen."""
        return self.running[0] if self.running is not None else NEVER

    @cached_property
    def clock(self) -> Clock | None:
        """What runs, or stands."""
        complaint = self.complaint
        if self.running is None:
            since = complaint.paused_at or complaint.received_at
            stands = complaint.state is ComplaintState.PAUSED
            return Clock(_("waits for the customer"), since, complaint.resolve_due, stands=True) if stands else None
        due, deadline = self.running
        since = begins(complaint) if deadline is Deadline.RESOLVE else complaint.received_at
        return Clock(deadline_words(deadline), since, due, warns_at(complaint, deadline, self._ground))

    @cached_property
    def worth(self) -> int:
        """Its amount in the workspace's currency; 0 when nobody knows."""
        figures, complaint = self._ground.figures, self.complaint
        if complaint.currency == figures.currency or not complaint.amount:
            return complaint.amount
        return converted(complaint.amount, complaint.currency, figures.currency, self._ground.rates) or 0

    @cached_property
    def haystack(self) -> str:
        """What a text is looked for in."""
        complaint = self.complaint
        channel = channel_words(complaint.channel)
        return folded(" ".join((self.card.customer, complaint.title, channel, self.card.owner)))

    @cached_property
    def values(self) -> CardValues:
        """As the board paints it."""
        card, complaint = self.card, self.complaint
        # That a customer is calm is no news; only what is above is shown.
        emotion = card.emotion if card.emotion is not Tier.LOW else None
        return CardValues(
            complaint.id,
            card.customer,
            complaint.title,
            amount_words(complaint, self._ground.figures.currency),
            second_words(complaint),
            card.owner or _("unassigned"),
            self.clock,
            emotion.value if emotion is not None else "",
            tier_name(emotion) if emotion is not None else "",
            _("not sent yet") if card.pending else "",
        )


Entries = Mapping[str, Entry]


def channel_words(channel: str) -> str:
    """A channel's name, whatever the server calls it."""
    known = {kind.value for kind in ChannelKind}
    return channel_name(ChannelKind(channel)) if channel in known else channel


def amount_words(complaint: Complaint, currency: str) -> str:
    """What it is about; the workspace's own currency goes without saying."""
    if not complaint.amount:
        return ""
    if complaint.currency == currency:
        return locale.amount(complaint.amount, complaint.currency)
    return locale.money(complaint.amount, complaint.currency)


def second_words(complaint: Complaint) -> str:
    """Where it came in, and what is special about it."""
    parts = [channel_words(complaint.channel)]
    if complaint.publicity:
        parts.append(_("public, or threatens to be"))
    if complaint.level:
        parts.append(_("escalated {count} ×").format(count=complaint.level))
    parts.append(kind_words(complaint.kind))
    return " · ".join(isolated(part) for part in parts if part)

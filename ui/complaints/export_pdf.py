"""One complaint on paper, for an authority: facts, clocks, history, and what was written meanwhile (K, S14)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from app.i18n import _, ngettext
from app.services.complaint_values import ComplaintPage
from domain.channel import RULES
from domain.compensation.wording import MARKS
from domain.complaint import Complaint, ComplaintState, Origin, Step
from domain.customer import Identity
from domain.ids import AgentId
from domain.message import Author, Message, MessageKind, Part, PartKind
from domain.offer import Offer, OfferState
from domain.timeline import Entry
from ui import locale
from ui.complaints.export_table import channel_words
from ui.complaints.page_words import (
    effect_words,
    money_words,
    outcome_words,
    part_words,
    role_words,
    state_words,
    step_words,
)
from ui.inbox.compensation_words import kind_words, option_words
from ui.inbox.guide_words import span_words
from ui.paper import Facts, Grid, Heading, Paper, Piece, Said, Words
from widgets.assessment import tier_name
from widgets.card import isolated


@dataclass(frozen=True, slots=True)
class Printing:
    """Who prints it, where and when.

    Attributes:
        workspace: the server's address.
    """

    workspace: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Written:
    """What was written in the complaint's time.

    Attributes:
        entries: oldest first. missing: whether older ones are on the server only and could not be had.
        identities: the customer's addresses.
    """

    entries: Sequence[Entry]
    missing: bool = False
    identities: Sequence[Identity] = ()


def workspace_name(server: str) -> str:
    """The server's host; "" for one that cannot be read."""
    try:
        return urlsplit(server).netloc
    except ValueError:
        return ""


def over_at(complaint: Complaint) -> datetime | None:
    """When nothing more belonged to it; None while it goes on."""
    if complaint.state is not ComplaintState.CLOSED:
        return None
    return max((step.at for step in complaint.steps), default=complaint.followed_up_at or complaint.resolved_at)


def complaint_paper(page: ComplaintPage, written: Written, printing: Printing) -> Paper:
    """The whole document."""
    one = page.card.complaint
    origin = [isolated(printing.workspace), isolated(str(one.id))]
    printed = _("Printed {time} by {name}").format(time=when(printing.at), name=isolated(printing.by))
    pieces: list[Piece] = [
        Heading(_("Facts")),
        Facts(_facts(page)),
        Heading(_("Customer and channel")),
        Facts(_customer(page, written)),
        Heading(_("Times")),
        Facts(_times(one)),
        *_offers(page.offers),
        Heading(_("History")),
        _history(one, page.names),
        *_messages(page, written),
    ]
    lines = (
        _("Workspace {name}").format(name=origin[0]),
        _("Complaint {id}").format(id=origin[1]),
        printed,
        _("All times are those of {zone}.").format(zone=isolated(_zone(printing.at))),
    )
    title = _("Complaint: {title}").format(title=isolated(one.title))
    return Paper(title, lines, pieces, " · ".join(part for part in (*origin, printed) if part))


def when(at: datetime) -> str:
    """Day and time with the year: it is read by somebody else, on another day ("2026-11-22 17:41:05")."""
    return isolated(at.astimezone(locale.zone()).strftime("%Y-%m-%d %H:%M:%S"))


def _zone(at: datetime) -> str:
    local = at.astimezone(locale.zone())
    offset = local.strftime("%z")
    named = f"UTC{offset[:3]}:{offset[3:]}"
    return f"{local.tzname()} ({named})" if local.tzname() else named


def _facts(page: ComplaintPage) -> Sequence[tuple[str, str]]:
    one, card = page.card.complaint, page.card
    owner = _("{name} ({role})").format(name=isolated(card.owner), role=role_words(card.owner_role))
    return (
        (_("Tier"), tier_name(one.tier)),
        (_("State"), state_words(one)),
        (_("Amount"), money_words(one)),
        (_("Kind"), kind_words(one.kind)),
        (_("Effect"), effect_words(one.effect)),
        (_("Public"), _("yes") if one.publicity else _("no")),
        (_("Opened"), f"{when(one.opened_at)}, {_origin(one.origin)}"),
        (_("Opened by"), isolated(_name(one.opened_by, page))),
        (_("Owner"), owner if card.owner else _("nobody")),
        (_("Escalated"), _times_words(one.level) if one.level else ""),
        (_("What was done"), one.resolution),
        (_("Outcome"), outcome_words(one.outcome) if one.outcome is not None else ""),
        (_("Same as"), isolated(one.duplicate_of or "")),
    )


def _origin(origin: Origin) -> str:
    return {
        Origin.MESSAGE: _("from a message of the customer"),
        Origin.PERSON: _("by hand"),
        Origin.RULE: _("by rule"),
    }[origin]


def _times_words(count: int) -> str:
    return ngettext("{count} time", "{count} times", count).format(count=count)


def _customer(page: ComplaintPage, written: Written) -> Sequence[tuple[str, str]]:
    one = page.card.complaint
    addresses = [f"{RULES[held.channel].label}: {isolated(held.display)}" for held in written.identities]
    return (
        (_("Customer"), isolated(page.card.customer)),
        (_("Channel"), channel_words(one.channel)),
        (_("Language"), locale.language_name(one.language)),
        (_("Addresses"), "\n".join(addresses)),
        (_("Thread"), isolated(one.thread_id)),
    )


def _times(one: Complaint) -> Sequence[tuple[str, str]]:
    parts = ", ".join(part_words(part) for part in one.answer_parts)
    return (
        (_("Received"), when(one.received_at)),
        (_("First answer due"), _("{first} (every complaint), {tier} (this tier)").format(
            first=when(one.rule_due), tier=when(one.first_due))),
        (_("First answer"), _done(one.answered_at, min(one.rule_due, one.first_due), one.received_at)),
        (_("First answer has"), parts if parts else _("none of the three elements") if one.answered_at else ""),
        (_("Solve until"), when(one.resolve_due)),
        (_("Waits for the customer since"), when(one.paused_at) if one.paused_at is not None else ""),
        (_("Resolved"), _done(one.resolved_at, one.resolve_due, one.received_at)),
        (_("Follow-up due"), when(one.follow_up_due) if one.follow_up_due is not None else ""),
        (_("Followed up"), when(one.followed_up_at) if one.followed_up_at is not None else ""),
    )  # fmt: skip


def _done(at: datetime | None, due: datetime, since: datetime) -> str:
    """When, how long it took, and whether that was in time."""
    if at is None:
        return _("not yet")
    took = isolated(span_words(at - since))
    if at <= due:
        return _("{time}, after {span}, in time").format(time=when(at), span=took)
    return _("{time}, after {span}, {late} late").format(time=when(at), span=took, late=isolated(span_words(at - due)))


def _offers(offers: Sequence[Offer]) -> list[Piece]:
    shown = [offer for offer in offers if offer.state in (OfferState.MADE, OfferState.TAKEN, OfferState.REFUSED)]
    if not shown:
        return []
    rows = [
        (when(offer.at), MARKS[place - 1], _option(offer, place - 1), _answer(offer, place - 1))
        for offer in shown
        for place in range(1, len(offer.options) + 1)
    ]
    names = (_("When"), _("Option"), _("What was offered"), _("Answer"))
    return [Heading(_("Compensation offered")), Grid(names, rows, shares=(24, 10, 46, 20))]


def _option(offer: Offer, place: int) -> str:
    words = option_words(offer.options[place], offer.loss, offer.currency)
    return f"{words} ({isolated(offer.currency)})"


def _answer(offer: Offer, place: int) -> str:
    if offer.state is OfferState.REFUSED:
        return _("refused")
    return _("taken") if offer.state is OfferState.TAKEN and offer.taken == place else ""


def _history(one: Complaint, names: dict[AgentId, str]) -> Piece:
    rows = [(when(step.at), step_words(_bare(step), names), _who(step, names)) for step in one.steps]
    return Grid((_("When"), _("What"), _("Who")), rows, shares=(24, 54, 22))


def _bare(step: Step) -> Step:
    """Who did it stands in a column of its own."""
    return Step(step.at, step.kind, None, step.tier, step.owner_id, step.deadline, step.words)


def _who(step: Step, names: dict[AgentId, str]) -> str:
    if step.agent_id is None:
        return _("by itself")
    return isolated(names.get(step.agent_id, _("a colleague")))


def _name(agent_id: AgentId | None, page: ComplaintPage) -> str:
    return page.names.get(agent_id, _("a colleague")) if agent_id is not None else ""


def _messages(page: ComplaintPage, written: Written) -> list[Piece]:
    shown = [entry for entry in written.entries if _is_said(entry)]
    notes = sum(entry.message.kind is MessageKind.NOTE for entry in written.entries)
    pieces: list[Piece] = [Heading(_("Messages"))]
    if written.missing:
        pieces.append(Words(_("Older messages are on the server and could not be fetched just now."), faint=True))
    if not shown:
        pieces.append(Words(_("Nothing was written in that time."), faint=True))
    pieces += [Said(_head(entry, page), _text(entry.message)) for entry in shown]
    if notes:
        words = ngettext(
            "{count} note of the team is not part of this.", "{count} notes of the team are not part of this.", notes
        )
        pieces.append(Words(words.format(count=notes), faint=True))
    return pieces


def _is_said(entry: Entry) -> bool:
    return entry.message.kind in (MessageKind.TEXT, MessageKind.UNSUPPORTED)


def _head(entry: Entry, page: ComplaintPage) -> str:
    message = entry.message
    if message.author is Author.CUSTOMER:
        who = page.card.customer
    else:
        who = entry.author_name or _name(message.agent_id, page) or _("The team")
    channel = RULES[message.channel].label if message.channel in RULES else message.channel.value
    said = [isolated(who), when(message.at), channel]
    if entry.sending is not None:
        said.append(_("not sent yet"))
    elif message.edited_at is not None:
        said.append(_("edited {time}").format(time=when(message.edited_at)))
    return " · ".join(said)


def _text(message: Message) -> str:
    if message.deleted_at is not None:
        return _("(deleted {time})").format(time=when(message.deleted_at))
    lines = [message.text] if message.text else []
    lines += [words for part in message.parts if (words := _part(part))]
    return "\n".join(lines) or _("(something that this channel does not pass on)")


def _part(part: Part) -> str:
    name = isolated(part.name or part.detail)
    return {
        PartKind.ATTACHMENT: _("[file: {name}, {size}]").format(name=name, size=locale.file_size(part.size)),
        PartKind.LOCATION: _("[place: {name}]").format(name=name),
        PartKind.CONTACT: _("[contact: {name}]").format(name=name),
        PartKind.BUTTON: _("[button: {name}]").format(name=name),
        PartKind.FACT: "",
        PartKind.UNSUPPORTED: _("[not readable: {name}]").format(name=name),
    }[part.kind]

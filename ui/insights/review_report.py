"""The week's review as a report: in words and lists for a paper, as a table for other programs (M-1)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta, tzinfo

from app.export.table import Cell, Column, Kind, Table
from app.i18n import _, ngettext
from domain.offer import Offer
from domain.review import ReviewItem, Turn, TurnKind, Verdict
from ui.insights.review_values import Summary, seen, summary
from ui.insights.review_words import (
    Names,
    agent_words,
    name_words,
    offer_words,
    progress_words,
    stratum_words,
    verdict_words,
    week_words,
)
from ui.insights.words import channel_words, lasting
from ui.locale import number
from ui.paper import Facts, Grid, Heading, Paper, Piece, Words
from widgets.assessment import tier_name, topic_name
from widgets.card import isolated


@dataclass(frozen=True, slots=True)
class Told:
    """What a report is made of.

    Attributes:
        names: of the team. offers: those that softened somebody, by id.
    """

    week: date
    today: date
    zone: tzinfo
    items: tuple[ReviewItem, ...]
    names: Names = field(default_factory=dict)
    offers: Mapping[str, Offer] = field(default_factory=dict)


def report(told: Told) -> Paper:
    """For the screen, a PDF or a printer."""
    found = summary(told.items)
    title = _("Weekly review, {week}").format(week=isolated(week_words(told.week, told.today)))
    seeds = ", ".join(str(seed) for seed in sorted({item.seed for item in told.items}))
    lines = [_("Drawn with seed {seed}").format(seed=isolated(seeds))] if seeds else []
    pieces: list[Piece] = [
        Facts(_facts(found)),
        *_softened(found, told),
        *_sent(_("To training"), found.training, told),
        *_sent(_("To the vocabulary review"), found.vocabulary, told),
        *_comments(told),
    ]
    return Paper(title, lines, pieces, title)


def file_title(week: date) -> str:
    """What the file is called at first."""
    return _("Weekly review {week}").format(week=week.isoformat())


def _facts(found: Summary) -> Sequence[tuple[str, str]]:
    verdicts = [(verdict_words(verdict), number(many)) for verdict, many in found.verdicts.items()]
    moods = _("worse {worse} times, better {better} times").format(
        worse=number(found.worse), better=number(found.better)
    )
    return (
        (_("Looked at"), progress_words(found.seen, found.drawn)),
        *verdicts,
        (_("Complaints"), number(found.complaints)),
        (_("Moods turned"), moods),
        (_("Lost time"), _lost(found)),
        (_("Longest wait"), _worst(found)),
        (_("Softened by an offer"), number(len(found.softened))),
        (_("To training"), number(len(found.training))),
        (_("To the vocabulary review"), number(len(found.vocabulary))),
    )


def _lost(found: Summary) -> str:
    if not found.long_waits:
        return _("none")
    words = ngettext("{span} in {count} wait", "{span} in {count} waits", found.long_waits)
    return words.format(span=isolated(lasting(found.lost)), count=number(found.long_waits))


def _worst(found: Summary) -> str:
    if found.worst is None:
        return ""
    item, turn = found.worst
    return _("{span}, {customer}").format(span=isolated(lasting(turn.seconds)), customer=isolated(name_words(item)))


def _softened(found: Summary, told: Told) -> list[Piece]:
    if not found.softened:
        return []
    rows = [(name_words(item), _mood(turn), _offer(turn, told)) for item, turn in found.softened]
    return [
        Heading(_("Offers at which customers softened")),
        Grid((_("Customer"), _("Mood"), _("Offer")), rows, shares=(26, 22, 52)),
    ]


def _offer(turn: Turn, told: Told) -> str:
    offer = told.offers.get(turn.offer_id or "")
    return offer_words(offer) or _("see the thread")


def _mood(turn: Turn) -> str:
    before, after = (tier_name(tier) if tier is not None else _("not known") for tier in (turn.before, turn.after))
    return _("{before}, then {after}").format(before=before, after=after)


def _sent(heading: str, items: Sequence[ReviewItem], told: Told) -> list[Piece]:
    if not items:
        return []
    rows = [
        (name_words(item), channel_words(item.channel), agent_words(item.agent_id, told.names), item.comment)
        for item in items
    ]
    columns = (_("Customer"), _("Channel"), _("Answered by"), _("Comment"))
    return [Heading(heading), Grid(columns, rows, shares=(24, 14, 20, 42))]


def _comments(told: Told) -> list[Piece]:
    """By who answered, in the order of names: a review is about conversations, it ranks nobody."""
    by_agent: dict[str, list[ReviewItem]] = {}
    for item in told.items:
        if item.comment:
            by_agent.setdefault(agent_words(item.agent_id, told.names), []).append(item)
    if not by_agent:
        return []
    pieces: list[Piece] = [Heading(_("Comments"))]
    for name in sorted(by_agent):
        pieces += [Words(name), Facts([(_said_of(item), item.comment) for item in by_agent[name]])]
    return pieces


def _said_of(item: ReviewItem) -> str:
    if item.verdict is Verdict.NONE:
        return name_words(item)
    words = _("{customer}: {verdict}")
    return words.format(customer=isolated(name_words(item)), verdict=verdict_words(item.verdict))


def table(told: Told) -> Table:
    """A row for each conversation."""
    text, span = Kind.TEXT, Kind.DURATION
    columns = (
        Column(_("Customer"), text, 26),
        Column(_("Channel"), text, 12),
        Column(_("Tier"), text, 10),
        Column(_("Topic"), text, 14),
        Column(_("Complaint"), text, 10),
        Column(_("Drawn as"), text, 30),
        Column(_("Answered by"), text, 22),
        Column(_("Messages"), Kind.NUMBER),
        Column(_("Waited"), span),
        Column(_("Lost time"), span),
        Column(_("Got worse"), Kind.NUMBER),
        Column(_("Got better"), Kind.NUMBER),
        Column(_("Softened by"), text, 40),
        Column(_("Looked at"), Kind.TIME),
        Column(_("Verdict"), text, 16),
        Column(_("Comment"), text, 60),
        Column(_("Training"), text, 10),
        Column(_("Vocabulary"), text, 10),
        Column(_("Thread"), text, 38),
    )
    return Table(_("Weekly review"), columns, _rows(told))


def _rows(told: Told) -> Iterator[Sequence[Cell]]:
    for item in told.items:
        yield (*_about(item, told), *_turned(item, told), *_judged(item), item.thread_id)


def _about(item: ReviewItem, told: Told) -> Sequence[Cell]:
    return (
        name_words(item),
        channel_words(item.channel),
        tier_name(item.tier) if item.tier is not None else "",
        topic_name(item.topic) if item.topic is not None else "",
        _("yes") if item.complaint else "",
        stratum_words(item),
        told.names.get(item.agent_id, "") if item.agent_id is not None else "",
        item.messages,
        timedelta(seconds=item.waited),
    )


def _turned(item: ReviewItem, told: Told) -> Sequence[Cell]:
    kinds = [turn.kind for turn in item.turns]
    softened = [_offer(turn, told) for turn in item.turns if turn.kind is TurnKind.SOFTENED]
    lost = sum(turn.seconds for turn in item.turns if turn.kind is TurnKind.LOST_TIME)
    better = kinds.count(TurnKind.BETTER) + kinds.count(TurnKind.SOFTENED)
    return timedelta(seconds=lost), kinds.count(TurnKind.WORSE), better, "; ".join(softened)


def _judged(item: ReviewItem) -> Sequence[Cell]:
    return (
        item.reviewed_at,
        verdict_words(item.verdict) if item.verdict and seen(item) else "",
        item.comment,
        _("yes") if item.training else "",
        _("yes") if item.vocabulary else "",
    )

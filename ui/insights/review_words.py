"""The weekly review in words: verdicts, filters, what stands out, lines of the list (M-1)."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta, tzinfo

from app.i18n import _, ngettext
from domain.emotion.assessment import Tier
from domain.ids import AgentId
from domain.offer import Offer, OfferState
from domain.review import ReviewItem, Turn, TurnKind, Verdict
from ui.inbox.compensation_words import option_words
from ui.insights.review_values import Filter, seen
from ui.insights.wanted import Days
from ui.insights.words import channel_words, days_words, lasting
from ui.locale import number, tag
from widgets.assessment import tier_name, topic_name
from widgets.card import isolated
from widgets.item_list import Item
from widgets.thread_view.when import clock_time, day_and_month

Names = Mapping[AgentId, str]


def verdict_words(verdict: Verdict) -> str:
    """What the lead thinks of it."""
    return {
        Verdict.NONE: _("no verdict"),
        Verdict.EXEMPLARY: _("Exemplary"),
        Verdict.FINE: _("Fine"),
        Verdict.LEARN: _("Learn from it"),
    }[verdict]


def filter_words(wanted: Filter) -> str:
    """Which conversations."""
    return {
        Filter.ALL: _("All"),
        Filter.OPEN: _("Not looked at"),
        Filter.LEARN: _("To learn from"),
        Filter.TRAINING: _("To training"),
        Filter.VOCABULARY: _("To the vocabulary review"),
    }[wanted]


def week_words(week: date, today: date) -> str:
    """Its days ("16 Nov – 22 Nov")."""
    return days_words(Days(week, week + timedelta(days=6)), today)


def week_choice(week: date, today: date) -> str:
    """The same, with what it is called."""
    days, back = isolated(week_words(week, today)), (today - week).days // 7
    if back == 0:
        return _("{days} (this week, not over)").format(days=days)
    return _("{days} (last week)").format(days=days) if back == 1 else days


def progress_words(done: int, of: int) -> str:
    """How far one is ("12 of 50 looked at")."""
    return _("{count} of {all} looked at").format(count=number(done), all=number(of)) if of else ""


def agent_words(agent_id: AgentId | None, names: Names) -> str:
    """Who answered most."""
    return isolated(names.get(agent_id, _("a colleague"))) if agent_id is not None else _("nobody")


def stratum_words(item: ReviewItem) -> str:
    """What it was drawn as."""
    words = item.stratum.split()
    if len(words) != 3:
        return item.stratum
    channel, mood, kind = words
    tier = tier_name(Tier(mood)) if mood in set(Tier) else _("mood not known")
    return ", ".join((channel_words(channel), tier, _("complaint") if kind == "complaint" else _("question")))


def state_words(item: ReviewItem) -> str:
    """What was said of it, by sign and words."""
    if not seen(item):
        return _("○ not looked at")
    said = {
        Verdict.NONE: _("● looked at"),
        Verdict.EXEMPLARY: _("★ exemplary"),
        Verdict.FINE: _("✓ fine"),
        Verdict.LEARN: _("▲ learn from it"),
    }[item.verdict]
    parts = [said]
    if item.training:
        parts.append(_("training"))
    if item.vocabulary:
        parts.append(_("vocabulary"))
    if item.comment:
        parts.append(_("comment"))
    return " · ".join(parts)


def item_line(item: ReviewItem, names: Names) -> Item:
    """A conversation in the list."""
    about = [channel_words(item.channel)]
    if item.tier is not None:
        about.append(tier_name(item.tier))
    if item.complaint:
        about.append(_("complaint"))
    about.append(agent_words(item.agent_id, names))
    stands = [state_words(item)]
    if item.waited:
        stands.append(_("waited {span}").format(span=isolated(lasting(item.waited))))
    if item.turns:
        stands.append(ngettext("{count} turn", "{count} turns", len(item.turns)).format(count=number(len(item.turns))))
    mark = item.tier.value if item.tier is not None else ""
    return Item(item.id, name_words(item), " · ".join(about), " · ".join(stands), mark)


def name_words(item: ReviewItem) -> str:
    """Who the customer is."""
    return item.customer_name or _("unknown")


def facts_words(item: ReviewItem, names: Names) -> str:
    """What is known of it in a sentence or two."""
    messages = ngettext("{count} message", "{count} messages", item.messages).format(count=number(item.messages))
    said = [messages, _("answered mostly by {name}").format(name=agent_words(item.agent_id, names))]
    if item.topic is not None:
        said.insert(0, topic_name(item.topic))
    if item.waited:
        said.append(_("waited {span} in all").format(span=isolated(lasting(item.waited))))
    said.append(_("drawn as {kind}").format(kind=isolated(stratum_words(item))))
    return " · ".join(said)


def turn_words(turn: Turn, offers: Mapping[str, Offer]) -> str:
    """What stands out there."""
    if turn.kind is TurnKind.LOST_TIME:
        return _("Time was lost: no answer for {span}").format(span=isolated(lasting(turn.seconds)))
    before, after = (tier_name(tier) if tier is not None else _("not known") for tier in (turn.before, turn.after))
    if turn.kind is TurnKind.WORSE:
        return _("Got worse: {before}, then {after}").format(before=before, after=after)
    if turn.kind is TurnKind.BETTER:
        return _("Got better: {before}, then {after}").format(before=before, after=after)
    offered = offer_words(offers.get(turn.offer_id or ""))
    words = _("Softened after an offer: {before}, then {after}. {offer}")
    return words.format(before=before, after=after, offer=offered).rstrip()


def offer_words(offer: Offer | None) -> str:
    """What was offered, or what of it was taken."""
    if offer is None:
        return ""
    if offer.state is OfferState.TAKEN and offer.taken is not None and 0 <= offer.taken < len(offer.options):
        option = option_words(offer.options[offer.taken], offer.loss, offer.currency)
        return _("Taken: {option} ({currency})").format(option=option, currency=isolated(offer.currency))
    options = "; ".join(option_words(option, offer.loss, offer.currency) for option in offer.options)
    return _("Offered: {options} ({currency})").format(options=options, currency=isolated(offer.currency))


def time_of(at: datetime, zone: tzinfo) -> str:
    """Day and time in a few letters ("17 Nov 10:31")."""
    return _("{day} {time}").format(day=day_and_month(at.astimezone(zone).date(), tag()), time=clock_time(at, zone))

"""Compensations in words: options, who has to agree, how far an offer is."""

from app.i18n import _
from app.services.compensation_values import AboutLoss, Proposed
from domain.compensation.typed import Slip
from domain.compensation.wording import MARKS
from domain.ids import AgentId
from domain.money import minor
from domain.offer import Extra, LossKind, Offer, OfferState, Option
from ui import locale
from widgets.card import isolated


def kind_words(kind: LossKind) -> str:
    """What went wrong."""
    return {
        LossKind.LATE: _("late"),
        LossKind.DEFECT: _("defect"),
        LossKind.SERVICE: _("service error"),
        LossKind.OTHER: _("other"),
    }[kind]


def extra_words(extra: Extra) -> str:
    """What comes with an option beside money."""
    return {
        Extra.NONE: "",
        Extra.APOLOGY: _("personal apology"),
        Extra.REPLACEMENT: _("new goods"),
        Extra.EXPRESS: _("express delivery"),
        Extra.UPGRADE: _("service upgrade"),
    }[extra]


def option_words(option: Option, price: int, currency: str) -> str:
    """One option in a line ("Refund 100 + coupon 145"); the currency stands in the heading."""
    money = []
    if option.refund:
        refund = isolated(locale.amount(option.refund, currency))
        money.append(_("full refund") if option.refund == price else _("refund {amount}").format(amount=refund))
    if option.coupon:
        money.append(_("coupon {amount}").format(amount=isolated(locale.amount(option.coupon, currency))))
    extra = [words] if (words := extra_words(option.extra)) else []
    line = " + ".join(money + extra if option.refund else extra + money)
    return line[:1].upper() + line[1:]


def slip_words(slip: Slip, currency: str) -> str:
    """What is wrong with an amount; nothing is said of an empty field."""
    one = locale.amount(minor(1234.5, currency), currency)
    return {
        Slip.EMPTY: "",
        Slip.NO_AMOUNT: _("That is no amount. Write it like {example}.").format(example=isolated(one)),
        Slip.TOO_FINE: _("{currency} has no such small coins.").format(currency=isolated(currency)),
        Slip.TOO_MUCH: _("That is too much for one loss."),
    }[slip]


def limit_words(about: AboutLoss, proposed: Proposed) -> list[str]:
    """Why somebody has to look at it, or to agree."""
    figures, said = about.basis.figures, []
    if proposed.over and proposed.limit:
        limit = isolated(locale.money(minor(proposed.limit, figures.currency), figures.currency))
        said.append(_("Above your limit of {limit}: a lead has to agree.").format(limit=limit))
    elif proposed.over:
        said.append(_("Your role offers nothing alone: a lead has to agree."))
    elif proposed.proposal.person:
        large = isolated(locale.money(minor(figures.large, figures.currency), figures.currency))
        said.append(_("A loss above {limit}: weigh it yourself before you offer.").format(limit=large))
    return said


def state_words(offer: Offer, about: AboutLoss) -> str:
    """How far an offer is."""
    decider, asker = name_of(offer.decided_by, about), name_of(offer.made_by, about)
    if offer.state is OfferState.ASKED:
        if about.basis.decides:
            return _("{name} asks whether this may be offered.").format(name=asker)
        return _("A lead is asked. It can be inserted as soon as somebody agrees.")
    return {
        OfferState.APPROVED: _("{name} agreed: it can be offered.").format(name=decider),
        OfferState.DECLINED: _("{name} declined what was asked for.").format(name=decider),
        OfferState.MADE: _("Offered. What does the customer say?"),
        OfferState.TAKEN: _("The customer took {option}.").format(option=MARKS[offer.taken or 0]),
        OfferState.REFUSED: _("The customer refused all of it."),
    }[offer.state]


def name_of(agent_id: AgentId | None, about: AboutLoss) -> str:
    """A colleague's name."""
    name = about.names.get(agent_id, "") if agent_id is not None else ""
    return isolated(name or _("A colleague"))

"""From what is known of a loss to what its card shows."""

from dataclasses import dataclass

from app.i18n import _
from app.services.compensation_values import AboutLoss, Proposed
from domain.compensation.options import Loss, share_of
from domain.compensation.standing import last_settled, open_offer, settles
from domain.compensation.typed import Slip
from domain.compensation.wording import MARKS
from domain.money import IN_USD
from domain.offer import LossKind, Offer, OfferState
from ui import locale
from ui.inbox.compensation_words import (
    kind_words,
    limit_words,
    option_words,
    slip_words,
    state_words,
)
from widgets.card import isolated
from widgets.compensation_values import CompensationValue, EntryLine, OptionLine

_ANSWERED = frozenset({OfferState.TAKEN, OfferState.REFUSED})
_ANSWERING = _ANSWERED | {OfferState.MADE}


@dataclass(frozen=True, slots=True)
class Typed:
    """The loss as it stands in the fields."""

    amount: str
    currency: str
    kind: LossKind


@dataclass(frozen=True, slots=True)
class Desk:
    """What the agent has done with the card so far.

    Attributes:
        opened: by hand. correcting: what the customer said is being put right.
        drafted: the options stand in the draft. keys: that do what the button does.
    """

    typed: Typed
    opened: bool = False
    correcting: bool = False
    drafted: bool = False
    keys: str = ""


def shown_offer(about: AboutLoss, desk: Desk) -> Offer | None:
    """The offer on the card; None while another one can be proposed."""
    if desk.correcting and (settled := last_settled(about.offers)) is not None:
        return settled
    return open_offer(about.offers)


def is_closed(about: AboutLoss, desk: Desk) -> bool:
    """Whether one line is enough: nobody complains, or they have had their answer."""
    if desk.opened or desk.correcting or open_offer(about.offers) is not None:
        return False
    settled = last_settled(about.offers)
    answered = settled is not None and settled.state in _ANSWERED and settles(settled, about.waiting_since)
    return answered or not about.complaint


def card_value(about: AboutLoss, desk: Desk, proposed: Proposed | Slip) -> CompensationValue:
    """The card of a thread."""
    if is_closed(about, desk):
        settled = last_settled(about.offers)
        said = state_words(settled, about) if settled is not None and settled.state in _ANSWERED else ""
        line = _("Compensation: {state}").format(state=said) if said else _("Compensation…")
        return CompensationValue(closed=line, keys=desk.keys)
    offer = shown_offer(about, desk)
    return _of_offer(offer, about, desk) if offer is not None else _of_loss(about, desk, proposed)


def _of_offer(offer: Offer, about: AboutLoss, desk: Desk) -> CompensationValue:
    price, answering = _price(about, offer.currency), offer.state in _ANSWERING
    loss = Loss(offer.kind, offer.loss, offer.currency, price)
    lines = tuple(
        OptionLine(
            MARKS[place],
            option_words(option, price, offer.currency),
            _percent(share_of(option, loss)),
            _("took it") if answering and offer.taken != place else "",
            offer.taken == place,
            offer.state is OfferState.REFUSED or (offer.taken is not None and offer.taken != place),
        )
        for place, option in enumerate(offer.options)
    )
    approved = offer.state is OfferState.APPROVED
    notes = [state_words(offer, about), *_asides(about, desk, in_draft=approved)]
    return CompensationValue(
        loss=_loss(offer.loss, offer.currency),
        options=lines,
        notes=tuple(notes),
        tone={OfferState.ASKED: "medium", OfferState.APPROVED: "ok"}.get(offer.state, ""),
        action=_("Insert all three") if approved else "",
        keys=desk.keys,
        decide=offer.state is OfferState.ASKED and about.basis.decides,
        refusal=_("refused all") if answering and offer.state is not OfferState.REFUSED else "",
    )


def _of_loss(about: AboutLoss, desk: Desk, proposed: Proposed | Slip) -> CompensationValue:
    settled = last_settled(about.offers)
    before = state_words(settled, about) if settled is not None else ""
    undo = _("Put right") if settled is not None and settled.state in _ANSWERED else ""
    wrong = slip_words(proposed, desk.typed.currency) if isinstance(proposed, Slip) else ""
    entry = _entry(about, desk.typed, wrong)
    if isinstance(proposed, Slip):
        ask = () if wrong else (_("What did the customer lose? Type the amount."),)
        return CompensationValue(entry=entry, notes=ask, before=before, undo=undo)
    said = proposed.proposal
    lines = tuple(
        OptionLine(MARKS[place], option_words(option, proposed.price, proposed.currency), _percent(share))
        for place, (option, share) in enumerate(zip(said.options, said.shares, strict=True))
    )
    limits = limit_words(about, proposed)
    return CompensationValue(
        loss=_loss(proposed.loss, proposed.currency),
        entry=entry,
        options=lines,
        notes=(*limits, *_asides(about, desk, in_draft=not proposed.over)),
        tone="medium" if limits else "",
        action=_("Ask a lead") if proposed.over else _("Insert all three"),
        keys=desk.keys,
        before=before,
        undo=undo,
    )


def _entry(about: AboutLoss, typed: Typed, wrong: str) -> EntryLine:
    own = [about.order.currency] if about.order is not None else []
    known = {*own, typed.currency, about.basis.figures.currency, *IN_USD, *(about.basis.rates or {})}
    kinds = tuple((kind.value, kind_words(kind)) for kind in LossKind)
    return EntryLine(typed.amount, typed.currency, typed.kind.value, tuple(sorted(known)), kinds, wrong)


def _asides(about: AboutLoss, desk: Desk, *, in_draft: bool) -> list[str]:
    said = []
    if desk.drafted and in_draft:
        said.append(_("In your reply: it is offered when you send it."))
    elif about.language and about.spoken.split("-")[0] != about.language.split("-")[0]:
        spoken, language = locale.language_name(about.spoken), locale.language_name(about.language)
        words = _("There are no texts in {language}: it is written in {spoken}.")
        said.append(words.format(language=isolated(language), spoken=isolated(spoken)))
    if about.basis.broken:
        said.append(_("Your team's figures cannot be read: the usual ones hold."))
    return said


def _loss(amount: int, currency: str) -> str:
    return _("loss {amount}").format(amount=isolated(locale.money(amount, currency)))


def _percent(share: int) -> str:
    return _("{percent} %").format(percent=share)


def _price(about: AboutLoss, currency: str) -> int:
    order = about.order
    return order.amount if order is not None and order.currency.upper() == currency.upper() else 0

"""What can be offered for a loss in a thread, by whom, and how it is written (K-3 to K-5)."""

from collections.abc import Sequence
from dataclasses import replace

from app.services.compensation_values import AboutLoss, CompensationTools, Proposed
from domain.compensation.options import Loss, needs_approval, propose
from domain.compensation.wording import offer_text
from domain.offer import LossKind, Option
from domain.order import Order


def proposed(about: AboutLoss, kind: LossKind, loss: int, currency: str) -> Proposed:
    """Three options for that loss, in the currency's smallest unit. Raises ValueError when there is no loss."""
    basis, order = about.basis, paid_in(about.order, currency)
    price, shipping = (order.amount, order.shipping) if order is not None else (0, 0)
    known = Loss(kind, loss, currency, price, shipping, basis.rates)
    proposal = propose(known, basis.figures)
    # The server does not know what was bought: what it counts has to be within the limit as well.
    told = replace(known, price=0, shipping=0)
    over = any(needs_approval(proposal.options, one, basis.figures, basis.role) for one in (known, told))
    return Proposed(kind, loss, currency, proposal, price, over, basis.figures.limits.get(basis.role, 0))


def reply_text(about: AboutLoss, options: Sequence[Option], currency: str, tools: CompensationTools) -> str:
    """The options as one reply in the customer's language."""
    order = paid_in(about.order, currency)

    def money(amount: int) -> str:
        return tools.money(amount, currency, about.language or about.spoken)

    return offer_text(options, order.amount if order is not None else 0, tools.words(about.spoken), money)


def paid_in(order: Order | None, currency: str) -> Order | None:
    """The order, if its price says something in that currency."""
    return order if order is not None and order.currency.upper() == currency.upper() else None

"""MakeOffer and MoveOffer: what a customer is offered for a loss, and how far that got (K-3, K-4, M-1)."""

from dataclasses import replace

from backend.operations.scope import Op, Rejected, Scope
from backend.shelf import keeping
from domain.agent import Permission
from domain.compensation.figures import DEFAULTS, CompensationFigures, read_compensation
from domain.compensation.options import Loss, needs_approval
from domain.ids import AgentId, ThreadId, is_uuid
from domain.offer import STEPS, Offer, OfferState
from domain.operations import MakeOffer, MoveOffer
from domain.problems import Problem
from domain.setting import Setting

_KIND = "offer"
_MOST_OPTIONS = 9
_MOST_MONEY = 10**15


def make(scope: Scope, op: Op, payload: MakeOffer) -> None:
    """Keeps a new offer; what its author may not offer by themselves can only be asked for."""
    scope.need(Permission.ANSWER)
    offer = payload.offer
    if not is_uuid(offer.id) or not _makes_sense(offer) or keeping.held(scope.tx.connection, _KIND, offer.id):
        raise Rejected(Problem.BAD_OPERATION)
    loss = Loss(offer.kind, offer.loss, offer.currency)
    over = needs_approval(offer.options, loss, _figures(scope), scope.agent.role)
    if offer.state is not (OfferState.ASKED if over else OfferState.MADE):
        raise Rejected(Problem.NOT_ALLOWED)
    made_by = AgentId(scope.agent.id)
    _keep(scope, replace(offer, thread_id=ThreadId(op.lane), made_by=made_by, decided_by=None, taken=None))


def move(scope: Scope, op: Op, payload: MoveOffer) -> None:
    """The next state, if it follows from the present one; the same state again changes nothing."""
    deciding = payload.state in (OfferState.APPROVED, OfferState.DECLINED)
    scope.need(Permission.APPROVE_OFFERS if deciding else Permission.ANSWER)
    row = keeping.held(scope.tx.connection, _KIND, payload.offer_id)
    held = keeping.value_of(row) if row is not None else None
    if not isinstance(held, Offer):
        raise Rejected(Problem.OFFER_GONE)
    if held.state is payload.state and held.taken == payload.taken:
        return
    chosen = payload.state is OfferState.TAKEN
    if payload.state not in STEPS[held.state] or chosen is not (payload.taken is not None):
        raise Rejected(Problem.OFFER_MOVED)
    if payload.taken is not None and not 0 <= payload.taken < len(held.options):
        raise Rejected(Problem.BAD_OPERATION)
    decided_by = AgentId(scope.agent.id) if deciding else held.decided_by
    _keep(scope, replace(held, state=payload.state, taken=payload.taken, decided_by=decided_by))


def _keep(scope: Scope, offer: Offer) -> None:
    stored = replace(offer, version=keeping.next_version(scope.tx, _KIND, offer.id, ""))
    keeping.put(scope.work, _KIND, offer.id, stored, owner=offer.thread_id)
    body = keeping.adapter(_KIND).dump_json(stored).decode()
    keeping.remember(scope.work, _KIND, offer.id, stored.version, body, scope.agent.id)


def _makes_sense(offer: Offer) -> bool:
    amounts = [offer.loss, *(amount for option in offer.options for amount in (option.refund, option.coupon))]
    return (
        0 < len(offer.options) <= _MOST_OPTIONS
        and offer.loss > 0
        and all(0 <= amount <= _MOST_MONEY for amount in amounts)
        and len(offer.currency) == 3
    )


def _figures(scope: Scope) -> CompensationFigures:
    row = keeping.held(scope.tx.connection, "setting", "compensation")
    setting = keeping.value_of(row) if row is not None else None
    try:
        return read_compensation(setting.value) if isinstance(setting, Setting) else DEFAULTS
    except ValueError:
        return DEFAULTS

"""MakeOffer and MoveOffer: what a customer is offered for a loss, and how far that got (K-3, K-4, M-1)."""

from collections.abc import Mapping
from dataclasses import replace

from backend.complaints.happening import offer_moved
from backend.operations.scope import Op, Rejected, Scope
from backend.shelf import keeping
from domain.agent import Permission
from domain.compensation.figures import DEFAULTS, CompensationFigures, read_compensation
from domain.compensation.figures import KEY as COMPENSATION_KEY
from domain.compensation.options import Loss, needs_approval
from domain.ids import AgentId, SettingKey, ThreadId, is_uuid
from domain.offer import STEPS, Offer, OfferState
from domain.operations import MakeOffer, MoveOffer
from domain.problems import Problem
from domain.setting import Setting
from domain.templates.facts import KEY as FACTS_KEY
from domain.templates.facts import read_facts

_KIND = "offer"
_FIRST = frozenset({OfferState.ASKED, OfferState.MADE})
_MOST_OPTIONS = 9
_MOST_MONEY = 10**15


def make(scope: Scope, op: Op, payload: MakeOffer) -> None:
    """Keeps a new offer; what its author may not offer by themselves can only be asked for; anybody may ask."""
    scope.need(Permission.ANSWER)
    offer = payload.offer
    if not is_uuid(offer.id) or not _makes_sense(offer) or keeping.held(scope.tx.connection, _KIND, offer.id):
        raise Rejected(Problem.BAD_OPERATION)
    if offer.state not in _FIRST:
        raise Rejected(Problem.BAD_OPERATION)
    loss = Loss(offer.kind, offer.loss, offer.currency, rates=_rates(scope))
    if offer.state is OfferState.MADE and needs_approval(offer.options, loss, _figures(scope), scope.agent.role):
        raise Rejected(Problem.NOT_ALLOWED)
    made_by = AgentId(scope.agent.id)
    _keep(scope, op, replace(offer, thread_id=ThreadId(op.lane), made_by=made_by, decided_by=None, taken=None))


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
    _keep(scope, op, replace(held, state=payload.state, taken=payload.taken, decided_by=decided_by))


def _keep(scope: Scope, op: Op, offer: Offer) -> None:
    stored = replace(offer, version=keeping.next_version(scope.tx, _KIND, offer.id, ""))
    body = keeping.put(scope.work, _KIND, offer.id, stored, owner=offer.thread_id)
    keeping.remember(scope.work, _KIND, offer.id, stored.version, body, scope.agent.id)
    offer_moved(scope.work, op.root, stored, AgentId(scope.agent.id))


def _makes_sense(offer: Offer) -> bool:
    amounts = [offer.loss, *(amount for option in offer.options for amount in (option.refund, option.coupon))]
    return (
        0 < len(offer.options) <= _MOST_OPTIONS
        and offer.loss > 0
        and all(0 <= amount <= _MOST_MONEY for amount in amounts)
        and len(offer.currency) == 3
    )


def _figures(scope: Scope) -> CompensationFigures:
    try:
        return read_compensation(_setting(scope, COMPENSATION_KEY))
    except ValueError:
        return DEFAULTS


def _rates(scope: Scope) -> Mapping[str, float]:
    facts = read_facts(_setting(scope, FACTS_KEY))
    return facts.rates if facts is not None else {}


def _setting(scope: Scope, key: SettingKey) -> str:
    """The setting's JSON, an empty object where there is none."""
    row = keeping.held(scope.tx.connection, "setting", key)
    setting = keeping.value_of(row) if row is not None else None
    return setting.value if isinstance(setting, Setting) else "{}"

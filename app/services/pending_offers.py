"""Offers that stand in drafts and are made when these are sent; kept over a restart, as the drafts are."""

import json
from datetime import datetime
from typing import Any

from app.services.compensation_values import Pending
from app.services.desk import Desk
from domain.ids import AgentId, OfferId, ThreadId
from domain.offer import Extra, LossKind, Offer, OfferState, Option

_KEY = "pending_offers"
_MOST = 50
"""Drafts that are remembered; the oldest of more than that is forgotten."""


class PendingOffers:
    """One a thread, in the account's encrypted database."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    async def of(self, thread_id: ThreadId) -> Pending | None:
        """What stands in that thread's draft."""
        held = (await self._all()).get(thread_id)
        return _pending(held) if held is not None else None

    async def keep(self, thread_id: ThreadId, pending: Pending) -> None:
        """The newest counts."""
        held = await self._all()
        held.pop(thread_id, None)
        held[thread_id] = _raw(pending)
        await self._put(dict(list(held.items())[-_MOST:]))

    async def drop(self, thread_id: ThreadId) -> None:
        """It is made, or will never be."""
        held = await self._all()
        if held.pop(thread_id, None) is not None:
            await self._put(held)

    async def _all(self) -> dict[str, Any]:
        text = await (await self.desk.store()).state.get(_KEY)
        try:
            held = json.loads(text or "{}")
        except ValueError:
            return {}
        return held if isinstance(held, dict) else {}

    async def _put(self, held: dict[str, Any]) -> None:
        await (await self.desk.store()).state.put(_KEY, json.dumps(held, ensure_ascii=False))


def _raw(pending: Pending) -> dict[str, Any]:
    offer = pending.offer
    return {
        "text": pending.text,
        "approved": pending.offer_id is not None,
        "id": offer.id,
        "thread": offer.thread_id,
        "kind": offer.kind,
        "loss": offer.loss,
        "currency": offer.currency,
        "options": [[option.refund, option.coupon, option.extra] for option in offer.options],
        "state": offer.state,
        "made_by": offer.made_by,
        "at": offer.at.isoformat(),
    }


def _pending(raw: Any) -> Pending | None:
    """None for what another version wrote and this one cannot read."""
    try:
        options = tuple(Option(int(refund), int(coupon), Extra(extra)) for refund, coupon, extra in raw["options"])
        offer = Offer(
            OfferId(str(raw["id"])),
            ThreadId(str(raw["thread"])),
            LossKind(raw["kind"]),
            int(raw["loss"]),
            str(raw["currency"]),
            options,
            OfferState(raw["state"]),
            AgentId(raw["made_by"]) if raw["made_by"] else None,
            datetime.fromisoformat(raw["at"]),
        )
        return Pending(str(raw["text"]), offer, offer.id if raw["approved"] else None)
    except (ValueError, TypeError, KeyError):
        return None

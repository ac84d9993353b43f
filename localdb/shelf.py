"""Reads what is on the shelf, with what was done to it here and has not come back yet."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, bindparam, select

from domain.complaints.acts import COMPLAINT_KINDS
from domain.ids import CustomerId, QuickReplyId, SettingKey, ThreadId
from domain.offer import Offer
from domain.operations import ChangeSetting, MakeOffer, MoveOffer, RemoveQuickReply, SaveQuickReply
from domain.order import Order
from domain.setting import Setting
from domain.templates.reply import QuickReply
from domain.training.acts import PACK_KINDS
from localdb.database import Database
from localdb.history import root_of
from localdb.outbox_rows import COLUMNS, LIVE, operation_of
from localdb.sql import literal, one_of
from localdb.tables import SHELF, outbox, thread
from localdb.values import OFFER, ORDER, QUICK_REPLY, SETTING

_TYPE_OF_KIND = {
    "save_quick_reply": "quick_reply",
    "remove_quick_reply": "quick_reply",
    "change_setting": "setting",
    "make_offer": "offer",
    "move_offer": "offer",
    "mark_review": "review",
}
"""Which type an operation's kind changes at once on this computer; counts come back with the feed."""

_TELLS = (
    _TYPE_OF_KIND
    | dict.fromkeys(COMPLAINT_KINDS, "complaint")
    | dict.fromkeys(PACK_KINDS, "pack")
    | {"assign_training": "assignment", "end_assignment": "assignment", "record_practice": "practice"}
    | {"coach": "coaching", "see_coaching": "coaching", "issue_certificate": "certificate"}
)
"""The same for who has to be told; complaints and training have readers of their own (`localdb.complaints`)."""

_WAITING: Any = (
    select(*COLUMNS)
    .where(outbox.c.state != literal("done"), one_of(outbox.c.state, *LIVE), one_of(outbox.c.kind, *_TYPE_OF_KIND))
    .order_by(outbox.c.local_order)
)
_BODIES = {kind: select(table.c.id, table.c.body) for kind, table in SHELF.items()}
_OFFERS = _BODIES["offer"].where(
    SHELF["offer"].c.owner.in_(select(thread.c.id).where(thread.c.root_id == bindparam("root")))
)
_ALL_OFFERS = _BODIES["offer"]
_ORDERS = _BODIES["order"].where(SHELF["order"].c.owner == bindparam("customer"))


def shelf_types(kinds: Iterable[str]) -> frozenset[str]:
    """Which types on the shelf operations of these kinds change."""
    return frozenset(_TELLS[kind] for kind in kinds if kind in _TELLS)


class SqlShelfReader:
    """Implements `app.ports.ShelfReader`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def quick_replies(self) -> Sequence[QuickReply]:
        """All that this agent can see, in no order."""
        return await self._database.read(quick_replies)

    async def settings(self) -> Sequence[Setting]:
        """All that was set."""
        return await self._database.recall(settings)

    async def offers(self, thread_id: ThreadId | None = None) -> Sequence[Offer]:
        """What was offered in that thread and in those joined into it, or anywhere; oldest first."""
        return await self._database.recall(offers, thread_id)

    async def orders(self, customer_id: CustomerId) -> Sequence[Order]:
        """The customer's, newest first."""
        return await self._database.recall(orders, customer_id)


def quick_replies(connection: Connection) -> list[QuickReply]:
    """As they will be once everything here has left."""
    found = {QuickReplyId(id_): QUICK_REPLY.value(body) for id_, body in connection.execute(_BODIES["quick_reply"])}
    for row in connection.execute(_WAITING):
        match operation_of(row).payload:
            case SaveQuickReply(reply):
                found[reply.id] = reply
            case RemoveQuickReply(reply_id):
                found.pop(reply_id, None)
    return list(found.values())


def settings(connection: Connection) -> list[Setting]:
    """As they will be once everything here has left."""
    found = {SettingKey(id_): SETTING.value(body) for id_, body in connection.execute(_BODIES["setting"])}
    for row in connection.execute(_WAITING):
        match operation_of(row).payload:
            case ChangeSetting(key, ""):
                found.pop(key, None)
            case ChangeSetting(key, value):
                found[key] = Setting(key, value, found[key].version if key in found else 0)
    return list(found.values())


def offers(connection: Connection, thread_id: ThreadId | None) -> list[Offer]:
    """As they will be once everything here has left."""
    root = root_of(connection, thread_id) if thread_id is not None else ""
    query, asked = (_OFFERS, {"root": root}) if root else (_ALL_OFFERS, {})
    found = {id_: OFFER.value(body) for id_, body in connection.execute(query, asked)}
    for row in connection.execute(_WAITING):
        match operation_of(row).payload:
            case MakeOffer(offer) if not root or root_of(connection, row.lane) == root:
                found[offer.id] = replace(offer, thread_id=ThreadId(row.lane))
            case MoveOffer(offer_id, state, taken) if offer_id in found:
                found[offer_id] = replace(found[offer_id], state=state, taken=taken)
    return sorted(found.values(), key=lambda offer: (offer.at, offer.id))


def orders(connection: Connection, customer_id: CustomerId) -> list[Order]:
    """By when they were placed."""
    rows = connection.execute(_ORDERS, {"customer": customer_id})
    return sorted((ORDER.value(body) for _, body in rows), key=lambda order: order.at, reverse=True)

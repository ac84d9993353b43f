"""Resend and Discard: what a person decides about a message that failed or is in doubt (reliability 3.7)."""

from sqlalchemy import select, update

from backend.insights.facts import facts
from backend.operations.scope import Op, Rejected, Scope
from backend.search import keeping
from backend.storage.tables import channel_account, egress, message
from backend.storage.upsert import upsert
from backend.threads.recompute import recompute
from backend.threads.records import MessageRecord
from domain.agent import Permission
from domain.channel import window_open
from domain.message import Delivery
from domain.operations import Discard, Resend
from domain.problems import Problem

_IN_DOUBT = (Delivery.FAILED, Delivery.UNCONFIRMED)


def resend(scope: Scope, op: Op, payload: Resend) -> None:
    """Sends it again; it keeps its place in the thread."""
    scope.need(Permission.ANSWER)
    record = _in_doubt(scope, op, payload.message_id)
    _check_way(scope, record)
    connection = scope.tx.connection
    version = scope.tx.changed("message", record.id)
    changes = {"delivery": Delivery.PENDING, "delivery_problem": "", "provider_id": "", "version": version}
    connection.execute(update(message).where(message.c.id == record.id).values(changes))
    again = {"state": "pending", "attempts": 0, "next_at": None, "provider_id": "", "error": ""}
    row = {"account_id": record.account_id, "identity_id": record.identity_id, "key": record.id}
    queued = upsert(egress).values(message_id=record.id, **row, **again)
    connection.execute(queued.on_conflict_do_update(index_elements=["message_id"], set_=again))


def discard(scope: Scope, op: Op, payload: Discard) -> None:
    """Takes it out of the thread; discarded already is fine."""
    scope.need(Permission.ANSWER)
    found = scope.fresh_message(payload.message_id)
    if found is not None and found.discarded and found.root_id == op.root.id:
        return
    record = _in_doubt(scope, op, payload.message_id)
    connection = scope.tx.connection
    version = scope.tx.changed("message", record.id)
    connection.execute(update(message).where(message.c.id == record.id).values(discarded=True, version=version))
    connection.execute(update(egress).where(egress.c.message_id == record.id).values(state="discarded"))
    keeping.put_right(connection, record)
    facts(scope.tx).changed(record, None)
    recompute(scope.work, op.root)


def _in_doubt(scope: Scope, op: Op, message_id: str) -> MessageRecord:
    record = scope.fresh_message(message_id)
    if record is None or record.discarded or record.root_id != op.root.id:
        raise Rejected(Problem.MESSAGE_GONE)
    if record.delivery not in _IN_DOUBT:
        raise Rejected(Problem.ALREADY_DELIVERED)
    return record


def _check_way(scope: Scope, record: MessageRecord) -> None:
    identities = scope.identities_of([record.identity_id or ""])
    if not identities:
        raise Rejected(Problem.IDENTITY_GONE)
    account = channel_account.c
    usable = select(account.id).where(account.id == record.account_id, account.enabled, ~account.removed)
    if scope.tx.connection.execute(usable).first() is None:
        raise Rejected(Problem.CHANNEL_OFF)
    if not window_open(identities[0].channel, identities[0].last_inbound_at, scope.work.now):
        raise Rejected(Problem.WINDOW_CLOSED)

"""Turns inbox rows into threads, in the order they arrived; one that fails only fails itself."""

import asyncio
import logging
from collections.abc import Sequence
from typing import Any, Protocol

from sqlalchemy.exc import OperationalError

from backend.channels import inbox_store, settling
from backend.channels.account import Accounts
from backend.channels.codec import from_text
from backend.channels.events import ChannelEvent, Echoed, Reported
from backend.channels.nudge import Nudge
from backend.storage.database import Database
from backend.storage.transaction import Transaction
from domain.channel import ChannelAccount
from domain.clock import Clock

log = logging.getLogger(__name__)

BATCH = 200
"""Rows of one transaction: enough for a peak, short enough not to keep the agents' own writes waiting."""
_AFTER_TROUBLE = 1.0


class TakesEvents(Protocol):
    """Where events go (`backend.threads.intake.Intake`)."""

    def take(self, tx: Transaction, account: ChannelAccount, event: ChannelEvent, arrived: Any) -> None:
        """Everything that follows from the event."""


class Inbox:
    """The worker behind the webhooks.

    Attributes:
        nudge: to be poked after every commit that put rows into the inbox.
    """

    def __init__(self, database: Database, accounts: Accounts, intake: TakesEvents, clock: Clock) -> None:
        self.nudge = Nudge()
        self._database = database
        self._accounts = accounts
        self._intake = intake
        self._clock = clock

    async def run(self) -> None:
        """Works until cancelled; takes up first what an earlier run left behind."""
        await asyncio.to_thread(self.release)
        while True:
            try:
                while await asyncio.to_thread(self.work_once):
                    pass
            except OperationalError:
                # The disk, not the row: nothing is lost, all of it is tried again.
                log.exception("the inbox cannot be worked now")
                self.nudge.poke_later(_AFTER_TROUBLE)
            await self.nudge.wait()

    def release(self) -> None:
        """Takes up the echoes that waited for the end of a send."""
        with self._database.write() as tx:
            inbox_store.release(tx.connection)

    def work_once(self) -> int:
        """Processes one batch in one transaction; how many rows it ended. Any thread but the loop's."""
        with self._database.read() as connection:
            rows = inbox_store.pending(connection, BATCH)
        if not rows:
            return 0
        try:
            self._take(rows)
        except OperationalError:
            raise
        except Exception:  # one row of the batch is poison: find it by taking each alone
            for row in rows:
                self._take_alone(row)
        return len(rows)

    def _take_alone(self, row: Any) -> None:
        try:
            self._take([row])
        except OperationalError:
            raise
        except Exception as error:
            log.exception("an inbox row cannot be processed", extra={"inbox_id": row.id, "account_id": row.account_id})
            with self._database.write() as tx:
                inbox_store.settle(tx.connection, [row.id], "failed", f"{type(error).__name__}")

    def _take(self, rows: Sequence[Any]) -> None:
        accounts = {row.account_id: self._accounts.find(row.account_id) for row in rows}
        states: dict[str, list[int]] = {}
        with self._database.write() as tx:
            for row in rows:
                account = accounts[row.account_id]
                state = self._take_row(tx, account.shown, row) if account else "failed"
                states.setdefault(state, []).append(row.id)
            for state, ids in states.items():
                inbox_store.settle(tx.connection, ids, state, "account gone" if state == "failed" else "")

    def _take_row(self, tx: Transaction, account: ChannelAccount, row: Any) -> str:
        event = from_text(row.kind, row.event)
        if isinstance(event, Reported) and event.own_id:
            settling.settle_reported(tx, event)
        if isinstance(event, Echoed):
            if settling.echo_must_wait(tx, account.id, event):
                return "waiting"
            if settling.is_own_echo(tx, account.id, event):
                return "done"
        self._intake.take(tx, account, event, row.arrived)
        if isinstance(event, Echoed):
            settling.accept_echoed(tx, account.id, event.provider_id)
        return "done"

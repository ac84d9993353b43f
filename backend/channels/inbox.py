"""Turns inbox rows into threads, in the order they arrived; one that fails only fails itself."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol

from sqlalchemy.exc import OperationalError

from backend.channels import inbox_store, settling
from backend.channels.account import Account, Accounts
from backend.channels.codec import from_text
from backend.channels.events import ChannelEvent, Echoed, Reacted, Received, Reported
from backend.channels.nudge import Nudge
from backend.log import logger
from backend.storage.database import Database
from backend.storage.transaction import Transaction
from domain.channel import ChannelAccount, ChannelKind

BATCH = 50
"""Rows of one transaction: enough for a peak, short enough not to keep the agents' own writes waiting."""
_AFTER_TROUBLE = 1.0


class TakesEvents(Protocol):
    """Where events go (`backend.threads.intake.Intake`)."""

    def take(self, tx: Transaction, account: ChannelAccount, event: ChannelEvent, arrived: Any) -> None:
        """Everything that follows from the event."""


def _nobody(account_id: str, handle: str) -> None:
    """Nobody wants to know."""


class Inbox:
    """The worker behind the webhooks.

    Attributes:
        nudge: to be poked after every commit that put rows into the inbox.
        give_way: awaited between two batches, so that webhooks are not kept waiting.
    """

    def __init__(
        self,
        database: Database,
        accounts: Accounts,
        intake: TakesEvents,
        met: Callable[[str, str], None] = _nobody,
    ) -> None:
        self.nudge = Nudge()
        self.give_way: Callable[[], Awaitable[None]] | None = None
        self._met = met
        # Rows put aside by an earlier run are taken up at once.
        self._release = self._some_wait = True
        self._database = database
        self._accounts = accounts
        self._intake = intake

    async def run(self) -> None:
        """Works until cancelled; takes up first what an earlier run left behind."""
        while True:
            try:
                while await asyncio.to_thread(self.work_once):
                    if self.give_way:
                        await self.give_way()
            except OperationalError:
                # The disk, not the row: nothing is lost, all of it is tried again.
                logger.exception("the inbox cannot be worked now")
                self.nudge.poke_later(_AFTER_TROUBLE)
            await self.nudge.wait()

    def settled(self) -> None:
        """A send has ended: reports, echoes and reactions that waited for it can be read now. On the loop's thread."""
        if self._some_wait:
            self._release = True
            self.nudge.poke()

    def work_once(self) -> int:
        """Processes one batch in one transaction; how many rows it ended. Any thread but the loop's."""
        if self._release:
            self._release = self._some_wait = False
            with self._database.write() as tx:
                inbox_store.release(tx.connection)
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
            logger.exception("an inbox row cannot be processed", inbox_id=row.id, account_id=row.account_id)
            with self._database.write() as tx:
                inbox_store.settle(tx.connection, [row.id], "failed", f"{type(error).__name__}")

    def _take(self, rows: Sequence[Any]) -> None:
        accounts = {account_id: self._accounts.find(account_id) for account_id in {row.account_id for row in rows}}
        states: dict[str, list[int]] = {}
        with self._database.write() as tx:
            for row in rows:
                account = accounts[row.account_id]
                state = self._take_row(tx, account.shown, row) if account else "failed"
                states.setdefault(state, []).append(row.id)
            for state, ids in states.items():
                inbox_store.settle(tx.connection, ids, state, "account gone" if state == "failed" else "")
        for row in rows:
            self._tell_met(row, accounts[row.account_id])

    def _tell_met(self, row: Any, account: Account | None) -> None:
        """Somebody wrote on a channel that says who only when asked."""
        if account and account.kind is ChannelKind.INSTAGRAM and row.kind == "received":
            event = from_text(row.kind, row.event)
            if isinstance(event, Received) and not event.sender.name:
                self._met(account.id, event.sender.handle)

    def _take_row(self, tx: Transaction, account: ChannelAccount, row: Any) -> str:
        event = from_text(row.kind, row.event)
        if isinstance(event, Reported) and event.own_id:
            if settling.report_must_wait(tx, event):
                self._some_wait = True
                return "waiting"
            settling.settle_reported(tx, event)
        if isinstance(event, Reacted) and settling.reaction_must_wait(tx, account.id, event):
            self._some_wait = True
            return "waiting"
        if isinstance(event, Echoed):
            if settling.echo_must_wait(tx, account.id, event):
                self._some_wait = True
                return "waiting"
            if settling.is_own_echo(tx, account.id, event):
                return "done"
        self._intake.take(tx, account, event, row.arrived)
        if isinstance(event, Echoed):
            settling.accept_echoed(tx, account.id, event.provider_id)
        return "done"

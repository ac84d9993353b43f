"""A channel account with its credentials, as the workers need it; never shown to anybody."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from backend.channels.graph_base import GRAPH_BASE
from backend.storage.database import Database
from backend.storage.tables import channel_account
from backend.storage.vault import Vault
from domain.channel import ChannelAccount, ChannelKind
from domain.clock import Clock
from domain.ids import ChannelAccountId

_RECENT_SECONDS = 1.0
"""A peak asks for the same account hundreds of times a second; a change counts a second later at most."""


@dataclass(frozen=True, slots=True)
class Account:
    """One account of the team on a channel.

    Attributes:
        shown: the account as people know it.
        provider_id: WhatsApp's phone_number_id, Instagram's user id.
        base_url: where the provider's interface is, without a slash at the end.
    """

    shown: ChannelAccount
    provider_id: str
    base_url: str
    access_token: str = field(repr=False)
    app_secret: str = field(repr=False)
    verify_token: str = field(repr=False)

    @property
    def id(self) -> ChannelAccountId:
        """The account's id."""
        return self.shown.id

    @property
    def kind(self) -> ChannelKind:
        """Its channel."""
        return self.shown.kind


class Accounts:
    """Reads accounts from the database; opens each sealed text once. Any thread, but not the event loop's."""

    def __init__(self, database: Database, vault: Vault, clock: Clock) -> None:
        self._database = database
        self._vault = vault
        self._clock = clock
        self._opened: dict[str, dict[str, str]] = {}
        self._recent: dict[str, tuple[float, Account]] = {}

    def recent(self, account_id: str) -> Account | None:
        """The account as it was at most a second ago; None when that is not known. Also on the loop's thread."""
        read_at, account = self._recent.get(account_id, (0.0, None))
        return account if account and self._clock.monotonic() - read_at < _RECENT_SECONDS else None

    def find(self, account_id: str) -> Account | None:
        """The account, None when there is none or it was removed."""
        found = next(iter(self._read(account_id)), None)
        self._recent.pop(account_id, None)
        if found is not None:
            self._recent[account_id] = (self._clock.monotonic(), found)
        return found

    def all(self) -> list[Account]:
        """Every account that was not removed."""
        return self._read(None)

    def _read(self, account_id: str | None) -> list[Account]:
        query = select(channel_account).where(channel_account.c.removed.is_(False))
        if account_id is not None:
            query = query.where(channel_account.c.id == account_id)
        with self._database.read() as connection:
            return list(self._accounts(connection.execute(query)))

    def _accounts(self, rows: Iterable[Any]) -> Iterable[Account]:
        for row in rows:
            secrets = self._secrets(row.secrets)
            yield Account(
                shown=_shown(row),
                provider_id=row.provider_id,
                base_url=(row.base_url or GRAPH_BASE).rstrip("/"),
                access_token=secrets.get("access_token", ""),
                app_secret=secrets.get("app_secret", ""),
                verify_token=secrets.get("verify_token", ""),
            )

    def _secrets(self, sealed: str) -> dict[str, str]:
        if not sealed:
            return {}
        if sealed not in self._opened:
            self._opened[sealed] = json.loads(self._vault.open(sealed))
        return self._opened[sealed]


def _shown(row: Any) -> ChannelAccount:
    return ChannelAccount(
        ChannelAccountId(row.id), ChannelKind(row.kind), row.name, row.address, row.enabled, row.version
    )

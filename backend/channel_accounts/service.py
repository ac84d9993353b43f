"""Channel accounts: adding, changing, removing them, and the credentials that only adapters see."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, insert, select, update

from backend.accounts import audit
from backend.channel_accounts.numbers import refuse_taken
from backend.channel_accounts.records import account_of
from backend.storage.tables import channel_account
from backend.storage.transaction import Transaction
from backend.storage.vault import Vault
from domain.channel import ChannelAccount, ChannelKind
from domain.clock import Clock


@dataclass(frozen=True, slots=True)
class Secrets:
    """What an account proves itself with; kept sealed."""

    access_token: str = ""
    app_secret: str = ""
    verify_token: str = ""


@dataclass(frozen=True, slots=True)
class Credentials:
    """Everything an adapter needs to speak for an account.

    Attributes:
        provider_id: WhatsApp's phone_number_id or Instagram's user id.
        base_url: of the provider's API; "" for the public one.
    """

    kind: ChannelKind
    provider_id: str
    access_token: str
    app_secret: str
    verify_token: str
    base_url: str


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What an admin fills in for a new account."""

    kind: ChannelKind
    name: str
    address: str
    provider_id: str
    access_token: str
    app_secret: str
    verify_token: str
    base_url: str = ""


@dataclass(frozen=True, slots=True)
class AccountChange:
    """What an admin changes; None leaves a thing as it is."""

    name: str | None = None
    address: str | None = None
    enabled: bool | None = None
    access_token: str | None = None
    app_secret: str | None = None
    verify_token: str | None = None
    base_url: str | None = None


_SECRETS = TypeAdapter(Secrets)
_SECRET_NAMES = ("access_token", "app_secret", "verify_token")


def find(connection: Connection, account_id: str) -> ChannelAccount | None:
    """The account; None when there is none or it was removed."""
    row = connection.execute(select(channel_account).where(channel_account.c.id == account_id)).first()
    return account_of(row) if row else None


def everything(connection: Connection) -> list[ChannelAccount]:
    """All accounts that were not removed, by name."""
    kept = select(channel_account).where(~channel_account.c.removed)
    rows = connection.execute(kept.order_by(channel_account.c.name))
    return [account for account in map(account_of, rows) if account is not None]


def webhook_path(account: ChannelAccount) -> str:
    """Where the provider has to send this account's events."""
    return f"/v1/webhooks/{account.kind}/{account.id}"


class ChannelAccounts:
    """Accounts with their credentials."""

    def __init__(self, clock: Clock, new_id: Callable[[], str], vault: Vault) -> None:
        self._clock = clock
        self._new_id = new_id
        self._vault = vault

    def credentials(self, connection: Connection, account_id: str) -> Credentials | None:
        """What adapters need; None when there is no such account. Raises VaultProblem under another key."""
        row = connection.execute(select(channel_account).where(channel_account.c.id == account_id)).first()
        if row is None or row.removed:
            return None
        kept = self._open(row.secrets)
        return Credentials(
            ChannelKind(row.kind), row.provider_id, kept.access_token, kept.app_secret, kept.verify_token, row.base_url
        )

    def add(self, tx: Transaction, by: str | None, new: NewAccount) -> ChannelAccount:
        """A new account, enabled. Raises NumberTaken."""
        id_ = self._new_id()
        refuse_taken(tx, new.kind, new.provider_id)
        row = {"id": id_, "kind": new.kind, "name": new.name, "address": new.address, "provider_id": new.provider_id}
        kept = self._seal(Secrets(new.access_token, new.app_secret, new.verify_token))
        more = {"base_url": new.base_url, "secrets": kept, "enabled": True, "removed": False}
        tx.connection.execute(insert(channel_account), {**row, **more, "version": tx.changed("channel_account", id_)})
        audit.note(tx, self._clock.now(), "channel_added", by, id_, new.kind)
        return self._get(tx, id_)

    def change(self, tx: Transaction, by: str | None, account_id: str, change: AccountChange) -> ChannelAccount | None:
        """Changes an account; None when there is none."""
        if find(tx.connection, account_id) is None:
            return None
        plain = {"name": change.name, "address": change.address, "enabled": change.enabled, "base_url": change.base_url}
        values: dict[str, Any] = {name: value for name, value in plain.items() if value is not None}
        secrets = {name: getattr(change, name) for name in _SECRET_NAMES}
        given = {name: value for name, value in secrets.items() if value is not None}
        if given:
            values["secrets"] = self._with(tx, account_id, given)
        values["version"] = tx.changed("channel_account", account_id)
        tx.connection.execute(update(channel_account).where(channel_account.c.id == account_id).values(**values))
        audit.note(tx, self._clock.now(), "channel_changed", by, account_id, " ".join(sorted({*values, *given})))
        return self._get(tx, account_id)

    def remove(self, tx: Transaction, by: str | None, account_id: str) -> bool:
        """Removes an account with its credentials; its messages stay. False when there is none."""
        if find(tx.connection, account_id) is None:
            return False
        gone = {"removed": True, "enabled": False, "secrets": "", "version": tx.changed("channel_account", account_id)}
        tx.connection.execute(update(channel_account).where(channel_account.c.id == account_id).values(**gone))
        audit.note(tx, self._clock.now(), "channel_removed", by, account_id)
        return True

    def _with(self, tx: Transaction, account_id: str, given: dict[str, str]) -> str:
        sealed = select(channel_account.c.secrets).where(channel_account.c.id == account_id)
        kept = self._open(tx.connection.execute(sealed).scalar_one())
        return self._seal(Secrets(**{name: given.get(name, getattr(kept, name)) for name in _SECRET_NAMES}))

    def _seal(self, secrets: Secrets) -> str:
        return self._vault.seal(_SECRETS.dump_json(secrets))

    def _open(self, sealed: str) -> Secrets:
        return _SECRETS.validate_json(self._vault.open(sealed))

    @staticmethod
    def _get(tx: Transaction, account_id: str) -> ChannelAccount:
        found = find(tx.connection, account_id)
        assert found is not None
        return found

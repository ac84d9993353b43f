"""Channel accounts, for admins: /v1/channel-accounts. Secrets go in and never come back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field, StringConstraints, field_validator

from backend.access import ManagesChannels, State, problems, writing
from backend.channel_accounts import service
from backend.channel_accounts.numbers import NumberTaken, twins
from backend.channel_accounts.service import AccountChange, NewAccount
from backend.errors import Refusal, not_found
from domain.agent import Permission
from domain.channel import ChannelAccount, ChannelKind
from domain.ids import ChannelAccountId

router = APIRouter(prefix="/v1/channel-accounts", tags=["channel accounts"])


def _known_address(url: str | None) -> str | None:
    loopback = ("http://127.0.0.1", "http://localhost", "http://[::1]")
    if url and not url.startswith(("https://", *loopback)):
        raise ValueError("has to begin with https://")
    return url


class AccountIn(BaseModel):
    """A new account. `base_url`: of the provider's interface, empty for the public one."""

    kind: Literal["whatsapp", "instagram"]
    name: str = Field(min_length=1, max_length=100)
    address: str = Field(max_length=200)
    provider_id: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
    access_token: str = Field(max_length=2000)
    app_secret: str = Field(min_length=1, max_length=500)
    verify_token: str = Field(min_length=1, max_length=500)
    base_url: str = Field(default="", max_length=500)

    _check_base = field_validator("base_url")(_known_address)


class AccountPatch(BaseModel):
    """What changes; what is left out stays."""

    name: str | None = Field(default=None, min_length=1, max_length=100)
    address: str | None = Field(default=None, max_length=200)
    enabled: bool | None = None
    access_token: str | None = Field(default=None, max_length=2000)
    app_secret: str | None = Field(default=None, min_length=1, max_length=500)
    verify_token: str | None = Field(default=None, min_length=1, max_length=500)
    base_url: str | None = Field(default=None, max_length=500)

    _check_base = field_validator("base_url")(_known_address)


@dataclass(frozen=True, slots=True)
class AccountOut:
    """An account as clients know it, and where its provider has to send events.

    Attributes:
        same_number: names of accounts with the same number at the provider, which older versions let in.
    """

    id: ChannelAccountId
    kind: ChannelKind
    name: str
    address: str
    enabled: bool
    version: int
    webhook_path: str
    same_number: list[str]


@dataclass(frozen=True, slots=True)
class AccountsOut:
    """All accounts, by name."""

    channel_accounts: list[AccountOut]


@router.get("", responses=problems(401, 403), operation_id="list_channel_accounts")
def list_accounts(caller: ManagesChannels, services: State) -> AccountsOut:
    """All accounts."""
    with services.database.read() as connection:
        alike = twins(connection)
        return AccountsOut([_out(account, alike) for account in service.everything(connection)])


@router.post("", status_code=201, responses=problems(401, 403, 409), operation_id="add_channel_account")
def add_account(body: AccountIn, caller: ManagesChannels, services: State) -> AccountOut:
    """Adds an account; 409 when another one of its channel has the same number at the provider."""
    new = NewAccount(**{**body.model_dump(), "kind": ChannelKind(body.kind)})
    try:
        with writing(services, caller, Permission.MANAGE_CHANNELS) as tx:
            return _out(services.channel_accounts.add(tx, caller.agent.id, new), {})
    except NumberTaken as taken:
        raise Refusal(409, "number_taken", str(taken)) from taken


@router.patch("/{account_id}", responses=problems(401, 403, 404), operation_id="change_channel_account")
def change_account(account_id: str, body: AccountPatch, caller: ManagesChannels, services: State) -> AccountOut:
    """Changes an account."""
    with writing(services, caller, Permission.MANAGE_CHANNELS) as tx:
        change = AccountChange(**body.model_dump())
        changed = services.channel_accounts.change(tx, caller.agent.id, account_id, change)
        alike = twins(tx.connection)
    if changed is None:
        raise not_found("channel account")
    return _out(changed, alike)


@router.delete(
    "/{account_id}", status_code=204, responses=problems(401, 403, 404), operation_id="remove_channel_account"
)
def remove_account(account_id: str, caller: ManagesChannels, services: State) -> Response:
    """Removes an account with its credentials; its messages stay."""
    with writing(services, caller, Permission.MANAGE_CHANNELS) as tx:
        removed = services.channel_accounts.remove(tx, caller.agent.id, account_id)
    if not removed:
        raise not_found("channel account")
    return Response(status_code=204)


def _out(account: ChannelAccount, alike: Mapping[str, list[str]]) -> AccountOut:
    return AccountOut(
        account.id,
        account.kind,
        account.name,
        account.address,
        account.enabled,
        account.version,
        service.webhook_path(account),
        alike.get(account.id, []),
    )

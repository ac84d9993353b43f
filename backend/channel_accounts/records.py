"""Rows of channel accounts as domain values."""

from typing import Any

from sqlalchemy import Row

from domain.channel import ChannelAccount, ChannelKind
from domain.ids import ChannelAccountId


def account_of(row: Row[Any]) -> ChannelAccount | None:
    """The account of a row of `channel_account`; None when it was removed."""
    if row.removed:
        return None
    return ChannelAccount(
        ChannelAccountId(row.id), ChannelKind(row.kind), row.name, row.address, row.enabled, row.version
    )

"""The `simulate` command: customers who do not exist write to a server on this computer."""

import asyncio
from dataclasses import dataclass
from urllib.parse import urlsplit

from backend.channel_accounts import service as channel_accounts
from backend.cli.options import NotAllowed
from backend.cli.people import opened
from backend.cli.say import say
from backend.clock import SystemClock
from backend.settings import Settings
from backend.simulator.load import LoadResult, Target, run
from domain.address import is_loopback


@dataclass(frozen=True, slots=True)
class Load:
    """How much, how fast, and to which channel account of which server."""

    server: str
    account_id: str
    per_second: float
    messages: int
    per_body: int


def simulate(settings: Settings, load: Load) -> None:
    """Posts the messages and prints what came of it. Raises NotAllowed for another computer or an unknown account."""
    if not is_loopback(urlsplit(load.server).hostname or ""):
        raise NotAllowed("Simulated customers write to a server on this computer only: http://127.0.0.1:8020")
    say(_words(asyncio.run(_run(_target(settings, load.account_id), load))))


def _target(settings: Settings, account_id: str) -> Target:
    with opened(settings) as services, services.database.read() as connection:
        account = channel_accounts.find(connection, account_id)
        secrets = services.channel_accounts.credentials(connection, account_id)
        if account is None or secrets is None:
            raise NotAllowed("There is no such channel account; `channel list` shows them.")
        path = channel_accounts.webhook_path(account)
        return Target(account.kind, path, secrets.provider_id, secrets.app_secret)


async def _run(target: Target, load: Load) -> LoadResult:
    return await run(
        load.server,
        [target],
        SystemClock(),
        per_second=load.per_second,
        messages=load.messages,
        per_body=load.per_body,
    )


def _words(result: LoadResult) -> str:
    return (
        f"{result.messages} messages in {result.seconds:.1f} s, {result.taken} bodies taken; "
        f"answer median {result.median_ms:.0f} ms, p99 {result.p99_ms:.0f} ms, slowest {result.slowest_ms:.0f} ms"
    )

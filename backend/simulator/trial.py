"""The trial workspace: a team, two channels and a handful of customers, alive from the first second."""

import asyncio
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from sqlalchemy import select

from backend.accounts.owner import the_owner
from backend.channel_accounts import service as channel_accounts
from backend.channel_accounts.service import AccountChange, NewAccount
from backend.channels.account import Account, Accounts
from backend.customers import directory, orders
from backend.customers.directory import DirectoryRecord
from backend.log import logger
from backend.services import Services
from backend.simulator.complaining import Complainer
from backend.simulator.crowd import Crowd
from backend.simulator.drilling import Coach
from backend.simulator.history import Historian, photos, scenes
from backend.simulator.listening import listening
from backend.simulator.people import EVERYBODY
from backend.simulator.people.grievances import GRIEVANCES
from backend.simulator.people.orders import ORDERS
from backend.simulator.persona import Persona
from backend.simulator.plan import PASTS
from backend.simulator.provider import Line, Provider
from backend.simulator.speaking import Voice
from backend.storage.tables import message
from backend.storage.transaction import Transaction
from backend.threads.work import Work
from domain.agent import Agent, Role
from domain.channel import ChannelAccount, ChannelKind

SEED = 20_480
_MATES = (
    ("Mei Lin Chou", "mei.lin@shop.example", Role.SENIOR),
    ("Oliver Grant", "oliver@shop.example", Role.LEAD),
    ("Noor Haddad", "noor@shop.example", Role.AGENT),
    ("Sofia Marino", "sofia@shop.example", Role.TRAINER),
)
_ACCOUNTS = (
    (ChannelKind.WHATSAPP, "Shop", "+1 555 000 1111", "1550001111"),
    (ChannelKind.INSTAGRAM, "Shop", "@braid.shop", "17841000000001"),
)


@dataclass
class Trial:
    """What runs for the trial. Keep it: its tasks end with it."""

    provider: Provider
    tasks: list[asyncio.Task[None]] = field(default_factory=list)

    async def stop(self) -> None:
        """Ends the customers and the provider's side."""
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)


async def start(services: Services, port: int, *, people: Sequence[Persona] = EVERYBODY, seed: int = SEED) -> Trial:
    """Seeds the workspace at the first start, then lets its customers live; `port` is the server's own, on loopback."""
    provider = Provider(services.clock)
    ready: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    trial = Trial(provider, [asyncio.create_task(_listen(provider, ready))])
    provider.base_url = f"http://127.0.0.1:{await ready}"
    for persona in people:
        if persona.username:
            provider.profiles[persona.instagram_id] = (persona.instagram_name, persona.username)
    began = services.clock.monotonic()
    found = await asyncio.to_thread(prepare, services, provider.base_url, people, seed)
    services.assessment_backlog.again()
    logger.info("trial_ready", milliseconds=round((services.clock.monotonic() - began) * 1000))
    lines = {account.kind: _line(account, port) for account in found}
    provider.lines = {line.provider_id: line for line in lines.values()}
    random = Random(seed)
    voices = [
        Voice(p, provider, lines[ChannelKind.WHATSAPP], lines[ChannelKind.INSTAGRAM], Random(f"{seed} {p.key}"))
        for p in people
    ]
    crowd = Crowd(voices, random)
    provider.heard = crowd.hear
    trial.tasks.append(asyncio.create_task(crowd.run()))
    return trial


def prepare(services: Services, base_url: str, people: Sequence[Persona], seed: int) -> list[Account]:
    """Team, accounts, directory and history, once; later starts only name the provider's new address."""
    random = Random(seed)
    with services.database.read() as connection:
        fresh = connection.execute(select(message.c.id).limit(1)).first() is None
    pictures = photos(people, services.blobs, random) if fresh else {}
    with services.database.write() as tx:
        accounts = _accounts(services, tx, base_url)
        if fresh:
            team = _team(services, tx)
            _directory(services, tx, people)
            known = {persona.key: persona for persona in people}
            now = services.clock.now()
            pasts = [past for past in PASTS if past.key in known]
            historian = Historian(tx, accounts, services.new_id, team[0].id, team[1].id, pictures)
            for scene in scenes(pasts, known, now, random):
                historian.write(scene)
            for past in sorted(pasts, key=lambda past: past.ended, reverse=True):
                historian.close(past, known[past.key], now)
            complainer = Complainer(tx, services.new_id, [one.id for one in team], now)
            for said in GRIEVANCES:
                if said.key in known:
                    complainer.write(said, historian.home(said.key), known[said.key].language)
            Coach(tx, services.new_id, services.handovers, team, now, Random(seed)).write()
    reader = Accounts(services.database, services.vault, services.clock)
    found = [reader.find(account.id) for account in accounts.values()]
    return [account for account in found if account is not None]


async def _listen(provider: Provider, ready: asyncio.Future[int]) -> None:
    async with listening(provider.app()) as port:
        ready.set_result(port)
        try:
            await asyncio.Event().wait()
        finally:
            await provider.close()


def _line(account: Account, port: int) -> Line:
    url = f"http://127.0.0.1:{port}{channel_accounts.webhook_path(account.shown)}"
    return Line(account.kind.value, account.provider_id, account.app_secret, url)


def _accounts(services: Services, tx: Transaction, base_url: str) -> dict[ChannelKind, ChannelAccount]:
    known = {account.kind: account for account in channel_accounts.everything(tx.connection)}
    made: dict[ChannelKind, ChannelAccount] = {}
    for kind, name, address, provider_id in _ACCOUNTS:
        if kind in known:
            changed = services.channel_accounts.change(tx, None, known[kind].id, AccountChange(base_url=base_url))
            made[kind] = changed or known[kind]
        else:
            token, secret, verify = (secrets.token_hex(16) for _ in range(3))
            new = NewAccount(kind, name, address, provider_id, token, secret, verify, base_url)
            made[kind] = services.channel_accounts.add(tx, None, new)
    return made


def _team(services: Services, tx: Transaction) -> list[Agent]:
    """Whoever sits here first, then their colleagues."""
    owner = the_owner(services.agents, tx)
    mates = [services.agents.add(tx, None, name, email, role) for name, email, role in _MATES]
    return [owner, *mates]


def _directory(services: Services, tx: Transaction, people: Sequence[Persona]) -> None:
    now = services.clock.now()
    work = Work(tx, now, services.new_id)
    for persona in people:
        if persona.listed:
            handles: dict[str, tuple[str, ...]] = {"instagram": (persona.username,)} if persona.username else {}
            phones = (f"+{persona.phone}",) if persona.phone else ()
            record = DirectoryRecord(persona.name, phones, (), handles, persona.language, persona.traits)
            directory.put(work, f"crm-{persona.key}", record, now)
            for bought in ORDERS.get(persona.key, ()):
                orders.put(work, f"crm-{persona.key}", bought.order(now))
    work.flush()

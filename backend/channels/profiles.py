"""Asks Instagram who wrote: name and username arrive after the message and never hold it up."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

import httpx
from sqlalchemy import select, update

from backend.channels.account import Account, Accounts
from backend.channels.events import Sender
from backend.channels.graph_base import API_VERSION
from backend.channels.nudge import Nudge
from backend.channels.reading import UnreadableBody, decode, text
from backend.customers import directory, evidence
from backend.log import logger
from backend.storage.database import Database
from backend.storage.tables import customer, identity
from backend.threads.people import find_or_make
from backend.threads.work import Work
from domain.channel import ChannelKind
from domain.clock import Clock

_ATTEMPTS = 3
_QUIET = 30.0
_MOST_ASKED = 10_000

Key = tuple[str, str]
"""An account and a handle."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What the provider says of a person."""

    name: str
    username: str


class Asked:
    """How often people were asked for; of more than `most` those are forgotten that were asked for first.

    Who is forgotten is asked for once more when they write again: better than to know everybody who ever wrote.
    """

    def __init__(self, most: int = _MOST_ASKED) -> None:
        self._most = most
        self._tries: OrderedDict[Key, int] = OrderedDict()

    def is_enough(self, key: Key) -> bool:
        """Whether they are not asked for again; from any thread."""
        return self._tries.get(key, 0) >= _ATTEMPTS

    def again(self, key: Key) -> None:
        """One more try."""
        self._note(key, self._tries.get(key, 0) + 1)

    def answered(self, key: Key) -> None:
        """No try more."""
        self._note(key, _ATTEMPTS)

    def _note(self, key: Key, tries: int) -> None:
        self._tries[key] = tries
        if len(self._tries) > self._most:
            self._tries.popitem(last=False)


class Profiles:
    """The worker. Best effort: somebody without a profile keeps their handle until they write again."""

    def __init__(
        self,
        database: Database,
        accounts: Accounts,
        http: httpx.AsyncClient,
        clock: Clock,
        new_id: Callable[[], str],
    ) -> None:
        self.nudge = Nudge()
        self._database = database
        self._accounts = accounts
        self._http = http
        self._clock = clock
        self._new_id = new_id
        self._asked = Asked()
        self._waiting: dict[Key, None] = {}
        self._quiet_until = 0.0

    def met(self, account_id: str, handle: str) -> None:
        """Somebody wrote; from any thread."""
        if not self._asked.is_enough((account_id, handle)):
            self._waiting[account_id, handle] = None
            self.nudge.poke_from_thread()

    async def run(self) -> None:
        """Works until cancelled; starts with everybody whose name is not known yet."""
        for account_id, handle in await asyncio.to_thread(self._unnamed):
            self._waiting[account_id, handle] = None
        while True:
            while self._waiting and self._clock.monotonic() >= self._quiet_until:
                key = next(iter(self._waiting))
                del self._waiting[key]
                await self._ask(*key)
            await self.nudge.wait()

    async def _ask(self, account_id: str, handle: str) -> None:
        if self._asked.is_enough((account_id, handle)):
            return
        self._asked.again((account_id, handle))
        try:
            account = await asyncio.to_thread(self._accounts.find, account_id)
            profile = await self._fetch(account, handle) if account else None
            if account and profile and (profile.name or profile.username):
                await asyncio.to_thread(self._apply, account, handle, profile)
                self._asked.answered((account_id, handle))
        except httpx.HTTPError as error:
            # The provider is away: asking for the next one at once would only add to it.
            self._quiet_until = self._clock.monotonic() + _QUIET
            self._waiting[account_id, handle] = None
            self.nudge.poke_later(_QUIET)
            logger.warning("no profile", account_id=account_id, error_type=type(error).__name__)
        except Exception as error:  # best effort: the thread is there without it
            logger.warning("no profile", account_id=account_id, error_type=type(error).__name__)

    async def _fetch(self, account: Account, handle: str) -> Profile | None:
        if not handle.isalnum():
            return None
        answer = await self._http.get(
            f"{account.base_url}/{API_VERSION}/{handle}",
            params={"fields": "name,username"},
            headers={"Authorization": f"Bearer {account.access_token}"},
        )
        try:
            document = decode(answer.content)
        except UnreadableBody:
            return None
        if answer.status_code != 200:
            return None
        return Profile(text(document, "name").strip()[:200], text(document, "username").strip().lstrip("@")[:100])

    def _unnamed(self) -> list[Key]:
        query = select(identity.c.account_id, identity.c.handle).where(
            identity.c.channel == ChannelKind.INSTAGRAM, identity.c.display == identity.c.handle
        )
        with self._database.read() as connection:
            return [(row.account_id, row.handle) for row in connection.execute(query)]

    def _apply(self, account: Account, handle: str, profile: Profile) -> None:
        """Stores the name, and looks again whom the person is known as: the directory knows usernames, not ids."""
        now = self._clock.now()
        with self._database.write() as tx:
            work = Work(tx, now, self._new_id)
            display = f"@{profile.username}" if profile.username else ""
            person = find_or_make(work, account.shown, Sender(handle, display, profile.name))
            work.flush()
            _name(work, person.id, handle, profile)
            directory.recognise(work, person.id)
            evidence.join_on_strong(work, person.id, now, now)
            if profile.name:
                evidence.suggest_by_name(work, person.thread_id, profile.name)
            work.flush()


def _name(work: Work, identity_id: str, handle: str, profile: Profile) -> None:
    """Names the customer, unless the directory or a person named them already."""
    connection = work.tx.connection
    query = select(customer.c.id, customer.c.name).join(identity, identity.c.customer_id == customer.c.id)
    row = connection.execute(query.where(identity.c.id == identity_id)).one()
    if row.name not in {"", handle}:
        return
    version = work.tx.changed("customer", row.id)
    named = update(customer).where(customer.c.id == row.id)
    connection.execute(named.values(name=profile.name or profile.username, version=version))

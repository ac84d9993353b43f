"""What this computer foretells of complaints is what the server makes of them, whatever is done in whatever order."""

import asyncio
import random
import tempfile
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from backend.complaints import rows
from domain.agent import Role
from domain.complaint import Complaint, Effect, FollowUpOutcome, Origin, Step
from domain.complaints import acts
from domain.complaints.acts import ComplaintAct
from domain.emotion.assessment import Tier
from domain.ids import ComplaintId, IdSource, MessageId, OperationId, ThreadId
from domain.offer import LossKind
from domain.operations import Operation
from localdb.settling import PULLS_TO_CATCH_UP
from localdb.store import open_store
from sync.braid import wire
from tests.support.backend import BackendRig, Home, Who
from tests.support.complaints import a_server, message_of

if TYPE_CHECKING:
    from localdb.opened import OpenedStore

KEY = bytes(32)
_JSON = {"Content-Type": "application/json"}
COMPLAINTS, ROUNDS = 3, 40

Known = dict[ComplaintId, Complaint]
Make = Callable[["Client", ComplaintId, int], ComplaintAct]


def _open(client: "Client", id_: ComplaintId, number: int) -> ComplaintAct:
    # A message opens one complaint; who was faster is not foretold.
    message = MessageId(message_of(client.who, client.home)) if id_ == client.ids[0] and number % 2 else None
    effect, kind = list(Effect)[number % 2], list(LossKind)[number % 4]
    said = (f" Complaint\n{number} ", number * 10_000, "CNY" if number else "", number % 5 == 0, effect, kind)
    return acts.OpenComplaint(id_, message, *said, Origin.MESSAGE if message else Origin.PERSON)


def _amend(_client: "Client", id_: ComplaintId, number: int) -> ComplaintAct:
    return acts.AmendComplaint(id_, f"T{number}", number * 100_000, "CNY", False, Effect.TECHNICAL, LossKind.LATE)


def _retier(_client: "Client", id_: ComplaintId, number: int) -> ComplaintAct:
    return acts.RetierComplaint(id_, list(Tier)[number % 3], "because" if number % 4 else " ")


def _own(client: "Client", id_: ComplaintId, number: int) -> ComplaintAct:
    return acts.OwnComplaint(id_, client.team[number % len(client.team)].agent.id)


def _pause(_client: "Client", id_: ComplaintId, number: int) -> ComplaintAct:
    return acts.PauseComplaint(id_, number % 2 == 0)


def _resolve(_client: "Client", id_: ComplaintId, number: int) -> ComplaintAct:
    return acts.ResolveComplaint(id_, f"done {number}")


def _reopen(_client: "Client", id_: ComplaintId, number: int) -> ComplaintAct:
    return acts.ReopenComplaint(id_, f"again {number}")


def _link(client: "Client", id_: ComplaintId, number: int) -> ComplaintAct:
    return acts.LinkComplaint(id_, client.ids[number % COMPLAINTS] if number % 4 else None)


def _follow(_client: "Client", id_: ComplaintId, number: int) -> ComplaintAct:
    return acts.FollowUpComplaint(id_, list(FollowUpOutcome)[number % 3], "said so")


def _see(_client: "Client", id_: ComplaintId, _number: int) -> ComplaintAct:
    return acts.SeeComplaint(id_)


ACTS: dict[str, Make] = {
    "open": _open, "amend": _amend, "retier": _retier, "own": _own, "pause": _pause, "resolve": _resolve,
    "reopen": _reopen, "link": _link, "follow": _follow, "see": _see,
}  # fmt: skip
AROUND = ("wait", "wait long", "colleague", "customer", "reply", "clock", "lose", "sync", "restart")


class Client:
    """The lead's computer; `ids`: the complaints that this is about, there or not."""

    def __init__(self, team: list[Who], home: Home, path: Path) -> None:
        self.team, self.who, self.home, self.path = team, team[-1], home, path
        self.clock = self.who.server.clock
        self.source = IdSource(self.clock.unix_ms, random.Random(1).getrandbits)
        self.ids = [ComplaintId(self.source.new()) for _ in range(COMPLAINTS)]
        self.store: OpenedStore

    async def open(self) -> None:
        self.store = await open_store(self.path, KEY, self.clock, self.source, self.who.agent.id)

    async def do(self, payload: ComplaintAct) -> None:
        lane = ThreadId(self.home.thread)
        await self.store.outbox.enqueue([Operation(OperationId(self.source.new()), lane, payload, self.clock.now())])

    async def push(self, *, lost: bool = False) -> None:
        """Everything that waits; a lost answer leaves it waiting."""
        device = await self.store.state.device_id()
        for _round in range(ROUNDS):
            batch = await self.store.outbox.freeze(device, 500, 1 << 20)
            if batch is None:
                return
            answer = await self.who.ask("POST", "/v1/ops:batch", content=batch.body, headers=_JSON)
            assert answer.status_code == 200, answer.text
            if lost:
                return
            await self.store.outbox.settle(wire.results(answer.content, len(batch.items)))
        raise AssertionError("it never comes to an end")

    async def pull(self) -> None:
        more = True
        while more:
            since = await self.store.feed.cursor()
            page = wire.page((await self.who.ask("GET", "/v1/changes", params={"since": since})).content)
            await self.store.feed.apply(page)
            more = page.has_more

    async def shown(self) -> Known:
        """What the board would show; versions are the server's to give."""
        cards = await self.store.complaints.cards(self.ids)
        return {id_: replace(card.complaint, version=0) for id_, card in cards.items()}

    def truth(self) -> Known:
        """What the server has."""
        with self.who.server.services.database.read() as connection:
            return {one.id: replace(one, version=0) for one in rows.load(connection, self.ids)}


def unlike(one: Known, other: Known) -> list[str]:
    """Where they differ, in words."""
    found = [f"{id_} is on one side only" for id_ in one.keys() ^ other.keys()]
    for id_ in one.keys() & other.keys():
        for field in fields(Complaint):
            pair = getattr(one[id_], field.name), getattr(other[id_], field.name)
            found += [f"{field.name}: {_brief(pair[0])} != {_brief(pair[1])}"] if pair[0] != pair[1] else []
    return found


def _brief(value: object) -> object:
    if isinstance(value, tuple) and all(isinstance(one, Step) for one in value):
        return [f"{step.kind} {step.at:%d %H:%M:%S} {step.words}" for step in value]
    return value


async def around(client: Client, what: str, number: int) -> None:
    """Something that is not this person's doing."""
    server = client.who.server
    if what.startswith("wait"):
        server.clock.advance(3600 * 20 if what == "wait long" else 60 * number)
    elif what == "colleague":
        payload = {"complaint_id": client.ids[number % COMPLAINTS], "resolution": "by me"}
        await client.team[0].batch_one("resolve_complaint", client.home, payload)
    elif what == "customer":
        server.customer(client.home.handle, text=f"more {number}")
    elif what == "reply":
        payload = {"identity_id": client.home.identity, "text": "Sorry!"}
        await client.team[0].batch_one("send", client.home, payload)
    elif what == "clock":
        server.services.complaint_clock.catch_up()
    elif what == "lose":
        await client.push(lost=True)
    elif what == "restart":
        await client.store.close()
        await client.open()


async def in_step(client: Client) -> None:
    """Nothing waits and nothing is new, so that from here on only this computer does things."""
    await client.push()
    for _ in range(PULLS_TO_CATCH_UP):
        await client.pull()
    assert unlike(await client.shown(), client.truth()) == []


async def play(story: list[tuple[str, int, int]], folder: Path) -> None:
    async with a_server(folder / "server") as server:
        await _play(server, story, folder)


async def _play(server: BackendRig, story: list[tuple[str, int, int]], folder: Path) -> None:
    team = [server.sign_in(role) for role in (Role.AGENT, Role.SENIOR, Role.ADMIN, Role.LEAD)]
    client = Client(team, server.customer(), folder / "desk.db")
    await client.open()
    try:
        await in_step(client)
        alone = True
        for name, which, number in story:
            if name in ACTS:
                await client.do(ACTS[name](client, client.ids[which], number))
            elif name == "sync":
                foretold = await client.shown()
                await in_step(client)
                assert not alone or unlike(_told(await client.shown()), _told(foretold)) == []
                alone = True
            else:
                # A restart changes nothing; whatever else happens, the server may come to something else.
                alone = alone and name == "restart"
                await around(client, name, number)
        await in_step(client)
        cards = await client.store.complaints.cards(client.ids)
        assert not any(card.pending for card in cards.values())
    finally:
        await client.store.close()


def _told(known: Known) -> Known:
    """What the language is, only the server can tell of a message that it has assessed."""
    return {id_: replace(one, language="") for id_, one in known.items()}


def _steps(*names: str) -> st.SearchStrategy[tuple[str, int, int]]:
    return st.tuples(st.sampled_from(names), st.integers(0, COMPLAINTS - 1), st.integers(0, 12))


STORIES = st.lists(_steps(*ACTS, *ACTS, "open", "open", "sync", "sync", *AROUND), min_size=4, max_size=30)


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(STORIES)
@example([("open", 0, 5), ("retier", 0, 1), ("pause", 0, 0), ("sync", 0, 0), ("wait", 0, 9), ("sync", 0, 0)])
@example([("open", 0, 5), ("sync", 0, 0), ("wait long", 0, 0), ("sync", 0, 0), ("pause", 0, 0), ("sync", 0, 0)])
@example([("open", 0, 2), ("lose", 0, 0), ("resolve", 0, 0), ("restart", 0, 0), ("lose", 0, 0), ("sync", 0, 0)])
@example(
    [("open", 0, 2), ("open", 1, 3), ("open", 2, 3), ("link", 0, 1), ("link", 1, 2), ("link", 0, 0), ("sync", 0, 0)]
)
@example([("open", 0, 2), ("sync", 0, 0), ("resolve", 0, 1), ("colleague", 0, 0), ("follow", 0, 1), ("sync", 0, 0)])
@example([("reply", 0, 0), ("open", 0, 1), ("sync", 0, 0), ("customer", 0, 1), ("reply", 0, 0), ("sync", 0, 0)])
def test_client_and_server_agree(story: list[tuple[str, int, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(play(story, Path(folder)))

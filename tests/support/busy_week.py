"""A seeded week at the desk: customers on two channels, three agents, joins and undos, edits, discards, reopenings."""

import itertools
import uuid
from datetime import timedelta
from random import Random
from typing import Any

from backend.channels.events import Deleted, Echoed, Edited, Sender
from backend.operations.wire import BatchIn, OperationIn
from backend.threads import delivery
from domain.agent import Agent, Role
from domain.channel import ChannelKind
from domain.ids import SettingKey
from domain.message import Delivery
from domain.operations import Outcome
from domain.shelf import COUNTS, lane_of_setting
from tests.support.backend import BackendRig, Home, Json
from tests.support.story import quick_reply

CUSTOMERS = 14
REPLY = "01900000-0000-7000-8000-0000000000aa"
TEXTS = (
    "Where is my parcel? It should have been here on Tuesday.",
    "This is the third time it breaks! I want my money back and I will tell everybody.",
    "พัสดุมาช้าอีกแล้ว ช่วยเช็คหน่อยครับ",
    "Thank you!",
    "謝謝",
    "Как оформить возврат наушников?",
    "هل الدفع ببطاقة أخرى متاح؟",
    "I cannot log in to my account",
    "Ok",
)


class BusyWeek:
    """Plays it through the real intake and the real operations.

    Attributes:
        applied: how many operations of each kind were applied.
    """

    def __init__(self, server: BackendRig, seed: int) -> None:
        self.server, self.chance = server, Random(seed)
        self.instagram = server.account(ChannelKind.INSTAGRAM)
        self.agents = [server.agent(Role.SENIOR), server.agent(Role.SENIOR), server.agent(Role.ADMIN)]
        self.applied: dict[str, int] = {}
        self._devices = {agent.id: str(uuid.UUID(int=number + 1)) for number, agent in enumerate(self.agents)}
        self._callers = {agent.id: server.caller(agent) for agent in self.agents}
        self._numbers: dict[tuple[str, str], Any] = {}
        self._said: list[tuple[str, str, str]] = []
        self.do(self.agents[0], "save_quick_reply", REPLY, reply=quick_reply(REPLY, "workspace"))

    def play(self, steps: int, longest: timedelta = timedelta(minutes=55)) -> None:
        """So many things happen, one after the other."""
        for _ in range(steps):
            self.server.clock.advance(self.chance.uniform(0, longest.total_seconds()) * self.chance.random())
            self._something()

    def do(self, agent: Agent, kind: str, lane: str, **payload: Any) -> Json:
        """One operation of that agent, on their device."""
        device = self._devices[agent.id]
        number = next(self._numbers.setdefault((device, lane), itertools.count(1)))
        said: Json = {"id": self.server.services.new_id(), "lane": lane, "n": number, "kind": kind, "payload": payload}
        op = OperationIn(created_at="2026-03-02T09:00:00Z", **said)
        batch = BatchIn(device_id=device, ops=[op])
        [result] = self.server.services.operations.apply(self._callers[agent.id], batch)
        if result.outcome is Outcome.APPLIED:
            self.applied[kind] = self.applied.get(kind, 0) + 1
        else:
            self._numbers[device, lane] = itertools.count(number)
        return {"id": said["id"], "outcome": result.outcome.value}

    def set(self, key: str, value: str) -> None:
        """An admin sets something."""
        self.do(self.agents[2], "change_setting", lane_of_setting(SettingKey(key)), key=key, value=value)

    def _something(self) -> None:
        acts = (
            (self._write, 40),
            (self._answer, 30),
            (self._resolve, 10),
            (self._note, 3),
            (self._rewrite, 4),
            (self._take_back, 2),
            (self._correct, 4),
            (self._fail, 3),
            (self._echo, 2),
            (self._join, 3),
            (self._part, 2),
            (self._reopen, 2),
            (self._count, 3),
        )
        [act] = self.chance.choices([act for act, _ in acts], [weight for _, weight in acts])
        act()

    def _write(self) -> None:
        number = self.chance.randrange(CUSTOMERS)
        account = self.instagram if number % 2 else self.server.whatsapp
        event = self.server.received(f"handle-{number}", self.chance.choice(TEXTS))
        self.server.take(account, event)
        self._said.append((account.id, event.provider_id, event.text))

    def _homes(self) -> list[Home]:
        rows = self.server.rows("SELECT thread_id, id, customer_id, handle, account_id FROM identity ORDER BY id")
        accounts = {account.id: account for account in (self.instagram, self.server.whatsapp)}
        return [Home(thread, id_, person, handle, accounts[at]) for thread, id_, person, handle, at in rows]

    def _home(self) -> Home | None:
        homes = self._homes()
        return self.chance.choice(homes) if homes else None

    def _agent(self) -> Agent:
        return self.chance.choice(self.agents)

    def _answer(self) -> None:
        home = self._home()
        if home is not None:
            self.do(self._agent(), "send", home.thread, identity_id=home.identity, text="We look into it.")

    def _note(self) -> None:
        home = self._home()
        if home is not None:
            self.do(self._agent(), "note", home.thread, text="Ask the depot.")

    def _resolve(self) -> None:
        self._state("resolve")

    def _reopen(self) -> None:
        self._state("reopen")

    def _state(self, kind: str) -> None:
        home = self._home()
        if home is not None:
            query = "SELECT r.state_version FROM thread t JOIN thread r ON r.id = coalesce(t.merged_into, t.id)"
            [(seen,)] = self.server.rows(f"{query} WHERE t.id = ?", home.thread)
            self.do(self._agent(), kind, home.thread, state_version=seen)

    def _rewrite(self) -> None:
        if self._said:
            account_id, target, _ = self.chance.choice(self._said)
            self._tell(account_id, Edited(f"e{target}{self._next()}", target, self.chance.choice(TEXTS), self._now()))

    def _take_back(self) -> None:
        if self._said:
            account_id, target, _ = self.chance.choice(self._said)
            self._tell(account_id, Deleted(f"d{target}", target, self._now()))

    def _echo(self) -> None:
        home = self._home()
        if home is not None:
            name = f"echo{self._next()}"
            self.server.take(home.account, Echoed(name, Sender(home.handle), self._now(), "From the shop's phone"))

    def _correct(self) -> None:
        rows = self.server.rows("SELECT id, root_id FROM message WHERE author = 'customer' ORDER BY position")
        if rows:
            id_, root = self.chance.choice(rows)
            tier, topic = self.chance.choice(("low", "medium", "high")), self.chance.choice(("refund", "payment", None))
            said = {"message_id": id_, "tier": tier, "complaint": tier != "low", "topic": topic}
            self.do(self._agent(), "correct_assessment", root, **said)

    def _fail(self) -> None:
        query = "SELECT id, root_id FROM message WHERE author = 'agent' AND delivery = 'pending' AND NOT discarded"
        rows = self.server.rows(f"{query} ORDER BY position")
        if rows:
            id_, root = self.chance.choice(rows)
            with self.server.services.database.write() as tx:
                delivery.record(tx, id_, Delivery.FAILED, "channel_refused")
            self.do(self._agent(), "discard", root, message_id=id_)

    def _join(self) -> None:
        roots = [row[0] for row in self.server.rows("SELECT id FROM thread WHERE merged_into IS NULL ORDER BY id")]
        if len(roots) > 4:
            kept, joined = self.chance.sample(roots, 2)
            self.do(self._agent(), "join", kept, joined_thread_id=joined)

    def _part(self) -> None:
        rows = self.server.rows("SELECT id, kept_thread_id FROM join_record WHERE state = 'joined' ORDER BY id")
        if rows:
            id_, kept = self.chance.choice(rows)
            self.do(self._agent(), "undo_join", kept, join_id=id_)

    def _count(self) -> None:
        uses = [{"reply_id": REPLY, "edited": self.chance.random() < 0.3} for _ in range(self.chance.randrange(1, 4))]
        self.do(self._agent(), "count_replies", COUNTS, uses=uses)

    def _tell(self, account_id: str, event: Any) -> None:
        account = self.instagram if account_id == self.instagram.id else self.server.whatsapp
        self.server.take(account, event)

    def _now(self) -> Any:
        return self.server.clock.now()

    def _next(self) -> str:
        return self.server.services.new_id()

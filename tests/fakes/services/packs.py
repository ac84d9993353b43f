"""Packs that are worked on, in memory; what people do to them is the domain's rules."""

from collections.abc import Callable, Sequence
from pathlib import Path

from app.changes import ChangeSet
from app.errors import Refused, Unreachable
from app.ports import Session
from app.services.pack_values import RealThread, Stripped
from app.services.trainers import builtin_packs
from app.training import pack_files
from app.training.anonymising import anonymising_lists
from app.training.pack_file_values import PackFile
from domain.clock import Clock
from domain.emotion.assessment import Assessment, Tier, Topic
from domain.ids import AgentId, DrillItemId, MessageId, PackId, ReviewId, ThreadId
from domain.problems import Problem
from domain.training import acts
from domain.training.anonymising.proposing import Found, Known, Private, left, propose
from domain.training.editing import NotDone, PackAct, edited, edition_of
from domain.training.item import DrillItem, Side
from domain.training.pack import Edition, Pack, PackSource
from tests.fakes.demo import NOW
from tests.fakes.packs_demo import demo_editions, demo_packs

SAID = (
    (Side.CUSTOMER, "Hello, Emma Clarke here. My parcel is lost, call me on +44 7700 900123!"),
    (Side.AGENT, "Dear Emma, I am sorry. Priya Nair will look at order 48213."),
    (Side.CUSTOMER, "Order 48213, still nothing. I live next to Emmaus church. (Emma)"),
)
KNOWN = (
    Known("Emma Clarke", Private.NAME),
    Known("+447700900123", Private.PHONE),
    Known("Priya Nair", Private.NAME),
    Known("48213", Private.NUMBER),
)


class FakePacks:
    """Keeps the promises of its port; a test sets `error` or `offline`, and looks at `done`.

    Attributes:
        done: every act, in order. said: what the threads say.
    """

    def __init__(self, tell: Callable[[ChangeSet], None], session: Callable[[], Session | None], clock: Clock) -> None:
        self._tell, self._session, self._clock = tell, session, clock
        self._held: dict[PackId, Pack] | None = None
        self.published = demo_editions()
        self.unfinished: dict[PackId, dict[DrillItemId, DrillItem]] = {}
        self.done: list[PackAct] = []
        self.error: Exception | None = None
        self.offline = False
        self.wanted_checkers = 2
        self.said: Sequence[tuple[Side, str]] = SAID
        self.threads = [
            RealThread(ThreadId("t-1"), "Emma Clarke", "whatsapp", NOW, "Order 48213, still", ReviewId("r"), 2),
            RealThread(ThreadId("t-2"), "王雅婷 Wang Yating", "instagram", NOW, "第三次了！", None, 5),
        ]
        self._number = 0

    @property
    def held(self) -> dict[PackId, Pack]:
        if self._held is None:
            self._held = demo_packs()
        return self._held

    async def packs(self) -> Sequence[Pack]:
        self._fail()
        return sorted(self.held.values(), key=lambda pack: pack.title.casefold())

    async def pack(self, pack_id: PackId) -> Pack | None:
        self._fail()
        return self.held.get(pack_id)

    async def builtin(self) -> Sequence[Edition]:
        return builtin_packs()

    async def checkers(self) -> int:
        return self.wanted_checkers

    async def name(self, pack_id: PackId | None, title: str, note: str, source: PackSource) -> PackId:
        named = pack_id or PackId(self._new("pack"))
        self._do(acts.NamePack(named, title, note, source))
        return named

    async def put(self, pack_id: PackId, items: Sequence[DrillItem]) -> None:
        for start in range(0, len(items), acts.MOST_AT_ONCE):
            self._do(acts.PutItems(pack_id, tuple(items[start : start + acts.MOST_AT_ONCE])))

    async def drop(self, pack_id: PackId, item_id: DrillItemId) -> None:
        self._do(acts.DropItem(pack_id, item_id))

    async def check(self, pack_id: PackId, item: DrillItem, agrees: bool, comment: str) -> None:
        entry = self.held[pack_id].entry(item.id)
        if entry is not None and entry.author == self._me:
            raise Refused(Problem.NOT_ALLOWED)
        self._do(acts.CheckKey(pack_id, item, agrees, comment))

    async def publish(self, pack_id: PackId) -> None:
        self._do(acts.PublishPack(pack_id))
        pack = self.held[pack_id]
        self.published.setdefault(pack_id, []).append(edition_of(pack, self._me, self.wanted_checkers))

    async def retire(self, pack_id: PackId, retired: bool) -> None:
        self._do(acts.RetirePack(pack_id, retired))

    async def editions(self, pack_id: PackId) -> Sequence[Edition]:
        self._fail()
        if self.offline:
            raise Unreachable
        return self.published.get(pack_id, [])[::-1]

    def new_item_id(self) -> DrillItemId:
        return DrillItemId(self._new("item"))

    async def drafts(self, pack_id: PackId) -> Sequence[DrillItem]:
        return list(self.unfinished.get(pack_id, {}).values())

    async def keep_draft(self, pack_id: PackId, *items: DrillItem) -> None:
        self._fail()
        self.unfinished.setdefault(pack_id, {}).update({item.id: item for item in items})

    async def drop_draft(self, pack_id: PackId, item_id: DrillItemId) -> None:
        self._fail()
        self.unfinished.get(pack_id, {}).pop(item_id, None)

    async def read_file(self, path: Path) -> PackFile:
        return pack_files.read_file(path)

    async def write_file(self, path: Path, pack: Pack | Edition) -> None:
        pack_files.write_file(path, pack)

    async def real_threads(self, text: str = "") -> Sequence[RealThread]:
        self._fail()
        return [one for one in self.threads if text.casefold() in one.customer.casefold()]

    async def strip(self, thread_id: ThreadId) -> Sequence[Stripped]:
        self._fail()
        texts = [text for _side, text in self.said]
        found = propose(texts, "en", KNOWN, anonymising_lists("en"), 1)
        mood = Assessment(Tier.MEDIUM, True, Topic.LOGISTICS, "en")
        return [
            Stripped(MessageId(f"m-{place}"), side, NOW, text, found[place], "en", mood if place != 1 else None)
            for place, (side, text) in enumerate(self.said)
        ]

    async def leaks(self, lines: Sequence[Stripped], found: Sequence[Sequence[Found]]) -> Sequence[str]:
        self._fail()
        return list(dict.fromkeys(one.value for one in left([line.text for line in lines], found)))

    def _do(self, act: PackAct) -> None:
        self._fail()
        try:
            pack = edited(self.held.get(act.pack_id), act, self._me, self._clock.now(), self.wanted_checkers)
        except NotDone as error:
            raise Refused(error.code) from error
        self.held[act.pack_id] = pack
        self.done.append(act)
        self._tell(ChangeSet(shelf=frozenset({"pack"})))

    def _fail(self) -> None:
        if self.error is not None:
            raise self.error

    @property
    def _me(self) -> AgentId:
        session = self._session()
        assert session is not None
        return session.agent.id

    def _new(self, kind: str) -> str:
        self._number += 1
        return f"{kind}-{self._number}"

"""A workspace to look at: customers who write in ten languages, on one fixed morning."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from app.ports import Draft, StoredBlob
from domain.agent import Agent, Role
from domain.channel import ChannelAccount, ChannelKind
from domain.customer import Customer, EvidenceKind, Identity, Join, JoinState
from domain.emotion.assessment import Assessment, Cue, Reason, Tier, Topic
from domain.ids import (
    AgentId,
    BlobHash,
    ChannelAccountId,
    CustomerId,
    IdentityId,
    JoinId,
    MessageId,
    OperationId,
    OrderId,
    ThreadId,
)
from domain.inbox import Card, Folder, ThreadRow
from domain.message import Author, Delivery, EventCode, Message, MessageKind, Part, PartKind, snippet, snippet_author
from domain.operations import Note, Operation, Payload, Resolve, Send
from domain.order import Order, OrderStatus
from domain.outbox import HoldReason, OutboxState, QueuedOperation
from domain.problems import Problem
from domain.thread import Thread, ThreadStatus
from domain.timeline import Entry

NOW = datetime(2026, 11, 22, 10, 41, tzinfo=UTC)
ME = AgentId("agent-me")
WHATSAPP, INSTAGRAM = ChannelKind.WHATSAPP, ChannelKind.INSTAGRAM

AGENTS = (
    Agent(ME, "Li Hua", "li.hua@example.com", Role.ADMIN, True, 1),
    Agent(AgentId("agent-priya"), "Priya Nair", "priya@example.com", Role.SENIOR, True, 1),
    Agent(AgentId("agent-tomas"), "Tomás Herrera", "tomas@example.com", Role.AGENT, True, 1),
    Agent(AgentId("agent-old"), "Wang Fang", "wang.fang@example.com", Role.AGENT, False, 1),
)
ACCOUNTS = (
    ChannelAccount(ChannelAccountId("acc-ig"), INSTAGRAM, "Shop on Instagram", "@braid.shop", True, 1),
    ChannelAccount(ChannelAccountId("acc-wa"), WHATSAPP, "Shop EU", "+49 30 1234567", True, 1),
)
SPECIMENS: tuple[tuple[str, str, str, ChannelKind, str, str], ...] = (
    ("wang", "王雅婷 Wang Yating", "zh-Hant", INSTAGRAM, "第三次了！螢幕又壞掉，我要投訴到消保會", "mine"),
    ("somchai", "Somchai Prasert", "th", WHATSAPP, "พัสดุมาช้าอีกแล้ว ช่วยเช็คหน่อยครับ", "mine"),
    ("maria", "Мария Ковалёва", "ru", WHATSAPP, "Как оформить возврат наушников?", "mine"),
    ("khalid", "خالد العتيبي", "ar", INSTAGRAM, "هل الدفع ببطاقة أخرى متاح؟", "mine"),
    ("giulia", "Giulia Bianchi", "it", INSTAGRAM, "Perfetto, grazie! Aspetto il corriere.", "snoozed"),
    ("yuki", "佐藤 由紀", "ja", WHATSAPP, "注文番号 20817 の配送先を変更できますか？", "queue"),
    ("ana", "Ana Beatriz Figueiredo", "pt-BR", INSTAGRAM, "Oi! Vocês têm esse modelo na cor verde? 💚", "queue"),
    ("linh", "Nguyễn Thùy Linh", "vi", WHATSAPP, "Em đặt hàng hôm qua mà chưa thấy xác nhận ạ", "queue"),
    ("arjun", "अर्जुन शर्मा", "hi", WHATSAPP, "रिफ़ंड कब तक आएगा?", "queue"),
    ("minji", "김민지", "ko", INSTAGRAM, "교환 가능할까요? 사이즈가 안 맞아요 😢", "queue"),
    ("noa", "נועה לוי", "he", WHATSAPP, "תודה רבה, הכול הגיע בזמן", "done"),
    ("emma", "Emma Clarke", "en", WHATSAPP, "Lovely, thank you so much for sorting this out!", "done"),
)
_HELD, _BLOCKED = "ส่งลิงก์ติดตามพัสดุให้แล้วครับ", "Возврат оформлен, курьер завтра"


def _felt(tier: Tier, topic: Topic, *reasons: tuple[Cue, str]) -> Assessment:
    said = tuple(Reason(cue, words) for cue, words in reasons)
    return Assessment(tier, tier is not Tier.LOW, topic, reasons=said, sure=90, engine="demo 1")


MOODS = {
    "wang": _felt(
        Tier.HIGH, Topic.REFUND, (Cue.REPETITION, "第三次"), (Cue.AUTHORITY, "消保會"), (Cue.PUBLICITY, "公開")
    ),
    "somchai": _felt(Tier.MEDIUM, Topic.LOGISTICS, (Cue.REPETITION, "อีกแล้ว")),
    "maria": _felt(Tier.LOW, Topic.REFUND),
    "khalid": _felt(Tier.LOW, Topic.PAYMENT),
    "linh": _felt(Tier.MEDIUM, Topic.LOGISTICS, (Cue.WAITING, "chưa thấy")),
}
"""What the engine says of the newest message; of the others nobody has said anything yet."""
WAITS = {"wang": timedelta(seconds=9), "somchai": timedelta(seconds=12), "maria": timedelta(seconds=28)}
"""Whose clock still runs."""

_TRACKING = "https://tracking.example/SF123456"
_BOUGHT = NOW - timedelta(days=16)
ORDERS = (
    Order(OrderId("order-1"), CustomerId("cust-wang"), "12345", "Tablet 11″", 18_000, "CNY", OrderStatus.DELIVERED,
          _BOUGHT, 1_200, "SF Express", "SF123456", _TRACKING, None, NOW - timedelta(days=10), None, 1),
)  # fmt: skip


@dataclass
class World:
    """Everything that the fake services answer from; tests change it and tell the hub."""

    rows: dict[ThreadId, tuple[ThreadRow, Folder]] = field(default_factory=dict)
    cards: dict[ThreadId, Card] = field(default_factory=dict)
    entries: dict[ThreadId, list[Entry]] = field(default_factory=dict)
    drafts: dict[ThreadId, Draft] = field(default_factory=dict)
    blobs: dict[BlobHash, tuple[StoredBlob, bytes]] = field(default_factory=dict)
    needs: list[QueuedOperation] = field(default_factory=list)
    items: list[QueuedOperation] = field(default_factory=list)
    backlog: tuple[int, int, int] = (0, 0, 0)
    files: tuple[int, int] = (0, 0)
    oldest: datetime | None = None
    agents: list[Agent] = field(default_factory=lambda: list(AGENTS))
    accounts: list[ChannelAccount] = field(default_factory=lambda: list(ACCOUNTS))
    orders: list[Order] = field(default_factory=lambda: list(ORDERS))
    position: int = 1000

    def next_position(self) -> int:
        """The next place in the order of all messages."""
        self.position += 1
        return self.position

    def add(self, entry: Entry) -> None:
        """Puts an entry at the end of its thread and its words into the row."""
        thread_id = entry.message.thread_id
        self.entries.setdefault(thread_id, []).append(entry)
        row, folder = self.rows[thread_id]
        message = entry.message
        if message.kind in {MessageKind.TEXT, MessageKind.NOTE}:
            line, author = snippet(message.text, message.parts), snippet_author(message.author, message.kind)
            channel = message.channel if message.kind is MessageKind.TEXT else row.channel
            row = replace(row, snippet=line, snippet_author=author, at=message.at, channel=channel)
            self.rows[thread_id] = (row, folder)

    def shown(self, thread_id: ThreadId) -> Card:
        """A thread's card."""
        return self.cards[thread_id]


def demo() -> World:
    """The morning of the screenshots."""
    world = World()
    for number, specimen in enumerate(SPECIMENS):
        _plant(world, number, *specimen)
    _wang(world)
    _somchai(world)
    _image(world)
    return world


def tid(short: str) -> ThreadId:
    """A demo thread's id."""
    return ThreadId(f"thread-{short}")


def _plant(
    world: World, number: int, short: str, name: str, language: str, channel: ChannelKind, text: str, where: str
) -> None:
    thread_id, folder = tid(short), Folder(where)
    arrived = NOW - WAITS.get(short, timedelta(minutes=20 * number + 1))
    mood = MOODS.get(short) if where in ("mine", "queue") else None
    waits = folder in {Folder.MINE, Folder.QUEUE}
    status = {"snoozed": ThreadStatus.SNOOZED, "done": ThreadStatus.RESOLVED}.get(where, ThreadStatus.OPEN)
    assignee = None if folder is Folder.QUEUE else ME
    until = NOW + timedelta(hours=3, minutes=19) if status is ThreadStatus.SNOOZED else None
    tags = {"wang": ("priority", "high value"), "maria": ("returns",), "khalid": ("payment",)}.get(short, ())
    world.rows[thread_id] = (
        ThreadRow(
            thread_id,
            name,
            channel,
            text,
            Author.CUSTOMER.value,
            arrived,
            arrived if waits else None,
            status,
            assignee,
            until,
            tags,
            {"wang": 2, "khalid": 1}.get(short, 0),
            0,
            False,
            "",
            mood.tier if mood else None,
            mood.topic if mood else None,
            mood is not None and mood.complaint,
        ),
        folder,
    )
    world.cards[thread_id] = _card(thread_id, name, language, channel, arrived, tags, status, assignee, until)
    _say(world, short, text, channel, arrived, assessment=mood)


def _card(
    thread_id: ThreadId,
    name: str,
    language: str,
    channel: ChannelKind,
    at: datetime,
    tags: tuple[str, ...],
    status: ThreadStatus,
    assignee: AgentId | None,
    until: datetime | None,
) -> Card:
    short = thread_id.removeprefix("thread-")
    customer = Customer(CustomerId(f"cust-{short}"), name, language, "", "", (), 1)
    thread = Thread(
        thread_id,
        customer.id,
        None,
        status,
        assignee,
        until,
        at,
        tags,
        None,
        0,
        0,
        at,
        channel.value,
        "",
        "",
        1,
        1,
    )
    identity = _identity(short, channel, thread_id, f"@{short}" if channel is INSTAGRAM else "+66 2 123 4567", at)
    return Card(thread, customer, (identity,), (), ((channel, 100),))


def _identity(short: str, channel: ChannelKind, thread_id: ThreadId, display: str, at: datetime | None) -> Identity:
    account = ACCOUNTS[0] if channel is INSTAGRAM else ACCOUNTS[1]
    return Identity(
        IdentityId(f"id-{short}-{channel.value}"),
        CustomerId(f"cust-{short}"),
        thread_id,
        account.id,
        channel,
        display,
        display,
        at,
        1,
    )


def message(short: str, text: str, channel: ChannelKind, at: datetime, position: int, **more: object) -> Message:
    """A demo message; keyword arguments replace fields."""
    base = Message(
        MessageId(f"m-{position}"),
        tid(short),
        position,
        Author.CUSTOMER,
        None,
        MessageKind.TEXT,
        channel,
        IdentityId(f"id-{short}-{channel.value}"),
        text,
        (),
        None,
        (),
        Delivery.NONE,
        "",
        at,
        None,
        None,
        1,
    )
    return replace(base, **more)  # type: ignore[arg-type]


def _say(world: World, short: str, text: str, channel: ChannelKind, at: datetime, **more: object) -> None:
    entry_fields = {
        key: more.pop(key)
        for key in ("sending", "problem", "place", "queue", "local_order", "author_name")
        if key in more
    }
    said = message(short, text, channel, at, world.next_position(), **more)
    world.add(Entry(said, **entry_fields))  # type: ignore[arg-type]


def _mine(delivery: Delivery) -> dict[str, object]:
    return {"author": Author.AGENT, "agent_id": ME, "delivery": delivery, "author_name": "Li Hua"}


def _wang(world: World) -> None:
    thread_id, yesterday = tid("wang"), NOW - timedelta(hours=18, minutes=39)
    world.entries[thread_id] = []
    _say(world, "wang", "你好，上週買的平板螢幕有亮線，訂單 #12345", WHATSAPP, yesterday)
    answer = "王小姐您好，很抱歉造成困擾。已為您安排更換，快遞明天 17:00 前取件。方便拍一張外包裝的照片嗎？"
    _say(world, "wang", answer, WHATSAPP, yesterday + timedelta(minutes=1), **_mine(Delivery.READ))
    note = "replaced once already in May (serial XYZ-204) — offer three options."
    _say(
        world,
        "wang",
        note,
        ChannelKind.OTHER,
        yesterday + timedelta(minutes=4),
        **_mine(Delivery.NONE),
        kind=MessageKind.NOTE,
    )
    facts = tuple(
        Part(PartKind.FACT, name, detail)
        for name, detail in (("channel", "instagram"), ("took_ms", "1800"), ("join", "join-wang"))
    )
    _say(
        world,
        "wang",
        EventCode.JOINED.value,
        INSTAGRAM,
        NOW - timedelta(minutes=2),
        kind=MessageKind.EVENT,
        author=Author.SYSTEM,
        parts=facts,
    )
    _say(
        world,
        "wang",
        "第三次了！螢幕又壞掉，我要投訴到消保會，也會在社群上公開。",
        INSTAGRAM,
        NOW - WAITS["wang"],
        assessment=MOODS["wang"],
    )
    _wang_card(world, thread_id, yesterday)


def _wang_card(world: World, thread_id: ThreadId, yesterday: datetime) -> None:
    card = world.cards[thread_id]
    traits = (("Spend this month", "1,240 USD"), ("Orders, 90 days", "6 · 2 returns"), ("Member since", "2021"))
    customer = replace(card.customer, phone="+886 912 345 678", email="yating@example.com", traits=traits)
    second = _identity("wang", WHATSAPP, ThreadId("thread-wang-wa"), "+886 912 345 678", yesterday)
    joins = (
        (_join("join-wang", thread_id, JoinState.JOINED, EvidenceKind.PHONE, "+886 912 345 678"), "Yating W."),
        (_join("join-wang-2", thread_id, JoinState.SUGGESTED, EvidenceKind.ORDER, "12345"), "Wang Li"),
    )
    world.cards[thread_id] = replace(
        card,
        customer=customer,
        identities=(*card.identities, second),
        joins=joins,
        shares=((INSTAGRAM, 62), (WHATSAPP, 38)),
    )


def _join(name: str, kept: ThreadId, state: JoinState, evidence: EvidenceKind, detail: str) -> Join:
    return Join(JoinId(name), kept, ThreadId(f"thread-{name}"), state, evidence, detail, None, NOW, 1800, 1)


def _somchai(world: World) -> None:
    thread_id, at = tid("somchai"), NOW - timedelta(minutes=14)
    world.entries[thread_id] = []
    _say(world, "somchai", "พัสดุมาช้าอีกแล้ว ช่วยเช็คหน่อยครับ", WHATSAPP, at, assessment=MOODS["somchai"])
    calm = "ขออภัยที่พัสดุล่าช้าครับ คุณสมชาย กำลังตรวจสอบกับขนส่งให้ทันที"
    _say(world, "somchai", calm, WHATSAPP, at + timedelta(minutes=1), **_mine(Delivery.DELIVERED))
    card = world.cards[thread_id]
    closing = replace(card.identities[0], last_inbound_at=NOW - timedelta(hours=22, minutes=48))
    world.cards[thread_id] = replace(card, identities=(closing,))


def _image(world: World) -> None:
    picture = Part(PartKind.ATTACHMENT, "screen.png", "", BlobHash("ab" * 32), "image/png", 48_211, 640, 420)
    _say(world, "emma", "", WHATSAPP, NOW - timedelta(hours=5), parts=(picture,))


def go_offline(world: World) -> None:
    """The morning of `mock/offline.png`: held, blocked, and a long queue."""
    at = NOW - timedelta(minutes=10)
    local = {**_mine(Delivery.PENDING), "sending": OutboxState.QUEUED}
    _say(
        world,
        "somchai",
        "พัสดุ TH7718201 ถึงศูนย์คัดแยกแล้ว จะถึงพรุ่งนี้ก่อน 17:00 น.",
        WHATSAPP,
        at,
        **local,
        place=1,
        queue=3,
        local_order=1,
    )
    held = {**local, "sending": OutboxState.HELD, "problem": HoldReason.MOVED.value}
    _say(world, "somchai", _HELD, WHATSAPP, at + timedelta(minutes=1), **held, local_order=2)
    blocked = {**local, "sending": OutboxState.BLOCKED, "problem": Problem.RECIPIENT_UNREACHABLE.value}
    _say(world, "maria", _BLOCKED, WHATSAPP, at - timedelta(minutes=5), **blocked, local_order=3)
    for short, waiting, needs in (("somchai", 3, False), ("maria", 1, True)):
        row, folder = world.rows[tid(short)]
        world.rows[tid(short)] = (replace(row, waiting=waiting, needs_person=needs, waiting_since=None), folder)
    world.needs = [
        _stuck("maria", _BLOCKED, OutboxState.BLOCKED, Problem.RECIPIENT_UNREACHABLE.value, at - timedelta(minutes=5)),
        _stuck("somchai", _HELD, OutboxState.HELD, HoldReason.MOVED.value, at + timedelta(minutes=2)),
    ]
    world.items = _items(at)
    world.backlog, world.files, world.oldest = (187, 9, 15), (6, 14 * 1024 * 1024), NOW - timedelta(minutes=12)


def _items(at: datetime) -> list[QueuedOperation]:
    """One row of each kind and state."""
    blob = BlobHash("a" * 64)
    photo = Part(PartKind.ATTACHMENT, name="รูปใบส่งของ.jpg", blob=blob, media_type="image/jpeg", size=3 << 20)
    parcel = "พัสดุ TH7718201 ถึงศูนย์คัดแยกแล้ว จะถึงพรุ่งนี้ก่อน 17:00 น."
    depot = "Ask the depot before noon; she has called twice already and wants it in writing"
    identity = IdentityId("id-somchai-whatsapp")
    made: list[tuple[str, Payload, OutboxState, datetime | None]] = [
        ("somchai", Send(identity, parcel), OutboxState.QUEUED, None),
        ("wang", Note(depot), OutboxState.SENT, None),
        ("somchai", Send(identity, "", (photo,)), OutboxState.UPLOADING, None),
        ("maria", Resolve(4), OutboxState.QUEUED, None),
        ("maria", Send(identity, "Just sent"), OutboxState.QUEUED, NOW + timedelta(seconds=4)),
    ]
    return [
        QueuedOperation(
            Operation(OperationId(f"item-{number}"), tid(short), payload, at), number, 0, state, "", at, 0, "", leaves
        )
        for number, (short, payload, state, leaves) in enumerate(made)
    ]


def _stuck(short: str, text: str, state: OutboxState, reason: str, since: datetime) -> QueuedOperation:
    last = world_message_id(short)
    operation = Operation(OperationId(last), tid(short), Send(IdentityId(f"id-{short}-whatsapp"), text), since)
    return QueuedOperation(operation, 1, 0, state, reason, since, 1, "")


def world_message_id(short: str) -> str:
    """The operation id that stands in the demo's outbox for a thread."""
    return f"op-{short}"

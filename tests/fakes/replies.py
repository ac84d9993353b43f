"""A few quick replies and orders to look at, and where they are kept in memory."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from app.changes import ChangeSet
from app.services.reply_store import recent_of
from app.services.reply_values import PastReply, Recent
from domain.emotion.assessment import Tier, Topic
from domain.ids import AgentId, CustomerId, OrderId, QuickReplyId, SettingKey, ThreadId
from domain.inbox import Card
from domain.operations import ReplyUse
from domain.order import Order, OrderStatus
from domain.setting import Setting
from domain.templates.packs import builtin_id
from domain.templates.reply import QuickReply, Scope, Trait, Wording
from tests.fakes.demo import AGENTS, NOW, World

if TYPE_CHECKING:
    from app.errors import KnownError
    from domain.agent import Agent

TRACK = builtin_id("track")


def builtin() -> tuple[QuickReply, ...]:
    """Four that came with the program, each in three languages."""
    return (*_of_parcels(), *_of_money())


def _of_parcels() -> tuple[QuickReply, ...]:
    return (
        _built(
            "track",
            Topic.LOGISTICS,
            ("Where is my parcel?", "包裹在哪裡？", "พัสดุอยู่ที่ไหน"),
            (
                "{{ customer.address }}, your parcel is with {{ order.carrier }}, waybill {{ order.waybill }}, "
                "and should arrive on {{ order.expected }}. Follow it here: {{ order.link }}",
                "{{ customer.address }}您好，您的包裹由 {{ order.carrier }} 配送，單號 {{ order.waybill }}，"
                "預計 {{ order.expected }} 送達，可在此查詢：{{ order.link }}",
                "{{ customer.address }} พัสดุส่งโดย {{ order.carrier }} เลขพัสดุ {{ order.waybill }} "
                "คาดว่าจะถึงวันที่ {{ order.expected }} ติดตามได้ที่ {{ order.link }} ค่ะ",
            ),
            tags=("parcel", "carrier"),
        ),
        _built(
            "faulty",
            Topic.REFUND,
            ("Faulty goods", "商品瑕疵", "สินค้าชำรุด"),
            (
                "Please send us a photo of order {{ order.number }}, and we will exchange it within {{ within }}.",
                "請提供訂單 {{ order.number }} 的照片，我們會在 {{ within }} 內為您更換。",
                "รบกวนส่งรูปสินค้าในคำสั่งซื้อ {{ order.number }} เราจะเปลี่ยนให้ภายใน {{ within }} ค่ะ",
            ),
            high=(
                "{{ customer.address }}, I am {{ agent.name }} and I take over order {{ order.number }} myself.",
                "{{ customer.address }}，我是專員 {{ agent.name }}，訂單 {{ order.number }} 由我親自處理。",
                "{{ customer.address }} ดิฉัน {{ agent.name }} จะดูแลคำสั่งซื้อ {{ order.number }} ด้วยตัวเองค่ะ",
            ),
            tags=("broken", "exchange"),
        ),
    )


def _of_money() -> tuple[QuickReply, ...]:
    return (
        _built(
            "card-declined",
            Topic.PAYMENT,
            ("Card refused", "刷卡失敗", "บัตรถูกปฏิเสธ"),
            (
                "Your bank refused the card. Please try another card, or ask the bank about your limit.",
                "您的銀行拒絕了這張卡，請換一張卡，或向銀行確認額度。",
                "ธนาคารปฏิเสธบัตรนี้ กรุณาใช้บัตรอื่น หรือสอบถามวงเงินกับธนาคารค่ะ",
            ),
        ),
        _built(
            "code-invalid",
            Topic.PROMOTION,
            ("Code does not work", "優惠碼無效", "โค้ดใช้ไม่ได้"),
            (
                "The code ended on {{ promotion.ends }}. The new offers are here: {{ promotion.link }}",
                "此優惠碼已於 {{ promotion.ends }} 到期，最新優惠請見：{{ promotion.link }}",
                "โค้ดหมดอายุวันที่ {{ promotion.ends }} ดูโปรใหม่ได้ที่ {{ promotion.link }} ค่ะ",
            ),
        ),
    )


def own() -> tuple[QuickReply, ...]:
    """One of each scope, saved by people."""
    me, priya = AGENTS[0].id, AGENTS[1].id
    return (
        QuickReply(
            QuickReplyId("018f0000-0000-7000-8000-000000000001"),
            "thanks",
            "Thanks and goodbye",
            (Wording("", "Thank you, {{ customer.name }}! Write to us whenever you need anything."),),
            folder="Closing",
            tags=("goodbye",),
            owner_id=me,
            expands="tyvm",
            reviewed_at=NOW - timedelta(days=10),
            used=48,
            edited=2,
            version=11,
        ),
        QuickReply(
            QuickReplyId("018f0000-0000-7000-8000-000000000002"),
            "return-eu",
            "Return inside the EU",
            (
                Wording("en", "You can return order {{ order.number }} within 14 days. Shall I send you the label?"),
                Wording("it", "Può restituire l'ordine {{ order.number }} entro 14 giorni. Le invio l'etichetta?"),
            ),
            topic=Topic.REFUND,
            folder="Returns/Europe",
            scope=Scope.TEAM,
            team="Shop EU",
            owner_id=priya,
            reviewed_at=NOW - timedelta(days=120),
            used=31,
            edited=20,
            version=12,
        ),
        _code(priya),
    )


def _code(owner: AgentId) -> QuickReply:
    return QuickReply(
        QuickReplyId("018f0000-0000-7000-8000-000000000003"),
        "vip-code",
        "Personal code",
        (
            Wording("en", "Here is a code of your own: {{ promotion.code }}.", trait=Trait.HIGH_SPEND),
            Wording("en", "There is no code at present, but I will tell you about the next one."),
        ),
        topic=Topic.PROMOTION,
        scope=Scope.WORKSPACE,
        owner_id=owner,
        reviewed_at=NOW - timedelta(days=5),
        version=13,
    )


def order_of(customer_id: CustomerId) -> Order:
    """A parcel that is on its way."""
    return Order(
        OrderId("order-1"),
        customer_id,
        "12345",
        "Tablet 11″",
        129900,
        "TWD",
        OrderStatus.SHIPPED,
        NOW - timedelta(days=3),
        carrier="SF Express",
        waybill="SF123456",
        link="https://track.example.com/SF123456",
        expected_at=datetime(2026, 11, 24, 12, tzinfo=UTC),
    )


def _built(
    name: str,
    topic: Topic,
    titles: tuple[str, str, str],
    texts: tuple[str, str, str],
    high: Sequence[str] = (),
    tags: tuple[str, ...] = (),
) -> QuickReply:
    languages = ("en", "zh-Hant", "th")
    plain = [Wording(tag, text, title=title) for tag, text, title in zip(languages, texts, titles, strict=True)]
    sharp = [
        Wording(language, text, Tier.HIGH, title=title)
        for language, text, title in zip(languages, high or (), titles, strict=False)
    ]
    return QuickReply(
        builtin_id(name),
        name,
        titles[0],
        (*plain, *sharp),
        topic,
        tags=tags,
        scope=Scope.WORKSPACE,
        automatic=name != "faulty",
        reviewed_at=NOW - timedelta(days=1),
    )


class FakeReplyStore:
    """`app.services.reply_values.ReplyStore` in memory; a test sets `error` for the next thing that is queued.

    Attributes:
        counted: what was told of uses, in order.
    """

    def __init__(self, world: World, tell: Callable[[ChangeSet], None] = lambda _changes: None) -> None:
        self.world, self.tell = world, tell
        self.agent: Agent | None = AGENTS[0]
        self.saved: dict[QuickReplyId, QuickReply] = {reply.id: reply for reply in own()}
        self.kept_settings: list[Setting] = []
        self.held_orders: list[Order] = []
        self.past: dict[QuickReplyId, list[PastReply]] = {}
        self.counted: list[ReplyUse] = []
        self.uses: dict[QuickReplyId, int] = {}
        self.error: KnownError | None = None
        self._version = 100

    async def replies(self) -> Sequence[QuickReply]:
        return tuple(self.saved.values())

    async def settings(self) -> Sequence[Setting]:
        return tuple(self.kept_settings)

    async def orders(self, customer_id: CustomerId) -> Sequence[Order]:
        return [order for order in self.held_orders if order.customer_id == customer_id]

    async def card(self, thread_id: ThreadId) -> Card | None:
        return self.world.cards.get(thread_id)

    async def recent(self, thread_id: ThreadId) -> Recent:
        return recent_of([entry.message for entry in reversed(self.world.entries.get(thread_id, []))])

    async def save(self, replies: Sequence[QuickReply]) -> None:
        self._fail()
        for reply in replies:
            self._version += 1
            self.saved[reply.id] = replace(reply, version=self._version)
            self._remember(reply.id, reply)
        self.tell(ChangeSet(shelf=frozenset({"quick_reply"})))

    async def remove(self, reply_ids: Sequence[QuickReplyId]) -> None:
        self._fail()
        for reply_id in reply_ids:
            self._version += 1
            self.saved.pop(reply_id, None)
            self._remember(reply_id, None)
        self.tell(ChangeSet(shelf=frozenset({"quick_reply"})))

    async def set(self, key: SettingKey, value: str) -> None:
        self._fail()
        others = [setting for setting in self.kept_settings if setting.key != key]
        self.kept_settings = [*others, Setting(key, value, 1)]
        self.tell(ChangeSet(shelf=frozenset({"setting"})))

    async def count(self, uses: Sequence[ReplyUse]) -> None:
        self._fail()
        self.counted.extend(uses)

    async def history(self, reply_id: QuickReplyId) -> Sequence[PastReply]:
        self._fail()
        return self.past.get(reply_id, [])

    async def own_uses(self) -> Mapping[QuickReplyId, int]:
        return self.uses

    async def keep_own_uses(self, uses: Mapping[QuickReplyId, int]) -> None:
        self.uses = dict(uses)

    def _remember(self, reply_id: QuickReplyId, reply: QuickReply | None) -> None:
        me = self.agent.id if self.agent is not None else AgentId("")
        self.past.setdefault(reply_id, []).insert(0, PastReply(self._version, NOW, me, reply))

    def _fail(self) -> None:
        if self.error is not None:
            error, self.error = self.error, None
            raise error

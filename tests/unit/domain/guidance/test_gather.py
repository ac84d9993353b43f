"""What a reply answers, from the end of a thread; and the workspace's rules (C-5, E-1, K-4)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from domain.customer import Customer
from domain.emotion.assessment import Assessment, Tier, Topic
from domain.guidance.figures import DEFAULTS
from domain.guidance.findings import CheckId, Level
from domain.guidance.gather import situation
from domain.guidance.lexicon import Words
from domain.guidance.rules import Rules, levels_text, read_levels, rules_of
from domain.guidance.situation import Situation
from domain.ids import CustomerId, OrderId, SettingKey
from domain.inbox import Card
from domain.message import Author, Delivery, MessageKind
from domain.order import Order, OrderStatus
from domain.setting import Setting
from domain.thread import ThreadStatus
from domain.timeline import Entry
from tests.fakes import world

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
HIGH = Assessment(Tier.HIGH, complaint=True, topic=Topic.REFUND, language="th")
LOW = Assessment(Tier.LOW, complaint=False, topic=Topic.PAYMENT, language="en")


def card(**thread: object) -> Card:
    customer = Customer(CustomerId("c"), "Maria Rossi", "it", "", "", (), 1)
    held = replace(world.thread(1), waiting_since=NOW, **thread)  # type: ignore[arg-type]
    return Card(held, customer, (), (), ())


def said(text: str, author: Author = Author.CUSTOMER, **changes: object) -> Entry:
    return Entry(world.message("thread-001", text, author, **changes))


def gathered(
    *entries: Entry, orders: tuple[Order, ...] = (), rules: Rules | None = None, **thread: object
) -> Situation:
    return situation(card(**thread), entries, orders, "Li Hua", rules or Rules(), NOW)


def ours(text: str, **changes: object) -> Entry:
    return said(text, Author.AGENT, **changes)


def test_the_highest_tier_among_what_nobody_answered() -> None:
    about = gathered(said("old", assessment=HIGH), ours("reply"), said("a", assessment=LOW), said("b"))
    assert (about.tier, about.complaint, about.topic) == (Tier.LOW, False, Topic.PAYMENT)
    assert about.asked == "a\nb"
    about = gathered(said("a", assessment=HIGH), said("b", assessment=LOW))
    assert (about.tier, about.complaint, about.topic, about.assessed) == (Tier.HIGH, True, Topic.PAYMENT, True)


def test_the_threads_own_tier_goes_before() -> None:
    about = gathered(said("a", assessment=LOW), tier=Tier.MEDIUM, complaint=True, topic=Topic.ACCOUNT)
    assert (about.tier, about.complaint, about.topic) == (Tier.MEDIUM, True, Topic.ACCOUNT)


def test_nothing_known_is_the_low_tier() -> None:
    about = gathered(said("a"))
    assert (about.tier, about.assessed, about.language) == (Tier.LOW, False, "it")
    assert about.customer == "Maria Rossi"


def test_the_language_of_the_last_message_that_has_one() -> None:
    assert gathered(said("a", assessment=HIGH), said("b", assessment=LOW), said("c")).language == "en"


def test_messages_in_a_row_are_those_the_customer_gets() -> None:
    entries = (
        said("hello"),
        ours("1"),
        ours("note", kind=MessageKind.NOTE),
        said("event", Author.SYSTEM, kind=MessageKind.EVENT),
        ours("failed", delivery=Delivery.FAILED),
        ours("gone", deleted_at=NOW),
        ours("2", delivery=Delivery.PENDING),
    )
    assert gathered(*entries).in_a_row == 2
    assert gathered(*entries, said("answer")).in_a_row == 0
    assert gathered().in_a_row == 0


def test_nobody_waits_in_a_thread_that_is_put_away() -> None:
    assert gathered(said("a")).waiting_since == NOW
    assert gathered(said("a"), status=ThreadStatus.SNOOZED).waiting_since is None
    assert gathered(said("a"), status=ThreadStatus.RESOLVED).waiting_since is None


def test_when_the_goods_arrived_counts_where_they_are_given_back() -> None:
    arrived = NOW - timedelta(days=9)
    order = Order(OrderId("o"), CustomerId("c"), "1", "x", 100, "USD", OrderStatus.DELIVERED, NOW, delivered_at=arrived)
    assert gathered(said("a", assessment=HIGH), orders=(order,)).delivered_at == arrived
    assert gathered(said("a", assessment=LOW), orders=(order,)).delivered_at is None


def setting(key: str, value: str) -> Setting:
    return Setting(SettingKey(key), value, 1)


def test_rules_come_from_the_settings_and_what_cannot_be_read_counts_as_not_set() -> None:
    rules = rules_of([
        setting("guide.checks", '{"banned": "block", "unknown": "hint"}'),
        setting("guide.tiers", '{"lines": 5}'),
        setting("words.th", '{"add": {"banned": ["x"]}}'),
        setting("words.en", "nonsense"),
        setting("compensation", "[]"),
        setting("replies.fields", '{"rates": {"USD": 1, "CNY": 0.2}}'),
    ])  # fmt: skip
    assert rules.levels == {CheckId.BANNED: Level.BLOCK}
    assert rules.figures.lines == 5
    assert set(rules.overlays["th"].add[Words.BANNED]) == {"x"}
    assert set(rules.broken) == {"words.en", "compensation"}
    assert rules.limits["USD"] == 40
    about = gathered(said("a"), rules=rules)
    assert (about.figures.lines, about.levels, about.limits) == (5, rules.levels, rules.limits)


def test_without_settings_everything_is_as_delivered() -> None:
    rules = rules_of([setting("guide.checks", ""), setting("guide.tiers", '{"low": 3}')])
    assert (rules.figures, rules.levels, rules.broken) == (DEFAULTS, {}, ("guide.tiers",))
    assert rules.limits["CNY"] == 200
    assert rules.limits["USD"] == 28


def test_levels_survive_their_setting() -> None:
    levels = {CheckId.BANNED: Level.OFF, CheckId.GAPS: Level.HINT}
    assert read_levels(levels_text(levels)) == levels

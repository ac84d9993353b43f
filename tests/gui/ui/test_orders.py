"""The customer's orders beside the thread: how far they are, their tracking page, kept in step."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QPushButton

from app.changes import ChangeSet
from domain.ids import CustomerId, OrderId
from domain.order import OrderStatus
from tests.fakes.demo import NOW, ORDERS, tid
from tests.fakes.stage import Stage
from ui import locale
from widgets.order_card import MOST, OrderContext, status_words
from widgets.plain import PlainLabel

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def shown(stage: Stage) -> list[str]:
    return [
        label.text() for label in stage.window.inbox.side.customer.orders.findChildren(PlainLabel) if label.isVisible()
    ]


def open_wang(stage: Stage) -> None:
    stage.open(tid("wang"))
    stage.settle()


def test_an_order_says_what_it_is_and_how_far(stage: Stage) -> None:
    open_wang(stage)
    said = " ".join(shown(stage))
    for words in ("12345", "Tablet 11″", "delivered 12 Nov", "SF Express SF123456"):
        assert words in said.replace("\u2068", "").replace("\u2069", "")


def test_in_a_narrow_column_the_goods_give_way_and_never_the_day(stage: Stage) -> None:
    stage.services.world.orders[0] = replace(ORDERS[0], goods="Tablet 11″ with a keyboard and a pen, refurbished")
    stage.window.resize(1024, 640)
    open_wang(stage)
    labels = stage.window.inbox.side.customer.orders.findChildren(PlainLabel)
    [goods] = [one for one in labels if "Tablet" in one.text()]
    [day] = [one for one in labels if "delivered" in one.text()]
    assert "…" in goods.shown_text()
    assert day.shown_text() == day.text()
    assert day.width() >= day.sizeHint().width()


def test_track_asks_before_the_page_opens(stage: Stage) -> None:
    open_wang(stage)
    asked: list[str] = []
    stage.window.inbox.side.customer.orders.link_wanted.connect(asked.append)
    [track] = [b for b in stage.window.inbox.side.customer.orders.findChildren(QPushButton) if b.isVisible()]
    track.click()
    assert asked == [ORDERS[0].link]


def test_news_of_the_shop_is_shown_and_another_customers_orders_are_not(stage: Stage) -> None:
    open_wang(stage)
    stage.services.world.orders[0] = replace(ORDERS[0], goods="Tablet 12″")
    stage.services.world.orders.append(
        replace(ORDERS[0], id=OrderId("other"), customer_id=CustomerId("other"), goods="Lamp")
    )
    stage.services.hub.tell(ChangeSet(shelf=frozenset({"order"})))
    stage.settle()
    said = " ".join(shown(stage))
    assert "Tablet 12″" in said
    assert "Lamp" not in said
    stage.open(tid("maria"))
    stage.settle()
    assert shown(stage) == []


def test_only_the_newest_are_shown(stage: Stage) -> None:
    stage.services.world.orders[:] = [replace(ORDERS[0], id=OrderId(str(n)), number=str(100 + n)) for n in range(9)]
    open_wang(stage)
    assert sum("Tablet" in text for text in shown(stage)) == MOST


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (OrderStatus.PLACED, "placed 6 Nov"),
        (OrderStatus.PAID, "paid 6 Nov"),
        (OrderStatus.SHIPPED, "expected 23 Nov"),
        (OrderStatus.RETURNED, "returned"),
        (OrderStatus.CANCELLED, "cancelled"),
    ],
)
def test_each_status_in_words(stage: Stage, status: OrderStatus, words: str) -> None:
    order = replace(ORDERS[0], status=status, expected_at=NOW + timedelta(days=1))
    assert status_words(order, OrderContext(locale.zone(), "en_GB")) == words

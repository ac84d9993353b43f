"""A sent message becomes a reply: what was one customer's becomes fields, and it can be found again."""

import pytest

from domain.ids import QuickReplyId
from domain.templates.fields import fields_in
from domain.templates.proposal import propose
from domain.templates.reply import QuickReply
from domain.templates.review import hit_rate
from tests.fakes.demo import NOW

KNOWN = {"customer.name": "Anna Smith", "customer.address": "Anna", "order.number": "48", "order.waybill": "DH48X"}


def test_known_values_become_fields_the_longest_first() -> None:
    made = propose("Hi Anna Smith! Order 48 (DH48X) is on its way, Anna. Call 4812.", KNOWN, ())
    assert made.text == (
        "Hi {{ customer.name }}! Order {{ order.number }} ({{ order.waybill }}) is on its way, "
        "{{ customer.address }}. Call 4812."
    )
    assert fields_in(made.text) == ("customer.name", "order.number", "order.waybill", "customer.address")


def test_values_inside_chinese_are_found_without_spaces() -> None:
    made = propose("王小姐您好，訂單48已寄出", {"customer.address": "王小姐", "order.number": "48"}, ())
    assert made.text == "{{ customer.address }}您好，訂單{{ order.number }}已寄出"
    assert made.title == "您好，訂單 已寄出"
    assert made.shortcut == "reply"


@pytest.mark.parametrize(
    ("text", "taken", "shortcut"),
    [
        ("Your parcel left today. Bye", (), "parcel-left-today"),
        ("Your parcel left today", ("parcel-left-today", "parcel-left-today-2"), "parcel-left-today-3"),
        ("Hoàn tiền đơn hàng", (), "hoan-tien-don"),
        ("", (), "reply"),
        ("{{ customer.name }}", (), "reply"),
    ],
)
def test_the_shortcut_is_short_latin_and_free(text: str, taken: tuple[str, ...], shortcut: str) -> None:
    assert propose(text, {}, taken).shortcut == shortcut


def test_a_value_never_goes_into_a_field_that_stands_there() -> None:
    assert propose("{{ order.number }} order", {"hotline": "order"}, ()).text == "{{ order.number }} {{ hotline }}"


def test_the_hit_rate_is_what_left_unchanged() -> None:
    used = QuickReply(QuickReplyId("r"), "r", "R", (), used=8, edited=2, reviewed_at=NOW)
    assert hit_rate(used) == 0.75
    assert hit_rate(QuickReply(QuickReplyId("r"), "r", "R", ())) is None

"""Dates, money and times as people of a language write them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from app.templates.formats import LocaleFormats

FORMATS = LocaleFormats(UTC)
DAY = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "date", "money", "span"),
    [
        ("en", "November 24", "$12.50", "24 hours"),
        ("zh-Hans", "11月24日", "US$12.50", "24小时"),
        ("zh-Hant", "11月24日", "US$12.50", "24 小時"),
        ("ru", "24 ноября", "12,50 $", "24 часов"),
        ("it", "24 novembre", "12,50 USD", "24 ore"),
        ("th", "24 พฤศจิกายน", "US$12.50", "24 ชั่วโมง"),
        ("vi", "24 tháng 11", "12,50 US$", "24 giờ"),
        ("", "November 24", "$12.50", "24 hours"),
        ("xx-nonsense-yy", "November 24", "$12.50", "24 hours"),
    ],
)
def test_each_language_has_its_own(language: str, date: str, money: str, span: str) -> None:
    assert FORMATS.date(DAY, language) == date
    assert FORMATS.money(1250, "USD", language).replace("\xa0", " ") == money
    assert FORMATS.span(timedelta(hours=24), language) == span


@pytest.mark.parametrize(("amount", "currency", "written"), [(5000, "JPY", "¥5,000"), (5000, "KWD", "KWD5.000")])
def test_the_smallest_unit_is_the_currencys(amount: int, currency: str, written: str) -> None:
    assert FORMATS.money(amount, currency, "en").replace("\xa0", "") == written


@pytest.mark.parametrize(
    ("minutes", "en", "ru"),
    [(30, "30 minutes", "30 минут"), (60, "1 hour", "1 часа"), (240, "4 hours", "4 часов"),
     (2880, "48 hours", "48 часов"),
     (4320, "3 days", "3 дней"), (90, "90 minutes", "90 минут"), (21 * 60, "21 hours", "21 часа")],
)  # fmt: skip
def test_spans_by_their_length(minutes: int, en: str, ru: str) -> None:
    assert FORMATS.span(timedelta(minutes=minutes), "en") == en
    assert FORMATS.span(timedelta(minutes=minutes), "ru") == ru


def test_a_day_is_the_agents_day() -> None:
    late = datetime(2026, 11, 24, 23, tzinfo=UTC)
    assert LocaleFormats(timezone(timedelta(hours=8))).date(late, "en") == "November 25"

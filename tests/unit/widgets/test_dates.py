"""Dates as documents and axes say them: words of the language, nothing of the weekday left behind."""

from datetime import date

import pytest

from widgets.thread_view.when import day_and_month, written_date

DAY = date(2026, 10, 24)


@pytest.mark.parametrize(
    ("locale", "written", "short"),
    [
        ("en-GB", "24 October 2026", "24 Oct"),
        ("en-US", "October 24, 2026", "Oct 24"),
        ("it", "24 ottobre 2026", "24 ott"),
        ("ru", "24 октября 2026\u202fг.", "24 окт."),
        ("th", "24 ตุลาคม 2026", "24 ต.ค."),
        ("ar", "24 أكتوبر 2026", "24 أكتوبر"),
        ("zh-Hant", "2026年10月24日", "10月24日"),
    ],
)
def test_dates_in_words(locale: str, written: str, short: str) -> None:
    assert written_date(DAY, locale) == written
    assert day_and_month(DAY, locale) == short

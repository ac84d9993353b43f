"""A promised time in Chinese numerals is one of K-1's three elements; a number of things is none."""

import pytest

from backend.complaints.wording import parts_of

PROMISES = (
    "今天下午五點前回覆您",
    "明天十點半前處理",
    "明天 17:00前送達",
    "三點二十分前給您答覆",
    "今天十二點之前回覆",
)


@pytest.mark.parametrize("promise", PROMISES)
def test_a_promised_time_in_chinese_numerals_is_one(promise: str) -> None:
    assert "promised_time" in parts_of(f"非常抱歉螢幕壞了。{promise}。", "zh-Hant", "螢幕壞了")


@pytest.mark.parametrize("text", ["我們有五點建議給您", "這三點以前說過了嗎"])
def test_a_number_of_things_is_no_time(text: str) -> None:
    assert "promised_time" not in parts_of(f"非常抱歉。{text}。", "zh-Hant", "螢幕壞了")

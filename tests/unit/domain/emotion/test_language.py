"""Languages are told by script, by characters, by how letters follow one another."""

import pytest

from domain.emotion.engine import Engine
from domain.hanzi import script, simplified

TEXTS = [
    ("en", "Where is my parcel, please?"),
    ("it", "Dov'è il mio pacco, per favore?"),
    ("vi", "Đơn hàng của mình đâu rồi ạ?"),
    ("vi", "don hang cua minh dau roi shop oi"),
    ("id", "Pesanan saya kok belum sampai ya kak?"),
    ("ms", "Barang saya tak sampai lagi, macam mana ni?"),
    ("es", "¿Dónde está mi paquete?"),
    ("pt", "Cadê o meu pacote? Ainda não chegou."),
    ("ru", "Где моя посылка? Заказ iPhone 15"),
    ("ar", "أين طلبي يا جماعة؟"),
    ("th", "พัสดุของฉันอยู่ที่ไหน order 48213"),
    ("zh-Hans", "我的快递在哪里？iPhone订单"),
    ("zh-Hant", "我的包裹在哪裡？請幫我查"),
    ("", "48213"),
    ("", "ありがとうございます"),
    ("", "감사합니다"),
]


@pytest.mark.parametrize(("language", "text"), TEXTS)
def test_languages(engine: Engine, language: str, text: str) -> None:
    assert engine.language(text) == language


def test_the_hint_decides_only_what_the_text_does_not(engine: Engine) -> None:
    assert engine.assess("12345", "th").language == "th"
    assert engine.assess("你好", "zh-Hant").language == "zh-Hant"


def test_chinese_characters() -> None:
    assert simplified("請問訂單什麼時候到") == "请问订单什么时候到"
    assert script("請問訂單") == "zh-Hant"
    assert script("请问订单") == "zh-Hans"
    assert script("你好") == ""

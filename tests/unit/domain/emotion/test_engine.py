"""The engine with its model: clear messages of twelve languages, the same answer always, nothing that makes it fail."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from domain.emotion.assessment import Assessment, Tier, Topic
from domain.emotion.engine import Engine

CLEAR = [
    ("en", Tier.LOW, Topic.PAYMENT, "Hello, do you accept PayPal and bank cards?"),
    (
        "en",
        Tier.MEDIUM,
        Topic.REFUND,
        "I returned the jacket ten days ago and have not got my refund yet, please check.",
    ),
    (
        "en",
        Tier.HIGH,
        Topic.LOGISTICS,
        "You liars, my parcel is three weeks late! I will report you and call my lawyer.",
    ),
    ("zh-Hans", Tier.LOW, Topic.LOGISTICS, "请问寄到上海要几天？"),
    ("zh-Hans", Tier.HIGH, Topic.REFUND, "骗子公司，再不退款我就打12315投诉你们！"),
    ("zh-Hant", Tier.LOW, Topic.ACCOUNT, "請問要怎麼更改我的會員密碼？"),
    ("zh-Hant", Tier.HIGH, Topic.REFUND, "你們根本是詐騙，再不退款我就去消保官申訴！"),
    ("ru", Tier.LOW, Topic.REFUND, "Подскажите, как оформить возврат?"),
    ("ru", Tier.HIGH, Topic.PAYMENT, "Вы обманщики! Верните деньги за двойное списание, иначе пойду в суд!"),
    ("it", Tier.LOW, Topic.PROMOTION, "Buongiorno, quando iniziano i saldi? Posso usare il codice sconto?"),
    ("it", Tier.HIGH, Topic.REFUND, "Siete dei ladri, ridatemi i soldi del reso o chiamo l'avvocato!"),
    ("ar", Tier.LOW, Topic.PAYMENT, "مرحبا، ما هي طرق الدفع المتاحة لديكم؟"),
    ("ar", Tier.HIGH, Topic.REFUND, "أنتم نصابين، رجعوا فلوسي وإلا سأشتكي لحماية المستهلك!"),
    ("th", Tier.LOW, Topic.PAYMENT, "สวัสดีค่ะ จ่ายด้วยบัตรเครดิตได้ไหมคะ"),
    ("th", Tier.HIGH, Topic.REFUND, "โกงกันชัดๆ คืนเงินมาเดี๋ยวนี้ ไม่งั้นจะแจ้ง สคบ."),
    ("vi", Tier.LOW, Topic.LOGISTICS, "Cho mình hỏi phí giao hàng về Đà Nẵng là bao nhiêu ạ?"),
    ("vi", Tier.HIGH, Topic.REFUND, "Lừa đảo à? Mình trả hàng rồi mà không hoàn tiền, tôi báo công an!"),
    ("id", Tier.LOW, Topic.PAYMENT, "Halo kak, bisa bayar pakai transfer bank?"),
    ("id", Tier.HIGH, Topic.REFUND, "Penipu! Mana refund barang yang saya retur? Saya lapor polisi!"),
    ("es", Tier.LOW, Topic.PAYMENT, "Hola, ¿aceptan tarjeta de crédito o PayPal?"),
    ("es", Tier.HIGH, Topic.REFUND, "¡Son unos estafadores! Devuélvanme el dinero de la devolución o los denuncio."),
]
HOSTILE = [
    "",
    " \n\t ",
    "\0",
    "\0" * 5_000,
    "\ud800",
    "a\udfffb \ud83d",
    "😡" * 300,
    "👩‍👩‍👧‍👦🏳️‍🌈",
    "\u202eabc\u202c \u200f\u200e\u2066مرحبا\u2069",
    "e\u0301" * 400,
    "Z" + "\u0301" * 3_000,
    "AAAA",
    "ＯＯＯ",
    "!" * 10_000,
    "?!" * 10_000,
    "a" * 100_000,
    "word " * 20_000,
    "退款" * 50_000,
    "คืนเงิน" * 15_000,
    "@" * 4_000 + "a@" * 2_000,
    "https://" * 2_000,
    "a1-" * 3_000,
    "1,1.1/" * 3_000,
    "﷽" * 500,
    "ﬁ㎏Ⅷ½" * 200,
    "<unk> <caps> <n1>",
    "\U0010ffff\U000e0001",
]


@pytest.mark.parametrize(("language", "tier", "topic", "text"), CLEAR)
def test_clear_messages_are_what_they_are(engine: Engine, language: str, tier: Tier, topic: Topic, text: str) -> None:
    found = engine.assess(text)
    assert (found.language, found.tier, found.topic) == (language, tier, topic)
    assert found.complaint is (tier is not Tier.LOW)
    assert found.engine == engine.name


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_makes_it_fail(engine: Engine, text: str) -> None:
    found = engine.assess(text, guess=True)
    assert 0 <= found.sure <= 100
    assert found.topic in tuple(Topic)
    assert all(reason.words in text for reason in found.reasons)


def test_a_message_without_words_is_calm_and_has_no_topic_nor_language(engine: Engine) -> None:
    found = engine.assess("  48213 ")
    assert (found.tier, found.complaint, found.language) == (Tier.LOW, False, "")


def test_the_work_on_a_message_has_an_end(engine: Engine) -> None:
    """A message a thousand times as long takes hardly longer: only its beginning and its end are read."""
    long = "Where is my parcel? " * 50_000
    began = time.process_time()
    for _ in range(20):
        engine.assess(long)
    assert time.process_time() - began < 5


def test_the_end_of_a_long_message_is_read(engine: Engine) -> None:
    calm = "Thank you, everything is fine with my order. " * 200
    assert engine.assess(calm).tier is Tier.LOW
    assert engine.assess(calm + "You are scammers, I will sue you and call my lawyer!").tier is Tier.HIGH


def test_it_says_the_same_twice_and_from_many_threads(engine: Engine) -> None:
    texts = [text for _, _, _, text in CLEAR] * 5
    once = [engine.assess(text) for text in texts]
    ready = threading.Barrier(4)

    def ask(_: int) -> list[Assessment]:
        ready.wait()
        return [engine.assess(text) for text in texts]

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(ask, range(4))) == [once] * 4


def test_a_known_language_is_taken_at_its_word(engine: Engine) -> None:
    assert engine.assess("ok", "pt").language == "pt"
    assert engine.assess("ok", "pt-BR").language == "pt"
    assert engine.assess("ok", "EN_us").language == "en"
    assert engine.assess("好的", "zh-TW").language == "zh-Hant"
    assert engine.assess("Where is my parcel?", "klingon").language == "en"


def test_what_the_customer_typed_carelessly_is_read_all_the_same(engine: Engine) -> None:
    for text in ("WHERE IS MY REFUND YOU SCAMMERS, I WILL SUE YOU", "where is my refund you scamers i will sue you"):
        assert engine.assess(text).tier is Tier.HIGH, text

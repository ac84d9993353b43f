"""Small word lists in several scripts, for the tests of the guide: they change only when a test wants it."""

import re

from domain.guidance.breaks import RoughBreaks
from domain.guidance.findings import Part
from domain.guidance.lexicon import Lexicon, Words, read_entries
from domain.guidance.reading import Reading
from domain.guidance.review import Review, review
from domain.guidance.situation import Situation

_SCRIPTS = {"th": r"[\u0e01-\u0e5b]", "ar": r"[\u0621-\u064a]", "ru": r"[\u0430-\u044f]", "zh-Hant": r"[\u4e00-\u9fff]"}

RAW: dict[str, dict[str, object]] = {
    "en": {
        "empathy": ["i understand", "i can imagine", "frustrating", "so sorry"],
        "friendly": ["thank you", "happy to", "glad", "please"],
        "apology": ["sorry", "we apologise"],
        "greeting": ["dear", "hello"],
        "technical": {"firmware": "the device's own software", "cache": "stored copies", "checksum": "test number",
                      "proxy": "a go-between", "waybill": "delivery number"},
        "abbreviations": {"ETA": "expected arrival time", "RMA": "return number"},
        "call_to_action": ["send us", "let us know", "reply with"],
        "promised_time": ["within {n} hours", "by {time}", "before {day}", "within {n} hour"],
        "days": ["tomorrow", "friday"],
        "specialist": ["team lead", "I am … and will"],
        "urgent": ["right now", "immediately"],
        "summary": ["that your", "you wrote that"],
        "forbidden": {"not our responsibility": "we will help you check",
                      "please wait": "please give us 2 minutes to check",
                      "should be possible": "it is possible / definite fact"},
        "banned": ["impossible", "don't understand"],
        "overpromise": ["guaranteed", "100%"],
        "reason": ["because", "due to"],
        "compensation": ["refund", "coupon"],
        "fact": ["on its way"],
        "solution": ["you can"],
    },
    "zh-Hant": {
        "empathy": ["理解您", "造成困擾", "感同身受"],
        "friendly": ["謝謝", "您好"],
        "apology": ["抱歉", "對不起"],
        "technical": {"快取": "暫存的資料"},
        "abbreviations": {"ETA": "預計到達時間"},
        "call_to_action": ["請提供", "請回覆"],
        "promised_time": ["{n}小時內", "{day}前"],
        "days": ["明天"],
        "specialist": ["主管"],
        "urgent": ["立即", "馬上"],
        "summary": ["您反映的"],
        "forbidden": {"請稍等": "請給我們2分鐘查一下", "不是我們的責任": "我們幫您查一下"},
        "banned": ["不可能"],
        "compensation": ["退款"],
        "reason": ["因為"],
    },
    "th": {
        "empathy": ["เข้าใจ", "เสียใจ"],
        "apology": ["ขออภัย", "ขอโทษ"],
        "friendly": ["ขอบคุณ", "ยินดี"],
        "call_to_action": ["รบกวนแจ้ง"],
        "promised_time": ["ภายใน {n} ชั่วโมง"],
        "forbidden": {"กรุณารอ": "ขอเวลาตรวจสอบ 2 นาที"},
        "fact": ["กำลังจัดส่ง"],
        "solution": ["สามารถ"],
    },
    "ar": {
        "empathy": ["نتفهم", "نشعر"],
        "apology": ["نعتذر", "عذرا"],
        "friendly": ["شكرا", "يسعدنا"],
        "call_to_action": ["أرسل لنا"],
        "forbidden": {"ليست مسؤوليتنا": "سنساعدك في التحقق"},
        "fact": ["في الطريق"],
        "solution": ["يمكنك"],
    },
    "ru": {
        "apology": ["извин*", "приносим извинения"],
        "empathy": ["понимаем", "сожалеем"],
        "call_to_action": ["напишите"],
        "promised_time": ["в течение {n} часов"],
        "forbidden": {"это не наша ответственность": "мы поможем проверить"},
        "banned": ["невозможно"],
    },
}  # fmt: skip


def lexicon(language: str) -> Lexicon:
    """The sample lists of a language; none for one that has none."""
    return Lexicon(language, read_entries(RAW.get(language, {})))


def only(words: Words, *phrases: str, language: str = "en") -> Lexicon:
    """A lexicon of one list."""
    return Lexicon(language, {words: dict.fromkeys(phrases, "")})


def language_of(text: str) -> str:
    """The language by its script; what is in Latin letters is English."""
    for language, pattern in _SCRIPTS.items():
        if re.search(pattern, text.lower()):
            return language
    return "en" if text.isascii() and re.search("[a-z]", text.lower()) else ""


def reading(text: str, about: Situation | None = None, lists: Lexicon | None = None) -> Reading:
    """A draft to be checked."""
    about = about or Situation(language="en")
    return Reading(text, about, lists or lexicon(about.language or "en"), RoughBreaks(), language_of)


def looked_at(text: str, about: Situation | None = None) -> Review:
    """All checks over a draft."""
    about = about or Situation(language="en")
    return review(text, about, lexicon(about.language or "en"), RoughBreaks(), language_of)


STARTERS: dict[str, dict[Part, tuple[str, ...]]] = {
    "en": {
        Part.FACT: ("Your order left us today.", "Your parcel is on its way."),
        Part.SOLUTION: ("You can follow it here:",),
        Part.CALL_TO_ACTION: ("Could you send us the order number?",),
        Part.PROMISED_TIME: ("We will be back within 1 hour.",),
    },
    "zh-Hant": {
        Part.PROMISED_TIME: ("我們會在1小時內回覆您。",),
        Part.CALL_TO_ACTION: ("方便提供訂單編號嗎？",),
        Part.PERSONAL_ADDRESS: ("王小姐您好，",),
    },
    "th": {Part.FACT: ("พัสดุกำลังจัดส่ง",), Part.CALL_TO_ACTION: ("รบกวนแจ้งหมายเลขคำสั่งซื้อค่ะ",)},
    "ar": {Part.FACT: ("طلبك في الطريق.",), Part.CALL_TO_ACTION: ("أرسل لنا رقم الطلب.",)},
    "ru": {Part.FACT: ("Ваш заказ уже в пути.",), Part.CALL_TO_ACTION: ("Напишите, пожалуйста, номер заказа.",)},
}
"""Sentence starters, without fields."""

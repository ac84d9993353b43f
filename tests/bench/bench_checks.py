"""All checks over one draft, in six languages and with hostile texts, and what counting words costs (L)."""

import random
import statistics
import time
from collections.abc import Iterable

from app.words import best_breaks
from domain.emotion.assessment import Tier
from domain.guidance.breaks import RoughBreaks, WordBreaks
from domain.guidance.lexicon import Lexicon
from domain.guidance.review import review
from domain.guidance.situation import Situation
from tests.support.guide_lists import built_in
from tests.support.guide_words import language_of
from tools.figures import Figure, at_most

NAME = "checks"
ROUNDS = 60
DRAFTS = {
    "en": "Dear Ms. Wang, I am so sorry that your tablet broke again, please wait. Your order #48213 of $1,299.50 is "
    "with our team lead right now, who will call you within 2 hours. Could you send us a photo of the ETA label and "
    "the firmware?",
    "zh-Hans": "王女士您好，非常抱歉给您带来不便，我理解您的心情。您反映的屏幕问题，"
    "我们主管会立即处理，2小时内给您答复。"
    "订单#48213退款100元，请稍等，请您提供包装照片，谢谢！",
    "zh-Hant": "王小姐您好，很抱歉造成困擾。已為您安排更換，快遞明天 17:00 前取件。方便拍一張外包裝的照片嗎？",
    "th": "เรียนคุณสมชาย ต้องขออภัยเป็นอย่างสูงค่ะ เราเข้าใจความรู้สึกของคุณ "
    "พัสดุจะถึงภายใน 2 ชั่วโมง รบกวนแจ้งเบอร์โทรด้วยนะคะ",
    "ar": "عزيزي خالد، نعتذر بشدة عن التأخير ونتفهم انزعاجك. طلبك رقم 48213 في الطريق "
    "وسيصل خلال ساعتين. يرجى إرسال صورة.",
    "ru": "Мария, приносим извинения за задержку, понимаем ваше недовольство. Заказ №48213 прибудет 12.11.2026, мы "
    "позвоним в течение 2 часов. Напишите, пожалуйста, удобное время.",
    "vi": "Chào chị Lan, em rất xin lỗi về sự cố này và hiểu chị đang lo. Đơn hàng #48213 sẽ đến trong 2 giờ nữa. "
    "Chị vui lòng gửi ảnh gói hàng giúp em nhé!",
    "it": "Gentile Maria, mi dispiace davvero per il ritardo, capisco la sua delusione. L'ordine #48213 arriva "
    "entro 2 ore. "
    "Può inviarci una foto del pacco?",
}  # fmt: skip
HOSTILE = (
    "!" * 6000,
    "a" * 6000,
    "1 " * 3000,
    "4" * 6000,
    "e\u0301" * 3000,
    "款" * 6000,
    "please wait " * 500,
    "⟦" * 6000,
)


def run() -> Iterable[Figure]:
    """Every prefix of each draft as it is typed, with the lists that ship."""
    breaks = best_breaks()
    lists = {language: built_in(language) for language in DRAFTS}
    for language, text in DRAFTS.items():
        # As the service does when the lists are read: patterns are made before anybody types.
        _once(text, Situation(Tier.HIGH, True, language=language), lists[language], breaks)
    typed = [took for language, text in DRAFTS.items() for took in _typed(text, language, lists[language], breaks)]
    hostile = [_once(text, Situation(Tier.HIGH, True, language="en"), lists["en"], breaks) for text in HOSTILE * 3]
    return [
        at_most("checks: one draft as typed, p99", statistics.quantiles(typed, n=100)[-1], "ms", 5),
        at_most("checks: one draft as typed, median", statistics.median(typed), "ms", 2),
        at_most("checks: six thousand hostile characters, the worst", max(hostile), "ms", 100),
        at_most("checks: counting the words of a sentence", _counting(breaks) * 1000, "us", 100),
        at_most("checks: counting them without a library", _counting(RoughBreaks()) * 1000, "us", 100),
    ]


def _typed(text: str, language: str, lexicon: Lexicon, breaks: WordBreaks) -> list[float]:
    about = Situation(
        Tier.HIGH,
        complaint=True,
        language=language,
        customer="Wang Yating 王雅婷",
        asked="第三次了！螢幕又壞掉 tablet screen cracked again",
        limits={"USD": 28, "CNY": 200},
    )
    ends = random.Random(7).sample(range(1, len(text) + 1), min(ROUNDS, len(text)))
    return [_once(text[:end], about, lexicon, breaks) for end in ends]


def _once(text: str, about: Situation, lexicon: Lexicon, breaks: WordBreaks) -> float:
    # What the work itself takes: how many others share the core is not the checks' matter.
    began = time.thread_time()
    review(text, about, lexicon, breaks, language_of)
    return (time.thread_time() - began) * 1000


def _counting(breaks: WordBreaks) -> float:
    """Milliseconds a sentence, the median of many."""
    sentences = [text[:60] for text in DRAFTS.values()]
    times = []
    for _round in range(100):
        began = time.perf_counter()
        for sentence in sentences:
            breaks.count(sentence)
        times.append((time.perf_counter() - began) * 1000 / len(sentences))
    return statistics.median(times)

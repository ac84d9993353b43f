"""Messages as shops get them, in five languages, with common and rare words: the same ones for the same seed."""

import itertools
import random

_WORDS = {
    "en": (
        "the to and i my is it a of for you have order in that not was please can with on "
        "this be your we are but when will me do so if from has no as delivery refund "
        "received how yes ok thanks hello package still get item size what would like there "
        "been ordered return tracking number today shipping time just wrong paid payment wait "
        "week email address check help want did they color money sorry working arrived store "
        "team good see out again know any broken which tomorrow already last card account "
        "than some also who send sent need back cannot happy photo box shirt shoes dress bag "
        "invoice discount code customer service quality exchange different black white medium "
        "large small cancel courier driver morning evening house street city phone call "
        "message replacement damaged missing confirm stock price"
    ),
    "vi": (
        "tôi là có không của và cho đơn hàng được ạ em anh chị mình muốn "
        "giao đổi trả tiền khi nào rồi chưa bao giờ cảm ơn shop áo quần "
        "giày size màu đen trắng địa chỉ số điện thoại ship phí nhận "
        "hỏi giúp với này kia hôm nay ngày mai"
    ),
    "ar": (
        "مرحبا السلام عليكم طلبي متى يصل شكرا أريد استرجاع المبلغ المنتج الطلب رقم لم لا "
        "وصل بعد الشحن العنوان تغيير المقاس اللون أسود أبيض كم السعر من فضلك هل يمكن اليوم "
        "غدا مكسور تالف الدفع البطاقة"
    ),
    "th": (
        "สวัสดี ครับ ค่ะ สินค้า ได้รับ แล้ว ยัง ไม่ได้ ส่ง ของ "
        "เมื่อไหร่ ขอบคุณ มาก เปลี่ยน ไซส์ คืนเงิน พัสดุ มาช้า "
        "เลขที่ คำสั่งซื้อ ช่วย เช็ค หน่อย ที่อยู่ ใหม่ โอนเงิน "
        "สี ดำ ขาว เสื้อ กางเกง รองเท้า ราคา เท่าไหร่ วันนี้ "
        "พรุ่งนี้ ร้าน เปิด กี่โมง ชำรุด เสียหาย ขอ ใบเสร็จ ด้วย"
    ),
    "zh": (
        "你好 请问 我的 订单 什么时候 发货 退款 退货 换货 尺码 颜色 收到 没有 还 谢谢 快递 物流 单号 地址 修改 支付 "
        "成功 失败 优惠 价格 多少 今天 明天 质量 问题 坏了 客服 麻烦 看一下 可以 吗 已经 一个 星期 了 裙子 鞋子 黑色 "
        "白色 大 小 号"
    ),
}
_SHARES = {"en": 0.45, "vi": 0.13, "ar": 0.1, "th": 0.2, "zh": 0.12}
_SPACED = ("en", "vi", "ar")
_RARE = 30_000


class MixedTexts:
    """One text after the other; about 47 characters on average, some of several hundred."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._words = {name: words.split() for name, words in _WORDS.items()}
        self._often = {
            name: list(itertools.accumulate(1 / (place + 1.5) for place in range(len(words))))
            for name, words in self._words.items()
        }
        self._shares = list(itertools.accumulate(_SHARES.values()))
        syllables = [first + second for first in "bcdfghklmnprstvw" for second in "aeiou"]
        self.rare = ["".join(self._random.choices(syllables, k=self._random.randint(2, 5))) for _ in range(_RARE)]

    def next(self) -> str:
        """The next message."""
        chance = self._random
        language = chance.choices(list(_SHARES), cum_weights=self._shares)[0]
        count = min(120, max(1, int(chance.lognormvariate(2.1, 0.75))))
        words = chance.choices(self._words[language], cum_weights=self._often[language], k=count)
        if language in _SPACED[:2]:
            words = [chance.choice(self.rare) if chance.random() < 0.08 else word for word in words]
        extra = chance.random()
        if extra < 0.06:
            words.append(f"#{chance.randint(10_000, 999_999)}")
        elif extra < 0.09:
            words.append(chance.choice("😊🙏👍😡"))
        return (" " if language in _SPACED else "").join(words)

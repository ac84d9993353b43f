"""Customers who write Thai."""

from backend.simulator.persona import Mood, Persona, Topic

PEOPLE = (
    Persona(
        key="somchai",
        name="สมชาย ใจดี",
        language="th",
        mood=Mood.CALM,
        topic=Topic.LOGISTICS,
        phone="66800000123",
        username="somchai.j",
        listed=True,
        traits=(("Orders, 90 days", "5"), ("Yearly spend", "1,080 USD"), ("Pays with", "transfer")),
        past=(
            "< สวัสดีครับ สั่งของไปเมื่อวาน จะได้รับวันไหนครับ",
            "> สวัสดีค่ะคุณสมชาย พัสดุออกจากคลังแล้ว จะถึงภายในวันศุกร์ค่ะ",
            "< ขอบคุณครับ",
            "@ ผมทักมาทางนี้นะครับ เลขที่สั่งซื้อ BR-80219 เปลี่ยนที่อยู่ได้ไหมครับ",
            "> ได้ค่ะ รบกวนส่งที่อยู่ใหม่มาได้เลยนะคะ",
        ),
        opening=("สวัสดีครับ พัสดุ BR-80219 ถึงไหนแล้วครับ",),
        turns=(
            ("ขอบคุณมากครับ",),
            ("instagram: ผมสมชายนะครับ ขอเปลี่ยนที่อยู่จัดส่งหน่อยครับ",),
            ("react: 🙏",),
        ),
        asked="เลขที่สั่งซื้อ BR-80219 ครับ ส่งที่เชียงใหม่",
        impatient="ขอโทษนะครับ มีใครอยู่ไหมครับ",
        thanks="ได้รับแล้วครับ ขอบคุณมากครับ",
    ),
    Persona(
        key="malee",
        name="มาลี ศรีสุข",
        language="th",
        mood=Mood.WORRIED,
        topic=Topic.RETURNS,
        phone="66800000156",
        username="",
        listed=False,
        traits=(),
        past=(
            "< สวัสดีค่ะ เสื้อที่ได้มามีรอยเปื้อนค่ะ",
            "> ขออภัยด้วยนะคะคุณมาลี รบกวนส่งรูปให้เราดูหน่อยค่ะ",
            "< photo: รอยอยู่ตรงนี้ค่ะ",
        ),
        opening=("สวัสดีค่ะ เรื่องเสื้อที่มีรอยเปื้อน ตอนนี้ถึงไหนแล้วคะ",),
        turns=(("ได้ค่ะ ขอเปลี่ยนเป็นตัวใหม่นะคะ",), ("poll:", "ขอบคุณค่ะ")),
        asked="เลขที่สั่งซื้อ BR-80344 ค่ะ ไซซ์ M สีขาว",
        impatient="รบกวนช่วยตอบหน่อยนะคะ",
        thanks="ขอบคุณมากนะคะ บริการดีมากค่ะ",
    ),
)

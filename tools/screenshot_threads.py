"""Threads for the screenshots: every state of a message, every kind of part, every script and hostile text."""

from dataclasses import replace
from datetime import timedelta

from domain.channel import ChannelKind
from domain.message import Author, Delivery, Part, PartKind, Reaction
from domain.outbox import OutboxState
from domain.timeline import Entry
from tests.thread_samples import NOW, file_part, local, ours, theirs

MORNING = NOW - timedelta(minutes=19)
INSTAGRAM = ChannelKind.INSTAGRAM


def states() -> list[Entry]:
    """From delivered over refused and unconfirmed to waiting, held and blocked."""
    blocked = local(3, "", sending=OutboxState.BLOCKED, problem="media_too_large")
    slip = file_part("รูปใบส่งของ.pdf", "application/pdf", 131 * 1024 * 1024)
    refused, lost = {"delivery_problem": "window_closed"}, {"delivery_problem": "answer_lost"}
    return [
        theirs(1, "พัสดุมาช้าอีกแล้ว ช่วยเช็คหน่อยครับ", at=MORNING),
        ours(2, "ขออภัยที่พัสดุล่าช้าครับ คุณสมชาย กำลังตรวจสอบกับขนส่งให้ทันที", Delivery.DELIVERED, at=MORNING),
        ours(3, "รหัสติดตามคือ TH7718201", Delivery.ACCEPTED, at=MORNING),
        ours(4, "พรุ่งนี้เช้าถึงแน่นอนครับ", Delivery.FAILED, at=MORNING, **refused),
        ours(5, "ได้รับข้อความก่อนหน้าไหมครับ", Delivery.UNCONFIRMED, at=MORNING, **lost),
        local(1, "พัสดุถึงศูนย์คัดแยกแล้ว จะถึงพรุ่งนี้ก่อน 17:00 น.", sending=OutboxState.QUEUED, place=1, queue=3),
        local(2, "ส่งลิงก์ติดตามพัสดุให้แล้วครับ", sending=OutboxState.HELD, problem="moved"),
        replace(blocked, message=replace(blocked.message, parts=(slip,))),
    ]


def parts() -> list[Entry]:
    """Files, a place, a person, a button, something unsupported, a reaction, an edit, a deletion."""
    long_name = "invoice/../../2026 November, a very long file name that has to be shortened somewhere.pdf"
    thanks = ours(2, "Thank you! See https://example.com/help?id=3 or https://аpple.com/login", at=MORNING)
    reactions = (Reaction(Author.AGENT, "👍"), Reaction(Author.CUSTOMER, "❤️"))
    photo = file_part("IMG_2041.jpg", "image/png", 48_211, width=640, height=420)
    station = Part(PartKind.LOCATION, "Central Station", "Rama IV Rd, Bangkok", latitude=13.737, longitude=100.517)
    person = Part(PartKind.CONTACT, "Somchai Prasert", "+66 2 123 4567\nsomchai@example.com")
    pressed = (Part(PartKind.BUTTON, "Track my parcel", "track"), Part(PartKind.UNSUPPORTED, "sticker"))
    return [
        theirs(1, "Look at this, it came broken", parts=(photo,), at=MORNING, reactions=reactions),
        replace(thanks, quoted="Look at this, it came broken"),
        theirs(3, "", parts=(file_part(long_name, "application/pdf", 2_400_000),), at=MORNING),
        theirs(4, "", parts=(station,), at=MORNING, channel=INSTAGRAM),
        theirs(5, "", parts=(person,), at=MORNING),
        theirs(6, "", parts=pressed, at=MORNING),
        theirs(7, "I meant the blue one", edited_at=MORNING, at=MORNING),
        theirs(8, "gone", deleted_at=MORNING, at=MORNING),
    ]


def scripts() -> list[Entry]:
    """Long Arabic, Thai and Chinese, emoji, and text that would like to be something else."""
    arabic = "مرحبا، طلبي رقم TH7718201 لم يصل حتى الآن. أرجو التحقق من https://example.com/track/TH7718201 شكرا لكم"
    thai = (
        "สวัสดีครับ ผมสั่งซื้อสินค้าไปเมื่อวันจันทร์ที่ผ่านมาแต่ยังไม่ได้รับสินค้าเลยครับ รบกวนช่วยตรวจสอบให้หน่อยได้ไหมครับ "
        "หมายเลขพัสดุคือ TH7718201 ขอบคุณมากครับ"
    )
    chinese = (
        "您好，我上週訂購的平板電腦到貨後螢幕有亮線，已經聯絡過三次仍未解決，"
        "請儘快安排更換並告知取件時間，否則我將要求全額退款。"
    )
    return [
        theirs(1, arabic, at=MORNING),
        ours(2, "أهلاً بك، سنتحقق حالاً.", at=MORNING),
        theirs(3, thai, at=MORNING),
        theirs(4, chinese, at=MORNING),
        theirs(5, "👩‍👩‍👧‍👦 🇹🇭 👍🏽 ok?", at=MORNING, channel=INSTAGRAM),
        theirs(6, "<b>bold?</b> <img src=file:///etc/passwd> &amp; " + "x" * 120, at=MORNING),
    ]

"""Customers who write Traditional Chinese."""

from backend.simulator.persona import Mood, Persona, Topic

PEOPLE = (
    Persona(
        key="yichun",
        name="林怡君",
        language="zh-Hant",
        mood=Mood.WORRIED,
        topic=Topic.PAYMENT,
        phone="886900000112",
        username="yichun.lin",
        listed=True,
        traits=(("Orders, 90 days", "3"), ("Yearly spend", "640 USD"), ("Pays with", "card")),
        past=(
            "< 您好，我想請問刷卡失敗，但是手機收到扣款通知。",
            "> 林小姐您好，我們馬上為您確認，請提供訂單編號。",
            "< 訂單編號是 BR-30152，謝謝。",
            "> 我們查到款項只是授權，沒有請款，三天內會自動取消。",
            "< 好的，那我可以再刷一次嗎？",
        ),
        opening=("您好，昨天的款項還沒有退回來。", "請問大概要等多久呢？"),
        turns=(
            ("了解，謝謝您的說明。",),
            ("instagram: 您好，我是剛剛在 WhatsApp 詢問的林怡君，想再確認一下退款。",),
            ("react: 🙏",),
        ),
        asked="訂單編號是 BR-30152，卡片末四碼是 4471。",
        impatient="不好意思，請問有人可以回覆嗎？",
        thanks="太好了，謝謝您的協助！",
    ),
    Persona(
        key="jiahao",
        name="陳家豪",
        language="zh-Hant",
        mood=Mood.CALM,
        topic=Topic.LOGISTICS,
        phone="886900000145",
        username="",
        listed=False,
        traits=(),
        past=(
            "< 請問可以改送到便利商店取貨嗎？",
            "> 可以的，請告訴我們門市名稱。",
            "< place: 台北車站門市",
            "> 已經為您更改，預計星期四到店。",
            "< 收到，謝謝！",
        ),
        opening=("您好，包裹已經到店了嗎？",),
        turns=(("好，我下班後去拿。",), ("edit: 好，我明天下班後去拿。", "謝謝")),
        asked="取貨門市是台北車站，手機末三碼 145。",
        impatient="請問方便幫我查一下嗎？",
        thanks="謝謝，辛苦了！",
    ),
)

"""Customers who write Simplified Chinese."""

from backend.simulator.persona import Mood, Persona, Topic

PEOPLE = (
    Persona(
        key="xiaowei",
        name="王小薇",
        language="zh-Hans",
        mood=Mood.ANGRY,
        topic=Topic.LOGISTICS,
        phone="8613000000126",
        username="",
        listed=True,
        traits=(("Orders, 90 days", "6"), ("Yearly spend", "1,510 USD"), ("Pays with", "wallet")),
        past=(
            "< 你好，我的快递已经三天没有更新了。",
            "> 王女士您好，非常抱歉让您久等，我们正在联系快递公司。",
            "< 订单号 BR-41877，麻烦尽快。",
            "> 已经加急，今天下午六点前给您答复。",
            "< 现在已经七点了，还是没有消息。",
        ),
        opening=("请问我的包裹到底在哪里？", "说好的时间又过了。"),
        turns=(("那请告诉我准确的送达时间。",), ("photo: 物流页面一直是这样",), ("好吧，我再等一天。",)),
        asked="订单号是 BR-41877，收货地址在杭州。",
        impatient="有人吗？我等了很久了。",
        thanks="好的，谢谢你的帮助。",
    ),
    Persona(
        key="lihua",
        name="李华",
        language="zh-Hans",
        mood=Mood.CALM,
        topic=Topic.ACCOUNT,
        phone="8613000000158",
        username="",
        listed=False,
        traits=(),
        past=(
            "< 您好，我换了手机号，登录不了账号。",
            "> 李先生您好，请从这三项中任选两项验证：注册手机号、常用登录城市、最近一次消费金额。",
            "< 注册手机号尾号 158，常用城市是成都。",
            "> 验证通过，已经为您更新手机号。",
            "< 可以登录了，非常感谢！",
        ),
        opening=("您好，能帮我看看积分为什么没有到账吗？",),
        turns=(("好的，我等您消息。",), ("poll:", "抱歉，刚才发错了。")),
        asked="账号是注册手机号，尾号 158。",
        impatient="您好，请问查到了吗？",
        thanks="收到，谢谢您！",
    ),
)

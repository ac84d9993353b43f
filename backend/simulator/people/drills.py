"""What the trial's trainers made of the simulated customers' own messages: items with keys, without names."""

from domain.emotion.assessment import Tier, Topic
from domain.ids import DrillItemId
from domain.training.item import DrillItem, Element, Line, NextStep, ReplyOption, Side
from domain.training.marking import read_marked

_Options = tuple[ReplyOption, ...]


def _item(
    name: str,
    language: str,
    marked: str,
    key: tuple[Topic, Tier, bool, NextStep],
    gists: tuple[str, ...],
    replies: _Options = (),
    before: tuple[Line, ...] = (),
) -> DrillItem:
    text, marks = read_marked(marked)
    topic, tier, complaint, step = key
    return DrillItem(DrillItemId(name), language, text, marks, topic, tier, complaint, step, gists, replies, before)


_ANSWERED = (Line(Side.AGENT, "Two to three working days. You will get a tracking link by message."),)

ENGLISH = (
    _item(
        "trial-en-1",
        "en",
        "The link [[still says]] it has [[not been collected]]. It is a ((birthday present)) for [[Saturday]].",
        (Topic.LOGISTICS, Tier.MEDIUM, True, NextStep.LOOK_UP),
        (
            "The parcel has not been collected yet, and is needed by Saturday.",
            "The parcel was collected on Saturday, and the link is wrong.",
            "The present has arrived broken, and a new one is needed by Saturday.",
        ),
        (
            ReplyOption(
                "I understand, it is for Saturday. It leaves with DHL tonight, waybill JD0146, and is with you on "
                "Friday: https://shop.example/t/0146"
            ),
            ReplyOption(
                "I understand, it is for Saturday. It leaves with DHL tonight, waybill JD0146, and will be with you "
                "soon: https://shop.example/t/0146",
                (Element.EXPECTED_TIME,),
            ),
            ReplyOption(
                "I understand, it is for Saturday. It leaves with DHL tonight and is with you on Friday, you can count "
                "on that: https://shop.example/t/0146",
                (Element.WAYBILL,),
            ),
        ),
        _ANSWERED,
    ),
    _item(
        "trial-en-2",
        "en",
        "The [[courier did not come]]. I ((stayed at home)) the [[whole day]] for this.",
        (Topic.REFUND, Tier.HIGH, True, NextStep.LOOK_UP),
        (
            "Nobody came to pick the return up, and a day was lost by waiting.",
            "The courier came, but nobody was at home to open the door.",
            "The return was picked up, and the refund has not come for a day.",
        ),
        before=(Line(Side.AGENT, "A new one is on its way, and a courier picks up the broken one on Thursday."),),
    ),
    _item(
        "trial-en-3",
        "en",
        "The [[lamp]] came with a [[broken foot]].",
        (Topic.REFUND, Tier.MEDIUM, True, NextStep.ASK),
        (
            "A lamp arrived with a broken foot.",
            "A lamp was ordered without a foot.",
            "A lamp broke when it was put up.",
        ),
        (
            ReplyOption(
                "I am very sorry. Whatever breaks on its way is replaced: send us a photo of the lamp and its box "
                "within 14 days, and a new one leaves the same day."
            ),
            ReplyOption(
                "I am very sorry. Whatever breaks on its way is replaced: send us a photo of the lamp and its box, "
                "please, and a new one leaves as soon as we have seen it.",
                (Element.TIME_LIMIT,),
            ),
            ReplyOption(
                "I am very sorry. Whatever breaks on its way is replaced within 14 days, at no cost for you, and you "
                "may of course choose another lamp instead.",
                (Element.STEPS,),
            ),
        ),
    ),
    _item(
        "trial-en-4",
        "en",
        "Hi! Does the [[autumn code]] also [[work for]] the ((ceramic)) [[bowls]]?",
        (Topic.PROMOTION, Tier.LOW, False, NextStep.ANSWER),
        (
            "Asks whether the autumn code holds for the bowls.",
            "Says that the autumn code does not work for the bowls.",
            "Asks when the bowls of autumn will be sold again.",
        ),
    ),
    _item(
        "trial-en-5",
        "en",
        "Hi, is the [[15 % code]] still running? It says [[invalid]] when I try it.",
        (Topic.PROMOTION, Tier.LOW, False, NextStep.LOOK_UP),
        (
            "The code is refused; asks whether it still holds.",
            "The code worked; asks whether it can be used twice.",
            "The code has run out; asks for a new one.",
        ),
    ),
    _item(
        "trial-en-6",
        "en",
        "Is this how you treat customers? I am [[still waiting]] for somebody to [[pick up]] this ((broken)) lamp. "
        "This is the [[third time]] I write.",
        (Topic.REFUND, Tier.HIGH, True, NextStep.HAND_OVER),
        (
            "Wrote three times already, and nobody has picked up the lamp.",
            "Waits for a third lamp, because two were broken before.",
            "Wants to know how the lamp is to be sent back.",
        ),
    ),
)

CHINESE = (
    _item(
        "trial-zh-1",
        "zh-Hant",
        "您好，我想請問[[刷卡失敗]]，但是手機收到[[扣款通知]]。",
        (Topic.PAYMENT, Tier.MEDIUM, True, NextStep.LOOK_UP),
        ("刷卡顯示失敗，卻收到扣款通知。", "刷卡成功，卻沒有收到扣款通知。", "想取消訂單，並退回已扣的款項。"),
        (
            ReplyOption(
                "您好，這筆只是銀行的預先授權，並沒有請款，三天內會自動取消；您可以現在重新刷卡，或改用貨到付款。"
            ),
            ReplyOption(
                "您好，真的很抱歉讓您擔心了，請您放心；您可以現在重新刷卡一次，或改用貨到付款，訂單會保留到明天晚上。",
                (Element.CAUSE,),
            ),
            ReplyOption(
                "您好，這筆只是銀行的預先授權，並沒有請款，三天內會自動取消，帳單上不會出現這筆費用，請您放心。",
                (Element.WAY_OUT,),
            ),
        ),
    ),
    _item(
        "trial-zh-2",
        "zh-Hant",
        "好的，那我[[可以再刷一次]]嗎？",
        (Topic.PAYMENT, Tier.LOW, False, NextStep.ANSWER),
        ("詢問能不能重新刷卡付款。", "表示已經刷了兩次卡。", "詢問退款何時入帳。"),
        before=(Line(Side.AGENT, "我們查到款項只是授權，沒有請款，三天內會自動取消。"),),
    ),
    _item(
        "trial-zh-3",
        "zh-Hant",
        "您好，[[昨天的款項]]還[[沒有退回來]]。請問大概要[[等多久]]呢？",
        (Topic.PAYMENT, Tier.MEDIUM, True, NextStep.LOOK_UP),
        ("昨天的款項還沒退，想知道要等多久。", "昨天已經收到退款，但是金額不對。", "昨天重複付款，想取消其中一筆。"),
    ),
    _item(
        "trial-zh-4",
        "zh-Hant",
        "請問可以[[改送]]到[[便利商店取貨]]嗎？",
        (Topic.LOGISTICS, Tier.LOW, False, NextStep.ASK),
        ("想改成到便利商店取貨。", "便利商店說包裹還沒到。", "想改成宅配到家裡。"),
    ),
    _item(
        "trial-zh-5",
        "zh-Hant",
        "您好，[[包裹]]已經[[到店]]了嗎？",
        (Topic.LOGISTICS, Tier.LOW, False, NextStep.LOOK_UP),
        ("詢問包裹是否已經到門市。", "告知已經到門市取了包裹。", "詢問門市幾點關門。"),
    ),
)

UNCHECKED = _item(
    "trial-en-7",
    "en",
    "Just [[checking]] whether you [[saw my message]] :)",
    (Topic.PROMOTION, Tier.LOW, False, NextStep.ANSWER),
    ("Asks whether the last message was seen.", "Says that no message was seen.", "Wants to change the last message."),
)
"""Put in after the pack was published; one person has looked at its key."""

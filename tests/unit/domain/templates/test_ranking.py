"""What the palette finds and in which order, in every script, with slips of the finger."""

import pytest

from domain.channel import ChannelKind
from domain.emotion.assessment import Tier, Topic
from domain.ids import QuickReplyId
from domain.templates.choosing import Situation
from domain.templates.index import Match, ReplyIndex
from domain.templates.ranking import Ranking
from domain.templates.reply import QuickReply, Trait, Wording


def made(name: str, title: str = "", text: str = "text", **fields: object) -> QuickReply:
    plain = {"wordings": (Wording("en", text),), "shortcut": name} | fields
    return QuickReply(QuickReplyId(name), title=title or name, **plain)  # type: ignore[arg-type]


SHELF = (
    made(
        "track", "Where is my parcel?", "Your waybill is {{ order.waybill }}", topic=Topic.LOGISTICS, tags=("shipping",)
    ),
    made("return-steps", "How to return goods", "Unopened, within 7 days", topic=Topic.REFUND),
    made("refund-status", "When the refund comes", "Refunds take 5 days", topic=Topic.REFUND, folder="Money/Back"),
    made("hoan-tien", "Hoàn tiền cho đơn hàng", "Dạ em hoàn tiền ạ", topic=Topic.REFUND),
    made("tuikuan", "退款進度", "您的退款已送出", wordings=(Wording("zh-Hant", "您的退款已送出"),)),
    made("khuen", "ขอคืนเงิน", "ภายใน 7 วัน", wordings=(Wording("th", "คืนเงินภายใน 7 วันค่ะ"),)),
    made("arabic", "استرداد المبلغ", "خلال أيام"),
    made("invoice", "Invoice", "You find the invoice in your account", topic=Topic.PAYMENT),
)


def found(typed: str, shelf: tuple[QuickReply, ...] = SHELF, situation: Situation | None = None) -> list[str]:
    ranking = Ranking(ReplyIndex(shelf), situation or Situation(), {})
    return [ranked.reply.shortcut for ranked in ranking.best(typed, 20)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("track", "track"),
        ("tr", "track"),
        ("PARCEL", "track"),
        ("ship", "track"),
        ("waybill", "track"),
        ("aybil", "track"),
        ("steps", "return-steps"),
        ("return s", "return-steps"),
        ("status refund", "refund-status"),
        ("back", "refund-status"),
        ("hoan tien", "hoan-tien"),
        ("Hoàn", "hoan-tien"),
        ("退款", "tuikuan"),
        ("款", "tuikuan"),
        ("送出", "tuikuan"),
        ("คืนเงิน", "khuen"),
        ("ภายใน", "khuen"),
        ("استرداد", "arabic"),
        ("اسْتِرداد", "arabic"),
        ("invioce", "invoice"),
        ("invoic", "invoice"),
        ("invoicee", "invoice"),
        ("invqice", "invoice"),
        ("parcle", "track"),
        ("refnud status", "refund-status"),
    ],
)
def test_what_is_meant_comes_first(typed: str, first: str) -> None:
    assert found(typed)[0] == first


@pytest.mark.parametrize("typed", ["zzzz", "track zzzz", "q", "退貨", "x1", "parcel invoice"])
def test_what_nobody_wrote_is_not_found(typed: str) -> None:
    assert found(typed) == []


def test_shortcut_before_title_before_tag_before_inside_before_text() -> None:
    shelf = (
        made("e", text="about code"),
        made("d", "barcodes"),
        made("c", tags=("codes",)),
        made("b", "Any codes"),
        made("codes-eu"),
        made("code"),
    )
    ranking = Ranking(ReplyIndex(shelf), Situation(), {})
    assert [(one.reply.shortcut, one.match) for one in ranking.best("code", 9)] == [
        ("code", Match.EXACT),
        ("codes-eu", Match.SHORTCUT),
        ("b", Match.TITLE),
        ("c", Match.TAG),
        ("d", Match.INSIDE),
        ("e", Match.TEXT),
    ]


def test_among_equals_topic_then_tier_then_language_then_own_use() -> None:
    shelf = (
        made("x-a"),
        made("x-b"),
        made("x-c", wordings=(Wording("th", "x"),)),
        made("x-d", wordings=(Wording("en", "x", Tier.HIGH),)),
        made("x-e", topic=Topic.REFUND),
        made("x-f", topic=Topic.PAYMENT),
    )
    situation = Situation("th", Tier.HIGH, Topic.REFUND)
    ranking = Ranking(ReplyIndex(shelf), situation, {QuickReplyId("x-b"): 3})
    order = ["x-e", "x-d", "x-c", "x-b", "x-a", "x-f"]
    assert [one.reply.shortcut for one in ranking.best("x", 9)] == order
    assert [one.reply.shortcut for one in ranking.best("", 9)] == order


def test_where_the_topic_is_not_known_the_own_language_goes_before_any_language() -> None:
    """Q-1: a reply without topic and language fits no better than the customer's own language about something."""
    shelf = (
        made("x-any", wordings=(Wording("", "x"),)),
        made("x-own", wordings=(Wording("ar", "x"), Wording("en", "x")), topic=Topic.LOGISTICS),
        made("x-other", wordings=(Wording("th", "x"),)),
    )
    assert found("", shelf, Situation("ar")) == ["x-own", "x-any", "x-other"]
    assert found("x", shelf, Situation("ar")) == ["x-own", "x-any", "x-other"]
    assert found("", shelf, Situation("ar", topic=Topic.PAYMENT)) == ["x-any", "x-other", "x-own"]


def test_use_never_goes_before_fit() -> None:
    shelf = (made("a"), made("b", topic=Topic.REFUND))
    ranking = Ranking(ReplyIndex(shelf), Situation(topic=Topic.REFUND), {QuickReplyId("a"): 10_000})
    assert [one.reply.shortcut for one in ranking.best("", 9)] == ["b", "a"]


def test_what_cannot_be_used_here_is_not_shown() -> None:
    shelf = (
        made("wa", channels=(ChannelKind.WHATSAPP,)),
        made("rich", wordings=(Wording("en", "x", trait=Trait.HIGH_SPEND),)),
        made("both"),
    )
    assert found("", shelf, Situation(channel=ChannelKind.INSTAGRAM)) == ["both"]
    rich = Situation(channel=ChannelKind.WHATSAPP, traits=frozenset({Trait.HIGH_SPEND}))
    assert set(found("", shelf, rich)) == {"wa", "rich", "both"}


def test_a_new_index_finds_what_an_older_one_knew_and_what_changed() -> None:
    before = ReplyIndex(SHELF)
    after = ReplyIndex((*SHELF[1:], made("track", "Parcel elsewhere")), before)
    ranking = Ranking(after, Situation(), {})
    assert [one.reply.title for one in ranking.best("elsewhere", 9)] == ["Parcel elsewhere"]
    assert ranking.best("waybill", 9) == ()
    assert [one.reply.shortcut for one in ranking.best("invoice", 9)] == ["invoice"]


def test_many_hits_are_cut_to_what_is_asked_for() -> None:
    shelf = tuple(made(f"n{number}", text="the same word") for number in range(400))
    assert len(Ranking(ReplyIndex(shelf), Situation(), {}).best("word", 50)) == 50


def test_letter_by_letter_finds_what_the_whole_word_finds() -> None:
    texts = ("a 🙂 parcel", "the parcels", "nothing", "parc", "ein Paar", "包裹parcel包")
    shelf = tuple(made(f"n{number}", text=text) for number, text in enumerate(texts))
    ranking = Ranking(ReplyIndex(shelf), Situation(), {})
    for typed in ("par", "parc", "parce", "parcel", "parcels", "parcelsx", "parcel", "pa包", "包", "包裹", "🙂"):
        fresh = Ranking(ReplyIndex(shelf), Situation(), {})
        assert ranking.best(typed, 9) == fresh.best(typed, 9), typed
    assert [one.reply.shortcut for one in ranking.best("parcel", 9)] == ["n0", "n1", "n5"]


def test_of_many_that_hold_a_word_the_fittest_are_shown() -> None:
    shelf = tuple(
        made(f"n{number}", f"Word {number}", "said often", topic=Topic.REFUND if number == 700 else None)
        for number in range(900)
    )
    ranking = Ranking(ReplyIndex(shelf), Situation(topic=Topic.REFUND), {})
    for typed in ("often", "ften", "ord", "said often", "ord said"):
        found = ranking.best(typed, 50)
        assert (len(found), found[0].reply.shortcut) == (50, "n700"), typed


def test_half_a_character_is_looked_for_without_a_fault() -> None:
    assert found("\ud83d") == []

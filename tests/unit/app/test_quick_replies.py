"""Quick replies are found, filled, saved, counted and reviewed; all of it in memory and without network."""

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from app.changes import ChangeHub
from app.errors import Refused, StorageFull, Unreachable
from app.services.quick_replies import QuickReplyService
from app.services.reply_values import Fit
from domain.agent import Role
from domain.channel import ChannelKind
from domain.emotion.assessment import Assessment, Tier, Topic
from domain.ids import QuickReplyId
from domain.order import OrderStatus
from domain.setting import Setting
from domain.templates.facts import KEY, write_facts
from domain.templates.packs import builtin_id
from domain.templates.reply import QuickReply, Scope, Wording
from domain.templates.review import Why
from domain.templates.subject import Facts, Promotion
from tests.fakes.demo import AGENTS, NOW, World, demo, tid
from tests.fakes.replies import TRACK, order_of
from tests.fakes.services import FakeClock, FakeQuickReplies, StepTasks

if TYPE_CHECKING:
    from collections.abc import Callable

WANG = tid("wang")


class Desk:
    """The service over the demo world, its news told at once."""

    def __init__(self, world: World | None = None) -> None:
        self.world = world or demo()
        self.tasks = StepTasks()
        self.waiting: list[object] = []
        self.soon: list[Callable[[], None]] = []
        self.hub = ChangeHub(self.soon.append, self.waiting.append)
        self.clock = FakeClock()
        self.replies = FakeQuickReplies(self.world, self.hub, self.tasks, self.clock)
        self.memory = self.replies.memory

    def settle(self) -> None:
        """What was started ends."""
        while self.soon or self.tasks.waiting:
            while self.soon:
                self.soon.pop(0)()
            if self.tasks.waiting:
                assert self.tasks.step()
        assert self.tasks.failures == []

    def ship(self) -> None:
        """Wang's order is on its way."""
        self.memory.held_orders.append(order_of(self.world.cards[WANG].customer.id))

    def upset(self, tier: Tier, topic: Topic) -> None:
        card = self.world.cards[WANG]
        self.world.cards[WANG] = replace(card, thread=replace(card.thread, tier=tier, topic=topic))

    def play(self, role: Role) -> None:
        self.memory.agent = replace(AGENTS[0], role=role)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def reply(desk: Desk, shortcut: str) -> QuickReply:
    return next(one for one in desk.replies.all() if one.shortcut == shortcut)


async def test_a_reply_is_filled_in_the_customers_language_with_their_order(desk: Desk) -> None:
    desk.ship()
    context = await desk.replies.context(WANG)
    made = desk.replies.fill(reply(desk, "track"), context)
    assert made.text == (
        "王小姐/先生您好，您的包裹由 SF Express 配送，單號 SF123456，預計 11月24日 送達，可在此查詢："
        "https://track.example.com/SF123456"
    )
    assert made.gaps == ()
    assert made.language == "zh-Hant"
    assert "SF123456" in [made.text[start:end] for start, end in made.values]


async def test_without_an_order_what_is_missing_is_a_gap_with_its_name(desk: Desk) -> None:
    made = desk.replies.fill(reply(desk, "track"), await desk.replies.context(WANG))
    assert [gap.name for gap in made.gaps] == ["carrier", "waybill number", "expected on", "tracking link"]
    assert all(made.text[gap.start : gap.end] == f"⟦{gap.name}⟧" for gap in made.gaps)


async def test_the_order_that_was_talked_about_goes_before_the_newest(desk: Desk) -> None:
    customer = desk.world.cards[WANG].customer.id
    newest = replace(order_of(customer), number="99999", at=NOW)
    desk.memory.held_orders += [newest, order_of(customer)]
    context = await desk.replies.context(WANG)
    # Wang wrote: 訂單 #12345.
    assert context.values["order.number"] == "12345"


async def test_an_upset_customer_gets_the_wording_of_their_tier(desk: Desk) -> None:
    desk.upset(Tier.HIGH, Topic.REFUND)
    context = await desk.replies.context(WANG)
    hit = desk.replies.search("faulty", context)[0]
    assert hit.wording.tier is Tier.HIGH
    assert hit.fits == (Fit.TIER, Fit.TOPIC)
    assert "專員 Li Hua" in desk.replies.fill(hit.reply, context).text


async def test_a_good_customer_gets_a_code_of_their_own(desk: Desk) -> None:
    desk.memory.kept_settings = [Setting(KEY, write_facts(Facts(promotion=Promotion(code="AUTUMN"))), 1)]
    desk.replies.read()
    plain = desk.replies.fill(reply(desk, "vip-code"), await desk.replies.context(WANG))
    assert "no code" in plain.text
    spent = replace(order_of(desk.world.cards[WANG].customer.id), amount=4_000_000, status=OrderStatus.DELIVERED)
    desk.memory.held_orders.append(spent)
    special = desk.replies.fill(reply(desk, "vip-code"), await desk.replies.context(WANG))
    assert special.text == "Here is a code of your own: AUTUMN."


async def test_a_channel_that_takes_no_such_length_says_so(desk: Desk) -> None:
    mine = replace(desk.replies.new(), shortcut="long", wordings=(Wording("", "word " * 300),))
    await desk.replies.save(mine)
    desk.settle()
    context = await desk.replies.context(WANG)
    assert context.situation.channel is ChannelKind.INSTAGRAM
    assert desk.replies.fill(mine, context).too_long
    assert not desk.replies.fill(mine, desk.replies.on_channel(context, ChannelKind.WHATSAPP)).too_long


async def test_what_is_saved_is_found_at_once_and_what_is_removed_is_not(desk: Desk) -> None:
    heard: list[int] = []
    desk.replies.on_change(lambda: heard.append(1))
    made = replace(desk.replies.new(), shortcut="hours", title="Opening hours", wordings=(Wording("", "9 to 5"),))
    await desk.replies.save(made)
    desk.settle()
    context = await desk.replies.context(WANG)
    assert [hit.reply.id for hit in desk.replies.search("opening", context)] == [made.id]
    await desk.replies.remove(reply(desk, "hours"))
    desk.settle()
    assert desk.replies.search("opening", await desk.replies.context(WANG)) == ()
    assert len(heard) == 2


async def test_a_built_in_reply_can_be_changed_hidden_and_brought_back(desk: Desk) -> None:
    built = reply(desk, "track")
    await desk.replies.save(replace(built, title="Parcel"))
    desk.settle()
    assert reply(desk, "track").title == "Parcel"
    await desk.replies.remove(reply(desk, "track"))
    desk.settle()
    assert desk.replies.reply(TRACK) is None
    assert [one.id for one in desk.replies.hidden()] == [TRACK]
    await desk.replies.as_delivered(TRACK)
    desk.settle()
    assert reply(desk, "track").title == built.title
    assert desk.replies.hidden() == ()


@pytest.mark.parametrize(
    ("role", "own", "shared"),
    [
        (Role.AGENT, True, False),
        (Role.SENIOR, True, True),
        (Role.LEAD, True, True),
        (Role.ADMIN, True, True),
        (Role.TRAINER, False, True),
    ],
)
async def test_who_may_change_what(desk: Desk, role: Role, own: bool, shared: bool) -> None:
    desk.play(role)
    assert desk.replies.may_change(reply(desk, "thanks")) is own
    assert desk.replies.may_change(reply(desk, "return-eu")) is shared
    if not shared:
        with pytest.raises(Refused, match="not_allowed"):
            await desk.replies.save(reply(desk, "return-eu"))
        with pytest.raises(Refused, match="not_allowed"):
            await desk.replies.remove(reply(desk, "track"))


async def test_nobody_makes_a_shared_reply_their_own_to_get_at_it(desk: Desk) -> None:
    desk.play(Role.AGENT)
    stolen = replace(reply(desk, "return-eu"), scope=Scope.PERSONAL, owner_id=AGENTS[0].id)
    with pytest.raises(Refused, match="not_allowed"):
        await desk.replies.save(stolen)


async def test_a_shortcut_stands_for_one_reply_of_a_scope(desk: Desk) -> None:
    twice = replace(desk.replies.new(), shortcut="thanks", wordings=(Wording("", "x"),))
    with pytest.raises(Refused, match="shortcut_taken"):
        await desk.replies.save(twice)
    await desk.replies.save(replace(twice, scope=Scope.WORKSPACE))


async def test_what_one_person_had_gets_another_id_when_everybody_gets_it(desk: Desk) -> None:
    mine = reply(desk, "thanks")
    await desk.replies.save(replace(mine, scope=Scope.WORKSPACE))
    desk.settle()
    assert reply(desk, "thanks").scope is Scope.WORKSPACE
    assert desk.replies.reply(mine.id) is None


async def test_uses_are_told_together_and_move_a_reply_up(desk: Desk) -> None:
    before = [hit.reply.shortcut for hit in desk.replies.search("", await desk.replies.context(tid("emma")))]
    last = reply(desk, before[1])
    for _ in range(3):
        desk.replies.count(last.id)
    desk.replies.count(last.id, edited=True)
    assert desk.memory.counted == []
    await desk.replies.close()
    assert [use.edited for use in desk.memory.counted] == [False, False, False, True]
    assert desk.memory.uses == {last.id: 4}
    after = [hit.reply.shortcut for hit in desk.replies.search("", await desk.replies.context(tid("emma")))]
    assert after.index(last.shortcut) < before.index(last.shortcut)


async def test_uses_that_could_not_be_kept_are_told_later(desk: Desk) -> None:
    desk.replies.count(TRACK)
    desk.memory.error = StorageFull()
    await desk.replies.close()
    assert desk.memory.counted == []
    await desk.replies.close()
    assert [use.reply_id for use in desk.memory.counted] == [TRACK]


async def test_another_agent_on_this_computer_does_not_tell_what_the_first_one_used(desk: Desk) -> None:
    desk.replies.count(TRACK)
    desk.memory.agent = AGENTS[1]
    await desk.replies.load()
    await desk.replies.close()
    assert desk.memory.counted == []


async def test_a_sent_message_becomes_a_reply_with_fields(desk: Desk) -> None:
    desk.ship()
    context = await desk.replies.context(WANG)
    text = "王小姐/先生，訂單 12345 已由 SF Express 寄出，單號 SF123456。Li Hua"
    made, proposal = desk.replies.propose(text, context)
    assert made.wordings[0].text == (
        "{{ customer.address }}，訂單 {{ order.number }} 已由 {{ order.carrier }} 寄出，單號 {{ order.waybill }}。"
        "{{ agent.name }}"
    )
    assert made.wordings[0].language == "zh-Hant"
    assert made.scope is Scope.PERSONAL
    assert dict(proposal.replaced)["order.number"] == "12345"
    assert desk.replies.fill_text(made.wordings[0].text, context).text == text


async def test_a_phrase_becomes_its_reply(desk: Desk) -> None:
    found = desk.replies.phrase("tyvm")
    assert found is not None
    assert found.shortcut == "thanks"
    assert desk.replies.phrase("thx") is None


async def test_what_is_stale_or_edited_too_often_comes_up_until_somebody_says_it_is_right(desk: Desk) -> None:
    assert [(item.reply.shortcut, item.why) for item in desk.replies.review()] == [("return-eu", Why.EDITED)]
    desk.clock.forward(timedelta(days=90).total_seconds())
    stale = {item.reply.shortcut for item in desk.replies.review() if item.why is Why.OLD}
    assert {"track", "thanks", "vip-code"} <= stale
    await desk.replies.still_right([reply(desk, "track"), reply(desk, "thanks")])
    desk.settle()
    assert {"track", "thanks"}.isdisjoint(item.reply.shortcut for item in desk.replies.review())


async def test_an_agent_is_asked_about_their_own_replies_only(desk: Desk) -> None:
    desk.play(Role.AGENT)
    desk.clock.forward(timedelta(days=100).total_seconds())
    assert [item.reply.shortcut for item in desk.replies.review()] == ["thanks"]


async def test_history_needs_the_server(desk: Desk) -> None:
    await desk.replies.save(replace(reply(desk, "thanks"), title="Thanks!"))
    assert [past.reply.title for past in await desk.replies.history(reply(desk, "thanks").id) if past.reply] == [
        "Thanks!"
    ]
    desk.memory.error = Unreachable()
    with pytest.raises(Unreachable):
        await desk.replies.history(TRACK)


async def test_a_thread_that_is_not_here_still_has_its_replies(desk: Desk) -> None:
    context = await desk.replies.context(tid("nobody"))
    hit = desk.replies.search("track", context)[0]
    assert "⟦order number⟧" not in desk.replies.fill(hit.reply, context).text
    assert "⟦polite form with name⟧" in desk.replies.fill(hit.reply, context).text


async def test_a_damaged_setting_leaves_the_defaults(desk: Desk) -> None:
    desk.memory.kept_settings = [Setting(KEY, '{"hotline": 3, "within": {"soon": 1}}', 1)]
    desk.replies.read()
    assert (await desk.replies.context(WANG)).values["within"] == "48 小時"
    assert builtin_id("track") == QuickReplyId(TRACK)


async def test_where_the_directory_knows_no_language_the_customers_own_words_do(desk: Desk) -> None:
    card = desk.world.cards[WANG]
    desk.world.cards[WANG] = replace(card, customer=replace(card.customer, language=""))
    last = desk.world.entries[WANG][-1]
    told = Assessment(Tier.HIGH, True, Topic.REFUND, "th")
    desk.world.entries[WANG][-1] = replace(last, message=replace(last.message, assessment=told))
    context = await desk.replies.context(WANG)
    assert context.situation.language == "th"
    assert context.values["customer.address"].startswith("คุณ")


async def test_what_filling_needs_is_asked_for_by_the_wordings_there_are(desk: Desk) -> None:
    asked: list[str] = []
    own = QuickReply(QuickReplyId("own"), "own", "Own", (Wording("en", "{% if hotline %}Call{% endif %}"),))
    desk.memory.saved[own.id] = own
    tools = replace(desk.replies.tools, warm=asked.extend)
    service = QuickReplyService(desk.memory, desk.replies.uses, desk.hub, desk.tasks, tools)
    await service.load()
    assert "{% if hotline %}Call{% endif %}" in asked
    assert len(asked) > len(service.all()) > 1, "the built-in ones, in every language, too"

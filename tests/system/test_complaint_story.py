"""From an angry message to a followed-up complaint: a real server, and an agent and a lead at their own computers."""

from contextlib import AsyncExitStack
from pathlib import Path

from app.services.complaint_values import BoardCard
from app.services.complaints import ComplaintService
from app.services.desk import Account
from domain.agent import Role
from domain.complaint import ComplaintState, Effect, FollowUpOutcome, Origin, StepKind
from domain.complaints.acts import (
    FollowUpComplaint,
    OpenComplaint,
    OwnComplaint,
    PauseComplaint,
    ResolveComplaint,
    SeeComplaint,
)
from domain.emotion.assessment import Tier
from domain.ids import ComplaintId, IdentityId, OfferId, ThreadId
from domain.inbox import Folder
from domain.offer import LossKind, Offer, OfferState, Option
from domain.operations import MakeOffer, MoveOffer, Send
from sync.braid.gateway import BraidGateway
from tests.support.house import House
from tests.support.seat import Seat as AtWork
from tests.support.seat import take_a_seat
from tests.support.team import Team, a_team

PHONE = "447700900111"
ANGRY = (
    "My screen arrived broken, this is the third time you have lied to me! I am calling my lawyer and the newspapers."
)
ANSWER = "We are very sorry that your screen arrived broken. I will write to you by 5 pm today with a solution."


class Seat(AtWork):
    """Somebody who works on complaints."""

    def __init__(self, house: House[BraidGateway], account: Account) -> None:
        super().__init__(house, account)
        self.complaints = ComplaintService(self.desk, self.operator, house.troubles.append)

    async def thread(self) -> ThreadId:
        """The only one there is."""

        async def there() -> bool:
            return bool(await self.rows())

        await self.house.until(there)
        return (await self.rows())[0]

    async def rows(self) -> list[ThreadId]:
        found = []
        for folder in (Folder.QUEUE, Folder.MINE):
            found += [row.thread_id for row in await self.house.store.threads.rows(folder, 10)]
        return found

    async def card(self, id_: ComplaintId) -> BoardCard | None:
        return (await self.complaints.cards([id_])).get(id_)

    async def sees(self, id_: ComplaintId, *kinds: StepKind, state: ComplaintState = ComplaintState.OPEN) -> BoardCard:
        """Waits until that is what its board shows, and all of it came from the server."""

        async def there() -> bool:
            card = await self.card(id_)
            if card is None or card.pending or card.complaint.state is not state:
                return False
            return [step.kind for step in card.complaint.steps if not step.deadline] == list(kinds)

        await self.house.until(there)
        card = await self.card(id_)
        assert card is not None
        return card


async def test_from_an_angry_message_to_a_followed_up_complaint(tmp_path: Path) -> None:
    async with a_team(tmp_path) as team, AsyncExitStack() as stack:
        agent = await take_a_seat(stack, team, tmp_path, "Ada", Role.AGENT, Seat)
        lead = await take_a_seat(stack, team, tmp_path, "Cleo", Role.LEAD, Seat)
        await team.whatsapp(PHONE, "Marcus", ANGRY)
        thread = await agent.thread()
        id_ = await opened_from_the_suggestion(agent, thread)
        card = await lead.sees(id_, StepKind.OPENED)
        assert (card.complaint.tier, card.complaint.owner_id, card.customer) == (Tier.HIGH, lead.me.id, "Marcus")
        assert card.complaint.message_id is not None
        assert card.complaint.rule_due > card.complaint.first_due > card.complaint.received_at
        await lead.complaints.do(thread, SeeComplaint(id_))
        await answered(agent, lead, thread, id_)
        await made_good(team, agent, lead, thread, id_)
        await followed_up(agent, lead, thread, id_)


async def opened_from_the_suggestion(agent: Seat, thread: ThreadId) -> ComplaintId:
    """E-1: the engine takes it for one, and says why."""

    async def suggested() -> bool:
        return await agent.complaints.suggestion(thread) is not None

    await agent.house.until(suggested)
    found = await agent.complaints.suggestion(thread)
    assert found is not None
    assert (found.tier, found.publicity, bool(found.reasons)) == (Tier.HIGH, True, True)
    id_ = agent.complaints.new_id()
    said = (found.amount, found.currency, found.publicity, Effect.EXPERIENCE, LossKind.DEFECT)
    await agent.complaints.do(thread, OpenComplaint(id_, found.message_id, found.words, *said, Origin.MESSAGE))
    assert (await agent.card(id_)) is not None, "foretold at once"
    assert await agent.complaints.suggestion(thread) is None
    return id_


async def answered(agent: Seat, lead: Seat, thread: ThreadId, id_: ComplaintId) -> None:
    """K-1: the reply stops the clocks of the first answer, with all three elements."""
    card = await agent.house.store.threads.card(thread)
    assert card is not None
    await agent.operator.do(thread, Send(IdentityId(card.identities[0].id), ANSWER))
    for seat in (agent, lead):
        shown = (await seat.sees(id_, StepKind.OPENED, StepKind.ANSWERED)).complaint
        assert shown.answer_parts == ("apology", "summary", "promised_time")
        assert shown.breached == ()


async def made_good(team: Team, agent: Seat, lead: Seat, thread: ThreadId, id_: ComplaintId) -> None:
    """K-3: three options, one is taken; the customer's word ends a pause; the lead resolves it."""
    steps = [StepKind.OPENED, StepKind.ANSWERED]
    options = (Option(5_000, 0), Option(0, 6_000), Option(2_000, 3_500))
    offer_id, now = OfferId(agent.complaints.new_id()), agent.complaints.now()
    offer = Offer(offer_id, thread, LossKind.DEFECT, 4_500, "CNY", options, OfferState.MADE, None, now)
    await agent.operator.do(thread, MakeOffer(offer))
    await agent.complaints.do(thread, PauseComplaint(id_, paused=True))
    steps += [StepKind.OFFERED, StepKind.PAUSED]
    await lead.sees(id_, *steps, state=ComplaintState.PAUSED)
    await team.whatsapp(PHONE, "Marcus", "The coupon is fine, thank you.")
    steps.append(StepKind.RESUMED)
    await agent.sees(id_, *steps)
    await agent.operator.do(thread, MoveOffer(offer_id, OfferState.TAKEN, 1))
    steps.append(StepKind.TAKEN)
    assert (await lead.sees(id_, *steps)).complaint.steps[-1].words == "2"
    await lead.complaints.do(thread, ResolveComplaint(id_, "A coupon of 60 CNY, and a new screen"))
    steps.append(StepKind.RESOLVED)
    for seat in (agent, lead):
        shown = (await seat.sees(id_, *steps, state=ComplaintState.RESOLVED)).complaint
        assert shown.resolved_at is not None
        assert shown.follow_up_due is not None
        assert (shown.follow_up_due - shown.resolved_at).days == 3


async def followed_up(agent: Seat, lead: Seat, thread: ThreadId, id_: ComplaintId) -> None:
    """K-6: what was done stands in the draft; the outcome closes it; both sides end alike."""
    assert [card.complaint.id for card in await agent.complaints.follow_ups()] == [id_]
    assert "new screen" in await agent.complaints.follow_up_text(id_)
    await lead.complaints.do(thread, OwnComplaint(id_, agent.me.id, "Please ask him"))

    async def asked() -> bool:
        """Before that she might be first: then it is closed, and nobody can be given it any more."""
        card = await agent.card(id_)
        return card is not None and card.complaint.owner_id == agent.me.id

    await agent.house.until(asked)
    await agent.complaints.do(thread, FollowUpComplaint(id_, FollowUpOutcome.WELL, "The new one works"))
    await agent.house.drained()

    async def alike() -> bool:
        """What was foretold has given way to what the server says."""
        ends = [await seat.card(id_) for seat in (agent, lead)]
        shown = [card.complaint for card in ends if card is not None and not card.pending]
        return len(shown) == 2 and shown[0] == shown[1] and shown[0].state is ComplaintState.CLOSED

    await agent.house.until(alike)
    card = await agent.card(id_)
    assert card is not None
    assert (card.complaint.outcome, card.complaint.next_at) == (FollowUpOutcome.WELL, None)
    assert (card.complaint.steps[-1].agent_id, card.complaint.owner_id) == (agent.me.id, agent.me.id)

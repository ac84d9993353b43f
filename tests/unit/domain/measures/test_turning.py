"""What stands out in a conversation (M-1)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.emotion.assessment import Tier
from domain.ids import MessageId, OfferId, ThreadId
from domain.measures.turning import Said, turns, waited
from domain.message import Author
from domain.offer import LossKind, Offer, OfferState, Option
from domain.review import TurnKind

START = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)


def customer(minute: float, tier: Tier | None) -> Said:
    return Said(MessageId(f"c{minute:g}"), Author.CUSTOMER, START + timedelta(minutes=minute), tier)


def agent(minute: float, *, answers: bool = True) -> Said:
    return Said(MessageId(f"a{minute:g}"), Author.AGENT, START + timedelta(minutes=minute), answers=answers)


def offer(minute: float, state: OfferState = OfferState.MADE) -> Offer:
    options = (Option(5_500, 0), Option(0, 6_000), Option(6_500, 0))
    at = START + timedelta(minutes=minute)
    return Offer(OfferId(f"o{minute:g}"), ThreadId("t"), LossKind.LATE, 5_000, "CNY", options, state, None, at)


def test_moods_that_turn_both_ways() -> None:
    said = [
        customer(0, Tier.LOW),
        agent(1),
        customer(2, Tier.HIGH),
        customer(3, Tier.HIGH),
        agent(4),
        customer(5, Tier.LOW),
    ]
    found = turns(said)
    assert [(turn.kind, turn.message_id, turn.before, turn.after) for turn in found] == [
        (TurnKind.WORSE, "c2", Tier.LOW, Tier.HIGH),
        (TurnKind.BETTER, "c5", Tier.HIGH, Tier.LOW),
    ]


def test_the_offer_at_which_the_customer_softened() -> None:
    said = [customer(0, Tier.HIGH), agent(1), customer(2, Tier.HIGH), agent(3), customer(4, Tier.MEDIUM)]
    (turn,) = turns(said, [offer(1), offer(3), offer(3.5)])
    assert (turn.kind, turn.message_id, turn.offer_id) == (TurnKind.SOFTENED, "c4", "o3.5")


@pytest.mark.parametrize("state", [OfferState.ASKED, OfferState.APPROVED, OfferState.DECLINED])
def test_what_the_customer_was_never_offered_softened_nobody(state: OfferState) -> None:
    said = [customer(0, Tier.HIGH), agent(1), customer(2, Tier.LOW)]
    (turn,) = turns(said, [offer(1, state)])
    assert (turn.kind, turn.offer_id) == (TurnKind.BETTER, None)


def test_time_is_lost_after_a_quarter_of_an_hour_and_not_before() -> None:
    said = [customer(0, None), customer(5, None), agent(15), customer(20, None), agent(35 + 1 / 60)]
    (turn,) = turns(said)
    assert (turn.kind, turn.message_id, turn.seconds) == (TurnKind.LOST_TIME, "c20", 901)
    assert waited(said) == 900 + 901


def test_a_note_ends_no_wait_and_one_that_goes_on_is_none_yet() -> None:
    said = [customer(0, None), agent(10, answers=False), agent(30), customer(40, None)]
    (turn,) = turns(said)
    assert turn.seconds == 1_800
    assert waited(said) == 1_800


def test_a_message_that_nobody_assessed_turns_nothing() -> None:
    said = [customer(0, Tier.HIGH), customer(1, None), customer(2, Tier.HIGH)]
    assert turns(said) == ()


def test_a_clock_that_went_back_counts_as_no_wait() -> None:
    said = [customer(10, None), replace(agent(10), at=START)]
    assert waited(said) == 0

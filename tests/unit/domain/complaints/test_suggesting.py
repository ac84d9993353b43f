"""Which waiting message could be a complaint, and what is known of it (E-1, table K)."""

from dataclasses import replace
from typing import Any

from domain.complaint import Complaint, ComplaintState, Effect
from domain.complaints.suggesting import Suggested, suggested, worth_naming
from domain.emotion.assessment import Assessment, Cue, Reason, Tier, Topic
from domain.message import Author, Message, MessageKind
from domain.offer import LossKind
from tests.fakes import world
from tests.unit.domain.complaints.ground import GROUND, opened

UPSET = Assessment(Tier.MEDIUM, True, Topic.REFUND)


def said(text: str, assessment: Assessment | None = UPSET, **more: Any) -> Message:
    return world.message("thread-001", text, assessment=assessment, **more)


def found(*messages: Message, held: tuple[Complaint, ...] = ()) -> Suggested | None:
    return suggested(messages, (), held, GROUND)


def test_the_newest_of_what_waits_is_meant() -> None:
    one = found(said("older"), said("newer"))
    assert one is not None
    assert (one.message.text, one.kind, one.effect, one.tier) == (
        "newer",
        LossKind.DEFECT,
        Effect.EXPERIENCE,
        Tier.MEDIUM,
    )


def test_notes_and_events_are_no_answers_and_replies_are() -> None:
    note = said("note", None, author=Author.AGENT, kind=MessageKind.NOTE)
    event = said("assigned", None, author=Author.SYSTEM, kind=MessageKind.EVENT)
    assert found(said("bad"), note, event) is not None
    assert found(said("bad"), said("Sorry", None, author=Author.AGENT)) is None
    assert found(said("bad", deleted_at=world.AT)) is None


def test_who_said_that_it_is_none_has_spoken_for_what_came_before() -> None:
    none = Assessment(Tier.MEDIUM, complaint=False)
    assert found(said("bad"), said("none", none)) is None
    assert found(said("none", none), said("bad")) is not None
    by_hand = Assessment(Tier.LOW, complaint=True)
    assert found(said("quietly wrong", by_hand)) is not None


def test_one_that_is_open_or_was_this_message_suggests_nothing() -> None:
    message = said("bad")
    mine = replace(opened(), message_id=message.id)
    assert found(message, held=(mine,)) is None
    over = replace(mine, state=ComplaintState.RESOLVED)
    assert found(message, held=(over,)) is None
    assert found(said("bad again"), held=(over,)) is not None


def test_publicity_and_authorities_make_it_public() -> None:
    for cue, public in ((Cue.PUBLICITY, True), (Cue.AUTHORITY, True), (Cue.INSULT, False)):
        one = found(said("bad", Assessment(Tier.HIGH, True, reasons=(Reason(cue, "x"),))))
        assert one is not None
        assert (one.publicity, one.tier) == (public, Tier.HIGH if public else Tier.MEDIUM)


def test_the_largest_amount_counts_by_what_it_is_worth() -> None:
    assert worth_naming("First 900 THB, then 50 USD", GROUND) == (5_000, "USD")
    assert worth_naming("1,200 VND", GROUND) == (1_200, "VND")
    assert worth_naming("Nothing at all", GROUND) == (0, "")

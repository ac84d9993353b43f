"""Offers on this computer: made, asked for and answered without network, in threads that are joined and taken apart."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from domain.ids import OfferId, ThreadId
from domain.offer import LossKind, Offer, OfferState, Option
from domain.operations import MakeOffer, MoveOffer, Outcome
from domain.problems import Problem
from tests.storage.desk import T2, Desk, T, open_desk

ID, OTHER = OfferId("01900000-0000-7000-8000-0000000000f1"), OfferId("01900000-0000-7000-8000-0000000000f2")


def offer(desk: Desk, state: OfferState = OfferState.MADE, id_: OfferId = ID, thread: ThreadId = T) -> Offer:
    options = (Option(5_000, 0), Option(0, 5_500))
    return Offer(id_, thread, LossKind.LATE, 4_000, "CNY", options, state, None, desk.clock.now(), version=desk.next())


async def states(desk: Desk, thread: ThreadId | None = T) -> list[tuple[OfferState, int | None]]:
    return [(one.state, one.taken) for one in await desk.store.shelf.offers(thread)]


async def test_an_offer_made_here_stands_in_its_thread_at_once_and_its_answer_too(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer(T, T2)
        told = await desk.store.outbox.enqueue([desk.operation(MakeOffer(offer(desk, thread=ThreadId("elsewhere"))))])
        assert told is not None
        assert set(told.shelf) == {"offer"}
        assert (await desk.store.shelf.offers(T))[0].thread_id == T
        assert await states(desk, T2) == []
        for payload in (MoveOffer(ID, OfferState.TAKEN, 1), MoveOffer(ID, OfferState.REFUSED)):
            await desk.do(payload)
        assert await states(desk) == [(OfferState.REFUSED, None)]
        await desk.do(MoveOffer(ID, OfferState.TAKEN, 0))
        assert await states(desk) == [(OfferState.TAKEN, 0)]


async def test_what_the_server_refuses_did_not_happen(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        await desk.feed(offer(desk, OfferState.ASKED))
        step = await desk.do(MoveOffer(ID, OfferState.APPROVED))
        assert await states(desk) == [(OfferState.APPROVED, None)]
        await desk.frozen()
        told = await desk.answer(step, Outcome.REJECTED, code=Problem.NOT_ALLOWED)
        assert (set(told.shelf), await states(desk)) == ({"offer"}, [(OfferState.ASKED, None)])


async def test_an_offer_that_is_taken_back_before_it_left_is_gone(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        made = await desk.do(MakeOffer(offer(desk)))
        await desk.store.outbox.discard(made.id)
        assert await states(desk) == []


async def test_a_joined_thread_shows_the_offers_of_both_and_each_keeps_its_own(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer(T, T2)
        await desk.feed(offer(desk))
        desk.clock.advance(60)
        await desk.do(MakeOffer(offer(desk, OfferState.ASKED, OTHER)), T2)
        await desk.feed(desk.thread(T2, merged_into=T))
        assert await states(desk) == [(OfferState.MADE, None), (OfferState.ASKED, None)]
        await desk.do(MoveOffer(OTHER, OfferState.APPROVED), T2)
        assert await states(desk, T2) == await states(desk) == [(OfferState.MADE, None), (OfferState.APPROVED, None)]
        await desk.feed(desk.thread(T2))
        assert (await states(desk), await states(desk, T2)) == (
            [(OfferState.MADE, None)],
            [(OfferState.APPROVED, None)],
        )


async def test_all_threads_offers_come_oldest_first(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer(T, T2)
        newer = offer(desk, OfferState.ASKED)
        older = offer(desk, OfferState.MADE, OTHER, T2)
        await desk.feed(newer)
        await desk.feed(replace(older, at=older.at - timedelta(days=1)))
        assert [one.id for one in await desk.store.shelf.offers()] == [OTHER, ID]


async def test_it_outlives_the_program(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.customer()
        await desk.do(MakeOffer(offer(desk)))
        await desk.store.close()
        await desk.open()
        assert await states(desk) == [(OfferState.MADE, None)]

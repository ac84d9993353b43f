"""The connection breaks in every way it can, against the real backend; the client's store is right afterwards."""

import time
from dataclasses import replace
from pathlib import Path

from sync.braid.gateway import BraidGateway
from tests.support.behind import IMPATIENT, behind_a_chaos_proxy
from tests.support.figures import figure
from tests.support.house import House
from tests.support.mischief import DROP_ANSWER
from tests.support.processes import SECRET
from tests.support.team import Place, customers

MOST_FAILURES = 3
"""So many count for the wait before a stream that was up is opened again."""


async def test_a_stream_that_breaks_all_the_time_misses_nothing(tmp_path: Path) -> None:
    async with behind_a_chaos_proxy(tmp_path) as (team, network, house, _):
        place = (await customers(team, house, 1))[0]
        waits, failures = [], []
        for number in range(15):
            await house.until(lambda: house.engine.core.stream.up)
            network.cut()
            began = time.perf_counter()
            await team.whatsapp(place.phone, "", f"message {number}")
            await house.until(lambda expected=number + 2: has(house, place, expected))  # type: ignore[misc]
            waits.append(time.perf_counter() - began)
            failures.append(house.engine.core.stream.backoff.failures)
        figure(f"message after a cut: median {sorted(waits)[7] * 1000:.0f} ms, worst {max(waits) * 1000:.0f} ms")
        window = await house.store.timeline.newest(place.lane, 100)
        texts = [entry.message.text for entry in window.entries]
        assert texts[1:] == [f"message {number}" for number in range(15)]
        assert max(failures) <= MOST_FAILURES, "after the fifteenth cut it waits no longer than after the third"


async def has(house: House[BraidGateway], place: Place, count: int) -> bool:
    return len((await house.store.timeline.newest(place.lane, 100)).entries) >= count


async def test_lost_answers_do_not_double_anything(tmp_path: Path) -> None:
    async with behind_a_chaos_proxy(tmp_path) as (team, network, house, _):
        place = (await customers(team, house, 1))[0]
        for number in range(10):
            network.calm()
            network.order(DROP_ANSWER, times=1 + number % 3)
            await house.enqueue(place.lane, place.send(f"reply {number}"))
            await house.drained()
        network.calm()
        taken = await team.taken(10)
        assert [one.text for one in taken] == [f"reply {number}" for number in range(10)]


async def test_a_network_that_swallows_everything_is_noticed(tmp_path: Path) -> None:
    async with behind_a_chaos_proxy(tmp_path, IMPATIENT) as (team, network, house, _):
        place = (await customers(team, house, 1))[0]
        network.silent = True
        await house.until(lambda: not house.engine.status.online)
        await house.enqueue(place.lane, place.send("into the void"))
        network.silent = False
        network.cut()
        await house.drained()
        assert [one.text for one in await team.taken(1)] == ["into the void"]


async def test_the_server_comes_back_on_the_same_port(tmp_path: Path) -> None:
    async with behind_a_chaos_proxy(tmp_path) as (team, _, house, _sessions):
        place = (await customers(team, house, 1))[0]
        for number in range(2):
            await team.backend.stop()
            await house.until(lambda: not house.engine.status.online)
            await house.enqueue(place.lane, place.send(f"reply {number}"))
            await team.backend.start()
            await house.drained()
            await house.until(lambda: house.engine.status.online)
        assert [one.text for one in await team.taken(2)] == ["reply 0", "reply 1"]


async def test_an_expired_session_renews_itself_on_the_way(tmp_path: Path) -> None:
    async with behind_a_chaos_proxy(tmp_path) as (team, _, house, sessions):
        places = await customers(team, house, 3)
        for number in range(30):
            if number % 10 == 5:
                house.gateway.use(replace(sessions[-1], access_token="expired"))
            place = places[number % 3]
            await house.enqueue(place.lane, place.send(f"reply {number}"))
        await house.drained()
        assert len({one.text for one in await team.taken(30)}) == 30
        assert len(team.provider.taken) == 30
        assert len(sessions) >= 2, "each new refresh token was handed on"
        assert not house.engine.status.signed_out


async def test_a_session_that_was_ended_keeps_the_queue_until_the_next(tmp_path: Path) -> None:
    async with behind_a_chaos_proxy(tmp_path) as (team, _, house, sessions):
        place = (await customers(team, house, 1))[0]
        house.gateway.use(replace(sessions[-1], access_token="gone", refresh_token="gone"))
        await house.enqueue(place.lane, place.send("kept"))
        await house.until(lambda: house.engine.status.signed_out)
        assert (await house.store.outbox.waiting()).replies == 1
        house.engine.start(await house.gateway.sign_in_embedded(SECRET))
        await house.drained()
        assert [one.text for one in await team.taken(1)] == ["kept"]

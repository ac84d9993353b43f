"""Whatever goes wrong in whatever order: every reply arrives once, in the order of its thread (virtual time)."""

import asyncio
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.message import Author
from tests.fakes import world
from tests.fakes.gateway import FakeGateway, FakeServer, Fault
from tests.support.house import KEPT, House, a_house
from tests.support.virtual.loop import VirtualClock
from tests.support.virtual.running import in_virtual_time

THREADS = 3
TROUBLES = st.sampled_from(
    [
        Fault.UNREACHABLE,
        Fault.LOST_BEFORE,
        Fault.LOST_AFTER,
        Fault.LOST_AFTER,
        Fault.THROTTLED,
        Fault.TOO_LARGE,
        Fault.SIGNED_OUT,
        None,
    ]
)
STEPS = st.one_of(
    st.tuples(st.just("reply"), st.integers(1, THREADS)),
    st.tuples(st.just("fault"), st.tuples(st.sampled_from(["submit", "changes", "events"]), TROUBLES)),
    st.tuples(st.sampled_from(["offline", "online", "flap", "fork", "forget", "restart", "breathe"]), st.none()),
    st.tuples(st.just("colleague"), st.integers(1, THREADS)),
)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(STEPS, min_size=3, max_size=40))
def test_nothing_is_lost_doubled_or_overtaken(steps: list[tuple[str, object]]) -> None:
    in_virtual_time(lambda folder: asyncio.wait_for(play(folder, steps), 3600))


async def play(folder: Path, steps: list[tuple[str, object]]) -> None:
    server = FakeServer(THREADS)
    gateway = FakeGateway(server)
    player = Player(server, gateway)
    clock = VirtualClock(asyncio.get_running_loop())
    for leg in player.legs(steps):
        async with a_house(folder, gateway, clock=clock) as house:
            for step, argument in leg:
                await player.step(house, step, argument)
    async with a_house(folder, gateway, clock=clock) as house:
        await player.finish(house)


async def at_rest(house: House[FakeGateway]) -> bool:
    """Nothing will happen without a person."""
    waiting = await house.store.outbox.waiting()
    return house.engine.status.signed_out or waiting.total == len(waiting.needs_person)


class Player:
    """Plays the steps, and knows what the provider must have got in the end."""

    def __init__(self, server: FakeServer, gateway: FakeGateway) -> None:
        self.server = server
        self.gateway = gateway
        self.written: dict[str, list[str]] = {world.thread(number).id: [] for number in range(1, THREADS + 1)}

    def legs(self, steps: list[tuple[str, object]]) -> list[list[tuple[str, object]]]:
        """The lives of the program between restarts."""
        legs: list[list[tuple[str, object]]] = [[]]
        for step in steps:
            if step[0] == "restart":
                legs.append([])
            else:
                legs[-1].append(step)
        return legs

    async def step(self, house: House[FakeGateway], step: str, argument: object) -> None:
        match step, argument:
            case "reply", int(number):
                texts = self.written[world.thread(number).id]
                texts.append(f"{number}/{len(texts)}")
                await house.reply(number, texts[-1])
            case "fault", (str(call), fault):
                self.gateway.faults[call].append(fault)  # type: ignore[arg-type]
            case "colleague", int(number):
                self.server.say(
                    world.message(world.thread(number).id, "x", Author.AGENT, id=f"c{self.server.sequence}")
                )
            case "fork", _:
                device = await house.store.state.device_id()
                for lane in self.written:
                    self.server.numbers[device, lane] += 1
                    self.server.by_number[device, lane, self.server.numbers[device, lane]] = "stolen"  # type: ignore[assignment]
            case _:
                await self._weather(house, step)

    async def _weather(self, house: House[FakeGateway], step: str) -> None:
        if step in {"offline", "online"}:
            self.gateway.go(online=step == "online")
        elif step == "flap":
            self.gateway.close_streams()
        elif step == "forget":
            self.server.epoch += 1
        for _ in range(20):
            await asyncio.sleep(0)

    async def finish(self, house: House[FakeGateway]) -> None:
        """The weather clears; a person signs in again and confirms whatever was held."""
        self.gateway.faults.clear()
        self.gateway.go(online=True)
        while True:
            if house.engine.status.signed_out:
                house.engine.start(KEPT)
            house.engine.retry_now()
            await house.until(lambda: at_rest(house))
            waiting = await house.store.outbox.waiting()
            if not waiting.total:
                break
            for row in waiting.needs_person:
                await house.store.outbox.retry(row.operation.id)
            house.engine.wake()
        for lane, texts in self.written.items():
            assert [text for where, text in self.server.provider if where == lane] == texts

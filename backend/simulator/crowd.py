"""The simulated customers at work: they arrive one after another, answer the team, grow impatient, and come back."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from random import Random

import httpx

from backend.simulator.persona import Mood, Persona
from backend.simulator.provider import Taken
from backend.simulator.speaking import Voice

Wait = Callable[[float], Awaitable[object]]

_QUESTION = ("?", "？", "؟")
_PATIENCE = {Mood.CALM: 600.0, Mood.WORRIED: 360.0, Mood.ANGRY: 180.0}
_AWAY = 2400.0
_TYPED_PER_SECOND = 12.0


class Visitor:
    """One customer: opening, an answer to each answer, thanks; then away for a while, and again."""

    def __init__(self, voice: Voice, wait: Wait) -> None:
        self.voice = voice
        self._wait = wait
        self._answers: asyncio.Queue[str] = asyncio.Queue()

    @property
    def persona(self) -> Persona:
        """Who it is."""
        return self.voice.persona

    def hear(self, taken: Taken) -> None:
        """The team wrote to them."""
        self.voice.heard = taken.id
        self._answers.put_nowait(taken.text)

    async def pause(self, seconds: float) -> bool:
        """Waits; True as soon as the team writes meanwhile."""
        self._forget()
        answered = asyncio.ensure_future(self._answers.get())
        pausing = asyncio.ensure_future(self._wait(seconds))
        try:
            await asyncio.wait((answered, pausing), return_when=asyncio.FIRST_COMPLETED)
            if answered.done():
                self._answers.put_nowait(answered.result())
                return True
            return False
        finally:
            answered.cancel()
            pausing.cancel()

    async def visit(self, *, opens: bool) -> None:
        """One dialogue, from the opening (or from the team's message) to the thanks."""
        if opens:
            self.voice.on_instagram = not self.persona.phone
            await self._say(self.persona.opening)
        said_order = False
        for turn in self.persona.turns:
            answer = await self._listen()
            if not said_order and answer.rstrip().endswith(_QUESTION):
                said_order = True
                await self._say((self.persona.asked,))
                await self._listen()
            await self._say(turn)
        await self._listen()
        await self._say((self.persona.thanks,))

    async def _say(self, lines: Sequence[str]) -> None:
        for line in lines:
            await self._wait(1.0 + len(line) / _TYPED_PER_SECOND)
            try:
                await self.voice.say(line)
            except httpx.HTTPError:
                return  # our server is stopping; a customer's phone would try again

    async def _listen(self) -> str:
        """The team's next answer; says something impatient, once, when it takes too long."""
        listening = asyncio.ensure_future(self._answers.get())
        patience = asyncio.ensure_future(self._wait(_PATIENCE[self.persona.mood]))
        try:
            await asyncio.wait((listening, patience), return_when=asyncio.FIRST_COMPLETED)
            if not listening.done():
                await self._say((self.persona.impatient,))
            answer = await listening
        finally:
            listening.cancel()
            patience.cancel()
        await self._wait(2.0)
        return answer

    def _forget(self) -> None:
        while not self._answers.empty():
            self._answers.get_nowait()


class Crowd:
    """All of them. `per_minute`: how many begin a dialogue each minute, as long as at most `at_once` are in one."""

    def __init__(
        self,
        voices: Sequence[Voice],
        random: Random,
        *,
        per_minute: float = 1.5,
        at_once: int = 5,
        wait: Wait = asyncio.sleep,
    ) -> None:
        self._visitors = [Visitor(voice, wait) for voice in voices]
        self._random = random
        self._between = 60.0 / per_minute
        self._room = asyncio.Semaphore(at_once)
        self._wait = wait

    def hear(self, taken: Taken) -> None:
        """The team's message to whoever it is for."""
        for visitor in self._visitors:
            if taken.to in {visitor.persona.phone, visitor.persona.instagram_id}:
                visitor.hear(taken)

    async def run(self) -> None:
        """Until cancelled."""
        order = list(self._visitors)
        self._random.shuffle(order)
        async with asyncio.TaskGroup() as group:
            for place, visitor in enumerate(order):
                group.create_task(self._live(visitor, 8.0 + place * self._between))

    async def _live(self, visitor: Visitor, first: float) -> None:
        pause = first
        while True:
            if await visitor.pause(pause):
                await visitor.visit(opens=False)
            else:
                async with self._room:
                    await visitor.visit(opens=True)
            pause = _AWAY * (0.5 + self._random.random())

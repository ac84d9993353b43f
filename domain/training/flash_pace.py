"""The time of flash reading: each chunk counts from its paint; a late frame moves the next one, drops none (S-2)."""

from collections.abc import Sequence
from typing import Final

from domain.training.flash import Chunk, Unit, seconds_of

SLOWEST: Final = {Unit.WORDS: 60, Unit.CHARACTERS: 120}
FASTEST: Final = {Unit.WORDS: 900, Unit.CHARACTERS: 1_500}
USUAL: Final = {Unit.WORDS: 240, Unit.CHARACTERS: 400}
"""Where a task says no pace."""
STEP: Final = {Unit.WORDS: 20, Unit.CHARACTERS: 40}


class FlashRun:
    """One text, once; all moments are monotonic seconds.

    Attributes:
        at: which chunk is to be on screen. pace: that is wanted. paused: nothing goes on by itself.
        over: the last one has had its time. late: seconds by which each came after its moment.
    """

    def __init__(self, chunks: Sequence[Chunk], pace: float, unit: Unit) -> None:
        self.chunks, self.unit = tuple(chunks), unit
        self.pace = min(float(FASTEST[unit]), max(float(SLOWEST[unit]), pace or USUAL[unit]))
        self.at = 0
        self.paused = False
        self.over = not self.chunks
        self.late: list[float] = []
        self._seen: set[int] = set()
        self._time = 0.0
        self._since: float | None = None
        self._left = seconds_of(self.chunks[0], self.pace) if self.chunks else 0.0
        self._due: float | None = None

    @property
    def chunk(self) -> Chunk | None:
        """That is to be on screen; None when it is over."""
        return None if self.over else self.chunks[self.at]

    @property
    def real(self) -> float:
        """The pace that really was: units that were shown, a minute that any of them was on screen; 0 before that."""
        units = sum(self.chunks[number].units for number in self._seen)
        return 60 * units / self._time if self._time else 0.0

    def due(self) -> float | None:
        """When the next one comes; None while nothing goes on."""
        return None if self.paused or self.over else self._due

    def painted(self, moment: float) -> None:
        """The chunk is on screen; said again for the same one it changes nothing."""
        if self.over or self._since is not None:
            return
        self._since = moment
        self._seen.add(self.at)
        self._due = moment + self._left

    def step(self, moment: float) -> bool:
        """To the next one, if its time has come; whether something else is to be shown."""
        due = self.due()
        if due is None or moment < due:
            return False
        self.late.append(moment - due)
        self._leave(moment)
        if self.at + 1 == len(self.chunks):
            self.over = True
        else:
            self._go(self.at + 1)
        return True

    def pause(self, moment: float) -> None:
        """The chunk stands; it can still be read, so its time goes into the pace that was."""
        if not self.paused and not self.over:
            self.paused = True
            if self._due is not None:
                self._left = max(0.0, self._due - moment)
            self._due = None

    def go_on(self, moment: float) -> None:
        """It goes on with what was left of the chunk's time."""
        if self.paused:
            self.paused = False
            self._due = None if self._since is None else moment + self._left

    def turn(self, by: int, moment: float) -> bool:
        """One chunk back or forth, only while paused; whether something else is to be shown."""
        wanted = self.at + by
        if not self.paused or self.over or not 0 <= wanted < len(self.chunks):
            return False
        self._leave(moment)
        self._go(wanted)
        return True

    def faster(self, steps: int, moment: float) -> None:
        """Another pace, from the rest of this chunk on."""
        before = self.pace
        self.pace = min(float(FASTEST[self.unit]), max(float(SLOWEST[self.unit]), before + steps * STEP[self.unit]))
        if self._due is not None:
            self._left = max(0.0, self._due - moment) * before / self.pace
            self._due = moment + self._left
        else:
            self._left *= before / self.pace

    def cover(self, moment: float) -> None:
        """Nothing can be read; the chunk has its whole time again when it is back."""
        self._leave(moment)
        if not self.over:
            self._left = seconds_of(self.chunks[self.at], self.pace)

    def _leave(self, moment: float) -> None:
        if self._since is not None:
            self._time += max(0.0, moment - self._since)
        self._since = self._due = None

    def _go(self, number: int) -> None:
        self.at = number
        self._left = seconds_of(self.chunks[number], self.pace)

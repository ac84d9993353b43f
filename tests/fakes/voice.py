"""A microphone, a loudspeaker and an encoder in memory, moved by a test's hand."""

from collections.abc import Callable

from domain.voice.measures import Measures, measure
from domain.voice.sound import Sound
from ui.voice.tools import Lack
from widgets.thread_view.audio import Playing


class FakeRecorder:
    """What was done with it, in order."""

    def __init__(self) -> None:
        self.calls: list[str] = []

    def pause(self) -> None:
        self.calls.append("pause")

    def resume(self) -> None:
        self.calls.append("resume")

    def stop(self) -> None:
        self.calls.append("stop")


class FakePlayer:
    """Plays nothing, and tells what a real one would.

    Attributes:
        content: what it was given last, b"" when nothing plays.
    """

    def __init__(self, told: Callable[[Playing], None]) -> None:
        self.told = told
        self.content = b""
        self.now = Playing()

    def play(self, content: bytes, speed: float) -> None:
        self.content = content
        self.tell(Playing(length=12.0, speed=speed, playing=True))

    def toggle(self) -> None:
        self.tell(Playing("", self.now.at, self.now.length, self.now.speed, not self.now.playing))

    def seek(self, seconds: float) -> None:
        self.tell(Playing("", seconds, self.now.length, self.now.speed, self.now.playing))

    def set_speed(self, speed: float) -> None:
        self.tell(Playing("", self.now.at, self.now.length, speed, self.now.playing))

    def stop(self) -> None:
        self.content = b""

    def tell(self, now: Playing) -> None:
        """How far it is."""
        self.now = now
        self.told(now)


class FakeVoiceTools:
    """A computer that can do everything; a test takes away what shall be missing.

    Attributes:
        waits: encoding is done when the test calls `finish_encoding`, not at once.
    """

    def __init__(self) -> None:
        self.lack = self.deaf = Lack.NOTHING
        self.recorder: FakeRecorder | None = None
        self.sounding: FakePlayer | None = None
        self.encoded: list[Sound] = []
        self.fails = self.waits = False
        self.heard: Callable[[Sound], None] | None = None
        self.failed: Callable[[], None] | None = None
        self._waiting: list[Callable[[], None]] = []

    def lacks_for_recording(self) -> Lack:
        return self.lack

    def lacks_for_playing(self) -> Lack:
        return self.deaf

    def record(self, heard: Callable[[Sound], None], failed: Callable[[], None]) -> FakeRecorder:
        self.heard, self.failed = heard, failed
        self.recorder = FakeRecorder()
        return self.recorder

    def say(self, sound: Sound) -> None:
        """Somebody speaks: pieces of a tenth of a second."""
        size = sound.rate // 10 * 2
        for start in range(0, len(sound.samples), size):
            assert self.heard is not None
            self.heard(Sound(sound.samples[start : start + size], sound.rate))

    def encode(self, sound: Sound, done: Callable[[bytes], None]) -> None:
        self.encoded.append(sound)
        content = b"" if self.fails else b"m4a " + str(len(sound.samples)).encode()
        self._waiting.append(lambda: done(content))
        if not self.waits:
            self.finish_encoding()

    def finish_encoding(self) -> None:
        """Everything that was asked for is ready."""
        waiting, self._waiting = self._waiting, []
        for done in waiting:
            done()

    async def measure(self, sound: Sound, language: str) -> Measures:
        return measure(sound, language)

    def player(self, told: Callable[[Playing], None]) -> FakePlayer:
        self.sounding = FakePlayer(told)
        return self.sounding

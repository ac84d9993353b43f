"""What the screens need of a microphone and a loudspeaker, as Protocols: Qt fulfils them, and so do the fakes."""

from collections.abc import Callable
from enum import StrEnum
from typing import Protocol

from domain.voice.measures import Measures
from domain.voice.sound import Sound
from widgets.thread_view.audio import Playing

VOICE_TYPE, VOICE_NAME = "audio/mp4", "voice.m4a"
"""Every channel of ours takes AAC in MPEG-4; WAV is taken by none."""


class Lack(StrEnum):
    """Why voice notes cannot be recorded or played here; NOTHING when they can."""

    NOTHING = ""
    ADDONS = "addons"
    LIBRARY = "library"
    MICROPHONE = "microphone"
    SPEAKER = "speaker"
    ENCODER = "encoder"


class Recorder(Protocol):
    """One recording under way."""

    def pause(self) -> None:
        """Hears nothing for a while."""

    def resume(self) -> None:
        """Hears again."""

    def stop(self) -> None:
        """Lets the microphone go."""


class Player(Protocol):
    """Plays one recording at a time."""

    def play(self, content: bytes, speed: float) -> None:
        """From its beginning; whatever was played before ends."""

    def toggle(self) -> None:
        """Pauses, or goes on; at the end, from the beginning."""

    def seek(self, seconds: float) -> None:
        """Goes on from there."""

    def set_speed(self, speed: float) -> None:
        """1.0 is as it was spoken; the pitch stays."""

    def stop(self) -> None:
        """Lets the loudspeaker go."""


class VoiceTools(Protocol):
    """A computer's sound."""

    def lacks_for_recording(self) -> Lack:
        """Why nothing can be recorded here."""

    def lacks_for_playing(self) -> Lack:
        """Why nothing can be played here."""

    def record(self, heard: Callable[[Sound], None], failed: Callable[[], None]) -> Recorder:
        """Begins; `heard` gets each piece, all of one rate."""

    def encode(self, sound: Sound, done: Callable[[bytes], None]) -> None:
        """As a file of VOICE_TYPE, later; b"" when that failed."""

    async def measure(self, sound: Sound, language: str) -> Measures:
        """What L-7 asks about it."""

    def player(self, told: Callable[[Playing], None]) -> Player:
        """Tells how far it is, several times a second."""

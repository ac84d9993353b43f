"""A recording: 16-bit samples of one channel, as a WAV file and as a waveform to look at."""

import io
import wave
from dataclasses import dataclass
from typing import Final

RATE: Final = 16_000
LOUDEST: Final = 32_768


@dataclass(frozen=True, slots=True)
class Sound:
    """Samples, 16 bits each, little-endian, one channel.

    Attributes:
        rate: samples a second.
    """

    samples: bytes
    rate: int = RATE

    @property
    def seconds(self) -> float:
        """How long it is."""
        return len(self.samples) // 2 / self.rate


def to_wav(sound: Sound) -> bytes:
    """A WAV file."""
    file = io.BytesIO()
    with wave.open(file, "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(2)
        written.setframerate(sound.rate)
        written.writeframes(sound.samples)
    return file.getvalue()


def from_wav(content: bytes) -> Sound:
    """The sound in a WAV file of one channel and 16 bits; raises ValueError for every other file."""
    try:
        with wave.open(io.BytesIO(content), "rb") as read:
            if (read.getnchannels(), read.getsampwidth()) != (1, 2):
                raise ValueError("one channel of 16 bits is needed")
            return Sound(read.readframes(read.getnframes()), read.getframerate())
    except (wave.Error, EOFError) as error:
        raise ValueError("not a WAV file") from error


def peaks(sound: Sound, count: int) -> tuple[float, ...]:
    """The loudest moment of each of so many equal stretches, 0 to 1; fewer where there are fewer samples."""
    import numpy as np

    samples = np.abs(np.frombuffer(sound.samples[: len(sound.samples) // 2 * 2], "<i2").astype(np.float32))
    if not len(samples) or count < 1:
        return ()
    stretches = np.array_split(samples, min(count, len(samples)))
    return tuple(float(stretch.max()) / LOUDEST for stretch in stretches)

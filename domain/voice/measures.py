"""What can be measured in a recording: pitch, pauses between sentences, speed (L-7)."""

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from domain.voice.sound import LOUDEST, Sound

if TYPE_CHECKING:
    from numpy.typing import NDArray

HOP: Final = 0.01
"""Seconds from one look at the loudness to the next."""

SENTENCE_PAUSE: Final = 0.6
"""Silence from here on ends a sentence; shorter ones are breath and stops inside words."""

FLOOR: Final = 0.004
QUIET: Final = 0.08
"""Silence is what stays below this share of the loud moments, and in any case below FLOOR of full scale."""

LOW, HIGH = 70.0, 400.0
"""Hertz between which a voice is looked for: wider than what L-7 wants, so that a miss can be told."""

VOICED: Final = 0.5
FRAME: Final = 0.04
MOST_FRAMES: Final = 2_000
"""More tell no more of the middle pitch."""

DIP: Final = 0.75
"""Between two syllables the loudness falls to this share of the quieter of the two, or further."""

PER_WORD: Final = {
    "en": 1.3, "zh-Hans": 1.0, "zh-Hant": 1.0, "ru": 2.3, "it": 2.0, "ar": 2.1, "th": 1.3, "vi": 1.0,
    "id": 2.1, "ms": 2.1, "es": 1.7, "pt": 1.8,
}  # fmt: skip
"""Syllables found in a word on average, as L-7 counts words: Chinese by characters, Vietnamese as it is written.

Measured on espeak-ng reading the built-in replies; Chinese and Thai are taken from the languages, not from a voice.
"""


@dataclass(frozen=True, slots=True)
class Measures:
    """What was found; None where there is nothing to find.

    Attributes:
        seconds: of the whole recording.
        pitch: hertz, the middle of all voiced moments.
        pauses: seconds of each silence between sentences, in order.
        speed: words a minute while somebody talks, pauses between sentences left out; an estimate from syllables.
    """

    seconds: float
    pitch: float | None = None
    pauses: tuple[float, ...] = ()
    speed: float | None = None


def measure(sound: Sound, language: str = "en") -> Measures:
    """Measures a recording in some milliseconds a minute."""
    import numpy as np

    samples = np.frombuffer(sound.samples[: len(sound.samples) // 2 * 2], "<i2").astype(np.float64) / LOUDEST
    loud = _loudness(samples, sound.rate)
    talks = _talking(loud)
    if not talks.any():
        return Measures(sound.seconds)
    inside = np.flatnonzero(talks)
    first, last = int(inside[0]), int(inside[-1]) + 1
    pauses = [length * HOP for talking, length in _runs(talks[first:last]) if not talking]
    between = tuple(round(pause, 2) for pause in pauses if pause >= SENTENCE_PAUSE)
    talked = (last - first) * HOP - sum(between)
    words = _syllables(loud, talks) / PER_WORD.get(language, PER_WORD["en"])
    speed = 60 * words / talked if talked >= 1.0 else None
    return Measures(sound.seconds, _pitch(samples, sound.rate, talks), between, speed)


def _loudness(samples: "NDArray[Any]", rate: int) -> "NDArray[Any]":
    """Root mean square of each stretch of HOP seconds."""
    import numpy as np

    width = round(rate * HOP)
    count = len(samples) // width
    found: NDArray[Any] = np.sqrt((samples[: count * width].reshape(count, width) ** 2).mean(axis=1))
    return found


def _talking(loud: "NDArray[Any]") -> "NDArray[Any]":
    """Where somebody talks; a click of a few hundredths of a second is nobody."""
    import numpy as np

    if not len(loud):
        return np.zeros(0, bool)
    talks = loud > max(FLOOR, QUIET * float(np.percentile(loud, 95)))
    at = 0
    for talking, length in _runs(talks):
        if talking and length * HOP < 0.03:
            talks[at : at + length] = False
        at += length
    return talks


def _runs(flags: "NDArray[Any]") -> list[tuple[bool, int]]:
    import numpy as np

    if not len(flags):
        return []
    edges = np.flatnonzero(np.diff(flags.astype(np.int8))) + 1
    bounds = [0, *map(int, edges), len(flags)]
    return [(bool(flags[start]), end - start) for start, end in pairwise(bounds)]


def _pitch(samples: "NDArray[Any]", rate: int, talks: "NDArray[Any]") -> float | None:
    """By autocorrelation of short frames: the shortest lag that repeats nearly as well as the best one."""
    import numpy as np

    width, hop = round(rate * FRAME), round(rate * HOP)
    starts = np.flatnonzero(talks)[::2] * hop
    starts = starts[starts + width <= len(samples)]
    starts = starts[:: max(1, len(starts) // MOST_FRAMES)]
    if not len(starts):
        return None
    frames = samples[starts[:, None] + np.arange(width)] * np.hanning(width)
    spectrum = np.abs(np.fft.rfft(frames - frames.mean(axis=1, keepdims=True), 2 * width)) ** 2
    repeats = np.fft.irfft(spectrum)[:, :width]
    window = np.fft.irfft(np.abs(np.fft.rfft(np.hanning(width), 2 * width)) ** 2)[:width]
    # The window itself falls off with the lag: without this, high voices would win.
    shares = (repeats / np.maximum(repeats[:, :1], 1e-12)) / (window / window[0])
    least, most = int(rate / HIGH), min(int(rate / LOW), width // 2)
    found = [hertz for share in shares if (hertz := _hertz(share[: most + 2], least, rate))]
    return float(np.median(found)) if found else None


def _hertz(share: "NDArray[Any]", least: int, rate: int) -> float:
    """Of one frame; 0 where nothing repeats."""
    import numpy as np

    inner = share[least:-1]
    tops = np.flatnonzero((inner >= share[least - 1 : -2]) & (inner > share[least + 1 :])) + least
    if not len(tops) or share[tops].max() < VOICED:
        return 0.0
    lag = int(next(top for top in tops if share[top] >= 0.9 * share[tops].max()))
    before, here, behind = share[lag - 1 : lag + 2]
    bend = before - 2 * here + behind
    return float(rate / (lag + (0.5 * (before - behind) / bend if bend else 0.0)))


def _syllables(loud: "NDArray[Any]", talks: "NDArray[Any]") -> int:
    """Tops of the smoothed loudness with a dip before each (de Jong and Wempe 2009)."""
    import numpy as np

    kernel = np.hanning(9)
    smooth = np.convolve(loud, kernel / kernel.sum(), "same") * talks
    least = 0.25 * float(np.percentile(smooth[talks], 90))
    count, top, valley = 0, 0.0, 0.0
    rising = True
    for value in smooth:
        if rising:
            top = max(top, float(value))
            if value < DIP * top:
                count += top > least
                rising, valley = False, float(value)
        else:
            valley = min(valley, float(value))
            if value > least and value * DIP > valley:
                rising, top = True, float(value)
    return count + (rising and top > least)

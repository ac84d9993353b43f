"""Voices that were never spoken: hums whose pitch, pauses and syllables are known."""

import numpy as np

from domain.voice.sound import RATE, Sound

LOUD = 0.4


def sound(*pieces: np.ndarray, rate: int = RATE) -> Sound:
    """Pieces one behind the other."""
    return Sound((np.concatenate(pieces) * 32767).astype("<i2").tobytes(), rate)


def silence(seconds: float, noise: float = 0.0) -> np.ndarray:
    """Nothing, or a room that hisses."""
    count = round(RATE * seconds)
    return np.random.default_rng(7).normal(0, noise, count) if noise else np.zeros(count)


def voice(seconds: float, hertz: float = 200.0, syllables: float = 5.0) -> np.ndarray:
    """A hum with overtones whose loudness comes and goes so many times a second."""
    at = np.arange(round(RATE * seconds)) / RATE
    hum = sum(np.sin(2 * np.pi * hertz * number * at) / number for number in range(1, 6))
    swell = 0.55 - 0.45 * np.cos(2 * np.pi * syllables * at) if syllables else np.ones_like(at)
    return LOUD * hum / 2 * swell

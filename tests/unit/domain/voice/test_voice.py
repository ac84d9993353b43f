"""Voice notes measured on sounds whose pitch, pauses and syllables are known, because they were made here."""

import numpy as np
import pytest

from domain.voice.measures import Measures, measure
from domain.voice.rules import VoiceRule, judge
from domain.voice.sound import Sound, from_wav, peaks, to_wav
from tests.support.voices import LOUD, silence, sound, voice


@pytest.mark.parametrize("hertz", [90.0, 120.0, 150.0, 185.0, 200.0, 250.0, 300.0])
def test_pitch_of_a_hum(hertz: float) -> None:
    found = measure(sound(silence(0.3), voice(2, hertz, 0), silence(0.3))).pitch
    assert found == pytest.approx(hertz, rel=0.02)


def test_pitch_of_a_voice_that_moves_is_its_middle() -> None:
    found = measure(sound(voice(1, 160), voice(1, 200), voice(1, 240))).pitch
    assert found == pytest.approx(200, rel=0.03)


def test_noise_has_no_pitch_and_silence_has_nothing() -> None:
    assert measure(sound(silence(2, noise=0.1))).pitch is None
    assert measure(sound(silence(2))) == Measures(2.0)
    assert measure(Sound(b"")) == Measures(0.0)
    assert measure(Sound(b"\x00")) == Measures(0.0)


def test_pauses_between_sentences_and_no_others() -> None:
    made = sound(
        silence(2), voice(2), silence(1.5), voice(1.5), silence(0.2), voice(1), silence(0.9), voice(1), silence(3)
    )
    assert measure(made).pauses == pytest.approx((1.5, 0.9), abs=0.12)


def test_pauses_in_a_room_that_hums() -> None:
    room = silence(6.5, noise=0.005)
    speech = np.concatenate([voice(2), silence(1.4), voice(2), silence(1.1)])
    assert measure(sound(room + speech)).pauses == pytest.approx((1.4,), abs=0.12)


@pytest.mark.parametrize("rate", [3.0, 4.0, 5.0, 6.0])
def test_speed_from_syllables(rate: float) -> None:
    made = sound(voice(4, syllables=rate), silence(1.5), voice(4, syllables=rate))
    assert measure(made, "vi").speed == pytest.approx(60 * rate, rel=0.06)
    assert measure(made, "ru").speed == pytest.approx(60 * rate / 2.3, rel=0.06)


def test_a_moment_says_nothing_of_speed() -> None:
    assert measure(sound(voice(0.5))).speed is None


def test_another_rate_of_samples() -> None:
    at = np.arange(8_000 * 2) / 8_000
    made = Sound((LOUD * np.sin(2 * np.pi * 200 * at) * 32767).astype("<i2").tobytes(), 8_000)
    assert made.seconds == 2
    assert measure(made).pitch == pytest.approx(200, rel=0.03)


def kept(measures: Measures) -> dict[VoiceRule, bool]:
    return {one.rule: one.kept for one in judge(measures)}


@pytest.mark.parametrize(
    ("measures", "speed", "pitch", "pauses"),
    [
        (Measures(9, 200, (1.5,), 230), True, True, True),
        (Measures(9, 150, (1.2, 1.8), 220), True, True, True),
        (Measures(9, 250.4, (1.84,), 240.4), True, True, True),
        (Measures(9, 149, (1.1,), 219), False, False, False),
        (Measures(9, 251, (1.9,), 241), False, False, False),
        (Measures(9, 200, (0.7, 1.5, 1.6), 230), True, True, True),
        (Measures(9), False, False, False),
    ],
)
def test_the_rules_of_l7(measures: Measures, speed: bool, pitch: bool, pauses: bool) -> None:
    assert kept(measures) == {VoiceRule.SPEED: speed, VoiceRule.PITCH: pitch, VoiceRule.PAUSES: pauses}


def test_a_reading_that_keeps_all_rules() -> None:
    made = sound(voice(3, 200, 3.85), silence(1.5), voice(3, 190, 3.85), silence(1.4), voice(3, 210, 3.85))
    assert all(one.kept for one in judge(measure(made, "vi"))), measure(made, "vi")


def test_wav_there_and_back() -> None:
    made = sound(voice(0.1))
    assert from_wav(to_wav(made)) == made
    for broken in (b"", b"RIFF", to_wav(made)[:20], b"x" * 100):
        with pytest.raises(ValueError, match="WAV"):
            from_wav(broken)


def test_the_waveform_has_as_many_peaks_as_there_is_room_for() -> None:
    shown = peaks(sound(silence(1), voice(1, syllables=0)), 40)
    assert len(shown) == 40
    assert max(shown[:19]) == 0
    assert min(shown[21:]) > 0.2
    assert max(shown) <= 1
    assert peaks(Sound(b""), 40) == ()
    assert len(peaks(Sound(b"\x00\x10" * 3), 40)) == 3


def test_five_minutes() -> None:
    found = measure(sound(*[np.concatenate([voice(8), silence(2)])] * 30))
    assert found.pitch == pytest.approx(200, rel=0.02)
    assert len(found.pauses) == 29

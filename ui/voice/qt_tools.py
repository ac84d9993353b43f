"""Qt's microphone, loudspeaker and encoder; QtMultimedia is an extra and imported when it is first needed."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QTimer, QUrl

from domain.voice.measures import Measures, measure
from domain.voice.sound import LOUDEST, RATE, Sound
from ui.voice.tools import Lack, Player, Recorder
from widgets.thread_view.audio import Playing

if TYPE_CHECKING:
    from PySide6 import QtMultimedia

PIECE_SECONDS = 0.25
PATIENCE_MS = 60_000
"""After so long an encoder that says nothing is given up."""

TELL_MS = 100


class QtVoiceTools(QObject):
    """Implements `ui.voice.tools.VoiceTools`."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._works: set[_Encoding] = set()

    def lacks_for_recording(self) -> Lack:
        """Why nothing can be recorded here."""
        if lack := _missing():
            return lack
        from PySide6 import QtMultimedia as media

        if media.QMediaDevices.defaultAudioInput().isNull():
            return Lack.MICROPHONE
        formats = media.QMediaFormat(media.QMediaFormat.FileFormat.Mpeg4Audio)
        encode = media.QMediaFormat.ConversionMode.Encode
        known = formats.supportedAudioCodecs(encode)
        return Lack.NOTHING if media.QMediaFormat.AudioCodec.AAC in known else Lack.ENCODER

    def lacks_for_playing(self) -> Lack:
        """Why nothing can be played here."""
        if lack := _missing():
            return lack
        from PySide6 import QtMultimedia as media

        return Lack.SPEAKER if media.QMediaDevices.defaultAudioOutput().isNull() else Lack.NOTHING

    def record(self, heard: Callable[[Sound], None], failed: Callable[[], None]) -> Recorder:
        """Begins."""
        return QtRecorder(heard, failed, self)

    def encode(self, sound: Sound, done: Callable[[bytes], None]) -> None:
        """As a file of VOICE_TYPE, later; b"" when that failed."""
        work = _Encoding(sound, done, self._works.discard, self)
        self._works.add(work)
        work.start()

    async def measure(self, sound: Sound, language: str) -> Measures:
        """Beside the loop: a long recording takes half a second."""
        return await asyncio.to_thread(measure, sound, language)

    def player(self, told: Callable[[Playing], None]) -> Player:
        """Tells how far it is."""
        return QtPlayer(told, self)


class QtRecorder(QObject):
    """Asks for 16 kHz, one channel; takes what the microphone can."""

    def __init__(self, heard: Callable[[Sound], None], failed: Callable[[], None], parent: QObject) -> None:
        from PySide6 import QtMultimedia as media

        super().__init__(parent)
        self._heard, self._failed = heard, failed
        device = media.QMediaDevices.defaultAudioInput()
        self._format = audio_format(RATE)
        if not device.isFormatSupported(self._format):
            self._format = device.preferredFormat()
            self._format.setSampleFormat(media.QAudioFormat.SampleFormat.Int16)
        self._source = media.QAudioSource(device, self._format, self)
        self._stream = self._source.start()
        if self._source.error() != media.QtAudio.Error.NoError:
            QTimer.singleShot(0, self._fail)
            return
        self._stream.readyRead.connect(self._take)

    def pause(self) -> None:
        """Hears nothing for a while."""
        self._source.suspend()

    def resume(self) -> None:
        """Hears again."""
        self._source.resume()

    def stop(self) -> None:
        """Lets the microphone go."""
        self._source.stop()
        self.deleteLater()

    def _fail(self) -> None:
        self._failed()

    def _take(self) -> None:
        content = bytes(self._stream.readAll().data())
        self._heard(Sound(one_channel(content, self._format.channelCount()), self._format.sampleRate()))


class QtPlayer(QObject):
    """Plays from memory: what a customer sent is never written to the disk in the clear."""

    def __init__(self, told: Callable[[Playing], None], parent: QObject) -> None:
        from PySide6 import QtMultimedia as media

        super().__init__(parent)
        self._told = told
        self._now = Playing()
        self._content = QByteArray()
        self._buffer = QBuffer(self)
        self._output = media.QAudioOutput(self)
        self._player = media.QMediaPlayer(self)
        self._player.setAudioOutput(self._output)
        self._states = media.QMediaPlayer.PlaybackState
        self._player.errorOccurred.connect(self._failed)
        self._player.playbackStateChanged.connect(self._tell)
        self._timer = QTimer(self, interval=TELL_MS)
        self._timer.timeout.connect(self._tell)

    def play(self, content: bytes, speed: float) -> None:
        """From its beginning."""
        self._player.stop()
        self._buffer.close()
        self._content = QByteArray(content)
        self._buffer.setBuffer(self._content)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._now = Playing(speed=speed)
        self._player.setSourceDevice(self._buffer, QUrl())
        self._player.setPlaybackRate(speed)
        self._player.play()
        self._timer.start()

    def toggle(self) -> None:
        """Pauses, or goes on."""
        if self._player.playbackState() == self._states.PlayingState:
            self._player.pause()
        else:
            self._player.play()
            self._timer.start()

    def seek(self, seconds: float) -> None:
        """Goes on from there."""
        self._player.setPosition(round(1000 * seconds))
        self._tell()

    def set_speed(self, speed: float) -> None:
        """1.0 is as it was spoken."""
        self._now = replace(self._now, speed=speed)
        self._player.setPlaybackRate(speed)
        self._tell()

    def stop(self) -> None:
        """Lets the loudspeaker go."""
        self._timer.stop()
        self._player.stop()
        self._buffer.close()

    def _tell(self) -> None:
        playing = self._player.playbackState() == self._states.PlayingState
        if not playing:
            self._timer.stop()
        at, length = self._player.position() / 1000, max(0, self._player.duration()) / 1000
        self._now = replace(self._now, at=at, length=length, playing=playing)
        self._told(self._now)

    def _failed(self) -> None:
        self._timer.stop()
        self._now = replace(self._now, playing=False, failed=True)
        self._told(self._now)


class _Encoding(QObject):
    """Feeds a sound to Qt's encoder piece by piece, as it asks for it; the file grows in memory."""

    def __init__(
        self, sound: Sound, done: Callable[[bytes], None], gone: Callable[["_Encoding"], None], parent: QObject
    ) -> None:
        from PySide6 import QtMultimedia as media

        super().__init__(parent)
        self._sound, self._done, self._gone, self._at = sound, done, gone, 0
        self._format = audio_format(sound.rate)
        self._piece = round(sound.rate * PIECE_SECONDS) * 2
        self._file = QBuffer(self)
        self._file.open(QIODevice.OpenModeFlag.ReadWrite)
        self._input = media.QAudioBufferInput(self._format, self)
        self._recorder = media.QMediaRecorder(self)
        self._session = media.QMediaCaptureSession(self)
        self._session.setAudioBufferInput(self._input)
        self._session.setRecorder(self._recorder)
        kind = media.QMediaFormat(media.QMediaFormat.FileFormat.Mpeg4Audio)
        kind.setAudioCodec(media.QMediaFormat.AudioCodec.AAC)
        self._recorder.setMediaFormat(kind)
        self._recorder.setAudioSampleRate(sound.rate)
        self._recorder.setAudioChannelCount(1)
        self._recorder.setQuality(media.QMediaRecorder.Quality.NormalQuality)
        self._recorder.setOutputDevice(self._file)
        self._recorder.setAutoStop(True)
        self._input.readyToSendAudioBuffer.connect(self._feed)
        self._recorder.recorderStateChanged.connect(self._changed)
        self._recorder.errorOccurred.connect(self._fail)
        self._stopped = media.QMediaRecorder.RecorderState.StoppedState
        self._late = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._late.timeout.connect(self._fail)

    def start(self) -> None:
        """Begins."""
        self._late.start()
        self._recorder.record()
        self._feed()

    def _feed(self) -> None:
        from PySide6 import QtMultimedia as media

        while self._at < len(self._sound.samples):
            piece = self._sound.samples[self._at : self._at + self._piece]
            begins = round(1_000_000 * self._at / 2 / self._sound.rate)
            if not self._input.sendAudioBuffer(media.QAudioBuffer(QByteArray(piece), self._format, begins)):
                return
            self._at += self._piece
        # A buffer with nothing in it says that the sound has ended.
        self._input.sendAudioBuffer(media.QAudioBuffer())

    def _changed(self) -> None:
        if self._recorder.recorderState() == self._stopped:
            self._end(bytes(self._file.data().data()) if self._at >= len(self._sound.samples) else b"")

    def _fail(self) -> None:
        self._end(b"")

    def _end(self, content: bytes) -> None:
        if self._late.isActive():
            self._late.stop()
            self._gone(self)
            self._done(content)
            self.deleteLater()


def audio_format(rate: int) -> "QtMultimedia.QAudioFormat":
    """Sixteen bits, one channel."""
    from PySide6 import QtMultimedia as media

    made = media.QAudioFormat()
    made.setSampleRate(rate)
    made.setChannelCount(1)
    made.setSampleFormat(media.QAudioFormat.SampleFormat.Int16)
    return made


def one_channel(content: bytes, channels: int) -> bytes:
    """The mean of all channels of 16-bit samples."""
    if channels == 1:
        return content
    import numpy as np

    whole = len(content) // (2 * channels) * 2 * channels
    samples = np.frombuffer(content[:whole], "<i2").reshape(-1, channels).mean(axis=1)
    return bytes(np.clip(samples, -LOUDEST, LOUDEST - 1).astype("<i2").tobytes())


def _missing() -> Lack:
    try:
        from PySide6 import QtMultimedia  # noqa: F401 - whether it is there at all is the question
    except ModuleNotFoundError:
        return Lack.ADDONS
    except ImportError as error:
        # The extra is there, but a system library that it needs is not (libpulse on Linux).
        return Lack.LIBRARY if ".so" in str(error) else Lack.ADDONS
    return Lack.NOTHING

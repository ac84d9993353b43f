"""Voice notes at work: recorded over the composer, attached to the draft, played in the bubbles (L-7)."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.errors import KnownError
from app.i18n import _
from domain.ids import BlobHash, ThreadId
from domain.message import Part
from domain.timeline import Entry
from domain.voice.measures import Measures
from domain.voice.rules import LONGEST, judge
from domain.voice.sound import Sound, peaks, to_wav
from ui.background import Background
from ui.ports import Services
from ui.voice.tools import VOICE_NAME, VOICE_TYPE, Lack, Player, Recorder, VoiceTools
from ui.voice.words import lack_words
from widgets.composer.values import OfferedFile
from widgets.thread_view.audio import IDLE, Playing

if TYPE_CHECKING:
    from ui.inbox.thread_column import ThreadColumn

BAR_SECONDS = 0.05
OWN = "own"
"""Stands for the recording that has not been attached yet, among the voice notes that can play."""


@dataclass
class _Taken:
    """A recording: pieces as they came."""

    pieces: list[bytes] = field(default_factory=list)
    peaks: list[float] = field(default_factory=list)
    rate: int = 0
    paused: bool = False

    @property
    def seconds(self) -> float:
        return sum(map(len, self.pieces)) / 2 / self.rate if self.rate else 0.0

    def sound(self) -> Sound:
        return Sound(b"".join(self.pieces), self.rate or 1)


class VoiceDesk(QObject):
    """Between the microphone button, the bubbles and the computer's sound.

    Signals:
        recorded(list[OfferedFile]): goes with the draft.
        save_wanted(entry, part): a voice note that cannot be played here.
        troubled(KnownError)
    """

    recorded = Signal(object)
    save_wanted = Signal(object, object)
    troubled = Signal(object)

    def __init__(
        self,
        services: Services,
        middle: "ThreadColumn",
        tools: VoiceTools,
        language: Callable[[], str],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.thread_id: ThreadId | None = None
        self.tools = tools
        self._services, self._middle, self._language = services, middle, language
        self._bar, self._view = middle.voice, middle.view
        self._recorder: Recorder | None = None
        self._taken: _Taken | None = None
        self._kept: dict[ThreadId, _Taken] = {}
        self._encoding: _Taken | None = None
        self._player: Player | None = None
        self._playing = IDLE
        self._unplayed: tuple[Entry, Part] | None = None
        self._background = Background(services.tasks, self._bar, self.troubled.emit)
        self._connect()

    def open(self, thread_id: ThreadId | None) -> None:
        """Another thread; a recording stays with the thread that it was made in."""
        self._finish_recording()
        if self.thread_id is not None and self._taken is not None:
            self._kept[self.thread_id] = self._taken
        self._stop_playing()
        self.thread_id = thread_id
        self._taken = self._kept.pop(thread_id, None) if thread_id is not None else None
        self._bar.say("")
        if self._taken is not None:
            self._show_recorded()
            self._measure()

    def close(self) -> None:
        """Lets microphone and loudspeaker go."""
        self._finish_recording()
        self._stop_playing()

    # Recording.

    def record(self) -> None:
        """One key for all of it: begins, finishes, attaches; says what is missing where there is no microphone."""
        if self.thread_id is None:
            return
        if self._recorder is not None:
            self.finish()
        elif self._taken is not None:
            self.attach()
        elif self._middle.composer.note:
            self._bar.say(_("A voice note is for the customer: switch from note to reply first."))
        elif lack := self.tools.lacks_for_recording():
            self._bar.say(lack_words(lack))
        else:
            self._stop_playing()
            self._taken = _Taken()
            self._recorder = self.tools.record(self._heard, self._deaf)
            self._show_recording()

    def pause(self) -> None:
        """Hears nothing for a while, or again."""
        if self._recorder is None or self._taken is None:
            return
        if self._taken.paused:
            self._recorder.resume()
        else:
            self._recorder.pause()
        self._taken.paused = not self._taken.paused
        self._show_recording()

    def finish(self) -> None:
        """The recording has ended; now it can be listened to."""
        self._finish_recording()
        if self._taken is None:
            return
        if not self._taken.seconds:
            self.discard()
            return
        self._show_recorded()
        self._measure()

    def discard(self) -> None:
        """Forgets it."""
        self._finish_recording()
        self._stop_playing()
        self._taken = None
        self._bar.say("")
        self._middle.composer.focus_text()

    def attach(self) -> None:
        """It goes with the draft, in front of its text; from there on it is kept like every file."""
        if self._taken is None or self._encoding is not None:
            return
        self._stop_playing()
        self._encoding = self._taken
        self._bar.attach_button.setEnabled(False)
        self.tools.encode(self._taken.sound(), self._encoded)

    def _heard(self, piece: Sound) -> None:
        taken = self._taken
        if taken is None or self._recorder is None or taken.paused:
            return
        taken.rate = piece.rate
        taken.pieces.append(piece.samples)
        taken.peaks += peaks(piece, max(1, round(piece.seconds / BAR_SECONDS)))
        if taken.seconds >= LONGEST:
            self.finish()
        else:
            self._show_recording()

    def _deaf(self) -> None:
        self.discard()
        self._bar.say(lack_words(Lack.MICROPHONE))

    def _encoded(self, content: bytes) -> None:
        encoded, self._encoding = self._encoding, None
        self._bar.attach_button.setEnabled(True)
        if encoded is None or self._taken is not encoded:
            # Given up, or in another thread by now: there it waits to be attached.
            return
        if not content:
            self._bar.say(lack_words(Lack.ENCODER))
        else:
            self._taken = None
            self._bar.say("")
            self.recorded.emit([OfferedFile(content, VOICE_NAME, VOICE_TYPE)])
            self._middle.composer.focus_text()

    def _finish_recording(self) -> None:
        recorder, self._recorder = self._recorder, None
        if recorder is not None:
            recorder.stop()
        if self._taken is not None:
            self._taken.paused = False

    def _show_recording(self) -> None:
        if self._taken is not None:
            self._bar.show_recording(self._taken.peaks, self._taken.seconds, paused=self._taken.paused)

    def _show_recorded(self) -> None:
        if self._taken is None:
            return
        shown = peaks(self._taken.sound(), self._bar.wave.bars)
        now = self._playing if self._playing.blob == OWN else IDLE
        hears = not self.tools.lacks_for_playing()
        self._bar.show_recorded(shown, now.at, self._taken.seconds, playing=now.playing, hears=hears)

    def _measure(self) -> None:
        if self._taken is not None:
            work = self.tools.measure(self._taken.sound(), self._language())
            self._background.run(work, self._measured, latest="measure")

    def _measured(self, found: Measures) -> None:
        if self._taken is not None and self._recorder is None:
            self._bar.show_figures(judge(found))

    # Playing.

    def listen(self) -> None:
        """Plays the recording, or pauses it."""
        if self._taken is not None and not self._toggled(OWN):
            self._begin(OWN, to_wav(self._taken.sound()))

    def play(self, entry: Entry, part: Part) -> None:
        """Plays a voice note of the thread, or pauses it; where that cannot be, it can be saved."""
        if lack := self.tools.lacks_for_playing():
            self._unplayed = (entry, part)
            self._bar.say(lack_words(lack), save=True)
            return
        if not self._toggled(part.blob):
            work = self._services.attachments.content(part.blob)
            self._background.run(self._with(part.blob, work), self._fetched, self._not_fetched, latest="voice")

    def change_speed(self) -> None:
        """The next speed, for what plays and whatever plays later."""
        speed = self._playing.next_speed
        self._playing = replace(self._playing, speed=speed)
        if self._player is not None and self._playing.blob:
            self._player.set_speed(speed)
        self._view.show_playing(self._playing)

    def seek(self, by: float) -> None:
        """Seconds back or on."""
        if self._player is not None and self._playing.blob:
            self._player.seek(max(0.0, self._playing.at + by))

    def _connect(self) -> None:
        bar, view = self._bar, self._view
        self._middle.composer.foot.voice.connect(self.record)
        bar.pause.connect(self.pause)
        bar.done.connect(self.finish)
        bar.listen.connect(self.listen)
        bar.attach.connect(self.attach)
        bar.discard.connect(self.discard)
        bar.save.connect(self._save)
        bar.closed.connect(self._closed)
        view.play_requested.connect(self.play)
        view.speed_requested.connect(self.change_speed)
        view.seek_requested.connect(self.seek)

    def _closed(self) -> None:
        self._bar.say("")
        if self._taken is not None:
            self._show_recorded()
            self._measure()

    def _save(self) -> None:
        if self._unplayed is not None:
            self._bar.say("")
            self.save_wanted.emit(*self._unplayed)

    def _toggled(self, blob: str) -> bool:
        if self._player is None or self._playing.blob != blob or self._playing.failed:
            return False
        self._player.toggle()
        return True

    async def _with(self, blob: BlobHash, work: Awaitable[bytes | None]) -> tuple[BlobHash, bytes | None]:
        return blob, await work

    def _fetched(self, answer: tuple[BlobHash, bytes | None]) -> None:
        blob, content = answer
        if content is None:
            self._bar.say(_("This voice note is not on this computer. Try again when online."))
        else:
            self._begin(blob, content)

    def _not_fetched(self, error: KnownError) -> None:
        self.troubled.emit(error)

    def _begin(self, blob: str, content: bytes) -> None:
        self._stop_playing()
        if self._player is None:
            self._player = self.tools.player(self._told)
        self._playing = Playing(blob, speed=self._playing.speed, playing=True)
        self._player.play(content, self._playing.speed)

    def _told(self, now: Playing) -> None:
        if not self._playing.blob:
            return
        self._playing = replace(now, blob=self._playing.blob)
        if self._playing.blob == OWN:
            self._show_recorded()
        else:
            self._view.show_playing(self._playing)

    def _stop_playing(self) -> None:
        self._background.forget("voice")
        self._playing = Playing(speed=self._playing.speed)
        if self._player is not None:
            self._player.stop()
        self._view.show_playing(self._playing)

"""Over the composer: a voice note while it is recorded, listened to, and measured (L-7)."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from domain.voice.rules import Judged
from ui.parts import button, label
from ui.voice.words import judged_words
from widgets.flow import FlowLayout
from widgets.thread_view.audio import clock_words
from widgets.tokens import Tokens, load_tokens
from widgets.voice.waveform import Waveform


class VoiceBar(QWidget):
    """Hidden while there is nothing to hear and nothing to say.

    Signals:
        pause, done, listen, attach, discard: pressed. save: what cannot be played here. closed.
    """

    pause = Signal()
    done = Signal()
    listen = Signal()
    attach = Signal()
    discard = Signal()
    save = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.words = label("", wrap=True)
        self.time = label("0:00", "strong")
        self.wave = Waveform()
        self.pause_button = button(_("Pause"), "link")
        self.done_button = button(_("Finish"), "link")
        self.listen_button = button(_("Listen"), "link")
        self.attach_button = button(_("Attach"), "link")
        self.discard_button = button(_("Discard"), "link")
        self.save_button = button(_("Save it…"), "link")
        self.close_button = button(_("Close"), "link")
        self._buttons = {
            self.pause_button: self.pause,
            self.done_button: self.done,
            self.listen_button: self.listen,
            self.attach_button: self.attach,
            self.discard_button: self.discard,
            self.save_button: self.save,
            self.close_button: self.closed,
        }
        for made, signal in self._buttons.items():
            made.clicked.connect(signal)
        self._figures: list[QWidget] = []
        self._lay_out()
        self.set_tokens(load_tokens("light"))
        self.say("")

    def say(self, text: str, *, save: bool = False) -> None:
        """Words only; "" hides it."""
        self._show(text, (self.save_button, self.close_button) if save else (self.close_button,), sounds=False)
        self.setVisible(bool(text))

    def show_recording(self, peaks: Sequence[float], seconds: float, *, paused: bool) -> None:
        """While it grows."""
        self._show("", (self.pause_button, self.done_button, self.discard_button), sounds=True)
        self.pause_button.setText(_("Go on") if paused else _("Pause"))
        self.time.setText(("❚❚ " if paused else "● ") + clock_words(seconds))
        self.time.setAccessibleName(_("Recording, {time}").format(time=clock_words(seconds)))
        self.wave.show_peaks(peaks)
        self.show()

    def show_recorded(self, peaks: Sequence[float], at: float, seconds: float, *, playing: bool, hears: bool) -> None:
        """When it is finished; `hears`: whether this computer can play it."""
        buttons = (self.attach_button, self.discard_button)
        self._show("", (self.listen_button, *buttons) if hears else buttons, sounds=True)
        self.listen_button.setText(_("Pause") if playing else _("Listen"))
        now = f"{clock_words(at)} / " if at else ""
        self.time.setText(now + clock_words(seconds))
        self.time.setAccessibleName(_("Voice note of {time}").format(time=clock_words(seconds)))
        self.wave.show_peaks(peaks, at / seconds if seconds else 0.0)
        self.show()

    def show_figures(self, judged: Sequence[Judged]) -> None:
        """How it sounds beside L-7; none takes them away."""
        for old in self._figures:
            old.hide()
            old.deleteLater()
        self._figures = [label(judged_words(one), "small") for one in judged]
        for made in self._figures:
            self._flow.addWidget(made)
        self._measured.setVisible(bool(judged))

    def text(self) -> str:
        """The words it says now, "" when it says none."""
        return self.words.text() if not self.isHidden() else ""

    def figures(self) -> list[str]:
        """What it says of the sound."""
        return [made.text() for made in self._figures if hasattr(made, "text")]

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours."""
        palette = self.palette()
        palette.setColor(palette.ColorRole.Window, tokens.accent_soft)
        self.setPalette(palette)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.time)
        row.addWidget(self.wave, 1)
        row.addWidget(self.words, 1)
        for made in self._buttons:
            row.addWidget(made)
        self._measured = QWidget()
        self._flow = FlowLayout(self._measured)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 6, 14, 6)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._measured)
        self._measured.hide()

    def _show(self, text: str, buttons: Sequence[QWidget], *, sounds: bool) -> None:
        if not sounds:
            self.show_figures(())
        self.words.setText(text)
        self.words.setVisible(not sounds)
        self.time.setVisible(sounds)
        self.wave.setVisible(sounds)
        for made in self._buttons:
            made.setVisible(made in buttons)

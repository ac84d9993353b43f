"""The line under the text: attach, emoji, note, channel, window, counter, draft state, Send."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from app.i18n import _, pgettext
from widgets.composer.channel_button import ChannelButton
from widgets.composer.values import SavedState
from widgets.controls import PlainButton
from widgets.dress import dress
from widgets.icons import themed_icon
from widgets.plain import PlainLabel, plain_tip
from widgets.tokens import Tokens

ICON = 18
ROOMY = 580
SCANT = 460
BARE, BAREST = 260, 180
"""Widths at 100 %: below the first what is known anyway is left out, then what has keys; at last the channel's name."""


class Foot(QFrame):
    """Buttons and labels; the composer says what they show.

    Signals: attach, voice, emoji, quick, send: pressed. note_switched(bool): by the agent.
    """

    attach = Signal()
    voice = Signal()
    emoji = Signal()
    quick = Signal()
    send = Signal()
    note_switched = Signal(bool)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("composerFoot")
        self.attach_button, self.emoji_button = QToolButton(self), QToolButton(self)
        self.quick_button, self.note_button = QToolButton(self), QToolButton(self)
        self.voice_button = QToolButton(self)
        self.reply_on = PlainLabel(parent=self)
        self.channel = ChannelButton(tokens, self)
        self.only_team = PlainLabel(parent=self, elide=Qt.TextElideMode.ElideRight)
        self.saved = PlainLabel(parent=self, elide=Qt.TextElideMode.ElideRight)
        self.window_chip, self.counter = PlainLabel(parent=self), PlainLabel(parent=self)
        self.send_button = PlainButton(self)
        self.note_button.setCheckable(True)
        self.note_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.window_chip.setProperty("tone", "chip")
        self.saved.setProperty("tone", "faint")
        self._saved_state = SavedState.NONE
        self._note, self._online, self._room, self._scale = False, True, ROOMY, 1.0
        self._arrange()
        self.attach_button.clicked.connect(self.attach)
        self.voice_button.clicked.connect(self.voice)
        self.emoji_button.clicked.connect(self.emoji)
        self.quick_button.clicked.connect(self.quick)
        self.note_button.clicked.connect(self.note_switched)
        self.send_button.clicked.connect(self.send)
        self.set_tokens(tokens)

    def _arrange(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(10, 6, 10, 6)
        line.setSpacing(6)
        icons = (self.attach_button, self.voice_button, self.emoji_button, self.quick_button, self.note_button)
        for button in icons:
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            line.addWidget(button)
        line.addSpacing(6)
        for widget in (self.reply_on, self.channel, self.only_team, self.window_chip):
            line.addWidget(widget)
        line.addStretch(1)
        line.addWidget(self.counter)
        line.addWidget(self.saved)
        line.addWidget(self.send_button)
        self.channel.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab goes, in order."""
        first = (self.attach_button, self.voice_button, self.emoji_button, self.quick_button, self.note_button)
        return (*first, self.channel, self.send_button)

    def set_tokens(self, tokens: Tokens) -> None:
        """Another theme, or size."""
        self._scale = tokens.type.base / 13
        size = round(ICON * self._scale)
        for button, icon in (
            (self.attach_button, "paperclip"),
            (self.voice_button, "mic"),
            (self.emoji_button, "smile"),
            (self.quick_button, "zap"),
            (self.note_button, "sticky-note"),
        ):
            button.setIcon(themed_icon(icon, tokens.text2, tokens.line, size))
            button.setIconSize(QSize(size, size))
        self.channel.set_tokens(tokens)
        self._make_room()

    def set_mode(self, *, note: bool, online: bool) -> None:
        """Reply or note, online or not."""
        self._note, self._online = note, online
        self.note_button.setChecked(note)
        self.channel.setVisible(not note)
        self._make_room()
        self.send_button.setText(_("Add note") if note else _("Send") if online else _("Queue"))
        self._show_saved(online)

    def set_saved(self, state: SavedState, *, online: bool) -> None:
        """What is said about the draft."""
        self._saved_state = state
        self._show_saved(online)

    def set_window(self, words: str) -> None:
        """The countdown, "" hides it."""
        self.window_chip.setText(words)
        self._make_room()

    def set_room(self, width: int) -> None:
        """How wide the line is: what can be learned elsewhere gives way first."""
        self._room = width
        self._make_room()

    def _make_room(self) -> None:
        roomy, scant = self._room >= ROOMY * self._scale, self._room < SCANT * self._scale
        for button in (self.voice_button, self.emoji_button, self.quick_button):
            button.setVisible(self._room >= BARE * self._scale)
        beside, only = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonIconOnly
        self.channel.setToolButtonStyle(beside if self._room >= BAREST * self._scale else only)
        self.reply_on.setVisible(roomy and not self._note)
        self.only_team.setVisible(self._note and not scant)
        self.saved.setVisible(roomy or self._saved_state is SavedState.FAILED)
        self.window_chip.setVisible(bool(self.window_chip.text()) and not scant)
        self.note_button.setToolButtonStyle(only if scant else beside)

    def set_counter(self, words: str, *, over: bool) -> None:
        """Characters left, "" hides it."""
        self.counter.setVisible(bool(words))
        if words != self.counter.text():
            self.counter.setText(words)
            self.counter.setAccessibleName(_("{count} characters left").format(count=words) if words else "")
        dress(self.counter, "bad" if over else "faint", "tone")

    def retranslate(self) -> None:
        """Another language."""
        for button, words in (
            (self.attach_button, _("Attach files")),
            (self.voice_button, _("Record a voice note")),
            (self.emoji_button, _("Insert an emoji")),
            (self.quick_button, _("Quick replies: type / in the text")),
            (self.note_button, _("Write a note for the team instead of a reply")),
        ):
            button.setToolTip(plain_tip(words))
            button.setAccessibleName(words)
        self.note_button.setText(pgettext("composer", "Note"))
        self.reply_on.setText(_("reply on"))
        self.only_team.setText(_("the customer won’t see this"))
        self.channel.refresh()

    def _show_saved(self, online: bool) -> None:
        words = {
            SavedState.NONE: "",
            SavedState.SAVING: _("saving…"),
            SavedState.SAVED: _("draft saved") if online else _("draft saved on this computer"),
            SavedState.FAILED: _("draft not saved"),
        }
        self.saved.setText(words[self._saved_state])
        dress(self.saved, "bad" if self._saved_state is SavedState.FAILED else "faint", "tone")

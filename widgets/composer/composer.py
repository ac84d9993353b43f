"""The composer: text, files, channel and the Send button; it never clears itself."""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from app.i18n import _
from domain.customer import Identity
from domain.ids import BlobHash, IdentityId, MessageId
from widgets.composer.frame import ComposerFrame
from widgets.composer.rules import counter_words, reading_words, refusal, window_words
from widgets.composer.values import DraftLike, FileLike, SavedState
from widgets.images import ImageCache
from widgets.tokens import Tokens


class Composer(ComposerFrame):
    """Where a reply or a note is written.

    Signals:
        draft_changed: text, note, channel, quote or files are others now; read the properties.
        send_requested: only when there is something to send and nothing forbids it.
    """

    draft_changed = Signal()
    send_requested = Signal()
    attach_requested = Signal()
    channel_chosen = Signal(str)
    note_toggled = Signal(bool)
    quote_removed = Signal()
    file_removed = Signal(str)

    def __init__(self, tokens: Tokens, images: ImageCache, parent: QWidget | None = None) -> None:
        super().__init__(tokens, images, parent)
        self._loading = self._sending = self._by_hand = self._awaits = False
        self._online = True
        self._blocked = ""
        self._reading: tuple[str, ...] = ()
        self._reply_to: MessageId | None = None
        self._now: datetime | None = None
        self._connect()
        self._retranslate()
        self._refresh()

    @property
    def text(self) -> str:
        """What is written, line ends as \\n."""
        return self.edit.toPlainText()

    @property
    def note(self) -> bool:
        """Whether it is for the team only."""
        return self._note

    @property
    def identity_id(self) -> IdentityId | None:
        """Where a reply goes."""
        identity = self.foot.channel.selected
        return identity.id if identity is not None else None

    @property
    def reply_to(self) -> MessageId | None:
        """The quoted message."""
        return self._reply_to

    @property
    def files(self) -> tuple[BlobHash, ...]:
        """Attachments in order."""
        return tuple(file.hash for file in self.chips.files)

    @property
    def reading(self) -> bool:
        """Whether files are still on their way into the draft: it cannot be sent without them."""
        return bool(self._reading)

    @property
    def refusal(self) -> str:
        """Why it cannot be sent now, in words; "" when it can (or when there is nothing to send)."""
        if self._blocked or self._note:
            return self._blocked
        if self.foot.channel.is_lost:
            return _("Whom this was written to is not in this thread any more. Choose a channel.")
        return refusal(self.foot.channel.selected, self.text, self.chips.files, self._now)

    def set_draft(self, draft: DraftLike | None) -> None:
        """Another thread's draft (None: empty); files and the quoted line follow by `add_file` and `set_quote`."""
        self._loading = True
        self._by_hand = False
        self.quick.close()
        text = draft.text if draft is not None else ""
        if text != self.text:
            self.edit.setPlainText(text)
            self.edit.moveCursor(self.edit.textCursor().MoveOperation.End)
        self.chips.clear()
        self.set_note(draft.note if draft is not None else False)
        self.set_quote(draft.reply_to if draft is not None else None)
        if draft is not None and draft.identity_id is not None:
            self.foot.channel.select(draft.identity_id)
        else:
            self.foot.channel.let_go()
        self._loading = False
        self._refresh()

    def replace_text(self, text: str) -> None:
        """Other text in place of this; one undo brings it back. Says nothing: the caller knows."""
        self._loading = True
        self.edit.replace_all(text)
        self._loading = False
        self._refresh()

    def replace_draft(self, draft: DraftLike) -> None:
        """Text, kind, channel and quote of that draft instead; files stay. One undo brings the text back."""
        self.replace_text(draft.text)
        self._loading = True
        self.set_note(draft.note)
        self.set_quote(draft.reply_to)
        if draft.identity_id is not None:
            self.foot.channel.select(draft.identity_id)
        self._loading = False
        self._refresh()

    def set_identities(self, identities: Sequence[Identity], selected: IdentityId | None = None) -> None:
        """Channels to choose from, the one the customer wrote on last first.

        The reply follows the customer to another channel, unless one was chosen or something is written already.
        """
        keeps = selected is None and (self._by_hand or bool(self.text.strip()))
        newest = identities[0].id if identities else None
        self._awaits = False
        self.foot.channel.set_identities(identities, None if keeps else selected or newest)
        self._refresh()

    def await_identities(self) -> None:
        """Between two threads: nothing can be sent, and what is said below the text stays until there is news."""
        self._awaits = True
        self.foot.channel.set_identities((), None)
        self._refresh()

    def set_now(self, now: datetime) -> None:
        """The time against which reply windows are shown and checked; call it every half minute."""
        self._now = now
        self.foot.channel.set_now(now)
        self._refresh()

    def set_online(self, online: bool) -> None:
        """Offline, Send says Queue."""
        self._online = online
        self._refresh()

    def set_saved(self, state: SavedState) -> None:
        """What is said about the draft."""
        self.foot.set_saved(state, online=self._online)

    def set_enter_sends(self, sends: bool) -> None:
        """Whether Enter sends (Shift+Enter is a new line then); Ctrl+Enter always does."""
        self.edit.enter_sends = sends

    def set_quote(self, message_id: MessageId | None, line: str = "") -> None:
        """The message that the reply answers, shown as one line; None takes it away."""
        changed = message_id != self._reply_to
        self._reply_to = message_id
        self.quote.set_line(line)
        self.show_quote(shown=message_id is not None)
        self._tell_if(changed)

    def set_note(self, note: bool) -> None:
        """Reply or note."""
        changed = note != self._note
        self._note = note
        if changed:
            self.dress()
            self.quick.set_note(note)
        self._retranslate()
        self._refresh()
        self._tell_if(changed)

    def add_file(self, file: FileLike) -> None:
        """A stored attachment, shown as a chip."""
        self.chips.add(file)
        self._refresh()
        self._tell_if(True)

    def set_reading(self, names: Sequence[str]) -> None:
        """Files that are being taken in; `add_file` follows for each."""
        self._reading = tuple(names)
        self._refresh()

    def remove_file(self, blob: BlobHash) -> None:
        """Takes a chip away."""
        if self.chips.remove(blob):
            self._refresh()
            self._tell_if(True)

    def set_sending(self, sending: bool) -> None:
        """While the store takes it: no second send; the text stays."""
        self._sending = sending
        self._refresh()

    def set_blocked(self, words: str) -> None:
        """A further reason, in words, why nothing can be sent ("" none)."""
        self._blocked = words
        self._refresh()

    def clear_after_send(self) -> None:
        """Empties text, files and quote once the store has them; the only call that does. Keeps the channel."""
        self._loading = True
        self.edit.setPlainText("")
        self.chips.clear()
        self.set_quote(None)
        self._sending = False
        self._loading = False
        self.foot.set_saved(SavedState.NONE, online=self._online)
        self._refresh()

    def _connect(self) -> None:
        self.edit.textChanged.connect(self._text_changed)
        self.edit.sent.connect(self._send)
        self.foot.send.connect(self._send)
        self.foot.attach.connect(self.attach_requested)
        self.foot.quick.connect(self.quick.open_here)
        self.foot.note_switched.connect(self._switch_note)
        self.foot.channel.chosen.connect(self._channel_taken)
        self.quote.removed.connect(self._drop_quote)
        self.chips.removed.connect(self._drop_file)
        foot = self.foot
        for before, behind in pairwise((self.edit, *foot.stops())):
            QWidget.setTabOrder(before, behind)

    def _retranslate(self) -> None:
        placeholder = _("Write a note for the team") if self._note else _("Write a reply")
        self.edit.setPlaceholderText(placeholder)
        self.edit.setAccessibleName(placeholder)
        self.foot.retranslate()
        self.quote.retranslate()
        self.quick.retranslate()

    def _refresh(self) -> None:
        """Everything that depends on more than one value."""
        identity, why = self.foot.channel.selected, self.refusal
        self.foot.set_mode(note=self._note, online=self._online)
        shown = window_words(identity, self._now) if identity and self._now and not self._note else ""
        self.foot.set_window(shown)
        words, over = ("", False) if self._note else counter_words(identity, self.text)
        self.foot.set_counter(words, over=over)
        if not self._awaits:
            # Without a text there is nothing yet that could not be sent.
            hindrance = self._blocked if identity is None and not self.text else why
            self.show_notice(reading_words(self._reading) or hindrance)
        self.foot.send_button.setEnabled(self._can_send())
        self.fit()

    def _can_send(self) -> bool:
        something = bool(self.text.strip()) or (bool(self.chips.files) and not self._note)
        return something and not self._sending and not self._reading and not self.refusal

    def _tell_if(self, changed: bool) -> None:
        if changed and not self._loading:
            self.draft_changed.emit()

    def _text_changed(self) -> None:
        if not self._loading:
            self._refresh()
            self.draft_changed.emit()

    def _send(self) -> None:
        if self._can_send():
            self.send_requested.emit()

    def _switch_note(self, note: bool) -> None:
        self.set_note(note)
        self.note_toggled.emit(note)
        self.focus_text()

    def _channel_taken(self, identity_id: str) -> None:
        self._by_hand = True
        self._refresh()
        self.channel_chosen.emit(identity_id)
        self._tell_if(True)

    def _drop_quote(self) -> None:
        self.set_quote(None)
        self.quote_removed.emit()

    def _drop_file(self, blob: str) -> None:
        self.remove_file(BlobHash(blob))
        self.file_removed.emit(blob)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._refresh()

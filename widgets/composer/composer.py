"""The composer: text, files, channel and the Send button; it never clears itself."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from domain.customer import Identity
from domain.ids import BlobHash, IdentityId, MessageId
from widgets.composer.values import DraftLike, FileLike, SavedState
from widgets.images import ImageCache
from widgets.tokens import Tokens


class Composer(QFrame):
    """Where a reply or a note is written.

    Signals:
        draft_changed: text, note, channel, quote or files are others now; read the properties.
        files_offered(list[OfferedFile]): pasted or dropped; store them and answer with `add_file`.
        send_requested: only when there is something to send and nothing forbids it.
    """

    draft_changed = Signal()
    send_requested = Signal()
    attach_requested = Signal()
    files_offered = Signal(object)
    channel_chosen = Signal(str)
    note_toggled = Signal(bool)
    quote_removed = Signal()
    file_removed = Signal(str)

    def __init__(self, tokens: Tokens, images: ImageCache, parent: QWidget | None = None) -> None:
        super().__init__(parent)

    @property
    def text(self) -> str:
        """What is written, line ends as \\n."""
        return ""

    @property
    def note(self) -> bool:
        """Whether it is for the team only."""
        return False

    @property
    def identity_id(self) -> IdentityId | None:
        """Where a reply goes."""
        return None

    @property
    def reply_to(self) -> MessageId | None:
        """The quoted message."""
        return None

    @property
    def files(self) -> tuple[BlobHash, ...]:
        """Attachments in order."""
        return ()

    def set_draft(self, draft: DraftLike | None) -> None:
        """Another thread's draft (None: empty); files and the quoted line follow by `add_file` and `set_quote`."""

    def set_identities(self, identities: Sequence[Identity], selected: IdentityId | None = None) -> None:
        """Channels to choose from; without `selected` the present one stays, else the first."""

    def set_now(self, now: datetime) -> None:
        """The time against which reply windows are shown and checked; call it every half minute."""

    def set_online(self, online: bool) -> None:
        """Offline, Send says Queue."""

    def set_saved(self, state: SavedState) -> None:
        """What is said about the draft."""

    def set_enter_sends(self, sends: bool) -> None:
        """Whether Enter sends (Shift+Enter is a new line then); Ctrl+Enter always does."""

    def set_quote(self, message_id: MessageId | None, line: str = "") -> None:
        """The message that the reply answers, shown as one line; None takes it away."""

    def set_note(self, note: bool) -> None:
        """Reply or note."""

    def add_file(self, file: FileLike) -> None:
        """A stored attachment, shown as a chip."""

    def remove_file(self, blob: BlobHash) -> None:
        """Takes a chip away."""

    def set_sending(self, sending: bool) -> None:
        """While the store takes it: no second send; the text stays."""

    def set_blocked(self, words: str) -> None:
        """A further reason, in words, why nothing can be sent ("" none)."""

    def clear_after_send(self) -> None:
        """Empties text, files and quote once the store has them; the only call that does. Keeps the channel."""

    def set_tokens(self, tokens: Tokens) -> None:
        """Another theme, at once."""

    def focus_text(self) -> None:
        """The caret is in the text."""

    def insert_text(self, text: str) -> None:
        """At the caret, undoable."""

"""Keeps the composer's text: saved as typed, restored per thread, emptied only when the store has the reply."""

from collections.abc import Awaitable, Callable, Sequence

from PySide6.QtCore import QObject, Signal

from app.changes import ChangeSet
from app.errors import KnownError, OwnBug
from app.i18n import _
from app.ports import Draft, StoredBlob
from domain.ids import ThreadId
from domain.timeline import Newer
from ui.background import Background
from ui.inbox.draft_bar import DraftBar
from ui.inbox.drafts_behind import add, attach, with_typed
from ui.inbox.files_in import FilesIn
from ui.inbox.other_device import OtherDevice
from ui.ports import Services
from widgets.composer.composer import Composer
from widgets.composer.values import OfferedFile, SavedState


class DraftKeeper(QObject):
    """Between one composer and the services.

    Attributes:
        gate: is asked before a reply leaves, with whether the thread shall be done then; False keeps the reply.

    Signals:
        sent(ThreadId, resolve): a reply is durable on this computer; whether the thread shall be done with it.
        moved(Sequence[Newer]): what others wrote while the reply was written that was just sent; mostly nothing.
        asked(Sequence[Newer]): the same, and nothing was sent; `send_anyway` sends it.
        opened: another thread's draft.
        went(Draft): that reply is durable on this computer.
        returned(Draft): a reply that was on its way is a draft again.
        recalled(ThreadId): what was just sent from another thread is a draft there again.
        quoted(MessageId): the restored draft answers that message.
        refused(str): why it cannot be sent now, in words.
        troubled(KnownError): nothing was lost; the text is still there.
    """

    sent = Signal(str, bool)
    went = Signal(object)
    returned = Signal(object)
    recalled = Signal(str)
    moved = Signal(object)
    asked = Signal(object)
    opened = Signal()
    quoted = Signal(str)
    refused = Signal(str)
    troubled = Signal(object)

    def __init__(self, services: Services, composer: Composer, bar: DraftBar, parent: QObject) -> None:
        super().__init__(parent)
        self.thread_id: ThreadId | None = None
        self.revision = 0
        self._home: ThreadId | None = None
        self._ready = self._ahead = self._eager = False
        self._services = services
        self._composer = composer
        self._restoring = False
        self._sending = False
        self._sent_in: ThreadId | None = None
        self.gate: Callable[[bool], bool] = _open_gate
        self._pieces: Sequence[str] = ()
        self._next: tuple[str, bool] | None = None
        self._files = FilesIn(services, self)
        self._warned, self._resolve = 0, False
        self._background = Background(services.tasks, composer, self._failed)
        self._elsewhere = OtherDevice(bar, composer, services.clock, self)
        self._elsewhere.decided.connect(self._typed)
        composer.edit.focus_changed.connect(self._focus_changed)
        composer.draft_changed.connect(self._typed)
        composer.send_requested.connect(self._send_clicked)
        composer.files_offered.connect(self.offer)
        self._files.taken.connect(self._file_taken)
        self._files.changed.connect(self._show_reading)
        self._files.refused.connect(self.refused)
        self._files.troubled.connect(self.troubled)
        composer.edit.recalled.connect(self.recall)

    def open(self, thread_id: ThreadId | None) -> None:
        """Another thread's draft; the one before goes to the agent's other devices."""
        self._leave_early()
        self._hand_over()
        self._warned, self._resolve, self._eager = 0, False, False
        self.opened.emit()
        self.thread_id, self.revision, self._home, self._ready = thread_id, 0, None, False
        self._elsewhere.clear()
        self._next = None
        self._composer.set_sending(False)
        self._show_reading()
        self._put(None)
        if thread_id is not None:
            self._background.run(self._services.drafts.load(thread_id), self._loaded, self._not_loaded, latest="load")

    def close(self) -> None:
        """Starts nothing any more; whoever closes the window has written what there was."""
        self.thread_id, self._ahead = None, False
        self._files.taken.disconnect(self._file_taken)

    def put_back(self, draft: Draft) -> None:
        """A message taken back from the outbox."""
        self.returned.emit(draft)
        if draft.thread_id == self.thread_id:
            self._put(draft)
            self._composer.focus_text()
            self.moved.emit(())

    def send(self, *, resolve: bool = False, pieces: Sequence[str] = ()) -> None:
        """Stores the reply for sending; the text goes only when that has worked.

        Args:
            resolve: the thread is done when the reply is stored.
            pieces: the reply goes as these messages, in their order.
        """
        composer = self._composer
        something = bool(composer.text.strip()) or (bool(composer.files) and not composer.note)
        if self.thread_id is None or composer.reading or not something:
            return
        if self._sending:
            # Asked for while the one before is being stored; it goes if nothing more is typed until that is done.
            self._next = (composer.text, resolve)
            return
        if composer.refusal:
            self.refused.emit(composer.refusal)
            return
        if not self._ready:
            # What the store holds for this thread is not to be overwritten unseen.
            self._eager, self._resolve = True, resolve
            return
        if not composer.note and not self.gate(resolve):
            return
        self._pieces = pieces if _same("".join(pieces), composer.text) else ()
        if not self.revision:
            self.revision = self._services.drafts.next_revision(0)
        draft = self._draft(self.thread_id)
        self._sending = True
        self._composer.set_sending(True)
        self._background.run(self._send(draft, resolve), self._sent, self._unsent)

    def _send_clicked(self) -> None:
        self.send()

    def send_anyway(self) -> None:
        """The agent has seen that the thread moved on; the reply goes as it was asked for."""
        self.send(resolve=self._resolve, pieces=self._pieces)

    def recall(self) -> None:
        """Calls the last reply back, while it has not left; from another thread, too, when it was sent from there."""
        if self.thread_id is not None and not self._sending:
            self._background.run(self._recall(self.thread_id, self._sent_in), self._recalled, latest="recall")

    async def _recall(self, thread_id: ThreadId, sent_in: ThreadId | None) -> Draft | None:
        sending = self._services.sending
        draft = await sending.undo_last(thread_id)
        if draft is None and sent_in not in (None, thread_id):
            draft = await sending.undo_last(sent_in)
        return draft

    def _recalled(self, draft: Draft | None) -> None:
        if draft is not None and draft.thread_id == self.thread_id:
            self.put_back(draft)
        elif draft is not None:
            self.returned.emit(draft)
            self.recalled.emit(draft.thread_id)

    def offer(self, files: Sequence[OfferedFile]) -> None:
        """Files pasted, dropped or picked."""
        if self.thread_id is not None:
            self._files.take(self.thread_id, files)

    def _show_reading(self) -> None:
        self._composer.set_reading(self._files.names(self.thread_id))

    def _file_taken(self, thread_id: ThreadId, blob: StoredBlob) -> None:
        if thread_id == self.thread_id:
            self._composer.add_file(blob)
        else:
            # The agent is in another thread by now; the file goes where it was meant to.
            self._background.run(attach(self._services.drafts, thread_id, blob))

    def apply(self, changes: ChangeSet) -> None:
        """A write to this thread after typing was the draft's; or another device wrote, or sent."""
        if changes.reset:
            # What the last run, or a fresh snapshot, left to be handed over.
            self._background.run(self._services.drafts.hand_over())
        if self.thread_id is None or not (changes.reset or self.thread_id in changes.threads):
            return
        if self._composer.text:
            self._composer.set_saved(SavedState.SAVED)
        if self._ready:
            self._background.run(self._services.drafts.load(self.thread_id), self._told, latest="load")

    def _told(self, draft: Draft | None) -> None:
        """What the store has now: the composer's own words, or another device's."""
        if self._sending or self.thread_id is None or (draft is not None and draft.thread_id != self.thread_id):
            return
        home = draft.home if draft is not None else None
        if home != self._home:
            # Threads were joined or taken apart: each draft stays with the thread it was written in.
            self.revision = 0
            self._put(draft)
        elif draft is not None and draft.revision > self.revision:
            self.revision = draft.revision
            self._elsewhere.replace(draft)
        elif draft is not None:
            self._elsewhere.offer(draft)

    def _focus_changed(self, focused: bool) -> None:
        if not focused:
            self._hand_over()

    def _hand_over(self) -> None:
        if self._ahead:
            self._ahead = False
            self._background.run(self._services.drafts.hand_over())

    def _typed(self) -> None:
        if self._restoring or self.thread_id is None:
            return
        self._elsewhere.typed()
        if not self._ready:
            return
        self._ahead = True
        self.revision = self._services.drafts.next_revision(self.revision)
        self._services.drafts.changed(self._draft(self.thread_id))
        self._composer.set_saved(SavedState.SAVING if self._composer.text else SavedState.NONE)

    def _draft(self, thread_id: ThreadId) -> Draft:
        composer = self._composer
        return Draft(
            thread_id,
            composer.text,
            composer.identity_id,
            composer.note,
            composer.reply_to,
            composer.files,
            self.revision,
            self._home,
            self._elsewhere.base,
        )

    def _loaded(self, draft: Draft | None) -> None:
        self._ready = True
        typed = self._composer.text
        if draft is not None and draft.thread_id == self.thread_id:
            self.revision = max(self.revision, draft.revision)
            self._put(with_typed(draft, typed))
            self._composer.set_saved(SavedState.SAVED)
        if typed:
            self._typed()
        if self._eager:
            self._eager = False
            # With words of before in front of it, it is no longer what the agent wanted to send.
            if draft is None or not draft.text:
                self.send(resolve=self._resolve)

    def _not_loaded(self, error: KnownError) -> None:
        self._loaded(None)
        self._failed(error)

    def _leave_early(self) -> None:
        """What was typed before the store had answered is kept behind what the store has."""
        if self.thread_id is not None and not self._ready and self._composer.text:
            self._background.run(add(self._services.drafts, self._draft(self.thread_id)))

    def _put(self, draft: Draft | None) -> None:
        self._restoring = True
        try:
            self._composer.set_draft(draft)
            self._composer.set_saved(SavedState.NONE)
        finally:
            self._restoring = False
        self._home = draft.home if draft is not None else None
        if draft is None:
            return
        self._elsewhere.shown(draft)
        self.revision = max(self.revision, draft.revision)
        for blob in draft.files:
            work = self._for_thread(draft.thread_id, self._services.attachments.info(blob))
            self._background.run(work, self._restored)
        if draft.reply_to is not None:
            self.quoted.emit(draft.reply_to)

    async def _for_thread(
        self, thread_id: ThreadId | None, work: Awaitable[StoredBlob | None]
    ) -> tuple[ThreadId | None, StoredBlob | None]:
        return thread_id, await work

    def _restored(self, answer: tuple[ThreadId | None, StoredBlob | None]) -> None:
        thread_id, blob = answer
        if thread_id != self.thread_id or blob is None:
            return
        self._restoring = True
        try:
            self._composer.add_file(blob)
        finally:
            self._restoring = False

    async def _send(self, draft: Draft, resolve: bool) -> tuple[Draft, bool, Sequence[Newer], bool]:
        """The last value: whether it was sent. Without time to call it back the agent is asked before, once."""
        moved = () if draft.note else await self._services.drafts.moved(draft.thread_id)
        news = bool(moved) and moved[-1].position > self._warned
        if news and not self._services.settings.undo_seconds:
            return draft, resolve, moved, False
        # False means that this revision went out before: then, too, the text is safe and can go.
        await self._services.sending.send(draft, self._pieces)
        return draft, resolve, moved if news else (), True

    def _sent(self, answer: tuple[Draft, bool, Sequence[Newer], bool]) -> None:
        draft, resolve, moved, done = answer
        self._sending = False
        self._composer.set_sending(False)
        if moved:
            self._warned = moved[-1].position
        here = draft.thread_id == self.thread_id
        if not done:
            if here:
                self._resolve = resolve
                self.asked.emit(moved)
            return
        asked, self._next = self._next, None
        whole = asked is not None and asked[0] == self._composer.text
        if here:
            self.moved.emit(moved)
            self._clear(draft)
        self._sent_in = draft.thread_id
        self.went.emit(draft)
        self.sent.emit(draft.thread_id, resolve)
        if here and asked is not None and whole:
            self.send(resolve=asked[1])

    def _clear(self, draft: Draft) -> None:
        """Takes away what was sent, and nothing that was typed meanwhile."""
        typed = self._composer.text
        self._restoring = True
        try:
            self._composer.clear_after_send()
            self._composer.set_saved(SavedState.NONE)
        finally:
            self._restoring = False
        if typed != draft.text:
            self._composer.insert_text(typed.removeprefix(draft.text).lstrip("\n"))
        else:
            self._home = None
            self._elsewhere.typed()
            self._background.run(self._services.drafts.load(draft.thread_id), self._told, latest="load")

    def _unsent(self, error: KnownError) -> None:
        self._sending, self._next = False, None
        self._composer.set_sending(False)
        if isinstance(error, OwnBug):
            self.refused.emit(_("Not sent, by a fault in Braid itself. Your text is still here: try once more."))
            return
        self.troubled.emit(error)

    def _failed(self, error: KnownError) -> None:
        self.troubled.emit(error)


def _same(one: str, other: str) -> bool:
    """Whether two texts differ in white space only: pieces of another text than the one on screen are never sent."""
    return "".join(one.split()) == "".join(other.split())


def _open_gate(_resolve: bool) -> bool:
    return True

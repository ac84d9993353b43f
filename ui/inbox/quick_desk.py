"""Quick replies at the desk: whom they are for, their files, how they were used, and new ones out of what was sent."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.changes import ChangeSet
from app.errors import KnownError
from app.i18n import _
from app.ports import Draft, StoredBlob
from app.services.reply_values import ReplyContext
from domain.channel import ChannelKind
from domain.ids import QuickReplyId, ThreadId
from domain.message import Author, MessageKind, Part
from domain.templates.outcome import Outcome, outcome
from domain.templates.reply import QuickReply, Wording
from domain.timeline import Entry
from ui.background import Background
from ui.inbox.quick_book import QuickBook
from ui.ports import Services
from ui.words import error_words
from widgets.composer.reply_values import NoReplies
from widgets.thread_view.files import display_name

if TYPE_CHECKING:
    from ui.inbox.place import InboxPlace

Fetched = tuple[ThreadId, Sequence[StoredBlob], Sequence[str], bool]
_NO_SHORTCUT = re.compile(r"[^\w-]+")


class QuickDesk(QObject):
    """Between the composer of the inbox and the service.

    Attributes:
        is_ready: the replies are there or on their way.

    Signals:
        editor_wanted(QuickReply | None): one that is new, or all of them.
    """

    editor_wanted = Signal(object)

    def __init__(self, services: Services, place: "InboxPlace") -> None:
        super().__init__(place)
        self._services = services
        self._place = place
        self._replies = services.quick_replies
        self._composer = place.middle.composer
        self._thread_id: ThreadId | None = None
        self._gist: object = None
        self._book: QuickBook | None = None
        self.is_ready = False
        self._used: dict[ThreadId, list[tuple[QuickReplyId, str]]] = {}
        self._background = Background(services.tasks, place, self._troubled)
        self._stops = (self._replies.on_change(self.refresh), services.hub.subscribe(self._changed))
        place.thread_changed.connect(self._thread_changed)
        place.keeper.went.connect(self._went)
        place.middle.view.save_reply_requested.connect(self.save_entry)
        quick, composer = self._composer.quick, self._composer
        quick.inserted.connect(self._inserted)
        quick.expanded.connect(self._expanded)
        quick.save_wanted.connect(self._save_looked_for)
        quick.edit_wanted.connect(self._all)
        composer.channel_chosen.connect(self._channel_chosen)

    def close(self) -> None:
        """Hears nothing any more."""
        for stop in self._stops:
            stop()

    def get_ready(self) -> None:
        """Reads all replies, once; not as a part of the program's start."""
        if not self.is_ready:
            self.is_ready = True
            self._background.run(self._replies.load())

    def refresh(self) -> None:
        """The replies, the customer or their order are other ones."""
        if (thread_id := self._thread_id) is not None:
            self._background.again(lambda: self._replies.context(thread_id, self._channel()), self._known, "context")

    def open_palette(self) -> None:
        """As "/" does, by a command; in a note, too."""
        self._place.write()
        self._composer.quick.open_here()

    def save_current(self) -> None:
        """What is being written becomes a quick reply; else the chosen message of the team's, else their last one."""
        if self._composer.text.strip():
            self._propose(self._composer.text)
            return
        view = self._place.middle.view
        held = (view.current_entry(), *reversed(view.loaded.entries))
        entry = next((one for one in held if one is not None and _was_said(one)), None)
        if entry is not None:
            self.save_entry(entry)
        else:
            self._place.middle.trouble.say(_("There is no reply of the team's here that could be saved."))

    def save_entry(self, entry: Entry) -> None:
        """That message becomes a quick reply."""
        self._propose(entry.message.text)

    # The thread on screen.

    def _thread_changed(self) -> None:
        gist = self._place.about.gist
        if self._place.thread_id != self._thread_id:
            self._thread_id, self._book, self._gist = self._place.thread_id, None, gist
            self._background.forget("context")
            self._composer.quick.set_book(NoReplies())
            self.get_ready()
            self.refresh()
        elif gist != self._gist:
            # The first question was asked beside the one for the card: it is out of date if the draft goes elsewhere.
            known = self._gist is None and self._channel() in (None, self._newest_channel())
            self._gist = gist
            if not known:
                self.refresh()

    def _changed(self, changes: ChangeSet) -> None:
        said = self._thread_id is not None and self._thread_id in changes.timelines
        if said or "order" in changes.shelf:
            self.refresh()

    def _known(self, context: ReplyContext) -> None:
        if context.thread_id == self._thread_id:
            self._show(context)

    def _show(self, context: ReplyContext) -> None:
        self._book = QuickBook(self._replies, context)
        self._composer.quick.set_book(self._book, context.situation.language)

    def _channel(self) -> ChannelKind | None:
        identity = self._composer.foot.channel.selected
        return identity.channel if identity is not None else None

    def _newest_channel(self) -> ChannelKind | None:
        card = self._place.card
        return card.identities[0].channel if card is not None and card.identities else None

    def _channel_chosen(self, _identity_id: str) -> None:
        if self._book is not None:
            self._show(self._replies.on_channel(self._book.context, self._channel()))

    # What is inserted, and what becomes of it.

    def _inserted(self, key: str, send: bool) -> None:
        made = self._book.insertion(key) if self._book is not None else None
        if made is None or self._thread_id is None:
            return
        if not self._composer.note:
            self._used.setdefault(self._thread_id, []).append((made.reply_id, made.text))
        if made.files:
            self._background.run(self._fetch(self._thread_id, made.files, send), self._fetched)

    def _expanded(self, key: str) -> None:
        self._inserted(key, False)

    async def _fetch(self, thread_id: ThreadId, files: Sequence[Part], send: bool) -> Fetched:
        attachments, here, missing = self._services.attachments, [], []
        for part in files:
            blob = await attachments.info(part.blob)
            if blob is None and await attachments.content(part.blob) is not None:
                blob = await attachments.info(part.blob)
            if blob is not None:
                here.append(blob)
            else:
                missing.append(display_name(part.name, part.media_type))
        return thread_id, here, missing, send

    def _fetched(self, answer: Fetched) -> None:
        thread_id, here, missing, send = answer
        if thread_id != self._thread_id:
            return
        for blob in here:
            self._composer.add_file(blob)
        if missing:
            words = _("Not here, and not to be had now: {files}. The text is there without.")
            self._place.middle.trouble.say(words.format(files=", ".join(missing)))
        elif send:
            self._place.keeper.send()

    def _went(self, draft: Draft) -> None:
        for reply_id, text in self._used.pop(draft.thread_id, ()):
            became = outcome(text, draft.text)
            if not draft.note and became is not Outcome.GIVEN_UP:
                self._replies.count(reply_id, edited=became is Outcome.EDITED)

    # New ones.

    def _save_looked_for(self, query: str) -> None:
        text = self._composer.text.replace(f"/{query}", "", 1).strip()
        self._propose(text, _NO_SHORTCUT.sub("-", query.strip().lower()).strip("-"))

    def _propose(self, text: str, shortcut: str = "") -> None:
        if self._book is not None and text.strip():
            made = self._replies.propose(text, self._book.context)[0]
        else:
            made = self._empty(text)
        self.editor_wanted.emit(replace(made, shortcut=shortcut) if shortcut else made)

    def _empty(self, text: str) -> QuickReply:
        return replace(self._replies.new(), wordings=(Wording("", text),))

    def _all(self) -> None:
        self.editor_wanted.emit(None)

    def _troubled(self, error: KnownError) -> None:
        self._place.middle.trouble.say(error_words(error))


def _was_said(entry: Entry) -> bool:
    message = entry.message
    return message.author is Author.AGENT and message.kind is MessageKind.TEXT and bool(message.text.strip())

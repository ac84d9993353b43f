"""Translation at work in the inbox: what is on screen is translated, drafts before they replace anything (U-2)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import KnownError, NotTranslated
from app.i18n import _
from app.services.translation import TranslatedDraft
from domain.ids import ThreadId
from domain.message import Author, MessageKind
from domain.templates.gaps import gaps_in
from domain.timeline import Entry
from domain.translation import LONGEST, Translated, canonical, readable, worth_translating
from ui.background import Background
from ui.ports import Services
from ui.translation_words import translation_words, way_words
from ui.words import error_words
from widgets.thread_view.translated import Translation

if TYPE_CHECKING:
    from ui.inbox.thread_column import ThreadColumn
    from ui.inbox.translate_button import TranslateButton
    from ui.inbox.translation_bar import TranslationBar
    from widgets.composer.composer import Composer
    from widgets.thread_view.view import ThreadView

PAUSE_MS = 120
"""So long the thread has to stand still before what is on screen is translated."""


class TranslationDesk(QObject):
    """Between the thread, the composer and the services. Only messages that are on screen leave this computer.

    Attributes:
        on: whether this thread shows translations now.

    Signals:
        settings_wanted: a provider shall be added or changed.
    """

    settings_wanted = Signal()

    def __init__(self, services: Services, middle: "ThreadColumn", parent: QObject) -> None:
        super().__init__(parent)
        self.thread_id: ThreadId | None = None
        self.on = self.always = False
        self.keys = ""
        self._services = services
        self._view: ThreadView = middle.view
        self._composer: Composer = middle.composer
        self._bar: TranslationBar = middle.translation
        self._button: TranslateButton = middle.header.translate
        self._customer = ""
        self._wanted: dict[ThreadId, bool] = {}
        self._held: dict[str, tuple[str, Translated]] = {}
        self._asked: set[str] = set()
        self._failed = False
        self._draft_of, self._target = "", ""
        self._background = Background(services.tasks, self._view, self._troubled)
        self._later = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._connect()

    def open(self, thread_id: ThreadId | None) -> None:
        """Another thread: as it was left, or as it always is."""
        self.thread_id, self.always = thread_id, False
        self.on = self._wanted.get(thread_id, False) if thread_id is not None else False
        self._customer = ""
        self._forget()
        self.withdraw()
        self._show()
        if thread_id is not None:
            self._background.run(self._services.translation.automatic(thread_id), self._automatic, latest="automatic")

    def set_customer_language(self, tag: str) -> None:
        """What is known of the customer; what they wrote counts more."""
        self._customer = tag
        self._show()

    def close(self) -> None:
        """Hears nothing any more."""
        self._stop()
        self._later.stop()

    # What the agent asks for.

    def toggle(self) -> None:
        """Shows translations, or the messages as they were written; without a provider says how to get one."""
        if self.thread_id is None:
            return
        if self._services.translation.provider is None and not self.on:
            self._explain()
            return
        self.on = self._wanted[self.thread_id] = not self.on
        self._failed = False
        self._bar.say("")
        self._show()
        self._look()

    def swap(self) -> None:
        """The other one of original and translation stands first."""
        translation = self._services.translation
        translation.original_first = not translation.original_first
        self._show()

    def set_always(self, always: bool) -> None:
        """This thread is translated whenever it is opened, or not any more."""
        if self.thread_id is None:
            return
        self.always = always
        self.on = self._wanted[self.thread_id] = always
        self._background.run(self._services.translation.set_automatic(self.thread_id, always))
        self._show()
        self._look()

    def translate_draft(self, target: str = "") -> None:
        """The draft into the customer's language; asked again, the offered translation is taken."""
        if self._bar.draft is not None and self._draft_of == self._composer.text and target in ("", self._target):
            self.take()
            return
        text, target = self._composer.text, canonical(target or self.customer_language())
        if self.thread_id is None or not self._may_be_translated(text):
            return
        if not target:
            self._button.open_menu()
            return
        self._draft_of, self._target = text, target
        self._bar.say(_("Translating your draft…"))
        work = self._services.translation.translate_draft(text, target)
        self._background.run(work, self._drafted, self._draft_failed, latest="draft")

    def take(self) -> None:
        """The offered translation in place of the draft; one undo brings that back."""
        draft = self._bar.draft
        if draft is not None and self._composer.text == self._draft_of:
            self.withdraw()
            self._composer.edit.replace_all(draft.text)
            self._composer.focus_text()

    def withdraw(self) -> bool:
        """Nothing is offered any more; whether anything was."""
        shown = bool(self._bar.text())
        self._background.forget("draft")
        self._bar.say("")
        return shown

    def customer_language(self) -> str:
        """What the customer wrote last in, as far as anybody knows; "" when nobody does."""
        for entry in reversed(self._view.loaded.entries):
            if entry.message.author is Author.CUSTOMER:
                says = entry.message.assessment
                found = says.language if says is not None else ""
                if not found and entry.id in self._held:
                    found = self._held[entry.id][1].source
                if found:
                    return canonical(found)
        return canonical(self._customer)

    # Inside.

    def _connect(self) -> None:
        self._later.timeout.connect(self._look)
        self._view.looked_at.connect(self._moved)
        self._view.swap_requested.connect(self.swap)
        self._composer.draft_changed.connect(self._typed)
        self._button.toggled.connect(self.toggle)
        self._button.opening.connect(self._show)
        self._button.swapped.connect(self.swap)
        self._button.always_chosen.connect(self.set_always)
        self._button.draft_wanted.connect(self.translate_draft)
        self._button.settings_wanted.connect(self.settings_wanted)
        self._bar.taken.connect(self.take)
        self._bar.closed.connect(self._closed)
        self._bar.settings_wanted.connect(self.settings_wanted)
        self._stop = self._services.translation.on_change(self._other_provider)

    def _explain(self) -> None:
        words = translation_words(NotTranslated("no_provider"), None)
        self._bar.say(words, settings=True)

    def _automatic(self, always: bool) -> None:
        self.always = always
        if always and self.thread_id is not None and self._services.translation.provider is not None:
            self.on = self._wanted.get(self.thread_id, True)
        self._show()
        self._look()

    def _other_provider(self) -> None:
        self._forget()
        if self._bar.draft is None:
            self._bar.say("")
        self._show()
        self._look()

    def _forget(self) -> None:
        self._held.clear()
        self._asked.clear()
        self._failed = False
        self._background.forget("texts")

    def _moved(self) -> None:
        if self.on:
            self._later.start()

    def _look(self) -> None:
        """Has translated what is on screen and not known yet, one question at a time."""
        if not self.on or self._failed or self._asked or self.thread_id is None:
            return
        entries = [entry for entry in self._view.visible_entries() if self._is_foreign(entry)]
        fresh = [entry for entry in entries if self._held.get(entry.id, ("",))[0] != entry.message.text]
        if fresh:
            self._asked = {entry.id for entry in fresh}
            texts = [entry.message.text for entry in fresh]
            self._background.run(self._answers(fresh, texts), self._answered, self._text_failed, latest="texts")

    async def _answers(self, entries: Sequence[Entry], texts: Sequence[str]) -> list[tuple[Entry, Translated]]:
        return list(zip(entries, await self._services.translation.translate(texts), strict=True))

    def _answered(self, found: list[tuple[Entry, Translated]]) -> None:
        self._asked.clear()
        self._held |= {entry.id: (entry.message.text, said) for entry, said in found}
        self._show()
        self._look()

    def _is_foreign(self, entry: Entry) -> bool:
        """Whether it is for the agent to read and not in their language already; notes never leave the team."""
        message = entry.message
        if message.kind is not MessageKind.TEXT or message.deleted_at is not None or len(message.text) > LONGEST:
            return False
        written = message.assessment.language if message.assessment is not None else ""
        return worth_translating(message.text) and not readable(written, self._services.translation.language)

    def _show(self) -> None:
        service = self._services.translation
        self._button.show_state(
            on=self.on, always=self.always, ready=service.provider is not None, language=self.customer_language()
        )
        shown = {}
        if self.on:
            target = service.language
            for key, (text, said) in self._held.items():
                if not readable(said.source, target) and said.text.strip() and said.text != text:
                    shown[key] = Translation(said.text, way_words(said.source, target))
        self._view.show_translations(shown, original_first=service.original_first)

    def _may_be_translated(self, text: str) -> bool:
        if self._services.translation.provider is None:
            self._explain()
        elif self._composer.note:
            self._bar.say(_("A note is for your team and is not translated."))
        elif not worth_translating(text):
            self._bar.say(_("Write your reply first, in your own language."))
        elif gaps_in(text):
            self._bar.say(_("Fill in the gaps first: a translation would garble them."))
        else:
            return True
        return False

    def _typed(self) -> None:
        """A translation of other words than these is not offered any more."""
        if self._bar.text() and self._composer.text != self._draft_of:
            self.withdraw()

    def _closed(self) -> None:
        self.withdraw()
        self._composer.focus_text()

    def _drafted(self, draft: TranslatedDraft) -> None:
        if self._composer.text != self._draft_of:
            self._bar.say("")
        elif draft.text == self._draft_of:
            self._bar.say(_("Your draft is in the customer's language already."))
        else:
            self._bar.offer(draft, self._target, self.keys)

    def _draft_failed(self, error: KnownError) -> None:
        self._say(error)

    def _text_failed(self, error: KnownError) -> None:
        # It is not asked again by itself: each scroll would be another question to a provider that said no.
        self._asked.clear()
        self._failed = True
        self._say(error)

    def _troubled(self, error: KnownError) -> None:
        self._say(error)

    def _say(self, error: KnownError) -> None:
        if isinstance(error, NotTranslated):
            words = translation_words(error, self._services.translation.provider)
            self._bar.say(words, settings=error.code in {"no_provider", "key", "address", "insecure"})
        else:
            self._bar.say(error_words(error))

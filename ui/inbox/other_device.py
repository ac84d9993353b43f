"""What the agent wrote on another device comes into this composer: by itself when nothing is lost, else by choice."""

from PySide6.QtCore import QObject, Signal

from app.i18n import _
from app.ports import Draft
from domain.clock import Clock
from domain.draft import SyncedDraft
from ui import locale
from ui.inbox.draft_bar import DraftBar
from widgets.composer.composer import Composer
from widgets.thread_view.when import clock_time, local_day, moment


class OtherDevice(QObject):
    """Between the bar and the composer; whatever is chosen, the words that give way are one undo away.

    Signals:
        decided: the composer holds what the agent chose; it is to be saved.

    Attributes:
        base: newest version of the other devices' words that the agent has seen here.
    """

    decided = Signal()

    def __init__(self, bar: DraftBar, composer: Composer, clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self.base = 0
        self._bar = bar
        self._composer = composer
        self._clock = clock
        bar.used.connect(self._use)
        bar.added.connect(self._add)
        bar.kept.connect(self._keep)

    def clear(self) -> None:
        """Another thread, or nothing more to say."""
        self.base = 0
        self._bar.say("")

    def typed(self) -> None:
        """The words are the agent's own from here on; a question stays."""
        self._bar.hush()

    def shown(self, draft: Draft) -> None:
        """The composer holds this draft: where it came from, and what else there is."""
        self.base = max(self.base, draft.base)
        if draft.saved_elsewhere is not None:
            at, now, zone = draft.saved_elsewhere, self._clock.now(), locale.zone()
            today = local_day(at, zone) == local_day(now, zone)
            words = clock_time(at, zone) if today else moment(at, now, zone, locale.tag())
            self._bar.say(_("From your other device, {time}").format(time=words))
        self.offer(draft)

    def offer(self, draft: Draft) -> None:
        """Asks about words that are not in the composer, if there are any."""
        other = draft.other
        self._bar.offer(other if other is not None and other.version > self.base else None)

    def replace(self, draft: Draft) -> None:
        """Words of another device in place of those here, which nobody had touched."""
        if draft.text != self._composer.text:
            self._composer.replace_draft(draft)
        if not draft.text:
            self._bar.say(_("Sent or emptied on your other device"))
        self.shown(draft)

    def _use(self, other: SyncedDraft) -> None:
        self._composer.replace_draft(other)
        self._decide(other)

    def _add(self, other: SyncedDraft) -> None:
        own = self._composer.text
        self._composer.replace_text(f"{own}\n\n{other.text}" if own else other.text)
        self._decide(other)

    def _keep(self, other: SyncedDraft) -> None:
        own = self._composer.text
        # The words that are not wanted are one undo away, too.
        self._composer.replace_text(other.text)
        self._composer.replace_text(own)
        self._decide(other)

    def _decide(self, other: SyncedDraft) -> None:
        self.base = max(self.base, other.version)
        self._bar.say("")
        self._composer.focus_text()
        self.decided.emit()

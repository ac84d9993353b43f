"""The reply guide at work: reads the draft after each paint, shows the card, asks before a reply leaves."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent

from app.changes import ChangeSet
from app.errors import KnownError
from domain.emotion.assessment import Tier
from domain.guidance.findings import CheckId, Finding, Level, Part
from domain.guidance.guide import ClockState, clock
from domain.guidance.situation import Situation
from domain.ids import ThreadId
from ui.background import Background
from ui.inbox.draft_keeper import DraftKeeper
from ui.inbox.guide_bar import GuideBar
from ui.inbox.guide_values import GuideKeys, Starters, clock_value, fixable, guide_value, note_value
from ui.inbox.guide_words import finding_words
from ui.ports import Services
from widgets.composer.composer import Composer
from widgets.composer.draft_edits import DraftEdits
from widgets.guide.card import GuideCard

if TYPE_CHECKING:
    from domain.guidance.review import Review

SECOND_MS = 1000
LONG = 2_000
"""Characters from which a draft is read when typing pauses; up to there it takes a millisecond or two."""
PAUSE_MS = 150
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class GuideDesk(QObject):
    """Between the composer, the services and the card.

    Attributes:
        review: what is said of the draft on screen; None until the thread is known.
        current: place of the finding that is looked at, -1 for none.
    """

    def __init__(
        self, services: Services, composer: Composer, keeper: DraftKeeper, card: GuideCard, bar: GuideBar
    ) -> None:
        super().__init__(keeper)
        self.thread_id: ThreadId | None = None
        self.review: Review | None = None
        self.current = -1
        self.edits = DraftEdits(composer)
        self._services, self._composer, self._keeper = services, composer, keeper
        self._card, self.bar = card, bar
        self._about: Situation | None = None
        self._starters: Starters = {}
        self._asked: tuple[str, tuple[Finding, ...]] | None = None
        self._keys = GuideKeys()
        self._resolve = False
        self._pieces: Sequence[str] = ()
        self._background = Background(services.tasks, composer, _quietly)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._seconds = QTimer(self, interval=SECOND_MS)
        self._connect()

    def open(self, thread_id: ThreadId | None) -> None:
        """Another thread."""
        self.thread_id, self._about, self.review, self._starters = thread_id, None, None, {}
        self.current = -1
        self._background.forget("situation")
        self._withdraw()
        self._seconds.stop()
        self.edits.mark((), self._card.tokens)
        self._card.show_guide(None)
        self._card.show_clock(None)
        if thread_id is not None:
            self._read()

    def apply(self, changes: ChangeSet) -> None:
        """Something was written in this thread, its customer has other orders, a lead agreed, a complaint opened."""
        if self.thread_id is None:
            return
        # A saved draft, a tag or a new owner changes the thread, too, but not what is answered.
        other = bool(changes.shelf & {"order", "offer", "complaint"}) or self.thread_id in changes.timelines
        if changes.reset or other or self._about is None:
            self._read()

    def get_ready(self) -> None:
        """Reads what every thread's guide needs, before the first one is opened."""
        self._background.run(self._services.guidance.get_ready())

    def close(self) -> None:
        """Hears nothing any more."""
        self._forget()
        self._seconds.stop()
        self._later.stop()

    def set_keys(self, keys: GuideKeys) -> None:
        """Which keys the card names."""
        self._keys = keys
        self._show()

    # What the agent asks for, by key or on the card.

    def step(self, by: int) -> None:
        """The next finding, or the one before; its words are selected in the draft."""
        self.catch_up()
        shown = self.review.shown if self.review is not None else ()
        if shown:
            self.current = (self.current + by) % len(shown) if self.current >= 0 else (0 if by > 0 else len(shown) - 1)
            self._look(shown[self.current])

    def choose(self, place: int) -> None:
        """That finding."""
        if self.review is not None and 0 <= place < len(self.review.shown):
            self.current = place
            self._look(self.review.shown[place])

    def fix(self, place: int = -1) -> None:
        """Puts a finding right: that one, the current one, or the first that has a fix in the text."""
        self.catch_up()
        if self.review is None:
            return
        shown = self.review.shown
        finding = fixable(self.review, self.current) if place < 0 else shown[place] if place < len(shown) else None
        if finding is None:
            return
        if finding.pieces:
            self.send_parts()
        elif finding.edits:
            self.edits.apply(finding.edits)
            self.catch_up()

    def insert_starter(self, key: str = "") -> None:
        """A sentence for that part of the reply, or for the next missing one; again, another sentence."""
        self.catch_up()
        part = Part(key) if key else self._next_missing()
        if part is not None and self._starters.get(part):
            self.edits.insert(part.value, self._starters[part])
            self.catch_up()

    def send_parts(self) -> None:
        """The draft as several messages, in their order."""
        self.catch_up()
        found = self.review.findings if self.review is not None else ()
        pieces = next((finding.pieces for finding in found if finding.check is CheckId.FRAGMENTS), ())
        if pieces:
            self._pieces = pieces
            self._keeper.send(pieces=pieces)
            self._pieces = self._pieces if self.bar.asking else ()

    def withdraw(self) -> bool:
        """Esc: what was asked needs no answer; whether anything was."""
        asked = bool(self.bar.text())
        self._withdraw()
        if asked:
            self._composer.focus_text()
        return asked

    def catch_up(self) -> None:
        """Reads the draft now."""
        if self._later.isActive() or self.review is None or self.review.text != self._composer.text:
            self._later.stop()
            self._look_at_draft()

    # Inside.

    def _connect(self) -> None:
        composer, card = self._composer, self._card
        self._later.timeout.connect(self._look_at_draft)
        self._seconds.timeout.connect(self.turn)
        composer.edit.textChanged.connect(self._typed)
        composer.draft_changed.connect(self._typed)
        composer.edit.installEventFilter(self)
        card.starter_wanted.connect(self.insert_starter)
        card.finding_chosen.connect(self.choose)
        card.fix_wanted.connect(self.fix)
        self.bar.send_wanted.connect(self._send_anyway)
        self.bar.closed.connect(self.withdraw)
        self._keeper.gate = self._may_leave
        self._forget: Callable[[], None] = self._services.guidance.on_change(self._rules_changed)

    def _read(self) -> None:
        if (thread_id := self.thread_id) is not None:
            self._background.again(partial(self._services.guidance.situation, thread_id), self._known, "situation")

    def _rules_changed(self) -> None:
        self._read()

    def _known(self, about: Situation | None) -> None:
        before, self._about = self._about, about
        if about is None or self.thread_id is None:
            self._card.show_guide(None)
            return
        if before is None or before.language != about.language or before.waiting_since != about.waiting_since:
            work = self._services.guidance.starters(self.thread_id, about.language)
            self._background.run(work, self._starters_known, latest="starters")
        if about.waiting_since is not None:
            self._seconds.start()
        self._look_at_draft()
        self.turn()

    def _starters_known(self, starters: Starters) -> None:
        self._starters = starters
        self._show()

    def _typed(self) -> None:
        if self._asked is not None and self._asked[0] != self._composer.text:
            self._withdraw()
        # A timer without an interval comes when everything that waits is done: the letter is painted first.
        self._later.start(PAUSE_MS if self._composer.edit.document().characterCount() > LONG else 0)

    def _look_at_draft(self) -> None:
        if self._about is None:
            return
        before = self._current_finding()
        self.review = self._services.guidance.review(self._composer.text, self._about)
        # The one that is looked at stays it as long as it is found at all.
        same = [place for place, one in enumerate(self.review.shown) if before is not None and _alike(one, before)]
        self.current = same[0] if same else -1
        self._show()

    def _show(self) -> None:
        if self.review is None:
            return
        if self._composer.note:
            self.edits.mark((), self._card.tokens)
            self._card.show_guide(note_value(self.review.about))
            return
        found = [(span, self.review.level(one)) for one in self.review.shown for span in one.spans]
        self.edits.mark(found, self._card.tokens)
        value = guide_value(self.review, self._starters, self.current, self._keys, urgent=self._urgent())
        self._card.show_guide(value)

    def turn(self) -> None:
        """A second has gone by."""
        shown = clock(self._about, self._services.clock.now()) if self._about is not None else None
        if shown is None or self._about is None:
            self._seconds.stop()
            self._card.show_clock(None)
            return
        self._card.show_clock(clock_value(shown, self._about.tier))
        self._card.set_urgent(urgent=self._urgent())

    def _urgent(self) -> bool:
        if self._about is None:
            return False
        shown = clock(self._about, self._services.clock.now())
        late = shown is not None and shown.state in {ClockState.OVER, ClockState.ESCALATED}
        return shown is not None and (late or self._about.tier is Tier.HIGH)

    def _current_finding(self) -> Finding | None:
        shown = self.review.shown if self.review is not None else ()
        return shown[self.current] if 0 <= self.current < len(shown) else None

    def _look(self, finding: Finding) -> None:
        if finding.spans:
            self.edits.select(finding.spans[0])
        self._show()

    def _next_missing(self) -> Part | None:
        again = self.edits.inserted
        if again:
            return Part(again)
        missing = self.review.guide.missing if self.review is not None else ()
        return next((part for part in missing if self._starters.get(part)), None)

    # Before a reply leaves.

    def _may_leave(self, resolve: bool) -> bool:
        self.catch_up()
        if self.review is None:
            return True
        refused = self._reasons(Level.BLOCK)
        if refused:
            self.bar.refuse(self._words(refused))
            return False
        asks, text = self._reasons(Level.CONFIRM), self._composer.text
        if asks and self._asked != (text, asks):
            self._asked, self._resolve = (text, asks), resolve
            self.bar.ask(self._words(asks))
            self._composer.focus_text()
            return False
        self._withdraw()
        return True

    def _reasons(self, level: Level) -> tuple[Finding, ...]:
        found = self.review.at(level) if self.review is not None else ()
        return tuple(one for one in found if not (self._pieces and one.check is CheckId.FRAGMENTS))

    def _words(self, found: Sequence[Finding]) -> str:
        assert self.review is not None
        return " ".join(f"{finding_words(one, self.review.about)}." for one in found[:3])

    def _send_anyway(self) -> None:
        self._keeper.send(resolve=self._resolve, pieces=self._pieces)

    def _withdraw(self) -> None:
        self._asked, self._pieces = None, ()
        self.bar.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or not self.bar.asking:
            return False
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if Qt.Key(event.key()) in _ENTER and plain and not event.isAutoRepeat() and not self._composer.edit.composing:
            self._send_anyway()
            return True
        return False


def _alike(one: Finding, other: Finding) -> bool:
    return (one.check, one.said) == (other.check, other.said)


def _quietly(_error: KnownError) -> None:
    """Without a guide the reply is written all the same; what is wrong with the store is told by others."""

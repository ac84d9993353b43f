"""Review of answer keys: each message is read without its key, answered, and then laid beside what its author said."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.errors import KnownError
from app.i18n import _, ngettext
from domain.emotion.assessment import Tier, Topic
from domain.training.editing import LONGEST_COMMENT
from domain.training.item import NextStep, Side
from domain.training.pack import Entry
from domain.training.scoring import keyword_score
from ui.centred import centre
from ui.locale import number
from ui.parts import button, elided, label, line
from ui.ports import Services
from ui.tab_row import TabRow
from ui.training.pack_compare import NO_TOPIC, answers_beside, options_words, said_words
from ui.training.pack_values import to_check
from ui.training.pack_words import check_words, topic_or_none
from ui.training.pack_work import PackWork
from ui.training.words import step_name
from ui.words import error_words
from widgets.assessment import tier_name
from widgets.banner import Banner
from widgets.card import Card, isolated
from widgets.drill.marks import TextReview
from widgets.drill.text import DrillText

_TOLERANCE = 0
"""Words beside a keyword count as others here: two people compare what they mean."""


class ReviewPage(QWidget):
    """One key after the other; the author's is hidden until this person has answered.

    Signals:
        back: to the pack.
    """

    back = Signal()

    def __init__(self, services: Services, work: PackWork) -> None:
        super().__init__()
        self.setObjectName("place")
        self._services, self.work = services, work
        self._skipped: list[str] = []
        self.entry: Entry | None = None
        self.title, self.progress = elided("", "title"), label("", "second")
        self.leave, self.skip = button(_("‹ Back to the pack"), "link"), button(_("Later (Ctrl+Right)"))
        self.before, self.text = label("", "second", wrap=True), DrillText(markable=True)
        self.rows = {
            "topic": _row(_("Topic"), [(one or NO_TOPIC, topic_or_none(one)) for one in (*Topic, None)]),
            "tier": _row(_("Mood"), [(one, tier_name(one)) for one in Tier]),
            "complaint": _row(_("Complaint"), [("yes", _("a complaint")), ("no", _("no complaint"))]),
            "step": _row(_("Next step"), [(one, step_name(one)) for one in NextStep]),
        }
        self.chosen: dict[str, str] = {}
        self.reveal = button(_("Show the key (Ctrl+Enter)"), "primary")
        self.verdict, self.table = label("", "strong", wrap=True), label("", "", wrap=True)
        self.more, self.checks = label("", "second", wrap=True), label("", "small", wrap=True)
        self.comment = QPlainTextEdit()
        self.agree = button(_("Agree (Ctrl+Enter)"), "primary")
        self.object = button(_("Object (Ctrl+Shift+Enter)"), "danger")
        self.trouble, self.done = Banner("medium", dismissable=True), label("", "second", wrap=True)
        self.body, self.foot, self.roll = QWidget(), QWidget(), QScrollArea()
        self.foot.setObjectName("listColumn")
        self.key_card = Card(_("Beside the key"))
        self._lay_out()
        self._connect()

    def enter(self) -> None:
        """The first key that waits for this person."""
        self._skipped = []
        self.next()

    def refresh(self) -> None:
        """The pack changed: what is looked at stays as long as it is as it was."""
        if not self.isVisible():
            return
        pack = self.work.open.pack
        now = pack.entry(self.entry.item.id) if pack is not None and self.entry is not None else None
        if self.entry is not None and (now is None or now.item != self.entry.item):
            self.trouble.say(_("Somebody changed this message meanwhile."))
            self.next()
        self._say_progress()

    def next(self) -> None:
        """Another one, unseen."""
        waiting = self._waiting()
        self.entry = waiting[0] if waiting else None
        self.chosen = {}
        self.key_card.hide()
        self.foot.hide()
        self.body.setVisible(self.entry is not None)
        self.done.setVisible(self.entry is None)
        self._say_progress()
        if self.entry is None:
            self.done.setText(_("There is no key left for you to check. Others have to check those that you wrote."))
            self.leave.setFocus()
            return
        item = self.entry.item
        self.text.show_text(item.text, self._services.training.words(item.text))
        who = {Side.CUSTOMER: _("Customer"), Side.AGENT: _("Agent")}
        said = [f"{who[one.side]}: {isolated(one.text)}" for one in item.before]
        self.before.setText("\n".join(said))
        self.before.setVisible(bool(said))
        for row in self.rows.values():
            row.setEnabled(True)
            row.show_chosen("")
            for made in row.buttons.values():
                made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.reveal.show()
        self.reveal.setEnabled(False)
        self.comment.clear()
        self.text.setFocus()

    def show_key(self) -> None:
        """What its author said, beside what this person said."""
        if self.entry is None or not self.reveal.isEnabled() or self.key_card.isVisible():
            return
        item = self.entry.item
        words = self.text.words
        score = keyword_score(words, self.text.chosen, item.marks, _TOLERANCE)
        spans = [(mark.start, mark.end) for mark in item.marks]
        self.text.show_review(
            TextReview(
                tuple(spans[place] for place in sorted(score.found)),
                tuple(spans[place] for place in sorted(score.missed)),
                tuple(span for span, mark in zip(spans, item.marks, strict=True) if not mark.needed),
                score.stray,
            )
        )
        compared = answers_beside(item, self.chosen)
        differ = [one for one in compared if not one.same]
        alike = not differ and not score.missed and not score.stray
        self.verdict.setText(_("● You and the key say the same.") if alike else _("◆ You and the key differ."))
        marks = _("Keywords: {found} alike, {missed} only in the key, {stray} words only yours").format(
            found=number(len(score.found)), missed=number(len(score.missed)), stray=number(len(score.stray))
        )
        self.table.setText("\n".join((marks, *map(said_words, compared))))
        self.more.setText(options_words(item))
        self.more.setVisible(bool(self.more.text()))
        self.checks.setText(check_words(self.entry, dict(self.work.open.names)))
        for row in self.rows.values():
            row.setEnabled(False)
        self.reveal.hide()
        self.key_card.show()
        self.foot.show()
        self.agree.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        bar = self.roll.verticalScrollBar()
        if event.key() in steps:
            bar.setValue(bar.value() + steps[Qt.Key(event.key())] * bar.pageStep())
        else:
            super().keyPressEvent(event)

    def tell(self, error: KnownError) -> None:
        """Something was not done."""
        self.trouble.say(error_words(error))

    def _waiting(self) -> Sequence[Entry]:
        """Those that were put off come last."""
        pack, me = self.work.open.pack, self.work.me
        if pack is None or me is None:
            return ()
        found = to_check(pack, me, self.work.open.checkers)
        later = [entry for entry in found if entry.item.id in self._skipped]
        later.sort(key=self._skipped_at)
        return (*(entry for entry in found if entry not in later), *later)

    def _skipped_at(self, entry: Entry) -> int:
        return self._skipped.index(entry.item.id)

    def _say_progress(self) -> None:
        left = len(self._waiting())
        words = ngettext("{count} key waits for you", "{count} keys wait for you", left)
        self.progress.setText(words.format(count=number(left)))
        self.title.setText(_("Review of keys: {pack}").format(pack=isolated(self.work.open.title)))
        self.skip.setEnabled(left > 1)

    def _chose(self, value: str) -> None:
        name = next(name for name, row in self.rows.items() if row is self.sender())
        self.chosen[name] = value
        self.reveal.setEnabled(len(self.chosen) == len(self.rows))

    def _go(self) -> None:
        """Ctrl+Enter: the key, then that it is right."""
        if self.key_card.isVisible():
            self._agree()
        else:
            self.show_key()

    def _agree(self) -> None:
        self._check(agrees=True)

    def _object(self) -> None:
        if not self.key_card.isVisible():
            return
        if not self.comment.toPlainText().strip():
            self.trouble.say(_("Say what is wrong with the key: the author has to know."))
            self.comment.setFocus()
            return
        self._check(agrees=False)

    def _check(self, *, agrees: bool) -> None:
        if self.entry is not None and self.key_card.isVisible():
            self.agree.setEnabled(False)
            self.object.setEnabled(False)
            comment = self.comment.toPlainText().strip()[:LONGEST_COMMENT]
            self.work.check(self.entry.item, comment, agrees=agrees)

    def _kept(self, item_id: str) -> None:
        self._free()
        if self.entry is not None and self.entry.item.id == item_id:
            self.entry = None
            self.work.reload()

    def _free(self, _error: object = None) -> None:
        self.agree.setEnabled(True)
        self.object.setEnabled(True)

    def _later(self) -> None:
        if self.entry is not None and self.skip.isEnabled():
            item_id = self.entry.item.id
            self._skipped = [one for one in self._skipped if one != item_id] + [item_id]
            self.next()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(14, 4, 14, 8)
        head.setSpacing(8)
        head.addWidget(self.leave)
        head.addWidget(self.title, 1)
        head.addWidget(self.progress)
        head.addWidget(self.skip)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self.trouble)
        whole.addWidget(line())
        self._fill_body()
        self._fill_card()
        whole.addWidget(self._scrolled(), 1)
        whole.addWidget(self.foot)

    def _fill_body(self) -> None:
        inner = QVBoxLayout(self.body)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(10)
        help_words = _("Mark the words that carry the point (arrows and Space), then choose. The key comes afterwards.")
        inner.addWidget(label(help_words, "second", wrap=True))
        inner.addWidget(self.before)
        inner.addWidget(self.text)
        for row in self.rows.values():
            inner.addWidget(_named_row(row))
        inner.addWidget(self.reveal, 0, Qt.AlignmentFlag.AlignLeading)
        inner.addWidget(self.key_card)

    def _scrolled(self) -> QWidget:
        middle = QWidget()
        middle.setMaximumWidth(820)
        column = QVBoxLayout(middle)
        column.setContentsMargins(24, 12, 24, 24)
        column.addWidget(self.done)
        column.addWidget(self.body)
        column.addStretch(1)
        centre(self.roll, middle, 0)
        self.roll.setFrameShape(QFrame.Shape.NoFrame)
        return self.roll

    def _fill_card(self) -> None:
        self.comment.setProperty("kind", "field")
        self.comment.setTabChangesFocus(True)
        self.comment.setFixedHeight(58)
        self.comment.setPlaceholderText(_("What is wrong, or what the author should know"))
        self.comment.setAccessibleName(_("Comment"))
        deeds = QHBoxLayout()
        deeds.setContentsMargins(24, 8, 24, 10)
        deeds.setSpacing(8)
        deeds.addWidget(self.comment, 1)
        deeds.addWidget(self.object)
        deeds.addWidget(self.agree)
        outer = QVBoxLayout(self.foot)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(line())
        outer.addLayout(deeds)
        self.foot.hide()
        for part in (self.verdict, self.table, self.more, self.checks):
            self.key_card.body.addWidget(part)

    def _connect(self) -> None:
        self.leave.clicked.connect(self.back)
        self.skip.clicked.connect(self._later)
        for row in self.rows.values():
            row.chosen.connect(self._chose)
        self.reveal.clicked.connect(self.show_key)
        self.agree.clicked.connect(self._agree)
        self.object.clicked.connect(self._object)
        self.work.saved.connect(self._kept)
        self.work.troubled.connect(self._free)
        self.work.changed.connect(self._went_on)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        keys = (("Ctrl+Return", self._go), ("Ctrl+Enter", self._go), ("Ctrl+Right", self._later))
        for text, slot in (*keys, ("Ctrl+Shift+Return", self._object)):
            shortcut = QShortcut(QKeySequence(text), self, context=within)
            shortcut.activated.connect(slot)

    def _went_on(self) -> None:
        """What was said is kept, and the pack is read again: the next one."""
        if self.entry is None and self.isVisible():
            self.next()


def _row(name: str, entries: Sequence[tuple[str, str]]) -> TabRow:
    return TabRow(name, [(str(value), words) for value, words in entries], wraps=True)


def _named_row(row: TabRow) -> QWidget:
    made = QWidget()
    across = QHBoxLayout(made)
    across.setContentsMargins(0, 0, 0, 0)
    name = label(row.accessibleName(), "small")
    name.setMinimumWidth(70)
    across.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
    across.addWidget(row, 1)
    return made

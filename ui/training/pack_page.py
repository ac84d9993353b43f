"""An open pack: its items to find and filter, and the one that is worked on beside them (S-2)."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.errors import KnownError
from app.i18n import _
from domain.ids import DrillItemId
from domain.training.item import DrillItem
from domain.training.validity import flaws
from ui.locale import number
from ui.parts import button, elided, label, line
from ui.ports import Services
from ui.training.pack_form import ItemForm
from ui.training.pack_guess import blank
from ui.training.pack_items import PackItems
from ui.training.pack_values import KeyState, Row, to_check
from ui.training.pack_words import check_words, state_words
from ui.training.pack_work import PackWork
from ui.words import error_words
from widgets.banner import Banner

PAUSE = 400
"""Milliseconds without a key, after which what is written is kept on this computer."""


class PackPage(QWidget):
    """The list at one side, the form at the other.

    Attributes:
        wanted: an item that is to be shown as soon as it was read.

    Signals:
        back: to all packs. review_wanted, threads_wanted, publish_wanted, versions_wanted: what its buttons lead to.
    """

    back = Signal()
    review_wanted = Signal()
    threads_wanted = Signal()
    publish_wanted = Signal()
    versions_wanted = Signal()

    def __init__(self, services: Services, work: PackWork) -> None:
        super().__init__()
        self.setObjectName("place")
        self.work = work
        self._language, self.wanted, self._of = "en", "", ""
        self._shown: Row | None = None
        self.title, self.items = elided("", "title"), PackItems()
        self.leave = button(_("‹ All packs"), "link")
        self.review, self.threads = button(_("Review keys")), button(_("From real threads…"))
        self.versions, self.publish = button(_("Editions…")), button(_("Publish…"), "primary")
        self.list, self.add, self.search = self.items.list, self.items.add, self.items.search
        self.form, self.checks = ItemForm(), label("", "small", wrap=True)
        self.save, self.discard = button(_("Save"), "primary"), button(_("Discard"))
        self.remove, self.state = button(_("Delete"), "danger"), label("", "small")
        self.trouble, self.undone = Banner("medium", dismissable=True), Banner("low", dismissable=True)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._parts = QStackedWidget()
        self._lay_out()
        self._connect()

    def enter(self) -> None:
        """It is on screen: the keys in the list, or where one begins."""
        (self.list if self.list.model().rowCount() else self.add).setFocus()

    def flush(self) -> None:
        """What is written is kept now."""
        self._timer.stop()
        if self._shown is not None and self._same_pack and self._dirty:
            self.work.keep(self.form.value())

    @property
    def current(self) -> DrillItem | None:
        """The item in the form, as it stands there."""
        return self.form.value() if self._shown is not None else None

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.flush()

    def refresh(self) -> None:
        """The pack as it is now; what is being written stays."""
        opened = self.work.open
        if not self._same_pack:
            # What stands in the form belongs to the pack before, where it was kept when that was left.
            self._timer.stop()
            self._shown, self._of = None, opened.pack.id if opened.pack is not None else ""
            self.items.clear_filters()
        self.items.offer_languages(opened.rows())
        self.title.setText(opened.title)
        pack = opened.pack
        ready = len(to_check(pack, self.work.me, opened.checkers)) if pack is not None and self.work.me else 0
        self.review.setText(_("Review keys ({count})").format(count=number(ready)) if ready else _("Review keys"))
        for part in (self.review, self.threads, self.versions, self.publish, self.add):
            part.setVisible(pack is not None)
        self.review.setEnabled(ready > 0)
        self.undone.setVisible(False)
        if self.work.can_undo:
            self.undone.say(_("The message was taken out."), _("Put it back"))
        wanted = self.wanted if any(row.item.id == self.wanted for row in opened.rows()) else ""
        self.wanted = "" if wanted else self.wanted
        self._show_rows(wanted)

    def new_item(self) -> None:
        """An empty one, ready to be written."""
        if not self._writable:
            return
        self.flush()
        item = blank(self.work.new_id(), self.items.languages.currentData() or self._language)
        self.work.keep(item)
        self.items.clear_filters()
        self._show_rows(item.id)
        self.form.text.setFocus()

    def show_item(self, item_id: str) -> None:
        """That one in the form."""
        self.flush()
        self._show_rows(item_id)

    def tell(self, error: KnownError) -> None:
        """Something was not done."""
        self.trouble.say(error_words(error))

    @property
    def _writable(self) -> bool:
        return self.work.open.pack is not None

    @property
    def _same_pack(self) -> bool:
        """Whether what is on screen is of the pack that is open, and that one can be changed."""
        return self.work.open.pack is not None and self.work.open.pack.id == self._of

    @property
    def _dirty(self) -> bool:
        """Whether the form has something that was not kept."""
        return self._shown is not None and self.form.value() != self._shown.item

    def _show_rows(self, wanted: str = "") -> None:
        opened, current = self.work.open, self._shown.item.id if self._shown is not None else ""
        self.items.show_rows(opened.rows(), opened.checkers, current, wanted)
        self._show_current()

    def _show_current(self) -> None:
        row = self.items.current
        if row is None:
            self._shown = None
            self._parts.setCurrentIndex(0)
            return
        before, self._shown = self._shown, row
        same = before is not None and before.item.id == row.item.id
        touched = same and before is not None and self.form.value() != before.item
        if not same or (not touched and before is not None and before.item != row.item):
            self.form.show_item(row.item, writable=self._writable)
        self._language = row.item.language
        self._parts.setCurrentIndex(1)
        self._say_state()

    def _say_state(self) -> None:
        row = self._shown
        if row is None:
            return
        opened = self.work.open
        unsaved = self._dirty or row.state is KeyState.DRAFT
        whole = not flaws(self.form.value())
        self.save.setEnabled(unsaved and whole)
        self.discard.setEnabled(unsaved and row.entry is not None)
        for part in (self.save, self.discard, self.remove, self.state):
            part.setVisible(self._writable)
        if unsaved:
            kept = _("Kept on this computer. Save puts it into the pack.")
            self.state.setText(kept if whole else _("Kept on this computer until nothing is missing."))
        else:
            self.state.setText(state_words(row, opened.checkers))
        self.checks.setText(check_words(row.entry, dict(opened.names)) if row.entry is not None else "")
        self.checks.setVisible(row.entry is not None)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(14, 4, 14, 8)
        head.setSpacing(8)
        for part in (self.leave, self.title):
            head.addWidget(part, 1 if part is self.title else 0)
        for part in (self.review, self.threads, self.versions, self.publish):
            head.addWidget(part)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setChildrenCollapsible(False)
        halves.setHandleWidth(1)
        halves.addWidget(self.items)
        self._parts.addWidget(QWidget())
        self._parts.addWidget(self._editor())
        halves.addWidget(self._parts)
        halves.setSizes([380, 760])
        halves.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.trouble)
        column.addWidget(self.undone)
        column.addWidget(line())
        column.addWidget(halves, 1)

    def _editor(self) -> QWidget:
        editor, scroll = QWidget(), QScrollArea()
        editor.setObjectName("sideColumn")
        scroll.setWidget(self.form)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.remove)
        foot.addWidget(self.state)
        foot.addStretch(1)
        foot.addWidget(self.discard)
        foot.addWidget(self.save)
        column = QVBoxLayout(editor)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scroll, 1)
        column.addWidget(line())
        inner = QVBoxLayout()
        inner.setContentsMargins(16, 8, 16, 10)
        inner.addWidget(self.checks)
        inner.addLayout(foot)
        column.addLayout(inner)
        return editor

    def _connect(self) -> None:
        self.leave.clicked.connect(self.back)
        for made, signal in (
            (self.review, self.review_wanted),
            (self.threads, self.threads_wanted),
            (self.publish, self.publish_wanted),
            (self.versions, self.versions_wanted),
        ):
            made.clicked.connect(self.flush)
            made.clicked.connect(signal)
        self.items.filtered.connect(self._show_rows)
        self.list.chosen.connect(self._chosen)
        self.list.pressed_key.connect(self._pressed)
        self.form.changed.connect(self._typed)
        self._timer.timeout.connect(self._pause)
        self.add.clicked.connect(self.new_item)
        self.save.clicked.connect(self._save)
        self.discard.clicked.connect(self._discard)
        self.remove.clicked.connect(self._remove)
        self.undone.acted.connect(self.work.undo)
        self.work.saved.connect(self._saved)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, slot in (("Ctrl+S", self._save), ("Ctrl+N", self.new_item), ("Ctrl+F", self._find)):
            shortcut = QShortcut(QKeySequence(keys), self, context=within)
            shortcut.activated.connect(slot)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self.list, context=within)
        undo.activated.connect(self.work.undo)

    def _find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _chosen(self, key: str) -> None:
        if self._shown is None or key != self._shown.item.id:
            self._leave_item()
            self._show_current()

    def _leave_item(self) -> None:
        """What was written in it is kept; one that nobody wrote anything in never was there."""
        self.flush()
        left, self._shown = self._shown, None
        if left is not None and left.entry is None and self._writable and not left.item.text.strip():
            item = self.form.value()
            if item == blank(item.id, item.language):
                self.work.discard(item.id)

    def _pressed(self, key: int) -> None:
        if key == Qt.Key.Key_Delete:
            self._remove()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_E):
            self.form.text.setFocus()

    def _typed(self) -> None:
        self._timer.start()
        self._say_state()

    def _pause(self) -> None:
        """Nobody types: kept, and the list says so."""
        self.flush()
        self._show_rows()

    def _save(self) -> None:
        if self._shown is not None and self.save.isEnabled():
            self._timer.stop()
            self.work.save(self.form.value())

    def _saved(self, item_id: str) -> None:
        if self._shown is not None and self._shown.item.id == item_id:
            # What stands in the form is what the pack has: whatever was typed meanwhile differs from it.
            self.work.open.drafts.pop(DrillItemId(item_id), None)
        self.work.reload()

    def _discard(self) -> None:
        if self._shown is not None:
            self._timer.stop()
            item_id, self._shown = self._shown.item.id, None
            self.work.discard(item_id)

    def _remove(self) -> None:
        if self._shown is not None and self._writable:
            self._timer.stop()
            row, self._shown = self._shown, None
            self.work.remove(Row(self.form.value() if row.entry is None else row.item, row.state, row.entry))

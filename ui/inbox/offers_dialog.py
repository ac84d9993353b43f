"""What leads are asked about, in all threads: looked at, approved or declined by key."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.changes import ChangeSet
from app.errors import KnownError
from app.i18n import _
from app.services.compensation_values import Basis, Waiting
from domain.compensation.wording import MARKS
from domain.offer import OfferState
from ui import locale
from ui.background import Background
from ui.inbox.compensation_words import kind_words, option_words
from ui.parts import button, label
from ui.ports import Services
from ui.words import error_words
from widgets.card import isolated
from widgets.item_list import Item, ItemList
from widgets.thread_view.when import moment


class OffersDialog(QDialog):
    """A list with the keys A and D, and Enter for the thread.

    Signals:
        thread_wanted(ThreadId): the agent wants to see where it comes from.
    """

    thread_wanted = Signal(str)

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Compensations that wait for a lead"))
        self._services, self._service = services, services.compensation
        self._held: dict[str, Waiting] = {}
        self._decides = False
        self.list = ItemList()
        self.list.setAccessibleName(_("Compensations that wait for a lead"))
        self.words = label("", "small", wrap=True)
        self.approve, self.decline = button(_("Approve (A)"), "primary"), button(_("Decline (D)"))
        self.open_thread, self.shut = button(_("Open thread (Enter)")), button(_("Close"))
        self._lay_out()
        self._background = Background(services.tasks, self, self._troubled)
        self._stop = services.hub.subscribe(self._changed)
        self.finished.connect(self._forget)
        self.list.chosen.connect(self._allow)
        self.list.pressed_key.connect(self._pressed)
        self.approve.clicked.connect(self._approve)
        self.decline.clicked.connect(self._decline)
        self.open_thread.clicked.connect(self._go)
        self.shut.clicked.connect(self.reject)
        self._allow("")
        self._background.run(self._service.basis(), self._basis_known)
        self._read()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(10)
        column.addWidget(label(_("Compensations that wait for a lead"), "title"))
        column.addWidget(self.words)
        column.addWidget(self.list)
        column.addStretch(1)
        foot = QHBoxLayout()
        for one in (self.approve, self.decline, self.open_thread):
            foot.addWidget(one)
        foot.addStretch(1)
        foot.addWidget(self.shut)
        column.addLayout(foot)
        self.resize(620, 360)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_A and not event.modifiers() and not event.isAutoRepeat():
            self._approve()
        elif event.key() == Qt.Key.Key_D and not event.modifiers() and not event.isAutoRepeat():
            self._decline()
        else:
            super().keyPressEvent(event)

    def _read(self) -> None:
        self._background.run(self._service.waiting(), self._shown, latest="waiting")

    def _basis_known(self, basis: Basis) -> None:
        self._decides = basis.decides
        self._shown(tuple(self._held.values()))

    def _shown(self, held: Sequence[Waiting]) -> None:
        self._held = {one.offer.id: one for one in held}
        self.list.show_items([self._item(one) for one in held])
        self.list.setVisible(bool(held))
        if not held:
            self.words.setText(_("Nobody waits for a lead's word."))
        elif not self._decides:
            self.words.setText(_("Only leads and admins approve or decline."))
        else:
            self.words.setText("")
        self.words.setVisible(bool(self.words.text()))
        self._allow("")
        if held:
            self.list.setFocus()

    def _item(self, one: Waiting) -> Item:
        offer = one.offer
        loss = _("loss {amount}").format(amount=isolated(locale.money(offer.loss, offer.currency)))
        asked = _("{name} asks").format(name=isolated(one.asked_by or _("A colleague")))
        when = moment(offer.at, self._services.clock.now(), locale.zone(), locale.tag())
        lines = [
            f"{mark} {option_words(option, 0, offer.currency)}"
            for mark, option in zip(MARKS, offer.options, strict=False)
        ]
        second = " · ".join((loss, kind_words(offer.kind), asked, when))
        return Item(offer.id, one.customer, second, "  ".join(lines))

    def _allow(self, _key: str) -> None:
        some = bool(self.list.current)
        self.approve.setEnabled(some and self._decides)
        self.decline.setEnabled(some and self._decides)
        self.open_thread.setEnabled(some)

    def _pressed(self, key: int) -> None:
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go()

    def _approve(self) -> None:
        self._decide(OfferState.APPROVED)

    def _decline(self) -> None:
        self._decide(OfferState.DECLINED)

    def _decide(self, state: OfferState) -> None:
        held = self._held.get(self.list.current)
        if held is not None and self._decides:
            self._background.run(self._service.move(held.offer, state), self._done)

    def _go(self) -> None:
        held = self._held.get(self.list.current)
        if held is not None:
            self.thread_wanted.emit(held.offer.thread_id)
            self.accept()

    def _changed(self, changes: ChangeSet) -> None:
        if changes.reset or "offer" in changes.shelf:
            self._read()

    def _done(self, _answer: None) -> None:
        self._read()

    def _forget(self, _result: int) -> None:
        self._stop()

    def _troubled(self, error: KnownError) -> None:
        self.words.setText(error_words(error))
        self.words.show()

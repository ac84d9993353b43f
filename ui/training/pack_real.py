"""Items from real threads: choose one, decide about everything private in it, read it once more, keep only the rest."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.errors import KnownError
from app.i18n import _, ngettext
from app.services.pack_values import RealThread, Stripped
from domain.ids import DrillItemId, ThreadId
from domain.training.item import DrillItem
from domain.training.pack import Pack, PackSource
from ui.background import Background
from ui.insights.words import channel_words
from ui.locale import number
from ui.parts import button, elided, label, line, named
from ui.ports import Services
from ui.training.pack_guess import first_guess
from ui.training.pack_last_look import LastLook
from ui.training.pack_pieces import PiecesPage
from ui.training.pack_stripping import Stripping
from ui.training.pack_words import day_words
from ui.training.pack_work import PackWork
from ui.words import error_words
from widgets.banner import Banner
from widgets.card import isolated
from widgets.item_list import Item, ItemList
from widgets.text_side import LineField


class RealPage(QWidget):
    """Three steps; going back one loses nothing, leaving forgets everything that was not kept.

    Signals:
        back: to the pack. kept(DrillItemId): messages of it lie in the pack, unfinished; the first of them.
    """

    back = Signal()
    kept = Signal(str)

    def __init__(self, services: Services, work: PackWork) -> None:
        super().__init__()
        self.setObjectName("place")
        self._services, self.work = services, work
        self._background = Background(services.tasks, self, self.tell)
        self._threads: dict[str, RealThread] = {}
        self.title, self.leave = elided("", "title"), button(_("‹ Back"), "link")
        self.trouble = Banner("medium", dismissable=True)
        self.search, self.list = LineField(), ItemList(grows=True)
        self.nothing = label("", "second", wrap=True)
        self.pieces, self.last = PiecesPage(), LastLook()
        self.steps = QStackedWidget()
        self._lay_out()
        self._connect()

    def enter(self) -> None:
        """The first step, with nothing of the thread before."""
        self.forget()
        self.title.setText(_("Messages from real threads for “{pack}”").format(pack=isolated(self.work.open.title)))
        self.search.clear()
        self._find()
        self.search.setFocus()

    def forget(self) -> None:
        """Nothing of a thread stays on this screen."""
        self._background.forget("thread")
        self.pieces.show_thread(Stripping())
        self.last.show_texts(Stripping())
        self.trouble.say("")
        self.steps.setCurrentIndex(0)

    def escape(self) -> None:
        """One step back; from the first one to the pack."""
        at = self.steps.currentIndex()
        if at == 0:
            self._away()
        elif at == 1:
            self.forget()
            self.list.setFocus()
        else:
            self.steps.setCurrentIndex(1)
            self.pieces.text.setFocus()

    def tell(self, error: KnownError) -> None:
        """Something was not done."""
        self.trouble.say(error_words(error))

    def _find(self, _text: str = "") -> None:
        wanted = self.search.text().strip()
        self._background.run(self._services.packs.real_threads(wanted), self._take, latest="threads")

    def _take(self, threads: Sequence[RealThread]) -> None:
        self._threads = {one.thread_id: one for one in threads}
        self.list.show_items([_thread_line(one) for one in threads])
        self.list.setVisible(bool(threads))
        self.nothing.setVisible(not threads)
        none = _("No thread with a message of a customer is on this computer.")
        self.nothing.setText(_("Nobody of that name.") if self.search.text().strip() else none)

    def _open(self, _index: object = None) -> None:
        if self.list.current:
            work = self._services.packs.strip(ThreadId(self.list.current))
            self._background.run(work, self._stripped, latest="thread")

    def _pressed(self, key: int) -> None:
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()

    def _stripped(self, lines: Sequence[Stripped]) -> None:
        self.trouble.say("")
        self.pieces.show_thread(Stripping(lines))
        self.steps.setCurrentIndex(1)
        self.pieces.text.setFocus()

    def _check(self) -> None:
        """The last look for what was removed and still stands somewhere."""
        stripping = self.pieces.stripping
        work = self._services.packs.leaks(stripping.lines, stripping.removals())
        self._background.run(work, self._checked, latest="thread")

    def _checked(self, leaks: Sequence[str]) -> None:
        stripping = self.pieces.stripping
        if written := stripping.in_stands():
            self.pieces.show_written(written)
        elif self.pieces.show_leaks(tuple(leaks)):
            self.last.show_texts(stripping)
            self.steps.setCurrentIndex(2)
            self.last.list.setFocus()

    def _keep(self) -> None:
        """Only the stripped texts leave this screen; what they were made of is forgotten."""
        pack, stripping, texts = self.work.open.pack, self.pieces.stripping, self.pieces.stripping.texts()
        if pack is None or not self.last.confirmed:
            return
        new_id = self._services.packs.new_item_id
        items = [first_guess(new_id(), stripping.lines, texts, place) for place in self.last.chosen()]
        self._background.run(self._put(pack, items), self._kept)

    async def _put(self, pack: Pack, items: Sequence[DrillItem]) -> DrillItemId:
        packs = self._services.packs
        if pack.source is not PackSource.REAL:
            await packs.name(pack.id, pack.title, pack.note, PackSource.REAL)
        await packs.keep_draft(pack.id, *items)
        return items[0].id

    def _kept(self, item_id: DrillItemId) -> None:
        self.forget()
        self.kept.emit(item_id)

    def _away(self) -> None:
        self.forget()
        self.back.emit()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(14, 4, 14, 8)
        head.setSpacing(8)
        head.addWidget(self.leave)
        head.addWidget(self.title, 1)
        self.search.setPlaceholderText(_("Search a customer"))
        self.search.setClearButtonEnabled(True)
        named(self.search, _("Search a customer"))
        named(self.list, _("Threads"))
        choose, middle = QWidget(), QWidget()
        choose.setObjectName("place")
        middle.setMaximumWidth(760)
        column = QVBoxLayout(middle)
        column.setContentsMargins(14, 14, 14, 14)
        words = _("Threads that a weekly review marked for training come first. Enter opens one.")
        for part in (label(words, "second", wrap=True), self.search, self.nothing):
            column.addWidget(part)
        column.addWidget(self.list, 1)
        column.addStretch(0)
        across = QHBoxLayout(choose)
        across.addStretch(1)
        across.addWidget(middle, 100)
        across.addStretch(1)
        for step in (choose, self.pieces, self.last):
            self.steps.addWidget(step)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self.trouble)
        whole.addWidget(line())
        whole.addWidget(self.steps, 1)

    def _connect(self) -> None:
        self.leave.clicked.connect(self.escape)
        self.search.textChanged.connect(self._find)
        self.search.returnPressed.connect(self._open)
        self.list.pressed_key.connect(self._pressed)
        self.list.doubleClicked.connect(self._open)
        self.pieces.ready.connect(self._check)
        self.last.keep_wanted.connect(self._keep)
        down = QShortcut(QKeySequence("Down"), self.search, context=Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(self.list.setFocus)


def _thread_line(one: RealThread) -> Item:
    marked = _("★ marked for training by a review") if one.review_id is not None else ""
    words = ngettext("{count} message of the customer", "{count} messages of the customer", one.messages)
    about = (channel_words(one.channel), words.format(count=number(one.messages)), day_words(one.at))
    second = " · ".join(filter(None, about))
    return Item(one.thread_id, one.customer, second, " · ".join(filter(None, (marked, isolated(one.snippet)))))

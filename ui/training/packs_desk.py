"""A page of the training: packs that are worked on (S-2)."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.changes import ChangeSet
from app.errors import KnownError
from app.i18n import _
from domain.ids import AgentId, PackId
from domain.training.pack import Edition, Pack
from ui.background import Background
from ui.ports import Services
from ui.training.pack_deeds import PackDeeds
from ui.training.pack_facts import PacksOverview
from ui.training.pack_page import PackPage
from ui.training.pack_real import RealPage
from ui.training.pack_review import ReviewPage
from ui.training.pack_work import PackWork
from ui.words import error_words
from widgets.banner import Banner
from widgets.tokens import Tokens

Read = tuple[Sequence[Pack], Sequence[Edition], int]


class PacksDesk(QWidget):
    """All packs; one of them open; its keys under review; real threads that become items of it.

    Signals:
        command_wanted(str): what a command of the table does.
    """

    command_wanted = Signal(str)

    def __init__(self, services: Services, tokens: Tokens) -> None:
        super().__init__()
        self.setObjectName("place")
        self._services, self._tokens = services, tokens
        self._background = Background(services.tasks, self, self._failed)
        self.work = PackWork(services, self)
        self.deeds = PackDeeds(services, self)
        self.overview, self.page = PacksOverview(), PackPage(services, self.work)
        self.review = ReviewPage(services, self.work)
        self.trouble = Banner("medium", dismissable=True)
        self.stack = QStackedWidget()
        self.real = RealPage(services, self.work)
        for part in (self.overview, self.page, self.review, self.real):
            self.stack.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.trouble)
        column.addWidget(self.stack, 1)
        self._wanted, self._then, self._unread = "", "", False
        self._connect()
        self.setFocusProxy(self.overview.list)

    def enter(self) -> None:
        """It is on screen: fresh."""
        self.refresh()
        if self.stack.currentWidget() is self.overview:
            self.overview.list.setFocus()

    def apply(self, changes: ChangeSet) -> None:
        """Something changed in the local database."""
        if changes.reset or changes.shelf & {"pack", "edition", "setting"}:
            self.refresh()
            self.work.reload()

    def close_desk(self) -> None:
        """What is written is kept."""
        self.page.flush()
        self.real.forget()

    def escape(self) -> bool:
        """Back by one page; False where there is none."""
        if self.stack.currentWidget() is self.overview:
            return False
        if self.stack.currentWidget() is self.page:
            self._to_overview()
        elif self.stack.currentWidget() is self.real:
            self.real.escape()
        else:
            self._to_page()
        return True

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.page.flush()

    def refresh(self) -> None:
        """All packs as they are now."""
        self._background.run(self._read(), self._take, self._not_read, latest="packs")

    async def _read(self) -> Read:
        packs = self._services.packs
        return await packs.packs(), await packs.builtin(), await packs.checkers()

    def _take(self, found: Read) -> None:
        if self._unread:
            self._unread = False
            self.trouble.say("")
        self.overview.show_packs(*found, self.work.me or AgentId(""))
        if self._wanted:
            self.overview.choose(PackId(self._wanted))
            self._wanted = ""

    def _connect(self) -> None:
        self.trouble.acted.connect(self.refresh)
        self.overview.deed.connect(self._do)
        self.page.back.connect(self._to_overview)
        self.page.review_wanted.connect(self._to_review)
        self.page.publish_wanted.connect(self._publish)
        self.page.versions_wanted.connect(self._versions)
        self.page.threads_wanted.connect(self._to_threads)
        self.review.back.connect(self._to_page)
        self.real.back.connect(self._to_page)
        self.real.kept.connect(self._kept)
        self.work.changed.connect(self._changed)
        self.work.gone.connect(self._gone)
        self.work.troubled.connect(self._failed)
        self.deeds.made.connect(self._made)
        self.deeds.told.connect(self._told)
        self.deeds.troubled.connect(self._failed)

    def _do(self, name: str) -> None:
        """What a button of the overview means for the chosen pack."""
        self.trouble.say("")
        chosen = self.overview.current
        if name in ("new", "import"):
            into = chosen.id if isinstance(chosen, Pack) else None
            self.deeds.ask_new() if name == "new" else self.deeds.ask_file(into)
        elif name in ("copy", "export") and chosen is not None:
            self.deeds.copy(chosen) if name == "copy" else self.deeds.ask_export(
                chosen, self.overview.buttons["export"]
            )
        elif isinstance(chosen, Edition):
            self.page.flush()
            self.work.show_edition(chosen)
            self._to_page()
        elif isinstance(chosen, Pack):
            self._do_own(name, chosen)

    def _do_own(self, name: str, pack: Pack) -> None:
        if name == "rename":
            self.deeds.ask_name(pack)
        elif name == "retire":
            self.deeds.retire(pack)
        else:
            self._open(pack.id, name)

    def _open(self, pack_id: PackId, then: str = "open") -> None:
        self.page.flush()
        self._then = then
        self.work.show_pack(pack_id)

    def _changed(self) -> None:
        """The open pack was read."""
        self.page.refresh()
        self.review.refresh()
        then, self._then = self._then, ""
        if then == "open":
            self._to_page()
        elif then == "review":
            self._to_review()
        elif then == "publish":
            self._publish()
        elif then == "versions":
            self._versions()

    def _to_overview(self) -> None:
        self.page.flush()
        pack = self.work.open.pack
        self._wanted = pack.id if pack is not None else ""
        self.stack.setCurrentWidget(self.overview)
        self.refresh()
        self.overview.list.setFocus()

    def _to_page(self) -> None:
        self.page.refresh()
        self.stack.setCurrentWidget(self.page)
        self.page.enter()

    def _to_review(self) -> None:
        self.page.flush()
        self.stack.setCurrentWidget(self.review)
        self.review.enter()

    def _to_threads(self) -> None:
        self.page.flush()
        self.stack.setCurrentWidget(self.real)
        self.real.enter()

    def _kept(self, item_id: str) -> None:
        """What came of a thread is unfinished: its keys are written in the form."""
        self._told(_("The messages lie in the pack, not finished: look at each key, then save it."))
        self.page.wanted = item_id
        self.work.reload()
        self._to_page()

    def _publish(self) -> None:
        opened = self.work.open
        if opened.pack is not None:
            self.deeds.ask_publish(opened.pack, len(opened.drafts), opened.checkers)

    def _versions(self) -> None:
        opened = self.work.open
        if opened.pack is not None:
            self.deeds.show_versions(opened.pack, dict(opened.names))

    def _made(self, pack_id: str) -> None:
        self._wanted = pack_id
        self.refresh()
        self._open(PackId(pack_id))

    def _gone(self) -> None:
        self._to_overview()
        self.trouble.say(_("That pack is not here any more."))

    def _told(self, words: str) -> None:
        self.trouble.say(words, kind="low")

    def _not_read(self, error: KnownError) -> None:
        self._unread = True
        self.overview.say(_("The packs could not be read."))
        self.trouble.say(error_words(error), _("Try again"))

    def _failed(self, error: KnownError) -> None:
        self.trouble.say(error_words(error))

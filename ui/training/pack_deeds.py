"""What can be done with a whole pack: named, copied, published, withdrawn, written to a file, made from one."""

from collections.abc import Coroutine, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from app.i18n import _
from app.training.pack_file_values import PackFile
from app.training.pack_files import items_of
from domain.ids import PackId
from domain.training.pack import LONGEST_TITLE, Edition, Pack, PackSource
from ui.background import Background
from ui.file_door import FileDoor, Wish
from ui.ports import Services
from ui.training.pack_dialogs import NameDialog, PublishDialog
from ui.training.pack_import import ImportDialog, Plan, title_of
from ui.training.pack_values import copied_source, copies
from ui.training.pack_versions import VersionsDialog
from ui.training.pack_words import counted
from widgets.card import isolated


class PackDeeds(QObject):
    """One for the desk.

    Signals:
        made(PackId): a pack is there that was not. told(str): how something went.
        troubled(KnownError): something was not done.

    Attributes:
        dialog: what is being asked, while it is.
    """

    made = Signal(str)
    told = Signal(str)
    troubled = Signal(object)

    def __init__(self, services: Services, owner: QWidget) -> None:
        super().__init__(owner)
        self._services, self._packs, self._owner = services, services.packs, owner
        self._background = Background(services.tasks, self, self.troubled.emit)
        self.files = FileDoor(services, owner)
        self.dialog: NameDialog | PublishDialog | VersionsDialog | ImportDialog | None = None
        self._pack: Pack | None = None
        self._shown: Pack | Edition | None = None
        self._into: PackId | None = None

    def ask_new(self) -> None:
        """What is it called?"""
        self._pack = None
        self._ask_name(_("New pack"))

    def ask_name(self, pack: Pack) -> None:
        """Other words about one."""
        self._pack = pack
        self._ask_name(_("Rename the pack"), pack.title, pack.note)

    def copy(self, shown: Pack | Edition) -> None:
        """A pack of the team's own with the same items."""
        title = _("{pack} (copy)").format(pack=shown.title)[:LONGEST_TITLE]
        self._run(self._copy(shown, title), self._made)

    def ask_publish(self, pack: Pack, unfinished: int, checkers: int) -> None:
        """Shows what will be in it first."""
        self._pack = pack
        dialog = PublishDialog(self._owner, pack, unfinished, checkers)
        dialog.wanted.connect(self._publish)
        self._open(dialog)

    def show_versions(self, pack: Pack, names: dict[str, str]) -> None:
        """What was published of it."""
        self._pack = pack
        dialog = VersionsDialog(self._owner, self._services, pack, names)
        dialog.restored.connect(self._restore)
        dialog.copied.connect(self.copy)
        dialog.exported.connect(self.ask_export)
        self._open(dialog)

    def retire(self, pack: Pack) -> None:
        """Learners are not offered it any more, or are again."""
        self._pack = pack
        self._run(self._packs.retire(pack.id, not pack.retired), self._retired)

    def ask_export(self, shown: Pack | Edition, anchor: QWidget | None = None) -> None:
        """As which kind of file? The menu opens under `anchor`."""
        self._shown = shown
        menu = QMenu(self._owner)
        whole, table = menu.addAction(_("Without loss (JSON)…")), menu.addAction(_("As a table (CSV)…"))
        whole.triggered.connect(self._export_json)
        table.triggered.connect(self._export_csv)
        menu.aboutToHide.connect(menu.deleteLater)
        self.menu = menu
        under = anchor or self._owner
        menu.popup(under.mapToGlobal(under.rect().bottomLeft() if anchor is not None else under.rect().center()))

    def ask_file(self, into: PackId | None = None) -> None:
        """Which one?"""
        self._into = into
        dialog = QFileDialog(self._owner, _("Import a pack"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(_("Packs") + " (*.json *.csv *.tsv *.txt)")
        dialog.fileSelected.connect(self.look)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def look(self, path: str) -> None:
        """A dry run: nothing is kept by it."""
        self._background.run(self._look(Path(path)), self._looked)

    def _ask_name(self, heading: str, title: str = "", note: str = "") -> None:
        dialog = NameDialog(self._owner, heading, title, note)
        dialog.named.connect(self._named)
        self._open(dialog)
        dialog.title.setFocus()

    def _open(self, dialog: NameDialog | PublishDialog | VersionsDialog | ImportDialog) -> None:
        self.dialog = dialog
        dialog.destroyed.connect(self._closed)
        dialog.open()

    def _closed(self) -> None:
        self.dialog = None

    def _named(self, title: str, note: str) -> None:
        pack = self._pack
        if pack is None:
            self._run(self._packs.name(None, title, note, PackSource.WRITTEN), self._made)
        else:
            self._run(self._packs.name(pack.id, title, note, pack.source), self._renamed)

    def _publish(self) -> None:
        if self._pack is not None:
            self._run(self._packs.publish(self._pack.id), self._published)

    def _restore(self, edition: Edition) -> None:
        self._run(self._packs.put(edition.id, edition.items), self._restored)

    def _export_json(self) -> None:
        self._export("JSON")

    def _export_csv(self) -> None:
        self._export("CSV")

    def _export(self, kind: str) -> None:
        if self._shown is not None:
            self.files.ask(Wish(self._shown.title, kind, self._write))

    async def _write(self, path: Path) -> None:
        assert self._shown is not None
        await self._packs.write_file(path, self._shown)

    async def _look(self, path: Path) -> tuple[PackFile, Sequence[Pack], Sequence[Edition]]:
        return await self._packs.read_file(path), await self._packs.packs(), await self._packs.builtin()

    def _looked(self, found: tuple[PackFile, Sequence[Pack], Sequence[Edition]]) -> None:
        file, packs, builtin = found
        shown: tuple[Pack | Edition, ...] = (*packs, *builtin)
        taken = {item.id for one in shown for item in items_of(one)}
        dialog = ImportDialog(self._owner, file, packs, self._into)
        dialog.taken.connect(self._take)
        self.dialog = dialog
        dialog.destroyed.connect(self._closed)
        dialog.offer(self._packs.new_item_id, taken)

    def _take(self, planned: Plan) -> None:
        self._run(self._take_over(planned), self._took)

    async def _take_over(self, planned: Plan) -> tuple[PackId, int]:
        file, target = planned.file, planned.target
        pack_id = target.id if target is not None else None
        if pack_id is None:
            pack_id = await self._packs.name(None, title_of(planned), file.note, file.source)
        await self._packs.put(pack_id, planned.to_put)
        return pack_id, len(planned.to_put)

    async def _copy(self, shown: Pack | Edition, title: str) -> PackId:
        items = items_of(shown)
        pack_id = await self._packs.name(None, title, shown.note, copied_source(shown.source))
        await self._packs.put(pack_id, copies(items, [self._packs.new_item_id() for _item in items]))
        return pack_id

    def _run(self, work: Coroutine[Any, Any, Any], done: Any) -> None:
        self._background.run(work, done)

    def _made(self, pack_id: PackId) -> None:
        self.made.emit(pack_id)

    def _took(self, outcome: tuple[PackId, int]) -> None:
        pack_id, count = outcome
        self.told.emit(_("Taken over: {messages}.").format(messages=counted(count)))
        self.made.emit(pack_id)

    def _renamed(self, _pack_id: object) -> None:
        self.told.emit(_("It has another name."))

    def _published(self, _nothing: object) -> None:
        title = isolated(self._pack.title) if self._pack is not None else ""
        self.told.emit(_("{pack} is published: learners get the new edition.").format(pack=title))

    def _restored(self, _nothing: object) -> None:
        self.told.emit(_("The messages of that edition are in work again; what came later stays beside them."))

    def _retired(self, _nothing: object) -> None:
        retired = self._pack is not None and not self._pack.retired
        words = _("Learners are not offered it any more.") if retired else _("Learners are offered it again.")
        self.told.emit(words)

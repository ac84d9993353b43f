"""What was published of a pack: each edition with its date and what it had that the one before had not."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.errors import KnownError
from app.i18n import _
from domain.training.item import DrillItem
from domain.training.pack import Edition, Pack
from ui.background import Background
from ui.dialog_room import open_at
from ui.locale import language_name, number
from ui.parts import button, label, named
from ui.ports import Services
from ui.training.pack_values import compared
from ui.training.pack_words import counted, day_words
from ui.words import error_words
from widgets.card import isolated
from widgets.item_list import Item, ItemList

_EXCERPT = 70


class VersionsDialog(QDialog):
    """Newest first.

    Signals:
        restored(Edition): its messages go back into work. copied(Edition): they become a pack of their own.
        exported(Edition): as a file.
    """

    restored = Signal(object)
    copied = Signal(object)
    exported = Signal(object)

    def __init__(self, owner: QWidget, services: Services, pack: Pack, names: dict[str, str]) -> None:
        super().__init__(owner)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Editions"))
        open_at(self, 760, 460)
        self._pack, self._names = pack, names
        self._background = Background(services.tasks, self, self._failed)
        self.editions: Sequence[Edition] = ()
        self.list, self.words = ItemList(grows=True), QPlainTextEdit()
        self.state = label(_("Asking the server…"), "second", wrap=True)
        self.restore, self.copy = button(_("Take back into work")), button(_("Copy as a new pack"))
        self.export, self.shut = button(_("Export…")), button(_("Close"), "primary")
        self._lay_out()
        self._background.run(services.packs.editions(pack.id), self._take)

    @property
    def edition(self) -> Edition | None:
        """The one that is chosen."""
        return next((one for one in self.editions if str(one.number) == self.list.current), None)

    def _take(self, editions: Sequence[Edition]) -> None:
        self.editions = editions
        self.list.show_items([self._item(one) for one in editions])
        self.list.setVisible(bool(editions))
        self.words.setVisible(bool(editions))
        self.state.setVisible(not editions)
        self.state.setText(_("Nothing of this pack was published yet."))
        if editions:
            self.list.setFocus()

    def _item(self, edition: Edition) -> Item:
        who = self._names.get(edition.published_by or "", "")
        words = _("edition {number}").format(number=number(edition.number))
        second = " · ".join(filter(None, (day_words(edition.published_at), isolated(who))))
        return Item(str(edition.number), words, second, counted(len(edition.items)))

    def _chosen(self, _key: str) -> None:
        edition = self.edition
        for made in (self.restore, self.copy, self.export):
            made.setEnabled(edition is not None)
        if edition is not None:
            place = self.editions.index(edition)
            older = self.editions[place + 1] if place + 1 < len(self.editions) else None
            self.words.setPlainText(difference_words(edition, older, self._pack))

    def _failed(self, error: KnownError) -> None:
        self.state.setText(error_words(error))

    def _lay_out(self) -> None:
        named(self.list, _("Editions"))
        named(self.words, _("What is different"))
        self.words.setReadOnly(True)
        self.words.setProperty("kind", "field")
        self.list.setFixedWidth(240)
        for hidden in (self.list, self.words):
            hidden.hide()
        row, foot = QHBoxLayout(), QHBoxLayout()
        foot.setSpacing(8)
        row.addWidget(self.list)
        row.addWidget(self.words, 1)
        for made in (self.restore, self.copy, self.export):
            made.setEnabled(False)
            foot.addWidget(made)
        foot.addStretch(1)
        foot.addWidget(self.shut)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(label(_("Editions of “{pack}”").format(pack=isolated(self._pack.title)), "title", wrap=True))
        column.addWidget(self.state)
        column.addLayout(row, 1)
        column.addLayout(foot)
        self.list.chosen.connect(self._chosen)
        self.shut.clicked.connect(self.accept)
        self.restore.clicked.connect(self._restore)
        self.copy.clicked.connect(self._copy)
        self.export.clicked.connect(self._export)

    def _restore(self) -> None:
        if (edition := self._done()) is not None:
            self.restored.emit(edition)

    def _copy(self) -> None:
        if (edition := self._done()) is not None:
            self.copied.emit(edition)

    def _export(self) -> None:
        if (edition := self._done()) is not None:
            self.exported.emit(edition)

    def _done(self) -> Edition | None:
        edition = self.edition
        self.accept()
        return edition


def difference_words(edition: Edition, older: Edition | None, pack: Pack) -> str:
    """Against the one before, then against what is in work now."""
    found = compared(older.items if older is not None else (), edition.items)
    heading = (
        _("Since edition {number}").format(number=number(older.number)) if older is not None else _("The first one")
    )
    parts = [heading, *_lines(found.added, "+"), *_lines(found.changed, "~"), *_lines(found.gone, "−")]
    if found.nothing:
        parts.append(_("  nothing is different"))
    now = compared(edition.items, [entry.item for entry in pack.entries])
    work = _("In work now: {added} more, {changed} changed, {gone} not there any more.")
    counts = {"added": len(now.added), "changed": len(now.changed), "gone": len(now.gone)}
    return "\n".join((*parts, "", work.format(**{name: number(count) for name, count in counts.items()})))


def _lines(items: Sequence[DrillItem], sign: str) -> list[str]:
    return [f"  {sign} {language_name(item.language)}: {isolated(_excerpt(item))}" for item in items]


def _excerpt(item: DrillItem) -> str:
    text = " ".join(item.text.split())
    return text if len(text) <= _EXCERPT else text[: _EXCERPT - 1] + "…"

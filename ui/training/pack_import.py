"""A file of a pack before anything of it is taken over: which items are new, changed, the same, or not possible."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.i18n import _, ngettext
from app.training.pack_file_values import FileItem, PackFile
from app.training.pack_file_words import fault_words
from domain.ids import DrillItemId, PackId
from domain.training.item import DrillItem
from domain.training.pack import LONGEST_TITLE, MOST_ITEMS, Pack
from ui.dialog_room import open_at
from ui.locale import language_name, number
from ui.parts import buddy, button, label, named
from ui.training.pack_words import flaw_words

_EXCERPT = 70


@dataclass(frozen=True, slots=True)
class Plan:
    """What taking a file over would do.

    Attributes:
        target: the pack that it goes into, None for a new one.
        new, changed: as they would be kept. flawed: what cannot be taken.
    """

    file: PackFile
    target: Pack | None
    new: tuple[DrillItem, ...]
    changed: tuple[DrillItem, ...]
    same: tuple[DrillItem, ...]
    flawed: tuple[FileItem, ...]

    @property
    def to_put(self) -> tuple[DrillItem, ...]:
        """Everything that would be written."""
        return (*self.new, *self.changed)

    @property
    def too_many(self) -> bool:
        """Whether the pack would be too full."""
        held = len(self.target.entries) if self.target is not None else 0
        return held + len(self.new) > MOST_ITEMS


def plan(file: PackFile, target: Pack | None, taken: Collection[str], new_id: Callable[[], DrillItemId]) -> Plan:
    """The dry run; `taken` are ids of items of other packs, which cannot be those of new ones."""
    held = {entry.item.id: entry.item for entry in target.entries} if target is not None else {}
    new: list[DrillItem] = []
    changed: list[DrillItem] = []
    same: list[DrillItem] = []
    flawed: list[FileItem] = []
    for one in file.items:
        item = one.item
        if one.flaws:
            flawed.append(one)
        elif item.id in held:
            (same if held[item.id] == item else changed).append(item)
        else:
            new.append(item if item.id and item.id not in taken else replace(item, id=new_id()))
    return Plan(file, target, tuple(new), tuple(changed), tuple(same), tuple(flawed))


class ImportDialog(QDialog):
    """The dry run in words; where it goes can be chosen.

    Signals:
        taken(Plan): do it.
    """

    taken = Signal(object)

    def __init__(self, owner: QWidget, file: PackFile, packs: Iterable[Pack], into: PackId | None) -> None:
        super().__init__(owner)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Import a pack"))
        open_at(self, 640, 480)
        self._file, self._packs = file, tuple(packs)
        self.new_id: Callable[[], DrillItemId] | None = None
        self.taken_ids: Collection[str] = ()
        self.into = QComboBox()
        self.into.addItem(_("a new pack"), "")
        for pack in self._packs:
            self.into.addItem(pack.title, pack.id)
        self.into.setCurrentIndex(max(0, self.into.findData(into or "")))
        self.summary = label("", "second", wrap=True)
        self.report = QPlainTextEdit()
        self.report.setReadOnly(True)
        self.report.setProperty("kind", "field")
        named(self.report, _("Report"))
        self.take, cancel = button("", "primary"), button(_("Cancel"))
        cancel.clicked.connect(self.reject)
        self.take.clicked.connect(self._take)
        self.into.activated.connect(self._chosen)
        row, foot = QHBoxLayout(), QHBoxLayout()
        foot.setSpacing(8)
        row.addWidget(buddy(_("Into"), self.into))
        row.addWidget(self.into, 1)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(label(file.title or _("Import a pack"), "title", wrap=True))
        column.addLayout(row)
        column.addWidget(self.summary)
        column.addWidget(self.report, 1)
        column.addLayout(foot)

    def offer(self, new_id: Callable[[], DrillItemId], taken_ids: Collection[str]) -> None:
        """Opens it; new items get their ids from there."""
        self.new_id, self.taken_ids = new_id, taken_ids
        self._chosen()
        self.open()

    @property
    def plan(self) -> Plan:
        """What would be done with the present choice."""
        assert self.new_id is not None
        target = next((pack for pack in self._packs if pack.id == self.into.currentData()), None)
        here = {entry.item.id for entry in target.entries} if target is not None else set()
        return plan(self._file, target, set(self.taken_ids) - here, self.new_id)

    def _chosen(self, _index: int = 0) -> None:
        planned = self.plan
        count = len(planned.to_put)
        words = ngettext("Take over {count} message", "Take over {count} messages", count)
        self.take.setText(words.format(count=number(count)) if count else _("Nothing to take over"))
        self.take.setEnabled(count > 0 and not planned.too_many)
        self.summary.setText(summary(planned))
        self.report.setPlainText(report(planned))

    def _take(self) -> None:
        self.taken.emit(self.plan)
        self.accept()


def summary(planned: Plan) -> str:
    """The dry run in one line."""
    parts = (
        _("{count} new").format(count=number(len(planned.new))),
        _("{count} changed").format(count=number(len(planned.changed))),
        _("{count} the same").format(count=number(len(planned.same))),
        _("{count} not possible").format(count=number(len(planned.flawed) + len(planned.file.faults))),
    )
    full = _("A pack has 500 messages at most: choose a new one.") if planned.too_many else _("nothing is kept yet.")
    return " · ".join(parts) + " — " + full


def report(planned: Plan) -> str:
    """Line by line: what is wrong first."""
    where = _("line {number}") if planned.file.table else _("message {number}")
    wrong = [(one.place, f"{where.format(number=one.place)}: {fault_words(one)}") for one in planned.file.faults]
    for one in planned.flawed:
        said = " ".join(map(flaw_words, one.flaws))
        wrong.append((one.place, f"{where.format(number=one.place)}: {_excerpt(one.item)} — {said}"))
    sections = (
        (_("Not possible"), [words for _place, words in sorted(wrong)]),
        (_("Changed; their keys have to be checked again"), list(map(_line, planned.changed))),
        (_("New"), list(map(_line, planned.new))),
        (_("The same"), list(map(_line, planned.same))),
    )
    return "\n\n".join("\n".join((title, *(f"  {one}" for one in lines))) for title, lines in sections if lines)


def title_of(planned: Plan) -> str:
    """What a new pack is called."""
    return planned.file.title.strip()[:LONGEST_TITLE] or _("Imported pack")


def _line(item: DrillItem) -> str:
    return f"{language_name(item.language)}: {_excerpt(item)}"


def _excerpt(item: DrillItem) -> str:
    text = " ".join(item.text.split())
    return text if len(text) <= _EXCERPT else text[: _EXCERPT - 1] + "…"

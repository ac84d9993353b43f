"""The word lists behind the draft checks: a workspace adds, takes away, and looks through them every quarter."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app import i18n
from app.errors import KnownError
from app.i18n import _
from domain.guidance.lexicon import PAIRED, Overlay, Words
from domain.guidance.rules import words_key
from ui import locale
from ui.background import Background
from ui.parts import buddy, button, label
from ui.ports import Services
from ui.settings.page_line import PageLine
from widgets.card import isolated
from widgets.controls import PlainChoice
from widgets.text_side import LineField

LONGEST = 200
MOST = 500
"""Phrases of one list; more would be read by nobody and found by chance."""


class WordListsPage(QWidget):
    """One list of one language at a time; each change counts at once, for everybody."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._guidance, self._clock = services.guidance, services.clock
        self._background = Background(services.tasks, self, self._troubled)
        self._overlay = Overlay()
        self.language, self.list = PlainChoice(), PlainChoice()
        self.table = QTableWidget(0, 3)
        self.phrase, self.said = LineField(), LineField()
        self.add, self.toggle = button(_("Add"), "primary"), button(_("Take away"))
        self.review, self.reviewed = label("", "small", wrap=True), button(_("All still right"))
        self.words = PageLine(self)
        self._lay_out()
        self._connect()
        self._may = self._guidance.may_change()
        for part in (self.phrase, self.said, self.add, self.toggle, self.reviewed):
            part.setEnabled(self._may)
        self._background.run(self._guidance.load(), self._loaded)

    def show_language(self, language: str) -> None:
        """The lists of that language."""
        self.language.setCurrentIndex(max(0, self.language.findData(language)))
        self._language_chosen()

    def show_list(self, words: Words) -> None:
        """That list."""
        self.list.setCurrentIndex(self.list.findData(words.value))
        self._fill()

    def phrases(self) -> list[tuple[str, str]]:
        """What the table shows: each phrase and what is said to it."""
        return [(self._cell(row, 0), self._cell(row, 1)) for row in range(self.table.rowCount())]

    def _lay_out(self) -> None:
        for words in Words:
            self.list.addItem(list_name(words), words.value)
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setAccessibleName(_("Phrases"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setMinimumHeight(180)
        for field, name in ((self.phrase, _("New phrase")), (self.said, _("What to write instead"))):
            field.setPlaceholderText(name)
            field.setAccessibleName(name)
            field.setMaxLength(LONGEST)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 4)
        column.setSpacing(8)
        column.addWidget(label(_("Word lists"), "title"))
        column.addLayout(self._choice())
        column.addWidget(self.table, 1)
        for row in (self._row(self.phrase, self.said, self.add, self.toggle), self._row(self.review, self.reviewed)):
            column.addLayout(row)

    def _choice(self) -> QGridLayout:
        grid = QGridLayout()
        grid.addWidget(buddy(_("Language"), self.language), 0, 0)
        grid.addWidget(buddy(_("List"), self.list), 0, 1)
        grid.addWidget(self.language, 1, 0)
        grid.addWidget(self.list, 1, 1)
        return grid

    def _row(self, *parts: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for part in parts:
            row.addWidget(part, 1 if part in {self.phrase, self.said, self.review} else 0)
        return row

    def _connect(self) -> None:
        self.language.activated.connect(self._language_chosen)
        self.list.activated.connect(self._fill)
        self.table.itemSelectionChanged.connect(self._selected)
        self.add.clicked.connect(self._add)
        self.phrase.returnPressed.connect(self._add)
        self.said.returnPressed.connect(self._add)
        self.toggle.clicked.connect(self._toggle)
        self.reviewed.clicked.connect(self._all_right)

    def _loaded(self, _answer: None) -> None:
        self.language.clear()
        for tag in self._guidance.languages():
            self.language.addItem(locale.language_name(tag), tag)
        self.show_language(i18n.language())

    def _language_chosen(self, _index: int = 0) -> None:
        self._overlay = self._guidance.overlay(self._tag())
        lost = _("What was changed in these lists cannot be read: they are as delivered.")
        broken = words_key(self._tag()) in self._guidance.rules.broken
        self.words.stand(may_change=self._may, unreadable=lost if broken else "")
        self._fill()

    def _tag(self) -> str:
        return self.language.currentData() or ""

    def _words(self) -> Words:
        return Words(self.list.currentData())

    def _fill(self, _index: int = 0) -> None:
        words, overlay = self._words(), self._overlay
        paired = words in PAIRED
        own, gone = overlay.add.get(words, {}), set(overlay.remove.get(words, ()))
        lines = [(phrase, said, _("yours")) for phrase, said in own.items()]
        built_in = self._guidance.built_in(self._tag()).get(words, {})
        lines += [(phrase, said, _("taken away") if phrase in gone else "") for phrase, said in built_in.items()
                  if phrase not in own]  # fmt: skip
        self.table.setColumnHidden(1, not paired)
        self.table.setHorizontalHeaderLabels([_("Phrase"), said_name(words), ""])
        self.table.setRowCount(len(lines))
        for row, line in enumerate(lines):
            for place, text in enumerate(line):
                self.table.setItem(row, place, QTableWidgetItem(text))
        self.said.setVisible(paired)
        self.said.setPlaceholderText(said_name(words))
        self._show_review()
        self._selected()

    def _show_review(self) -> None:
        when = self._overlay.reviewed
        if self._guidance.due(self._tag()):
            text = _("These lists should be looked through: that is due every 90 days.")
        elif when is not None:
            text = _("Looked through on {date}.").format(date=isolated(when.isoformat()))
        else:
            text = _("As delivered; to be looked through every 90 days.")
        self.review.setText(text)
        self.review.setAccessibleName(text)

    def _selected(self) -> None:
        phrase = self._chosen()
        self.toggle.setEnabled(self._may_and(phrase))
        gone = phrase in self._overlay.remove.get(self._words(), ())
        self.toggle.setText(_("Take back in") if gone else _("Take away"))

    def _may_and(self, phrase: str) -> bool:
        return bool(phrase) and self._guidance.may_change()

    def _chosen(self) -> str:
        return self._cell(self.table.currentRow(), 0)

    def _cell(self, row: int, place: int) -> str:
        item = self.table.item(row, place)
        return item.text() if item is not None else ""

    def _add(self) -> None:
        phrase, said = (" ".join(field.text().split()) for field in (self.phrase, self.said))
        words = self._words()
        if not phrase or not self._may:
            return
        if words in PAIRED and not said:
            self.words.fault(_("What to write instead is missing."))
            return
        own = dict(self._overlay.add.get(words, {}))
        if len(own) >= MOST:
            self.words.fault(_("A list takes up to {most} phrases of yours.").format(most=MOST))
            return
        removed = tuple(one for one in self._overlay.remove.get(words, ()) if one != phrase)
        self._keep(own | {phrase: said}, removed)
        self.phrase.clear()
        self.said.clear()
        self.phrase.setFocus()

    def _toggle(self) -> None:
        """One's own phrase goes for good; a built-in one is taken away, or back in."""
        phrase, words = self._chosen(), self._words()
        own = dict(self._overlay.add.get(words, {}))
        removed = self._overlay.remove.get(words, ())
        if phrase in own:
            del own[phrase]
        elif phrase in removed:
            removed = tuple(one for one in removed if one != phrase)
        elif phrase:
            removed = (*removed, phrase)
        self._keep(own, removed)

    def _all_right(self) -> None:
        self._save(replace(self._overlay, reviewed=self._clock.now().date()))

    def _keep(self, own: dict[str, str], removed: tuple[str, ...]) -> None:
        words = self._words()
        add = {**self._overlay.add, words: own}
        remove = {**self._overlay.remove, words: removed}
        self._save(replace(self._overlay, add=add, remove=remove))

    def _save(self, overlay: Overlay) -> None:
        self._overlay = overlay
        row = self.table.currentRow()
        self._fill()
        self.table.selectRow(min(row, self.table.rowCount() - 1))
        self._background.run(self._guidance.set_overlay(self._tag(), overlay), self._kept, self._refused)

    def _kept(self, _answer: None) -> None:
        self.words.kept()
        self._show_review()

    def _refused(self, error: KnownError) -> None:
        self._language_chosen()
        self._troubled(error)

    def _troubled(self, error: KnownError) -> None:
        self.words.trouble(error)


def list_name(words: Words) -> str:
    """What a list is called."""
    return {
        Words.EMPATHY: _("Empathy"),
        Words.FRIENDLY: _("Friendly words"),
        Words.APOLOGY: _("Apologies"),
        Words.GREETING: _("Greetings"),
        Words.TECHNICAL: _("Technical terms"),
        Words.ABBREVIATIONS: _("Abbreviations"),
        Words.CALL_TO_ACTION: _("Calls to action"),
        Words.PROMISED_TIME: _("Promised times"),
        Words.DAYS: _("Days"),
        Words.SPECIALIST: _("Specialists"),
        Words.URGENT: _("Urgent promises"),
        Words.SUMMARY: _("Summaries"),
        Words.FORBIDDEN: _("Forbidden phrases"),
        Words.BANNED: _("Banned words"),
        Words.OVERPROMISE: _("Promises nobody can keep"),
        Words.REASON: _("Reasons"),
        Words.COMPENSATION: _("Compensation"),
        Words.FACT: _("Facts"),
        Words.SOLUTION: _("Solutions"),
    }[words]


def said_name(words: Words) -> str:
    """What a paired list says to a phrase."""
    if words is Words.TECHNICAL:
        return _("Plain words")
    return _("Long form") if words is Words.ABBREVIATIONS else _("What to write instead")

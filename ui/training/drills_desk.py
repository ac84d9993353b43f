"""A page of the training: which drill, from which pack, in which language, for how long (S-2)."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QListWidget, QListWidgetItem, QScrollArea, QVBoxLayout, QWidget

from app.changes import ChangeSet
from app.errors import KnownError
from app.i18n import _, ngettext
from app.services.training_values import PackCard
from domain.training.item import DrillKind
from domain.training.task import Wanted
from ui import locale
from ui.background import Background
from ui.centred import centre
from ui.parts import buddy, button, label
from ui.ports import Services
from ui.training.entering import pressed_by
from ui.training.kinds import VIEWS
from ui.training.words import kind_meaning, kind_name, messages_words
from ui.words import error_words
from widgets.banner import Banner
from widgets.tokens import Tokens

_WIDE = 760 / 13
_KINDS: tuple[DrillKind | None, ...] = (None, *(kind for kind in DrillKind if kind in VIEWS))


class DrillsDesk(QScrollArea):
    """Kind, pack, language, length; what there is in them; start.

    Signals:
        drill_wanted(Wanted): somebody wants to practise that.

    Attributes:
        kinds: the list of drills. pack, language, length: the fields. note: what there is of that.
    """

    drill_wanted = Signal(object)

    def __init__(self, services: Services, tokens: Tokens) -> None:
        super().__init__()
        self._services, self._tokens = services, tokens
        self._background = Background(services.tasks, self, self._troubled)
        self._packs: Sequence[PackCard] = ()
        self.trouble = Banner("high")
        self.kinds = QListWidget()
        self.kinds.setObjectName("drillKinds")
        self.kinds.setAccessibleName(_("Kind of drill"))
        self.pack, self.language, self.length = QComboBox(), QComboBox(), QComboBox()
        self.meaning, self.note = label("", "second", wrap=True), label("", "", wrap=True)
        self.start = button(_("Start (Enter)"), "primary")
        self._lay_out()
        self._fill()
        self.kinds.currentRowChanged.connect(self._changed)
        for field in (self.pack, self.language, self.length):
            field.currentIndexChanged.connect(self._changed)
        self.kinds.itemDoubleClicked.connect(self._activated)
        self.start.clicked.connect(self.begin)
        self.trouble.acted.connect(self.refresh)

    def enter(self) -> None:
        """It is on screen now."""
        self.refresh()
        self.kinds.setFocus(Qt.FocusReason.OtherFocusReason)

    def apply(self, changes: ChangeSet) -> None:
        """Packs or practice changed."""
        if self.isVisible() and (changes.reset or changes.shelf & {"practice", "edition"}):
            self.refresh()

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours and sizes."""
        self._tokens = tokens
        self._body.setMaximumWidth(round(tokens.type.base * _WIDE))
        high = round(tokens.type.base * 2.6)
        for row in range(self.kinds.count()):
            self.kinds.item(row).setSizeHint(QSize(0, high))
        self.kinds.setFixedHeight(high * self.kinds.count() + 2 * tokens.space[1] + 4)

    def refresh(self) -> None:
        """Reads the packs."""
        self._background.run(self._services.training.packs(), self._show, latest="packs")

    def begin(self) -> None:
        """What is chosen, if there is anything in it."""
        if self.start.isEnabled():
            self.drill_wanted.emit(self.wanted())

    def wanted(self) -> Wanted:
        """What is chosen."""
        seconds, items = self.length.currentData()
        return Wanted(
            self._kind(), self.pack.currentData(), language=self.language.currentData(), seconds=seconds, items=items
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if pressed_by(event):
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.begin()
        else:
            super().keyPressEvent(event)

    def _kind(self) -> DrillKind | None:
        return _KINDS[max(0, self.kinds.currentRow())]

    def _show(self, packs: Sequence[PackCard]) -> None:
        self._packs = packs
        self.trouble.say("")
        _refill(self.pack, [(_("All packs"), None), *((pack.title, pack.id) for pack in packs)])
        found = dict.fromkeys(code for pack in packs for code in pack.languages)
        _refill(self.language, [(_("All languages"), ""), *((locale.language_name(code), code) for code in found)])
        self._changed()

    def _changed(self) -> None:
        """What there is of what is chosen."""
        kind = self._kind()
        self.meaning.setText(kind_meaning(kind))
        chosen = [pack for pack in self._packs if self.pack.currentData() in (None, pack.id)]
        language = self.language.currentData() or ""
        fitting = [pack for pack in chosen if not language or language in pack.languages]
        able = [pack for pack in fitting if kind is None or kind in pack.kinds]
        self.start.setEnabled(bool(able))
        self.note.setText(_counts(able) if able else _why_empty(chosen, fitting, language))

    def _activated(self, _item: QListWidgetItem) -> None:
        self.begin()

    def _troubled(self, error: KnownError) -> None:
        self.trouble.say(error_words(error), _("Try again"))

    def _fill(self) -> None:
        for kind in _KINDS:
            self.kinds.addItem(QListWidgetItem(kind_name(kind)))
        self.kinds.setCurrentRow(0)
        for count in (10, 20, 40):
            self.length.addItem(messages_words(count), (0, count))
        for minutes in (2, 5, 10):
            words = ngettext("{count} minute", "{count} minutes", minutes).format(count=locale.number(minutes))
            self.length.addItem(words, (minutes * 60, 0))
        self.length.setCurrentIndex(1)
        _refill(self.pack, [(_("All packs"), None)])
        _refill(self.language, [(_("All languages"), "")])

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addWidget(self.meaning)
        right.addSpacing(8)
        for words, field in ((_("Pack"), self.pack), (_("Language"), self.language), (_("Length"), self.length)):
            right.addWidget(buddy(words, field))
            right.addWidget(field)
        right.addSpacing(8)
        right.addWidget(self.note)
        right.addSpacing(8)
        right.addWidget(self.start, 0, Qt.AlignmentFlag.AlignLeading)
        right.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addWidget(self.kinds, 2, Qt.AlignmentFlag.AlignTop)
        row.addLayout(right, 3)
        self._body = QWidget()
        self._body.setObjectName("place")
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 22, 0, 22)
        column.setSpacing(14)
        column.addWidget(self.trouble)
        column.addWidget(label(_("Choose a drill"), "title"))
        column.addLayout(row)
        column.addStretch(1)
        centre(self, self._body)


def _refill(field: QComboBox, entries: Sequence[tuple[str, object]]) -> None:
    """Other entries; what was chosen stays so if it is still there."""
    chosen = field.currentData()
    field.blockSignals(True)
    field.clear()
    for words, value in entries:
        field.addItem(words, value)
    field.setCurrentIndex(max(0, field.findData(chosen)))
    field.blockSignals(False)


def _counts(packs: Sequence[PackCard]) -> str:
    items, seen, due = (sum(getattr(pack, name) for pack in packs) for name in ("items", "seen", "due"))
    parts = [messages_words(items), _("{count} seen").format(count=locale.number(seen))]
    if due:
        parts.append(_("{count} due again").format(count=locale.number(due)))
    return " · ".join(parts)


def _why_empty(chosen: Sequence[PackCard], fitting: Sequence[PackCard], language: str) -> str:
    if not chosen:
        return _("There is no pack here yet.")
    if not fitting:
        return _("No message of that pack is in {language}.").format(language=locale.language_name(language))
    return _("No message of that pack has a key for this drill: a trainer has to write one.")

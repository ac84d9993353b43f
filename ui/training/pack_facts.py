"""All packs: those in work and those that come with Braid, and about the chosen one how far its keys are."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QSplitter, QVBoxLayout, QWidget

from app.i18n import _, ngettext
from domain.ids import AgentId, PackId
from domain.training.pack import Edition, Pack
from ui.locale import number
from ui.parts import button, label, named
from ui.training.pack_values import counts, to_check
from ui.training.pack_words import counted, edition_words, languages_words, source_words
from widgets.card import Card
from widgets.chips import Chip
from widgets.flow import FlowLayout
from widgets.item_list import Item, ItemList
from widgets.meter import Meter, MeterValue

BUILT_IN = "comes:"
"""Before the keys of those that come with the program."""


class PacksOverview(QWidget):
    """A list and what is chosen in it.

    Signals:
        deed(str): "open", "review", "publish", "versions", "rename", "export", "copy", "retire", "new", "import".
    """

    deed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("place")
        self.packs: dict[str, Pack | Edition] = {}
        self._checkers, self._me = 2, AgentId("")
        self.list = ItemList(grows=True)
        self.title, self.note = label("", "title", wrap=True), label("", "second", wrap=True)
        self.source, self.retired = Chip(), Chip(_("withdrawn"), "medium")
        self.facts, self.keys = Card(_("Pack")), Card(_("Keys"))
        self.fact_words, self.key_words = label("", wrap=True), label("", wrap=True)
        self.bar = Meter()
        self.empty = label("", "second", wrap=True)
        self.buttons: dict[str, QPushButton] = {}
        self._lay_out()
        self.say(_("Reading the packs…"))
        self._chosen()

    @property
    def current(self) -> Pack | Edition | None:
        """The chosen one."""
        return self.packs.get(self.list.current)

    def show_packs(self, packs: Sequence[Pack], builtin: Sequence[Edition], checkers: int, me: AgentId) -> None:
        """These; the chosen one stays."""
        self._checkers, self._me = checkers, me
        self.packs = {pack.id: pack for pack in packs} | {BUILT_IN + one.id: one for one in builtin}
        self.say("")
        self.list.show_items([self._line(key, one) for key, one in self.packs.items()])
        self._chosen()

    def say(self, words: str) -> None:
        """Why no packs are there yet."""
        self.empty.setText(words)
        self.empty.setVisible(bool(words) and not self.packs)

    def choose(self, pack_id: PackId) -> None:
        """That one."""
        if pack_id in self.packs:
            self.list.setCurrentIndex(self.list.model().index(list(self.packs).index(pack_id), 0))

    def _line(self, key: str, one: Pack | Edition) -> Item:
        if isinstance(one, Edition):
            about = f"{counted(len(one.items))} · {languages_words(one.languages)}"
            return Item(key, one.title, about, source_words(one.source))
        about = f"{counted(len(one.entries))} · {languages_words(_languages(one))}"
        if not one.entries:
            return Item(key, one.title, about, edition_words(one))
        found = counts(one, self._checkers)
        states = _("● {agreed} agreed · ○ {open} open · ▲ {disputed} disputed").format(
            agreed=number(found.agreed), open=number(found.open), disputed=number(found.disputed)
        )
        return Item(key, one.title, about, f"{states} · {edition_words(one)}")

    def _chosen(self, _key: str = "") -> None:
        one = self.current
        self._detail.setVisible(one is not None)
        if one is None:
            return
        own = isinstance(one, Pack)
        self.title.setText(one.title)
        self.note.setText(one.note)
        self.note.setVisible(bool(one.note))
        self.source.say(source_words(one.source), "neutral")
        self.retired.setVisible(isinstance(one, Pack) and one.retired)
        languages = _languages(one) if isinstance(one, Pack) else one.languages
        count = len(one.entries) if isinstance(one, Pack) else len(one.items)
        self.fact_words.setText("\n".join((counted(count), languages_words(languages), edition_words(one))))
        self.keys.setVisible(own and count > 0)
        for name, made in self.buttons.items():
            made.setVisible(own or name in ("open", "copy", "export"))
        if isinstance(one, Pack):
            self._say_keys(one)

    def _say_keys(self, pack: Pack) -> None:
        found, waiting = counts(pack, self._checkers), len(to_check(pack, self._me, self._checkers))
        lines = (
            _("● {count} agreed: ready to be published").format(count=number(found.agreed)),
            _("○ {count} to be checked by {wanted} people").format(
                count=number(found.open), wanted=number(self._checkers)
            ),
            _("▲ {count} disputed").format(count=number(found.disputed)),
            ngettext("{count} waits for you", "{count} wait for you", waiting).format(count=number(waiting)),
        )
        self.key_words.setText("\n".join(lines))
        self.bar.show_value(MeterValue(found.agreed / len(pack.entries) if pack.entries else 0))
        self.buttons["review"].setEnabled(waiting > 0)
        self.buttons["versions"].setEnabled(pack.edition > 0)
        self.buttons["retire"].setEnabled(pack.edition > 0)
        self.buttons["retire"].setText(_("Offer again") if pack.retired else _("Withdraw"))

    def _lay_out(self) -> None:
        side = QWidget()
        side.setObjectName("listColumn")
        side.setMinimumWidth(280)
        named(self.list, _("Packs"))
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for name, words, kind in (("new", _("New pack…"), "primary"), ("import", _("Import…"), "")):
            made = button(words, kind)
            made.setProperty("deed", name)
            made.clicked.connect(self._clicked)
            foot.addWidget(made)
        foot.addStretch(1)
        column = QVBoxLayout(side)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.empty)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setChildrenCollapsible(False)
        halves.setHandleWidth(1)
        halves.addWidget(side)
        halves.addWidget(self._right())
        halves.setSizes([420, 720])
        halves.setStretchFactor(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(halves)
        self.list.chosen.connect(self._chosen)
        self.list.pressed_key.connect(self._pressed)
        self.list.doubleClicked.connect(self._open)

    def _right(self) -> QWidget:
        self._detail, scroll = QWidget(), QScrollArea()
        self._detail.setObjectName("place")
        chips = QHBoxLayout()
        chips.addWidget(self.source)
        chips.addWidget(self.retired)
        chips.addStretch(1)
        row = QWidget()
        flow = FlowLayout(row, 8)
        for name, words, kind in (
            ("open", _("Open"), "primary"),
            ("review", _("Review keys"), ""),
            ("publish", _("Publish…"), ""),
            ("versions", _("Editions…"), ""),
            ("rename", _("Rename…"), ""),
            ("copy", _("Copy to work on"), ""),
            ("export", _("Export…"), ""),
            ("retire", _("Withdraw"), ""),
        ):
            made = self.buttons[name] = button(words, kind)
            made.setProperty("deed", name)
            made.clicked.connect(self._clicked)
            flow.addWidget(made)
        self.facts.body.addWidget(self.fact_words)
        self.keys.body.addWidget(self.key_words)
        self.keys.body.addWidget(self.bar)
        column = QVBoxLayout(self._detail)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(12)
        column.addWidget(self.title)
        column.addLayout(chips)
        column.addWidget(self.note)
        column.addWidget(row)
        for card in (self.facts, self.keys):
            column.addWidget(card)
        column.addStretch(1)
        scroll.setWidget(self._detail)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return scroll

    def _clicked(self) -> None:
        self.deed.emit(self.sender().property("deed"))

    def _open(self, _index: object = None) -> None:
        self.deed.emit("open")

    def _pressed(self, key: int) -> None:
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()


def _languages(pack: Pack) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entry.item.language for entry in pack.entries))

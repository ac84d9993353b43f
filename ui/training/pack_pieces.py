"""The step that decides: the thread at one side, the current private thing and what becomes of it at the other."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.i18n import _, ngettext
from domain.training.anonymising.values import Private
from ui.locale import number
from ui.parts import buddy, button, label
from ui.training.pack_strip_text import StripText
from ui.training.pack_stripping import Decision, Stripping
from ui.training.pack_words import private_name
from widgets.banner import Banner
from widgets.card import Card, isolated
from widgets.text_side import LineField


class PiecesPage(QWidget):
    """One decision after the other.

    Signals:
        ready: everything is decided, and the person goes on.
    """

    ready = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("place")
        self.stripping = Stripping()
        self._leaks: tuple[str, ...] = ()
        self._found: tuple[str, ...] = ()
        self.text = StripText()
        self.leak = Banner("high")
        self.harmless_leaks = button(_("They are harmless: go on"), "smallLink")
        self.what, self.words = label("", "small"), label("", "strong", wrap=True)
        self.stand, self.kind = LineField(), QComboBox()
        self.state, self.left = label("", "second", wrap=True), label("", "second", wrap=True)
        self.buttons: dict[str, QPushButton] = {}
        self.go_on = button(_("Go on (Ctrl+Enter)"), "primary")
        self.card = Card(_("Private"))
        self._lay_out()
        self._connect()

    def show_thread(self, stripping: Stripping) -> None:
        """Another one; an empty one takes everything away."""
        self.stripping = stripping
        self._leaks = ()
        self.leak.say("")
        self.harmless_leaks.hide()
        self.text.show_thread(stripping)
        self._show()

    def show_leaks(self, found: tuple[str, ...]) -> bool:
        """What was removed and still stands somewhere; whether one can go on."""
        if not found or found == self._leaks:
            self.leak.say("")
            self.harmless_leaks.hide()
            return True
        words = _("Removed in one place, still there in another: {words}.")
        quoted = ", ".join(f"“{isolated(one)}”" for one in found)
        self.leak.say(words.format(words=quoted), _("Mark them, too"))
        self.harmless_leaks.show()
        self._found = found
        return False

    def show_written(self, found: tuple[str, ...]) -> None:
        """Removed words that were written into a stand-in: that has to be another one."""
        words = _("What was removed stands in the words for it: {words}. Write other words for it (E).")
        self.leak.say(words.format(words=", ".join(f"“{isolated(one)}”" for one in found)))
        self.harmless_leaks.hide()

    def do(self, name: str) -> None:
        """What a key or a button means."""
        stripping = self.stripping
        if name == "next":
            stripping.step(1)
        elif name == "previous":
            stripping.step(-1)
        elif name == "remove":
            stripping.remove(self.stand.text())
        elif name == "harmless":
            stripping.harmless()
        elif name == "undo":
            stripping.undo()
        elif name == "mark":
            self._mark()
            return
        elif name == "edit":
            self.stand.setFocus()
            self.stand.selectAll()
            return
        self._decided()

    def _mark(self) -> None:
        """The selection is private, too; first its kind and its stand-in."""
        selected = self.text.selected()
        if selected is None or not self.stripping.mark(*selected, Private(self.kind.currentData())):
            self.state.setText(_("Select words of one message first: arrows with Shift, or the mouse."))
            return
        self._decided()
        self.stand.setFocus()
        self.stand.selectAll()

    def _decided(self) -> None:
        self._leaks = ()
        self.leak.say("")
        self.harmless_leaks.hide()
        self.text.show_pieces()
        self._show()

    def _show(self) -> None:
        piece, stripping = self.stripping.current, self.stripping
        for name in ("remove", "harmless", "next", "previous", "edit"):
            self.buttons[name].setEnabled(piece is not None)
        self.stand.setEnabled(piece is not None)
        if piece is None:
            self.what.setText(_("Nothing private was found. Read it all the same: select what has to go and press M."))
            self.words.setText("")
            self.stand.clear()
            self.state.setText("")
        else:
            where = _("{kind}, {place} of {all}").format(
                kind=private_name(piece.found.kind),
                place=number(stripping.at + 1),
                all=number(len(stripping.pieces)),
            )
            self.what.setText(where if piece.found.sure else _("{where}: look twice").format(where=where))
            self.words.setText(isolated(stripping.words(piece)))
            self.stand.setText(piece.found.replacement)
            self.state.setText(_state(piece.decision))
        left = stripping.undecided
        undecided = ngettext("{count} is not decided yet.", "{count} are not decided yet.", left)
        self.left.setText(undecided.format(count=number(left)) if left else _("Everything is decided."))
        self.go_on.setEnabled(bool(stripping.lines) and not left)

    def _lay_out(self) -> None:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(12, 0, 0, 0)
        side.setObjectName("place")
        rolls = _Rolling(side)
        for kind in Private:
            self.kind.addItem(private_name(kind), kind.value)
        deeds = QVBoxLayout()
        for name, words in (
            ("remove", _("Remove (Enter)")),
            ("harmless", _("Harmless, it stays (H)")),
            ("edit", _("Other words for it (E)")),
            ("next", _("Next (N)")),
            ("previous", _("Previous (P)")),
            ("mark", _("The selection is private (M)")),
            ("undo", _("Take the last step back (Ctrl+Z)")),
        ):
            made = self.buttons[name] = button(words, "primary" if name == "remove" else "")
            made.setProperty("deed", name)
            made.clicked.connect(self._clicked)
            deeds.addWidget(made)
        body = self.card.body
        for part in (self.what, self.words, buddy(_("Becomes"), self.stand), self.stand, self.state):
            body.addWidget(part)
        body.addLayout(deeds)
        body.addWidget(buddy(_("What a selection is"), self.kind))
        body.addWidget(self.kind)
        column.addWidget(self.card)
        column.addWidget(self.left)
        column.addWidget(self.go_on)
        column.addStretch(1)
        whole, across = QVBoxLayout(self), QHBoxLayout()
        whole.setContentsMargins(14, 10, 14, 10)
        leaks = QHBoxLayout()
        leaks.addWidget(self.leak, 1)
        leaks.addWidget(self.harmless_leaks)
        whole.addLayout(leaks)
        across.addWidget(self.text, 3)
        across.addWidget(rolls, 1)
        whole.addLayout(across, 1)

    def _connect(self) -> None:
        self.text.deed.connect(self.do)
        self.text.touched.connect(self._touched)
        self.stand.returnPressed.connect(self._stand_written)
        self.leak.acted.connect(self._mark_leaks)
        self.harmless_leaks.clicked.connect(self._pass_leaks)
        self.go_on.clicked.connect(self.ready)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._go)

    def _go(self) -> None:
        if self.go_on.isEnabled():
            self.ready.emit()

    def _clicked(self) -> None:
        self.do(self.sender().property("deed"))
        if not self.stand.hasFocus():
            self.text.setFocus()

    def _stand_written(self) -> None:
        self.do("remove")
        self.text.setFocus()

    def _touched(self) -> None:
        place = self.text.cursor_place()
        if place is not None and self.stripping.go(*place):
            self.text.show_pieces()
            self._show()

    def _mark_leaks(self) -> None:
        self.stripping.mark_words(self._found)
        self._decided()
        self.text.setFocus()

    def _pass_leaks(self) -> None:
        """Another person's word for it: these stay, and the same ones are not asked about again."""
        self._leaks = self._found
        self.ready.emit()


class _Rolling(QScrollArea):
    """As wide as its buttons need, however large the letters are; what is too high is scrolled to."""

    def __init__(self, held: QWidget) -> None:
        super().__init__()
        self._held = held
        self.setWidget(held)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def minimumSizeHint(self) -> QSize:
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(self._held.minimumSizeHint().width() + bar, 120)

    def sizeHint(self) -> QSize:
        return QSize(self.minimumSizeHint().width(), self._held.sizeHint().height())


def _state(decision: Decision) -> str:
    return {
        Decision.OPEN: _("To be decided."),
        Decision.REMOVED: _("● It goes."),
        Decision.HARMLESS: _("○ Harmless: it stays."),
    }[decision]

"""The last step: the messages as they will be, which of them become items, and a person's word that it is safe."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.i18n import _, ngettext
from domain.training.item import Side
from ui.locale import number
from ui.parts import button, label, named
from ui.training.pack_stripping import Stripping
from widgets.card import isolated

_PLACE = Qt.ItemDataRole.UserRole


class LastLook(QWidget):
    """Every text once more, without what was removed; Space takes a message or leaves it.

    Signals:
        keep_wanted: the chosen ones become items.
    """

    keep_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("place")
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setSpacing(4)
        named(self.list, _("Messages that will be kept"))
        self.confirm = QCheckBox(_("I have read it: nobody can be recognised in it."))
        self.keep, self.left = button("", "primary"), label("", "medium", wrap=True)
        words = _(
            "This is all that will be kept; the thread itself stays where it is, and nothing leads back to it. "
            "Space chooses which messages become items; what was said before each goes along with it."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 14, 24, 14)
        column.setSpacing(10)
        column.addWidget(label(words, "second", wrap=True))
        column.addWidget(self.list, 1)
        column.addWidget(self.left)
        column.addWidget(self.confirm)
        column.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignLeading)
        self.list.itemChanged.connect(self._changed)
        self.confirm.toggled.connect(self._changed)
        self.keep.clicked.connect(self.keep_wanted)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._go)

    @property
    def confirmed(self) -> bool:
        """Whether the person has said so, and something is chosen."""
        return self.confirm.isChecked() and bool(self.chosen())

    def show_texts(self, stripping: Stripping) -> None:
        """These; an empty one takes everything away. The person's word is asked for anew."""
        self.list.clear()
        self.confirm.setChecked(False)
        names = {Side.CUSTOMER: _("Customer"), Side.AGENT: _("Agent")}
        for place, (said, text) in enumerate(zip(stripping.lines, stripping.texts(), strict=True)):
            line = QListWidgetItem(f"{names[said.side]}: {isolated(text)}")
            line.setData(_PLACE, place)
            if said.side is Side.CUSTOMER:
                line.setFlags(line.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                line.setCheckState(Qt.CheckState.Checked)
            self.list.addItem(line)
        self.list.setCurrentRow(0)
        left = stripping.left_in()
        self.left.setText(_("◆ You left this in it: {words}").format(words=", ".join(map(isolated, left))))
        self.left.setVisible(bool(left))
        self._changed()

    def chosen(self) -> list[int]:
        """Which messages."""
        lines = (self.list.item(row) for row in range(self.list.count()))
        return [line.data(_PLACE) for line in lines if _is_checked(line)]

    def _changed(self, _value: object = None) -> None:
        count = len(self.chosen())
        words = ngettext("Make {count} message of it", "Make {count} messages of it", count)
        self.keep.setText(words.format(count=number(count)))
        self.keep.setEnabled(self.confirmed)

    def _go(self) -> None:
        if self.keep.isEnabled():
            self.keep_wanted.emit()


def _is_checked(line: QListWidgetItem) -> bool:
    checkable = bool(line.flags() & Qt.ItemFlag.ItemIsUserCheckable)
    return checkable and line.checkState() is Qt.CheckState.Checked

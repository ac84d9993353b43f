"""Small questions about packs: a name, what will be published, what is withdrawn."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.i18n import _, ngettext
from domain.training.pack import LONGEST_NOTE, LONGEST_TITLE, Pack
from ui.locale import number
from ui.parts import buddy, button, label
from ui.training.pack_values import KeyState, state_of, would_be_in
from ui.training.pack_words import counted
from widgets.card import isolated
from widgets.text_side import LineField


class _Question(QDialog):
    """Some parts and two buttons."""

    def __init__(self, owner: QWidget, title: str, yes: str) -> None:
        super().__init__(owner)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(440)
        self.yes, self.no = button(yes, "primary"), button(_("Cancel"))
        self.yes.setDefault(True)
        self.no.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.no)
        foot.addWidget(self.yes)
        self.parts = QVBoxLayout()
        self.parts.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(14)
        column.addWidget(label(title, "title", wrap=True))
        column.addLayout(self.parts)
        column.addLayout(foot)


class NameDialog(_Question):
    """A name and a note.

    Signals:
        named(str, str): title and note.
    """

    named = Signal(str, str)

    def __init__(self, owner: QWidget, heading: str, title: str = "", note: str = "") -> None:
        super().__init__(owner, heading, _("Save"))
        self.title, self.note = LineField(title), QPlainTextEdit(note)
        self.title.setMaxLength(LONGEST_TITLE)
        self.note.setProperty("kind", "field")
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(84)
        self.note.setPlaceholderText(_("What learners should know of it"))
        for name, field in ((_("Name"), self.title), (_("Note"), self.note)):
            self.parts.addWidget(buddy(name, field))
            self.parts.addWidget(field)
        self.title.textChanged.connect(self._typed)
        self.yes.clicked.connect(self._take)
        self._typed()

    def _typed(self, _text: str = "") -> None:
        self.yes.setEnabled(bool(self.title.text().strip()))

    def _take(self) -> None:
        self.named.emit(self.title.text().strip(), self.note.toPlainText().strip()[:LONGEST_NOTE])
        self.accept()


class PublishDialog(_Question):
    """What a new edition will hold and what not, before it goes to everybody.

    Signals:
        wanted: publish it.
    """

    wanted = Signal()

    def __init__(self, owner: QWidget, pack: Pack, unfinished: int, checkers: int) -> None:
        heading = _("Publish edition {number} of “{pack}”").format(
            number=number(pack.edition + 1), pack=isolated(pack.title)
        )
        super().__init__(owner, heading, _("Publish"))
        inside = len(would_be_in(pack, checkers))
        self.words = label(publish_words(pack, unfinished, checkers), wrap=True)
        self.parts.addWidget(self.words)
        self.yes.setEnabled(inside > 0)
        self.yes.clicked.connect(self._take)

    def _take(self) -> None:
        self.wanted.emit()
        self.accept()


def publish_words(pack: Pack, unfinished: int, checkers: int) -> str:
    """What will be in a new edition and what stays out."""
    states = [state_of(entry, checkers) for entry in pack.entries]
    inside = len(would_be_in(pack, checkers))
    if not inside:
        none = ngettext(
            "No key has the agreement of {count} other person yet: there is nothing to publish.",
            "No key has the agreement of {count} other people yet: there is nothing to publish.",
            checkers,
        )
        return none.format(count=number(checkers))
    lines = [
        _("● In it: {messages}. Learners get them in place of the edition before.").format(messages=counted(inside))
    ]
    for count, words in (
        (states.count(KeyState.OPEN), _("○ Not in it: {messages} whose key too few people have checked.")),
        (states.count(KeyState.DISPUTED), _("▲ Not in it: {messages} whose key somebody objects to.")),
        (unfinished, _("◇ Not in it: {messages} that are not finished on this computer.")),
    ):
        if count:
            lines.append(words.format(messages=counted(count)))
    return "\n".join(lines)

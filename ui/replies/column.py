"""The left side of the editor: search, filters, list, and what concerns many replies at once."""

from collections.abc import Callable, Sequence
from enum import StrEnum

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from domain.ids import QuickReplyId
from domain.templates.choosing import Situation
from domain.templates.reply import QuickReply, Scope, Trait
from domain.templates.review import Why
from ui.parts import button, label, named
from ui.ports import QuickReplyPort
from ui.replies.reply_list import ListLine, ReplyList
from ui.replies.sample import sample_of
from ui.replies.words import broken_words, scope_words, topic_choice, usage_words, why_words
from widgets.controls import PlainChoice
from widgets.text_side import LineField

MOST = 5000
MOST_TAGS = 300


class Filter(StrEnum):
    """Which replies the list shows."""

    ALL = "all"
    MINE = "mine"
    TEAM = "team"
    WORKSPACE = "workspace"
    BUILTIN = "builtin"
    REVIEW = "review"
    HIDDEN = "hidden"


class ReplyColumn(QWidget):
    """Finds a reply.

    Signals:
        new_wanted, import_wanted, export_wanted, facts_wanted.
    """

    new_wanted = Signal()
    import_wanted = Signal()
    export_wanted = Signal()
    facts_wanted = Signal()

    def __init__(self, replies: QuickReplyPort, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("listColumn")
        self._replies = replies
        self._why: dict[QuickReplyId, Why] = {}
        self.search = SearchField()
        self.search.setProperty("kind", "search")
        self.search.setPlaceholderText(_("Search shortcut, title, text, tags"))
        self.search.setAccessibleName(_("Search quick replies"))
        self.search.setClearButtonEnabled(True)
        self.filter, self.place = PlainChoice(), PlainChoice()
        named(self.filter, _("Which replies"))
        named(self.place, _("Folder or tag"))
        for box in (self.filter, self.place):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(8)
        self.list = ReplyList()
        self.list.setAccessibleName(_("Quick replies"))
        self.empty = label("", "second", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hint = label("", "small", wrap=True)
        self.broken = label("", "error", wrap=True)
        self._lay_out()
        self.search.textChanged.connect(self._show_lines)
        self.search.down.connect(self._into_list)
        self.filter.activated.connect(self._show_lines)
        self.place.activated.connect(self._show_lines)
        self.refresh()

    @property
    def shown_filter(self) -> Filter:
        """Which replies are shown."""
        return Filter(self.filter.currentData() or Filter.ALL.value)

    def show_filter(self, wanted: Filter) -> None:
        """Shows others."""
        self.filter.setCurrentIndex(self.filter.findData(wanted.value))
        self.refresh()

    def shown(self) -> Sequence[QuickReply]:
        """The replies in the list, for an export."""
        by_id = {reply.id: reply for reply in (*self._replies.all(), *self._replies.hidden())}
        return [by_id[line.id] for line in self.list.lines.rows if line.id in by_id]

    def refresh(self) -> None:
        """Everything anew: the filters with their counts, the list."""
        self._why = {item.reply.id: item.why for item in self._replies.review()}
        self._fill_filter(len(self._why))
        self._fill_places()
        self._tell_broken()
        self._show_lines()

    def _tell_broken(self) -> None:
        broken = self._replies.facts_broken
        self.broken.setText(_("{words} Set them under “Fields…”.").format(words=broken_words()) if broken else "")
        self.broken.setVisible(broken)

    def _show_lines(self, _value: object = None) -> None:
        why = self._why
        lines = [self._line(reply, why.get(reply.id)) for reply in self._found(why)]
        self.list.show_lines(lines)
        self.empty.setText("" if lines else self._nothing())
        self.empty.setVisible(not lines)
        self.list.setVisible(bool(lines))
        review = self.shown_filter is Filter.REVIEW and bool(lines)
        self.hint.setText(_("Space: still right as it is. Enter: change it.") if review else "")
        self.hint.setVisible(review)

    def sizeHint(self) -> QSize:
        return QSize(320, 600)

    def _lay_out(self) -> None:
        filters = QHBoxLayout()
        filters.setSpacing(8)
        filters.addWidget(self.filter, 1)
        filters.addWidget(self.place, 1)
        self.new = button(_("New reply"), "primary")
        self.new.clicked.connect(self.new_wanted)
        more = QHBoxLayout()
        more.setSpacing(8)
        more.addWidget(self.new)
        more.addStretch(1)
        self.import_, self.export, self.facts = (
            button(words, "link") for words in (_("Import…"), _("Export…"), _("Fields…"))
        )
        self.import_.clicked.connect(self.import_wanted)
        self.export.clicked.connect(self.export_wanted)
        self.facts.clicked.connect(self.facts_wanted)
        for made in (self.import_, self.export, self.facts):
            more.addWidget(made)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 16, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addLayout(filters)
        column.addWidget(self.list, 1)
        column.addWidget(self.empty, 1)
        column.addWidget(self.hint)
        column.addWidget(self.broken)
        column.addLayout(more)

    def _fill_filter(self, to_review: int) -> None:
        names = {
            Filter.ALL: _("All replies"),
            Filter.MINE: _("Mine"),
            Filter.TEAM: _("Of a team"),
            Filter.WORKSPACE: _("Everybody's"),
            Filter.BUILTIN: _("Built in"),
            Filter.REVIEW: _("To look at ({count})").format(count=to_review),
            Filter.HIDDEN: _("Hidden ({count})").format(count=len(self._replies.hidden())),
        }
        _fill(self.filter, [(words, kind.value) for kind, words in names.items()])

    def _fill_places(self) -> None:
        held = self._replies.all()
        folders = sorted({path for reply in held for path in _paths(reply.folder)}, key=str.casefold)
        tags = sorted({tag for reply in held for tag in reply.tags}, key=str.casefold)[:MOST_TAGS]
        rows = [(_("All folders"), "")]
        rows += [(f"{'   ' * folder.count('/')}{folder.rpartition('/')[2]}", f"/{folder}") for folder in folders]
        rows += [(f"#{tag}", f"#{tag}") for tag in tags]
        _fill(self.place, rows)

    def _found(self, why: dict[QuickReplyId, Why]) -> list[QuickReply]:
        typed = self.search.text().strip()
        if self.shown_filter is Filter.HIDDEN:
            held: Sequence[QuickReply] = self._replies.hidden()
        elif typed:
            context = self._replies.sample(Situation(traits=frozenset(Trait)), sample_of(""))
            held = [hit.reply for hit in self._replies.search(typed, context, MOST)]
        else:
            held = sorted(self._replies.all(), key=lambda reply: (reply.title.casefold(), reply.shortcut))
        if self.shown_filter is Filter.REVIEW:
            order = list(why)
            held = sorted((reply for reply in held if reply.id in why), key=lambda reply: order.index(reply.id))
        fits, place = self._fits(), str(self.place.currentData() or "")
        return [reply for reply in held if fits(reply) and _in_place(reply, place)]

    def _fits(self) -> Callable[[QuickReply], bool]:
        scopes = {Filter.MINE: Scope.PERSONAL, Filter.TEAM: Scope.TEAM, Filter.WORKSPACE: Scope.WORKSPACE}
        scope, wanted = scopes.get(self.shown_filter), self.shown_filter
        if wanted is Filter.BUILTIN:
            return self._is_builtin
        return lambda reply: scope is None or reply.scope is scope

    def _is_builtin(self, reply: QuickReply) -> bool:
        return self._replies.is_builtin(reply.id)

    def _line(self, reply: QuickReply, why: Why | None) -> ListLine:
        if self.shown_filter is Filter.REVIEW and why is not None:
            return ListLine(reply.id, reply.shortcut, reply.title, why_words(why), why is Why.EDITED)
        about = reply.folder or (topic_choice(reply.topic) if reply.topic is not None else "")
        whose = _("built in") if self._is_builtin(reply) else scope_words(reply.scope)
        used = usage_words(reply) if reply.used else ""
        return ListLine(
            reply.id, reply.shortcut, reply.title, " · ".join(part for part in (about, whose, used) if part)
        )

    def _nothing(self) -> str:
        if self.search.text().strip():
            return _("Nothing fits “{typed}”.").format(typed=self.search.text().strip())
        if self.shown_filter is Filter.REVIEW:
            return _("Every reply was looked at in the last 90 days.")
        return _("No quick replies here yet. Make one, or import those that you have.")

    def _into_list(self) -> None:
        lines = self.list.lines.rows
        if lines:
            self.list.setFocus()
            if self.list.current is None:
                self.list.choose(lines[0].id)


class SearchField(LineField):
    """Down goes into the list.

    Signals:
        down
    """

    down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            self.down.emit()
            return
        super().keyPressEvent(event)


def _fill(box: QComboBox, rows: Sequence[tuple[str, str]]) -> None:
    """Other rows, the same choice; nothing is told."""
    if [(box.itemText(row), box.itemData(row)) for row in range(box.count())] == list(rows):
        return
    held = box.currentData()
    box.blockSignals(True)
    box.clear()
    for words, key in rows:
        box.addItem(words, key)
    box.setCurrentIndex(max(0, box.findData(held)))
    box.blockSignals(False)


def _paths(folder: str) -> list[str]:
    """ "a/b" is in "a" and in "a/b"."""
    parts = [part for part in folder.split("/") if part]
    return ["/".join(parts[:length]) for length in range(1, len(parts) + 1)]


def _in_place(reply: QuickReply, place: str) -> bool:
    if place.startswith("#"):
        return place[1:] in reply.tags
    return not place or place[1:] in _paths(reply.folder)

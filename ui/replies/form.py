"""The form of one quick reply: its names, for whom it is, its wordings, how it looks, what is wrong with it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.i18n import _
from app.ports import StoredBlob
from domain.channel import RULES, ChannelKind
from domain.emotion.assessment import Tier, Topic
from domain.message import Part, PartKind
from domain.templates.choosing import Situation
from domain.templates.reply import QuickReply, Scope
from ui.parts import buddy, button, elided, label
from ui.ports import QuickReplyPort
from ui.replies.faults import faults_of
from ui.replies.sample import sample_of
from ui.replies.wordings import FieldMarks, WordingTabs, run_as
from ui.replies.words import own_words, reviewed_words, scope_words, topic_choice, usage_words
from widgets.card import empty_layout
from widgets.controls import PlainChoice
from widgets.flow import FlowLayout
from widgets.text_side import LineField
from widgets.tokens import Tokens

COLUMNS = 3
CHANNELS = (ChannelKind.WHATSAPP, ChannelKind.INSTAGRAM)


class ReplyForm(QWidget):
    """Shows a reply and gives it back as it was changed.

    Signals:
        changed: something in it is another one. attach_wanted: a file shall go with it.
        approve_wanted, history_wanted: the two small buttons under the preview.
    """

    changed = Signal()
    attach_wanted = Signal()
    approve_wanted = Signal()
    history_wanted = Signal()

    def __init__(self, replies: QuickReplyPort, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sideBody")
        self._replies = replies
        self._shown: QuickReply = replies.new()
        self._files: tuple[Part, ...] = ()
        self._filling = False
        self.shortcut, self.title, self.team = LineField(), LineField(), LineField()
        self.folder, self.tags, self.expands = PlainChoice(), LineField(), LineField()
        self.topic, self.scope = PlainChoice(), PlainChoice()
        self.automatic = QCheckBox(_("May answer by itself"))
        self.channels = {kind: QCheckBox(RULES[kind].label) for kind in CHANNELS}
        self.wordings = WordingTabs()
        self.preview = QPlainTextEdit()
        self._gaps = FieldMarks(self.preview)
        self.about = label("", "small", wrap=True)
        self.faults = label("", "error", wrap=True)
        self.usage = elided("", "small")
        self.approve = button(_("Still right"), "smallLink")
        self.history = button(_("History…"), "smallLink")
        self.attach = button(_("Attach a file…"), "link")
        self._file_row = QWidget()
        self._file_flow = FlowLayout(self._file_row)
        self._fill_choices()
        self._lay_out()
        self._connect()

    @property
    def shown(self) -> QuickReply:
        """As it was when it was shown."""
        return self._shown

    @property
    def dirty(self) -> bool:
        """Whether something was changed."""
        return self.value() != self._shown

    def value(self) -> QuickReply:
        """As it stands in the form."""
        scope = Scope(self.scope.currentData())
        topic = self.topic.currentData()
        return replace(
            self._shown,
            shortcut=re.sub(r"\s+", "-", self.shortcut.text().strip().lstrip("/").lower()),
            title=self.title.text().strip(),
            wordings=self.wordings.wordings if self.wordings.wordings != self._first else self._shown.wordings,
            topic=Topic(topic) if topic else None,
            folder="/".join(part.strip() for part in self.folder.currentText().split("/") if part.strip()),
            tags=tuple(
                dict.fromkeys(tag.strip().lstrip("#") for tag in self.tags.text().split(",") if tag.strip(" #"))
            ),
            scope=scope,
            team=self.team.text().strip() if scope is Scope.TEAM else "",
            channels=self._channels(),
            expands=self.expands.text().strip(),
            automatic=self.automatic.isChecked(),
            files=self._files,
        )

    def show_reply(self, reply: QuickReply, *, writable: bool, folders: Sequence[str] = (), language: str = "") -> None:
        """Another reply; `folders` are offered."""
        self._shown, self._files, self._filling = reply, reply.files, True
        self.shortcut.setText(reply.shortcut)
        self.title.setText(reply.title)
        self.team.setText(reply.team)
        self.folder.clear()
        self.folder.addItems([*folders])
        self.folder.setCurrentText(reply.folder)
        self.tags.setText(", ".join(reply.tags))
        self.tags.setCursorPosition(0)
        self.expands.setText(reply.expands)
        self.topic.setCurrentIndex(self.topic.findData(reply.topic.value if reply.topic is not None else ""))
        self.scope.setCurrentIndex(self.scope.findData(reply.scope.value))
        self.automatic.setChecked(reply.automatic)
        for kind, box in self.channels.items():
            box.setChecked(not reply.channels or kind in reply.channels)
        self.wordings.show_wordings(reply.wordings, language)
        self._first = self.wordings.wordings
        self._set_writable(writable)
        self._show_files()
        self._filling = False
        self._changed()

    def take_as_change_of(self, reply: QuickReply) -> None:
        """What stands in the form is a change of that reply, not saved yet."""
        self._shown = reply
        self._first = ()
        self._changed()

    def add_file(self, blob: StoredBlob) -> None:
        """A file goes with it."""
        part = Part(PartKind.ATTACHMENT, blob.name, blob=blob.hash, media_type=blob.media_type, size=blob.size,
                    width=blob.width, height=blob.height)  # fmt: skip
        if part not in self._files:
            self._files = (*self._files, part)
            self._show_files()
            self._changed()

    def problems(self) -> list[str]:
        """What keeps it from being saved, in words."""
        return faults_of(self.value(), self._replies)

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours."""
        self._gaps.take(tokens.medium, tokens.medium_soft)

    _first: tuple[object, ...] = ()

    def _channels(self) -> tuple[ChannelKind, ...]:
        chosen = tuple(kind for kind, box in self.channels.items() if box.isChecked())
        others = tuple(kind for kind in self._shown.channels if kind not in self.channels)
        return () if len(chosen) == len(self.channels) and not others else (*chosen, *others)

    def _fill_choices(self) -> None:
        for topic in (None, *Topic):
            self.topic.addItem(topic_choice(topic), topic.value if topic is not None else "")
        for scope in Scope:
            self.scope.addItem(scope_words(scope), scope.value)
        self.folder.setLineEdit(LineField())
        self.folder.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.shortcut.setMaxLength(64)
        for field in (self.title, self.team, self.expands, self.tags):
            field.setMaxLength(200)
        self.shortcut.setPlaceholderText(_("typed behind “/”"))
        self.tags.setPlaceholderText(_("with commas between"))
        self.expands.setPlaceholderText(_("becomes the text as soon as it is typed"))
        if (line := self.folder.lineEdit()) is not None:
            line.setPlaceholderText(_("Returns/Europe"))
        self.preview.setReadOnly(True)
        self.preview.setProperty("kind", "field")
        self.preview.setFixedHeight(84)
        self.preview.setTabChangesFocus(True)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        pairs: tuple[tuple[str, QWidget], ...] = (
            (_("Shortcut"), self.shortcut), (_("Title"), self.title), (_("Topic"), self.topic),
            (_("Folder"), self.folder), (_("Tags"), self.tags), (_("Phrase"), self.expands),
            (_("For whom"), self.scope), (_("Name of the team"), self.team),
        )  # fmt: skip
        for number, (words, field) in enumerate(pairs):
            row, side = divmod(number, COLUMNS)
            made = buddy(words, field, "small")
            grid.addWidget(made, 2 * row, side)
            grid.addWidget(field, 2 * row + 1, side)
            if field is self.team:
                self._team_label = made
        for side in range(COLUMNS):
            grid.setColumnStretch(side, 1)
        switches = QHBoxLayout()
        switches.setSpacing(16)
        switches.addWidget(label(_("On"), "small"))
        for box in (*self.channels.values(), self.automatic):
            switches.addWidget(box)
        switches.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(8)
        column.addWidget(self.about)
        column.addLayout(grid)
        column.addLayout(switches)
        column.addWidget(self.wordings)
        column.addWidget(self.faults)
        column.addWidget(buddy(_("How it looks for a made-up customer"), self.preview, "small"))
        column.addWidget(self.preview)
        column.addLayout(self._foot())
        column.addStretch(1)

    def _foot(self) -> QVBoxLayout:
        files = QHBoxLayout()
        files.addWidget(self._file_row, 1)
        files.addWidget(self.attach)
        figures = QHBoxLayout()
        figures.setSpacing(12)
        figures.addWidget(self.usage, 1)
        figures.addWidget(self.approve)
        figures.addWidget(self.history)
        foot = QVBoxLayout()
        foot.setSpacing(8)
        foot.addLayout(files)
        foot.addLayout(figures)
        return foot

    def _connect(self) -> None:
        for field in (self.shortcut, self.title, self.team, self.tags, self.expands):
            field.textEdited.connect(self._changed)
        self.folder.currentTextChanged.connect(self._changed)
        for choice in (self.topic, self.scope):
            choice.activated.connect(self._changed)
        for box in (*self.channels.values(), self.automatic):
            box.clicked.connect(self._changed)
        self.wordings.changed.connect(self._changed)
        self.attach.clicked.connect(self.attach_wanted)
        self.approve.clicked.connect(self.approve_wanted)
        self.history.clicked.connect(self.history_wanted)

    def _changed(self, _value: object = None) -> None:
        if self._filling:
            return
        team = Scope(self.scope.currentData()) is Scope.TEAM
        self.team.setVisible(team)
        self._team_label.setVisible(team)
        self._show_preview()
        known = self._replies.reply(self._shown.id) is not None
        own = self._replies.own_uses(self._shown.id)
        used = own_words(own) if own and not self._shown.used else usage_words(self._shown)
        self.usage.setText(f"{used} · {reviewed_words(self._shown)}" if known else "")
        self.show_faults(only_liquid=not self.dirty)
        self.changed.emit()

    def show_faults(self, *, only_liquid: bool = False) -> None:
        """What is wrong with it, in words; an empty form is not scolded."""
        found = [] if only_liquid and not self._shown.wordings else self.problems()
        self.faults.setText("\n".join(found[:4]))
        self.faults.setVisible(bool(found))

    def _show_preview(self) -> None:
        wording = self.wordings.current
        tier = wording.tier or Tier.LOW
        traits = frozenset() if wording.trait is None else frozenset({wording.trait})
        subject = sample_of(wording.language, tier)
        context = self._replies.sample(Situation(subject.language, tier, traits=traits), subject)
        self.preview.setPlainText(self._replies.fill_text(wording.text, context).text)
        run_as(self.preview, wording.language)

    def _set_writable(self, writable: bool) -> None:
        for field in (self.shortcut, self.title, self.team, self.tags, self.expands):
            field.setReadOnly(not writable)
        for widget in (self.topic, self.scope, self.folder, self.automatic, self.attach, *self.channels.values()):
            widget.setEnabled(writable)
        self.wordings.set_writable(writable)
        self.approve.setVisible(writable and bool(self._shown.version or self._replies.is_builtin(self._shown.id)))
        self.history.setVisible(bool(self._shown.version))
        self._writable = writable

    _writable = True

    def _show_files(self) -> None:
        empty_layout(self._file_flow)
        for part in self._files:
            made = button(_("{name} ×").format(name=part.name), "faintLink")
            made.setAccessibleName(_("Remove {name}").format(name=part.name))
            made.setProperty("file", part.blob or part.name)
            made.setEnabled(self._writable)
            made.clicked.connect(self._drop_file)
            self._file_flow.addWidget(made)
        if not self._files:
            self._file_flow.addWidget(label(_("No files go with it."), "small"))

    def _drop_file(self) -> None:
        gone = self.sender().property("file")
        self._files = tuple(part for part in self._files if (part.blob or part.name) != gone)
        self._show_files()
        self._changed()

    def focus_first(self) -> None:
        """Where writing begins: the shortcut of a new one, the text of one that has it."""
        field: QWidget = self.wordings.text if self._shown.shortcut else self.shortcut
        field.setFocus(Qt.FocusReason.OtherFocusReason)


def _tags(typed: str) -> tuple[str, ...]:
    """Each once, without "#"."""
    return tuple(dict.fromkeys(bare for tag in typed.split(",") if (bare := tag.strip(" #"))))

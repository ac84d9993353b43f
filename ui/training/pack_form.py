"""The form of one item: its text with keywords, what is right about it, summaries, replies, what is wrong in words."""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from domain.emotion.assessment import Tier, Topic
from domain.ids import DrillItemId
from domain.training.item import DrillItem, NextStep
from domain.training.validity import flaws
from ui.locale import language_name
from ui.parts import buddy, button, label
from ui.training.pack_guess import blank
from ui.training.pack_options import Before, Gists, Replies
from ui.training.pack_text import MarkedText
from ui.training.pack_words import flaw_words, topic_or_none
from ui.training.words import step_name
from widgets.assessment import tier_meaning, tier_name
from widgets.plain import PlainLabel

LANGUAGES: Final = ("en", "zh-Hant", "zh-Hans", "ru", "it", "ar", "th", "vi")
_NONE = ""


class ItemForm(QWidget):
    """Shows an item and gives it back as it was changed.

    Signals:
        changed: something in it is another one.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sideBody")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._item = blank(DrillItemId(""), "en")
        self._filling = False
        self.text = MarkedText()
        self.keyword, self.fine = button(_("Keyword (Ctrl+M)")), button(_("Fine, too (Ctrl+Shift+M)"))
        self.language, self.topic, self.tier, self.step = QComboBox(), QComboBox(), QComboBox(), QComboBox()
        self.complaint = QCheckBox(_("It is a complaint"))
        self.gists, self.replies, self.before = Gists(), Replies(), Before()
        self.flaws = label("", "medium", wrap=True)
        self._fill_choices()
        self._lay_out()
        self._connect()

    def show_item(self, item: DrillItem, *, writable: bool) -> None:
        """Another one."""
        self._filling, self._item = True, item
        if self.language.findData(item.language) < 0:
            self.language.addItem(language_name(item.language), item.language)
        self.text.show_text(item.text, item.marks, item.language)
        for box, value in (
            (self.language, item.language),
            (self.topic, item.topic.value if item.topic is not None else _NONE),
            (self.tier, item.tier.value),
            (self.step, item.step.value),
        ):
            box.setCurrentIndex(box.findData(value))
        self.complaint.setChecked(item.complaint)
        self.gists.show_gists(item.gists)
        self.replies.show_replies(item.replies, item.topic)
        self.before.show_lines(item.before)
        self._set_writable(writable)
        self._filling = False
        self._say()

    def value(self) -> DrillItem:
        """As it stands in the form; what was not touched stays as it was to the letter."""
        text, marks = self.text.value()
        topic = self.topic.currentData()
        read = replace(
            self._item,
            language=self.language.currentData(),
            text=text,
            marks=marks,
            topic=Topic(topic) if topic else None,
            tier=Tier(self.tier.currentData()),
            complaint=self.complaint.isChecked(),
            step=NextStep(self.step.currentData()),
            gists=self.gists.value(),
            replies=self.replies.value(),
            before=self.before.value(),
        )
        same_lacks = tuple(
            held if held.text == now.text and set(held.lacks) == set(now.lacks) else now
            for held, now in zip(self._item.replies, read.replies, strict=False)
        )
        return replace(read, replies=(*same_lacks, *read.replies[len(same_lacks) :]))

    def _fill_choices(self) -> None:
        for language in LANGUAGES:
            self.language.addItem(language_name(language), language)
        self.topic.addItem(topic_or_none(None), _NONE)
        for topic in Topic:
            self.topic.addItem(topic_or_none(topic), topic.value)
        for tier in Tier:
            self.tier.addItem(
                _("{tier}: {meaning}").format(tier=tier_name(tier), meaning=tier_meaning(tier)), tier.value
            )
        for step in NextStep:
            self.step.addItem(step_name(step), step.value)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        self.text.setMinimumHeight(110)
        self.text.setMaximumHeight(220)
        column.addWidget(buddy(_("Message"), self.text))
        column.addWidget(self.text)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.keyword)
        row.addWidget(self.fine)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.flaws)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(3)
        named: tuple[tuple[str, QComboBox], ...] = (
            (_("Topic"), self.topic),
            (_("Mood"), self.tier),
            (_("Next step"), self.step),
            (_("Language"), self.language),
        )
        for place, (name, box) in enumerate(named):
            grid.addWidget(buddy(name, box), place // 2 * 2, place % 2)
            grid.addWidget(box, place // 2 * 2 + 1, place % 2)
            grid.setColumnStretch(place % 2, 1)
            box.setMinimumContentsLength(8)
        column.addLayout(grid)
        column.addWidget(self.complaint)
        for heading, part in (
            (_("Summaries, the right one first"), self.gists),
            (_("Replies, the complete one first"), self.replies),
            (_("What was said before"), self.before),
        ):
            column.addWidget(_heading(heading))
            column.addWidget(part)
        column.addStretch(1)

    def _connect(self) -> None:
        self.keyword.clicked.connect(self._mark_needed)
        self.fine.clicked.connect(self._mark_fine)
        self.text.textChanged.connect(self._changed)
        self.complaint.toggled.connect(self._changed)
        self.topic.activated.connect(self._topic_chosen)
        for box in (self.language, self.tier, self.step):
            box.activated.connect(self._changed)
        for part in (self.gists, self.replies, self.before):
            part.changed.connect(self._changed)

    def _set_writable(self, writable: bool) -> None:
        self.text.setReadOnly(not writable)
        for box in (self.language, self.topic, self.tier, self.step, self.complaint, self.keyword, self.fine):
            box.setEnabled(writable)
        for part in (self.gists, self.replies, self.before):
            part.set_writable(writable=writable)

    def _mark_needed(self) -> None:
        self.text.mark(needed=True)
        self.text.setFocus()

    def _mark_fine(self) -> None:
        self.text.mark(needed=False)
        self.text.setFocus()

    def _topic_chosen(self, _index: int) -> None:
        topic = self.topic.currentData()
        self.replies.show_topic(Topic(topic) if topic else None)
        self._changed()

    def _changed(self, _value: object = None) -> None:
        if not self._filling:
            self._say()
            self.changed.emit()

    def _say(self) -> None:
        words = [f"◆ {flaw_words(flaw)}" for flaw in flaws(self.value())]
        self.flaws.setText("\n".join(words))
        self.flaws.setVisible(bool(words))


def _heading(words: str) -> PlainLabel:
    return label(words, "heading")

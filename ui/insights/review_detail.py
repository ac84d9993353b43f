"""One sampled conversation beside the list: what stands out, what was said, and what the lead says of it (M-1)."""

from datetime import tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from app.i18n import _
from domain.channel import ChannelKind
from domain.review import ReviewItem, Turn, TurnKind, Verdict
from ui.insights.review_comment import CommentField
from ui.insights.review_reader import Conversation
from ui.insights.review_words import Names, facts_words, name_words, time_of, turn_words, verdict_words
from ui.insights.words import channel_words
from ui.parts import button, elided, label
from widgets.assessment import tier_name
from widgets.chips import Chip
from widgets.flow import FlowLayout
from widgets.painting import sized
from widgets.review.transcript import Transcript
from widgets.review.turn_line import TurnLine
from widgets.review.values import Stop, TurnRow
from widgets.tokens import Tokens

STOPS = {
    TurnKind.WORSE: Stop.WORSE,
    TurnKind.BETTER: Stop.BETTER,
    TurnKind.LOST_TIME: Stop.LOST,
    TurnKind.SOFTENED: Stop.SOFTENED,
}

COMMENT, LEAST_HALF = 76, 120
"""Pixels: the field for words, and what is below it at least; they grow with the text."""


class Detail(QWidget):
    """The same deeds as the keys of the list, as buttons.

    Signals:
        deed(str): "exemplary", "fine", "learn", "training", "vocabulary", "open".
        turn_chosen(str): the message of another turn.
    """

    deed = Signal(str)
    turn_chosen = Signal(str)

    def __init__(self, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self.item: ReviewItem | None = None
        self.buttons: dict[str, QPushButton] = {}
        self.name, self.facts = elided("", "title"), label("", "second", wrap=True)
        self.tier, self.complaint, self.channel = Chip(), Chip(_("complaint"), "high"), Chip()
        self.open = button(_("Open the thread"))
        self.turns, self.calm = TurnLine(), label("", "second", wrap=True)
        self.transcript, self.elsewhere = Transcript(), label("", "second", wrap=True)
        self.comment, self.state = CommentField(), label("", "small")
        self._halves_of: list[QWidget] = []
        self._lay_out()
        self.open.clicked.connect(self._open)
        self.turns.chosen.connect(self.turn_chosen)
        self.turns.opened.connect(self._open)
        self.comment.told.connect(self.state.setText)

    def show_item(self, item: ReviewItem, names: Names) -> None:
        """Another conversation, or what was said of it meanwhile; its messages come later."""
        other = self.item is None or self.item.id != item.id
        self.item = item
        self.name.setText(name_words(item))
        self.facts.setText(facts_words(item, names))
        self.tier.say(tier_name(item.tier) if item.tier else "", item.tier.value if item.tier else "neutral")
        self.complaint.setVisible(item.complaint)
        self.channel.dot = ChannelKind(item.channel) if item.channel in set(ChannelKind) else None
        self.channel.say(channel_words(item.channel))
        self._show_said(item)
        self.comment.show_item(item)
        if other:
            self.show_conversation(Conversation(item, held=True))

    def show_conversation(self, found: Conversation) -> None:
        """Its messages, and the words of its turns."""
        item = found.item
        self.turns.show_rows([self._row(turn, found) for turn in item.turns], self._first(item))
        self.turns.setVisible(bool(item.turns))
        self.calm.setVisible(not item.turns)
        self.calm.setText(_("Nothing stands out: the mood stayed, and nobody waited long."))
        self.transcript.setVisible(found.held)
        self.elsewhere.setVisible(not found.held)
        self.elsewhere.setText(_("The messages are not on this computer. Open the thread to read them."))
        self.transcript.show_lines(found.lines, self.turns.current)

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other sizes: each button has room for its words when they are strong."""
        letters = QFontMetrics(sized(tokens.type.base, tokens.type.strong))
        for made in self.buttons.values():
            made.setMinimumWidth(letters.horizontalAdvance(made.text()) + 2 * tokens.space[2])
        scale = tokens.type.base / 13
        self.comment.setFixedHeight(round(COMMENT * scale))
        for half in self._halves_of:
            half.setMinimumHeight(round(LEAST_HALF * scale))

    @property
    def at(self) -> str:
        """The message of the chosen turn, "" for none."""
        return self.turns.current

    def _first(self, item: ReviewItem) -> int:
        """The turn that was chosen stays while the same conversation is shown."""
        ids = [turn.message_id for turn in item.turns]
        row = self.turns.currentIndex().row()
        return row if 0 <= row < len(ids) and ids[row] == self.turns.current else 0

    def _row(self, turn: Turn, found: Conversation) -> TurnRow:
        words = turn_words(turn, found.offers)
        said = found.said.get(turn.message_id, "")
        return TurnRow(STOPS[turn.kind], time_of(turn.at, self._zone), words, said, turn.message_id)

    def _show_said(self, item: ReviewItem) -> None:
        for name, made in self.buttons.items():
            on = {"training": item.training, "vocabulary": item.vocabulary}.get(name, item.verdict.value == name)
            made.setChecked(on)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.name, 1)
        for part in (self.channel, self.tier, self.complaint, self.open):
            head.addWidget(part)
        column.addLayout(head)
        column.addWidget(self.facts)
        line = QHBoxLayout()
        line.addWidget(self._deeds(), 1)
        line.addWidget(self.state)
        column.addLayout(line)
        column.addWidget(self.comment)
        self.comment.setFixedHeight(COMMENT)
        column.addWidget(self._halves(), 1)

    def _deeds(self) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row, 6)
        said = {verdict.value: verdict_words(verdict) for verdict in Verdict if verdict}
        said |= {"training": _("To training"), "vocabulary": _("To the vocabulary review")}
        for (name, words), key in zip(said.items(), "123TV", strict=True):
            made = self.buttons[name] = button(_("{words} ({key})").format(words=words, key=key), "tab", words)
            made.setCheckable(True)
            made.setProperty("deed", name)
            made.clicked.connect(self._clicked)
            flow.addWidget(made)
        return row

    def _halves(self) -> QWidget:
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setChildrenCollapsible(False)
        halves.setHandleWidth(1)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        first, second = ((12, 0, 0, 0), (0, 0, 12, 0)) if mirrored else ((0, 0, 12, 0), (12, 0, 0, 0))
        for heading, parts, margins in (
            (_("What stands out"), (self.turns, self.calm), first),
            (_("Messages"), (self.transcript, self.elsewhere), second),
        ):
            half = QWidget()
            inner = QVBoxLayout(half)
            inner.setContentsMargins(*margins)
            inner.setSpacing(4)
            inner.addWidget(label(heading, "heading"))
            for part in parts:
                inner.addWidget(part, 1 if part in (self.turns, self.transcript) else 0)
            inner.addStretch(0)
            half.setMinimumSize(180, LEAST_HALF)
            halves.addWidget(half)
            self._halves_of.append(half)
        halves.setStretchFactor(0, 2)
        halves.setStretchFactor(1, 3)
        return halves

    def _clicked(self) -> None:
        self.deed.emit(self.sender().property("deed"))

    def _open(self, _at: object = None) -> None:
        self.deed.emit("open")

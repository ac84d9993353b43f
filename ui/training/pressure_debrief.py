"""After the inbox under pressure: the figures, and what went wrong, message by message, with what was right."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _, ngettext
from domain.training.figures import TrainingFigures
from domain.training.pressure import Pressure
from domain.training.pressure_score import MOST_WRONG, PressureScore
from domain.training.pressure_states import Dialogue, End
from domain.training.results import Attempt
from ui import locale
from ui.parts import button, label, line
from ui.training.pressure_answer import RightAnswer
from ui.training.pressure_words import end_words, outcome, per_minute, went_wrong
from ui.training.words import seconds_words
from widgets.charts.tile import Tile, TileValue
from widgets.item_list import Item, ItemList


class PressureDebrief(QWidget):
    """What came of one drill.

    Signals:
        again: one more. repeat(int): what went wrong is to be practised, so many messages. left: back to the setting.
    """

    again = Signal()
    repeat = Signal(int)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._wrong: dict[str, tuple[Attempt, Dialogue]] = {}
        self._names: Mapping[int, str] = {}
        self.heading, self.words = label("", "title"), label("", "second", wrap=True)
        self.trouble = label("", "error", wrap=True)
        self.tiles = {
            "right": Tile(_("Right")),
            "median": Tile(_("Time to the point")),
            "wrong": Tile(_("Errors under pressure")),
            "held": Tile(_("Pace held")),
        }
        self.told, self.wrong_heading = label("", "second", wrap=True), label("", "strong")
        self.list, self.detail = ItemList(grows=True), RightAnswer()
        self.list.setAccessibleName(_("What went wrong"))
        self.again_button, self.repeat_button = button(_("Once more (A)"), "primary"), button("")
        self.leave_button = button(_("Other settings (Esc)"))
        self._lay_out()
        self.list.chosen.connect(self._show_one)
        self.again_button.clicked.connect(self.again)
        self.repeat_button.clicked.connect(self._repeat)
        self.leave_button.clicked.connect(self.left)

    def show_drill(self, drill: Pressure, found: Sequence[Attempt], names: Mapping[int, str]) -> None:
        """How it ended, and what went wrong."""
        end = drill.end if drill.end is not None else End.STOPPED
        self._names = names
        heading, words = end_words(end)
        self.heading.setText(heading)
        self.words.setText(words)
        self.say_trouble("")
        by_item = {(one.arrival.task.pack_id, one.arrival.task.item.id): one for one in drill.dialogues}
        self._wrong = {
            str(number): (one, by_item[one.pack_id, one.item_id])
            for number, one in enumerate(found)
            if one.counts and not one.right
        }
        self.wrong_heading.setText(went_wrong(len(self._wrong)) if self._wrong else _("Nothing went wrong"))
        self.list.show_items([self._item(key) for key in self._wrong])
        self.list.setVisible(bool(self._wrong))
        self.detail.setVisible(bool(self._wrong))
        self.repeat_button.setText(_("Repeat what went wrong (R)"))
        self.repeat_button.setVisible(bool(self._wrong))
        self._show_one(self.list.current)

    def show_score(self, score: PressureScore, figures: TrainingFigures, best: float) -> None:
        """The tiles, against what is asked for; `best` is the pace that was held before, 0 for none."""
        self.told.setText(_told(score))
        held = per_minute(score.held) if score.held else "–"
        goal = _("goal {seconds}").format(seconds=seconds_words(figures.goal))
        fast = "" if not score.median else "ok" if score.median <= figures.goal else "warn"
        share = _("goal under {share}").format(share=locale.percent(MOST_WRONG))
        shown = {
            "right": TileValue(_("{count} of {all}").format(count=score.right, all=score.came)),
            "median": TileValue(seconds_words(score.median) if score.median else "–", goal, fast),
            "wrong": TileValue(locale.percent(score.wrong), share, "ok" if score.wrong < MOST_WRONG else "warn"),
            "held": TileValue(
                held,
                _("your best yet") if score.held > best else "",
                "ok" if score.held > best else "",
                per_minute(best) if best else "",
                (score.held > best) - (score.held < best) if best else 0,
            ),
        }
        for name, value in shown.items():
            self.tiles[name].show_value(value)

    def say_trouble(self, words: str) -> None:
        """That it could not be kept; "" when it was."""
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))

    def entry(self) -> QWidget:
        """What takes the keys."""
        return self.list if self._wrong else self.again_button

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat() or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif event.key() in {Qt.Key.Key_J, Qt.Key.Key_K} and self._wrong:
            self._step(1 if event.key() == Qt.Key.Key_J else -1)
        elif event.key() == Qt.Key.Key_R and self._wrong:
            self._repeat()
        elif event.key() == Qt.Key.Key_A:
            self.again.emit()
        else:
            event.ignore()

    def _step(self, by: int) -> None:
        place = self.list.currentIndex().row() + by
        if 0 <= place < self.list.model().rowCount():
            self.list.setCurrentIndex(self.list.model().index(place, 0))

    def _repeat(self) -> None:
        self.repeat.emit(len(self._wrong))

    def _item(self, key: str) -> Item:
        attempt, one = self._wrong[key]
        text = " ".join(one.arrival.task.item.text.split())
        return Item(key, self._names[one.number], outcome(attempt, one), text, attempt.tier.value)

    def _show_one(self, key: str) -> None:
        if key in self._wrong:
            attempt, one = self._wrong[key]
            self.detail.show_one(one, attempt)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.heading, 1)
        head.addWidget(self.again_button)
        head.addWidget(self.repeat_button)
        head.addWidget(self.leave_button)
        tiles = QHBoxLayout()
        tiles.setSpacing(12)
        for tile in self.tiles.values():
            tiles.addWidget(tile, 1)
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(6)
        left.addWidget(self.wrong_heading)
        left.addWidget(self.list, 1)
        left.addStretch(0)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(left, 2)
        row.addWidget(line(vertical=True))
        row.addWidget(self.detail, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.words)
        column.addWidget(self.trouble)
        column.addLayout(tiles)
        column.addWidget(self.told)
        column.addLayout(row, 1)


def _told(score: PressureScore) -> str:
    """What the tiles do not say."""
    late = ngettext("{count} too late", "{count} too late", score.late).format(count=locale.number(score.late))
    off = ngettext("{count} snoozed for good", "{count} snoozed for good", score.snoozed)
    calls = ngettext(
        "{missed} of {count} interruption missed", "{missed} of {count} interruptions missed", score.interruptions
    )
    parts = [
        late,
        off.format(count=locale.number(score.snoozed)),
        calls.format(missed=locale.number(score.missed), count=locale.number(score.interruptions)),
    ]
    return " · ".join(parts)

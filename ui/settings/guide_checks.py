"""What the reply guide asks for: words and clocks by tier, and what each check may do; leads and admins change it."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import KnownError
from app.i18n import _
from domain.emotion.assessment import Tier
from domain.guidance.figures import DEFAULTS, Figures, TierFigures
from domain.guidance.findings import CheckId, Level
from domain.guidance.review import CHECKS
from domain.guidance.rules import CHECKS_KEY, TIERS_KEY
from ui.background import Background
from ui.inbox.guide_words import check_name, why_words
from ui.number_field import NumberField
from ui.parts import label
from ui.ports import Services
from ui.settings.page_line import PageLine, beyond_words, usual_words
from ui.settings.page_parts import delivered_button, end_column, field_grid, page_column
from widgets.chips import Chip
from widgets.controls import PlainChoice
from widgets.text_side import LineField

MOST_WORDS, MOST_SECONDS = 500, 3600


class GuideChecksPage(QWidget):
    """Each choice counts at once, for everybody in the workspace."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._guidance = services.guidance
        self._background = Background(services.tasks, self, self._troubled)
        self._filling = False
        self.levels: dict[CheckId, QComboBox] = {}
        self.tiers: dict[Tier, tuple[NumberField, NumberField, NumberField]] = {}
        self.numbers: dict[str, NumberField] = {}
        self.marker = LineField()
        self.words = PageLine(self)
        self.default = delivered_button(self._as_delivered)
        self._lay_out()
        self._may = self._guidance.may_change()
        for part in (*self._fields(), self.default):
            part.setEnabled(self._may)
        self._forget = self._guidance.on_change(self.fill)
        self.destroyed.connect(self._forget)
        self.fill()
        self._background.run(self._guidance.load(), self._loaded)

    def fill(self) -> None:
        """Shows what is in force."""
        rules = self._guidance.rules
        self._filling = True
        for check, box in self.levels.items():
            box.setCurrentIndex(box.findData(rules.levels.get(check, CHECKS[check].level)))
        for tier, (least, most, seconds) in self.tiers.items():
            row = rules.figures.tiers[tier]
            for field, value in ((least, row.least), (most, row.most), (seconds, row.seconds)):
                field.set_value(value)
        for name, field in self.numbers.items():
            field.set_value(getattr(rules.figures, name))
        self.marker.setText(rules.figures.marker)
        self._filling = False
        lost = {CHECKS_KEY, TIERS_KEY} & set(rules.broken)
        self.words.stand(may_change=self._may, unreadable=usual_words() if lost else "")

    def _lay_out(self) -> None:
        column = page_column(self, _("Reply guide"))
        column.addWidget(label(_("By tier"), "heading"))
        column.addLayout(self._tier_grid())
        column.addSpacing(8)
        column.addWidget(label(_("Limits"), "heading"))
        column.addLayout(self._limits())
        column.addSpacing(8)
        column.addWidget(label(_("Checks"), "heading"))
        column.addLayout(self._check_grid())
        end_column(column, self.default)

    def _tier_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        for place, text in enumerate((_("Words from"), _("to"), _("Seconds to reply"))):
            grid.addWidget(label(text, "small"), 0, place + 1)
        names = {Tier.LOW: _("low"), Tier.MEDIUM: _("medium"), Tier.HIGH: _("high")}
        for row, tier in enumerate(Tier, 1):
            holder = QHBoxLayout()
            holder.addWidget(Chip(names[tier], tier.value))
            holder.addStretch(1)
            grid.addLayout(holder, row, 0)
            fields = NumberField(1, MOST_WORDS), NumberField(1, MOST_WORDS), NumberField(5, MOST_SECONDS)
            said = (_("Least words, {tier}"), _("Most words, {tier}"), _("Seconds to reply, {tier}"))
            for place, (field, name) in enumerate(zip(fields, said, strict=True)):
                field.setAccessibleName(name.format(tier=names[tier]))
                field.editingFinished.connect(self._figures_typed)
                grid.addWidget(field, row, place + 1)
            self.tiers[tier] = fields
        grid.setColumnStretch(4, 1)
        return grid

    def _limits(self) -> QGridLayout:
        names = {
            "lines": _("Lines of a message"),
            "in_a_row": _("Messages in a row"),
            "terms": _("Technical terms"),
            "exclamations": _("Exclamation marks"),
            "refund_days": _("Days to give goods back"),
            "escalated": _("Seconds until a wait escalates"),
        }
        self.numbers |= {name: NumberField(1, MOST_SECONDS if name == "escalated" else 99) for name in names}
        self.marker.setMaxLength(4)
        self.marker.setMaximumWidth(70)
        fields: dict[str, QLineEdit] = {text: self.numbers[name] for name, text in names.items()}
        return field_grid(fields | {_("Mark of important facts"): self.marker}, self._figures_typed, 2)

    def _check_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(8)
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(0, 1)
        for row, (check, held) in enumerate(CHECKS.items()):
            words = QVBoxLayout()
            words.setSpacing(0)
            name = _("{name} ({rule})").format(name=check_name(check), rule=held.rule)
            words.addWidget(label(name, wrap=True))
            words.addWidget(label(why_words(check), "small", wrap=True))
            box = _level_box(check)
            box.activated.connect(self._level_chosen)
            self.levels[check] = box
            grid.addLayout(words, row, 0)
            grid.addWidget(box, row, 1, Qt.AlignmentFlag.AlignTop)
        return grid

    def _fields(self) -> list[QWidget]:
        return [*self.levels.values(), *self._numbers(), self.marker]

    def _numbers(self) -> list[NumberField]:
        return [*(field for fields in self.tiers.values() for field in fields), *self.numbers.values()]

    def _level_chosen(self, _index: int) -> None:
        chosen = {check: Level(box.currentData()) for check, box in self.levels.items()}
        changed = {check: level for check, level in chosen.items() if level is not CHECKS[check].level}
        self._background.run(self._guidance.set_levels(changed), self._kept, self._refused)

    def _figures_typed(self) -> None:
        if self._filling:
            return
        figures = self._typed_figures()
        if fault := beyond_words(self._numbers()):
            self.words.fault(fault)
        elif any(row.least > row.most for row in figures.tiers.values()):
            self.words.fault(_("The least words are more than the most."))
        elif figures != self._guidance.rules.figures:
            self._background.run(self._guidance.set_figures(figures), self._kept, self._refused)
        else:
            self.words.well()

    def _typed_figures(self) -> Figures:
        tiers = {tier: TierFigures(*(field.value() for field in fields)) for tier, fields in self.tiers.items()}
        numbers = {name: field.value() for name, field in self.numbers.items()}
        marker = self.marker.text().strip() or DEFAULTS.marker
        return replace(self._guidance.rules.figures, tiers=tiers, marker=marker, **numbers)  # type: ignore[arg-type]

    def _as_delivered(self) -> None:
        self._background.run(self._guidance.set_levels({}), self._levels_back, self._refused)

    def _levels_back(self, _answer: None) -> None:
        self._background.run(self._guidance.set_figures(DEFAULTS), self._kept, self._refused)

    def _kept(self, _answer: None) -> None:
        self.words.kept()

    def _loaded(self, _answer: None) -> None:
        self.fill()

    def _refused(self, error: KnownError) -> None:
        self.fill()
        self._troubled(error)

    def _troubled(self, error: KnownError) -> None:
        self.words.trouble(error)


def level_words(level: Level) -> str:
    """What a check may do."""
    return {
        Level.OFF: _("Off"),
        Level.HINT: _("Hint"),
        Level.CONFIRM: _("Ask before sending"),
        Level.BLOCK: _("Do not send"),
    }[level]


def _level_box(check: CheckId) -> QComboBox:
    box = PlainChoice()
    box.setAccessibleName(check_name(check))
    for level in Level:
        box.addItem(level_words(level), level.value)
    return box

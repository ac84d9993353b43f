"""What the shop says of itself in its replies: hotline, promotion, promised times; for everybody."""

from dataclasses import replace
from datetime import UTC, datetime, time

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.errors import KnownError
from app.i18n import _
from domain.agent import Permission
from domain.emotion.assessment import Tier
from domain.templates.subject import Facts, Promotion
from ui import locale
from ui.background import Background
from ui.date_fields import DayField
from ui.parts import buddy, button, label
from ui.ports import Services
from ui.replies.words import broken_words, tier_words
from ui.words import error_words
from widgets.text_side import LineField

MOST_HOURS = 24 * 60


class FactsDialog(QDialog):
    """A form; who may not change it reads it."""

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Fields"))
        self.setMinimumWidth(480)
        self._services = services
        self._facts = services.quick_replies.facts
        self._background = Background(services.tasks, self, self._failed)
        self.hotline, self.code, self.goods, self.link = LineField(), LineField(), LineField(), LineField()
        self.has_end, self.ends = QCheckBox(_("ends on")), DayField()
        self.within = {tier: QSpinBox() for tier in reversed(Tier)}
        self.error = label("", "error", wrap=True)
        self.error.hide()
        self.save = button(_("Save for everybody"), "primary")
        self._lay_out()
        self._show(self._facts)
        session = services.session.current
        self._allow(session is not None and session.agent.may(Permission.CHANGE_SETTINGS))
        self.save.clicked.connect(self._save)
        self.has_end.toggled.connect(self.ends.setEnabled)

    def value(self) -> Facts:
        """As it stands in the form."""
        last = datetime.combine(self.ends.day(), time(23, 59), locale.zone())
        ends = last.astimezone(UTC) if self.has_end.isChecked() else None
        code, goods, link = (field.text().strip() for field in (self.code, self.goods, self.link))
        promotion = Promotion(code, goods, link, ends)
        within = {tier: box.value() * 60 for tier, box in self.within.items()}
        return replace(self._facts, hotline=self.hotline.text().strip(), promotion=promotion, within=within)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(8)
        for words, field in (
            (_("Hotline"), self.hotline),
            (_("Promotion code"), self.code),
            (_("Goods of the promotion"), self.goods),
            (_("Link to the terms"), self.link),
        ):
            field.setMaxLength(300)
            form.addRow(buddy(words, field), field)
        end = QHBoxLayout()
        self.ends.setAccessibleName(_("End of the promotion"))
        end.addWidget(self.has_end)
        end.addWidget(self.ends, 1)
        form.addRow(label("", "small"), end)
        for tier, box in self.within.items():
            box.setRange(1, MOST_HOURS)
            box.setSuffix(_(" h"))
            form.addRow(buddy(_("Promised within: {mood}").format(mood=tier_words(tier)), box), box)
        cancel = button(_("Cancel"))
        cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(10)
        column.addWidget(label(_("What the fields say of the shop"), "title"))
        column.addWidget(label(_("An empty field stays a gap in the replies that use it."), "second", wrap=True))
        column.addWidget(self.error)
        column.addLayout(form)
        column.addLayout(foot)

    def _show(self, facts: Facts) -> None:
        promotion = facts.promotion
        self.hotline.setText(facts.hotline)
        self.code.setText(promotion.code)
        self.goods.setText(promotion.goods)
        self.link.setText(promotion.link)
        ends = (promotion.ends or self._services.clock.now()).astimezone(locale.zone())
        self.ends.show_day(ends.date())
        self.has_end.setChecked(promotion.ends is not None)
        self.ends.setEnabled(promotion.ends is not None)
        for tier, box in self.within.items():
            box.setValue(max(1, facts.within.get(tier, 60) // 60))

    def _tell_broken(self, *, allowed: bool) -> None:
        if self._services.quick_replies.facts_broken:
            help_ = _("Fill them in and save.") if allowed else _("Tell a team lead.")
            self.error.setText(f"{broken_words()} {help_}")
            self.error.show()

    def _allow(self, allowed: bool) -> None:
        fields = (self.hotline, self.code, self.goods, self.link, self.has_end, self.ends, *self.within.values())
        for field in (*fields, self.save):
            field.setEnabled(allowed and (field is not self.ends or self.has_end.isChecked()))
        if not allowed:
            self.error.setText(_("Team leads change these."))
            self.error.show()
        self._tell_broken(allowed=allowed)

    def _save(self) -> None:
        self._background.run(self._services.quick_replies.save_facts(self.value()), self._saved)

    def _saved(self, _nothing: None) -> None:
        self.accept()

    def _failed(self, error: KnownError) -> None:
        self.error.setText(error_words(error))
        self.error.show()

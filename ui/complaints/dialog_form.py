"""What a complaint is about: filled in when it is opened or put right later; table K answers while one types."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QWidget

from app.i18n import _
from domain.compensation.typed import Slip, typed_amount
from domain.complaint import Complaint, Effect
from domain.complaints.acts import AmendComplaint, ComplaintAct
from domain.complaints.ground import Ground
from domain.complaints.tiering import tier_of
from domain.ids import ThreadId
from domain.money import IN_USD, converted
from domain.offer import LossKind
from ui import locale
from ui.complaints.dialog_base import ActDialog
from ui.complaints.page_words import effect_words, reason_words, rule_words
from ui.inbox.compensation_words import kind_words, slip_words
from ui.parts import buddy, label
from ui.ports import Services
from ui.theme import spread
from widgets.assessment import tier_name
from widgets.card import isolated
from widgets.chips import Chip
from widgets.controls import PlainChoice
from widgets.dress import dress
from widgets.text_side import LineField
from widgets.tokens import Tokens

MOST_TITLE = 120


@dataclass(frozen=True, slots=True)
class Form:
    """What is in the fields.

    Attributes:
        amount: in the smallest unit of `currency`, 0 for none; a currency of "" is the workspace's own.
    """

    title: str = ""
    amount: int = 0
    currency: str = ""
    publicity: bool = False
    effect: Effect = Effect.EXPERIENCE
    kind: LossKind = LossKind.OTHER


@dataclass(frozen=True, slots=True)
class Purpose:
    """What the form is for.

    Attributes:
        heading, deed: the dialog's title and its button's words. make: the act from what is in the fields.
    """

    heading: str
    deed: str
    make: Callable[[Form], ComplaintAct]


class FormDialog(ActDialog):
    """Title, amount, publicity, effect and kind, with the tier that follows from them.

    Attributes:
        tier: the tier by table K; rule: what it means; worth: the amount in the workspace's currency.
    """

    def __init__(
        self, services: Services, thread_id: ThreadId, start: Form, purpose: Purpose, tokens: Tokens, parent: QWidget
    ) -> None:
        super().__init__(services, thread_id, purpose.heading, purpose.deed, parent)
        self._purpose, self._ground, self._start = purpose, Ground(), start
        self.title, self.amount = LineField(start.title[:MOST_TITLE]), LineField()
        self.currency, self.effect, self.kind = PlainChoice(), PlainChoice(), PlainChoice()
        self.publicity = QCheckBox(_("It is public, or the customer threatens to make it so"))
        self.tier, self.rule, self.worth = Chip("", "low"), label("", "small", wrap=True), label("", "small", wrap=True)
        self._fill(start)
        self._place()
        self._connect()
        spread(self, tokens)
        self._judge()
        self.title.setFocus()
        # Not selectAll: with the cursor behind the last word the field would show its end.
        self.title.end(False)
        self.title.cursorBackward(True, len(self.title.text()))
        self.background.run(services.complaints.ground(), self._ground_known)

    def act(self) -> ComplaintAct | str:
        if not self.title.text().strip():
            self.title.setFocus()
            return _("Say in a few words what went wrong.")
        amount = self._amount()
        if isinstance(amount, Slip):
            self.amount.setFocus()
            return slip_words(amount, self._currency())
        return self._purpose.make(self._form(amount))

    def _form(self, amount: int) -> Form:
        return Form(
            " ".join(self.title.text().split())[:MOST_TITLE],
            amount,
            self._currency(),
            self.publicity.isChecked(),
            Effect(self.effect.currentData()),
            LossKind(self.kind.currentData()),
        )

    def _amount(self) -> int | Slip:
        text = self.amount.text().strip()
        if not text:
            return 0
        if not text.strip("0.,"):
            return 0
        return typed_amount(text, self._currency(), locale.decimal_point())

    def _currency(self) -> str:
        return self.currency.currentText() or self._ground.figures.currency

    def _judge(self) -> None:
        """The tier by table K of what stands in the fields now."""
        amount = self._amount()
        wrong = isinstance(amount, Slip)
        form = self._form(0 if isinstance(amount, Slip) else amount)
        figures, rates = self._ground.figures, self._ground.rates
        tier, reasons = tier_of(form.amount, form.currency, form.publicity, form.effect, figures, rates)
        self.tier.say(tier_name(tier), tier.value)
        why = _(", ").join(reason_words(reason) for reason in reasons)
        words = _("{why}: {rule}").format(why=why, rule=rule_words(figures.tiers[tier]))
        self.rule.setText(words)
        self.tier.setAccessibleDescription(words)
        self.worth.setText(slip_words(amount, form.currency) if isinstance(amount, Slip) else self._worth(form))
        if bool(self.worth.text()) == self.worth.isHidden():
            self.worth.setVisible(bool(self.worth.text()))
            self.fit()
        dress(self.worth, "high" if wrong else "small")

    def _worth(self, form: Form) -> str:
        base = self._ground.figures.currency
        if not form.amount or form.currency.upper() == base:
            return ""
        worth = converted(form.amount, form.currency, base, self._ground.rates)
        if worth is None:
            return _("{currency} has no rate here: the amount decides nothing.").format(currency=form.currency)
        return _("about {amount}").format(amount=isolated(locale.money(worth, base)))

    def _ground_known(self, ground: Ground) -> None:
        self._ground = ground
        chosen = self.currency.currentText() if self._start.currency else ground.figures.currency
        self._currencies(chosen, ground)
        self._judge()

    def _currencies(self, chosen: str, ground: Ground) -> None:
        self.currency.blockSignals(True)
        self.currency.clear()
        self.currency.addItems(sorted({*IN_USD, *ground.rates, ground.figures.currency, chosen} - {""}))
        self.currency.setCurrentText(chosen or ground.figures.currency)
        self.currency.blockSignals(False)

    def _fill(self, start: Form) -> None:
        self.title.setMaxLength(MOST_TITLE)
        self.amount.setMaxLength(24)
        self.amount.setPlaceholderText(_("none"))
        self._currencies(start.currency, self._ground)
        if start.amount:
            self.amount.setText(locale.amount(start.amount, start.currency))
        self.publicity.setChecked(start.publicity)
        for effect in Effect:
            self.effect.addItem(effect_words(effect), effect.value)
        for kind in LossKind:
            self.kind.addItem(kind_words(kind), kind.value)
        self.effect.setCurrentIndex(self.effect.findData(start.effect.value))
        self.kind.setCurrentIndex(self.kind.findData(start.kind.value))
        self.currency.setAccessibleName(_("Currency"))

    def _place(self) -> None:
        self.fields.addWidget(buddy(_("What went wrong? One line"), self.title))
        self.fields.addWidget(self.title)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        money = QHBoxLayout()
        money.addWidget(self.amount, 2)
        money.addWidget(self.currency, 1)
        grid.addWidget(buddy(_("Amount it is about"), self.amount), 0, 0)
        grid.addLayout(money, 1, 0)
        grid.addWidget(buddy(_("Kind"), self.kind), 0, 1)
        grid.addWidget(self.kind, 1, 1)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        self.fields.addLayout(grid)
        self.fields.addWidget(self.worth)
        self.fields.addWidget(buddy(_("What it is for the customer"), self.effect))
        self.fields.addWidget(self.effect)
        self.fields.addWidget(self.publicity)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.tier)
        row.addWidget(self.rule, 1)
        self.fields.addLayout(row)

    def _connect(self) -> None:
        self.amount.textChanged.connect(self._changed)
        self.currency.currentIndexChanged.connect(self._changed)
        self.effect.currentIndexChanged.connect(self._changed)
        self.publicity.toggled.connect(self._changed)
        for field in (self.title, self.amount):
            field.returnPressed.connect(self.submit)

    def _changed(self, _what: object) -> None:
        self._judge()


def amend_dialog(services: Services, complaint: Complaint, tokens: Tokens, parent: QWidget) -> FormDialog:
    """What it is about is better known now."""

    def made(form: Form) -> ComplaintAct:
        return AmendComplaint(
            complaint.id, form.title, form.amount, form.currency, form.publicity, form.effect, form.kind
        )

    start = Form(
        complaint.title,
        complaint.amount,
        complaint.currency,
        complaint.publicity,
        complaint.effect,
        complaint.kind,
    )
    purpose = Purpose(_("What the complaint is about"), _("Keep"), made)
    return FormDialog(services, complaint.thread_id, start, purpose, tokens, parent)

"""Whether training shows in live work: the interval, not only the mean, and what it honestly says (S-3)."""

from app.i18n import _, ngettext
from domain.training.report import Change, Effect
from ui.locale import number, percent
from ui.parts import label
from ui.training.progress_card import readable
from widgets.charts.card import ChartCard
from widgets.charts.intervals import Intervals
from widgets.charts.values import Cell, IntervalRow, Sheet

Range = tuple[float, float, float]


class EffectCard(ChartCard):
    """What it says in a sentence, the intervals, what they are, and the proof of use for comparison.

    Attributes:
        verdict: the sentence. explained: what the intervals are.
    """

    def __init__(self) -> None:
        self.intervals = Intervals(_("Does training show in live work?"))
        super().__init__(_("Does training show in live work?"), self.intervals)
        self.verdict, self.explained = readable("", "strong"), label("", "small", wrap=True)
        self.proof = label(proof_words(), "small", wrap=True)
        self.add_words(self.verdict, above=True)
        self.add_words(self.explained)
        self.add_words(self.proof)

    def show_effect(self, effect: Effect) -> bool:
        """That one; always something: that there is too little to say is said, too."""
        words = verdict_words(effect)
        self.verdict.setText(words)
        self.verdict.setAccessibleName(words)
        self.explained.setText(explained_words(effect))
        self.intervals.show_rows(rows(effect), (_("faster"), _("no change"), _("slower")))
        return True


def verdict_words(effect: Effect) -> str:
    """What can honestly be said."""
    if effect.learners is None:
        return _(
            "Too little to say: learners have to have answered customers before and after their first practice, "
            "often enough for an interval."
        )
    own = (effect.learners.share, effect.learners.low, effect.learners.high)
    if effect.difference is None:
        return _("{what} Nobody without training is there to compare with: the season may be in it.").format(
            what=_of_learners(own)
        )
    share, low, high = effect.difference
    if low <= 0 <= high:
        return _(
            "No effect visible yet: between {low} and {high} against colleagues without training; the interval holds 0."
        ).format(low=pace_words(low), high=pace_words(high))
    near, far = sorted((abs(low), abs(high)))
    words = (
        _("Learners answer faster by {near} to {far} than colleagues without training (95 % sure).")
        if share < 0
        else _("Learners answer slower by {near} to {far} than colleagues without training (95 % sure).")
    )
    return words.format(near=percent(near), far=percent(far))


def explained_words(effect: Effect) -> str:
    """What the intervals are."""
    words = ngettext(
        "Response times to customers in the {count} day before and after each learner's first practice; the change "
        "lies on the line with 95 % confidence, the diamond is the best guess.",
        "Response times to customers in the {count} days before and after each learner's first practice; the change "
        "lies on the line with 95 % confidence, the diamond is the best guess.",
        effect.days,
    )
    return words.format(count=number(effect.days))


def proof_words() -> str:
    """The proof of use that this is measured against (S-3)."""
    return _("For comparison: a trained team went from 200 to 320 messages a day, with 25 % fewer errors.")


def rows(effect: Effect) -> tuple[IntervalRow, ...]:
    """Learners, colleagues, and the one against the other."""
    return (
        _change_row("learners", _("Learners"), effect.learners),
        _change_row("others", _("Colleagues without training"), effect.others),
        _range_row("difference", _("Difference"), effect.difference, ""),
    )


def effect_sheet(effect: Effect) -> Sheet:
    """The same as a table."""
    heads = (
        _("Who"),
        _("People"),
        _("Answers"),
        _("Median before"),
        _("Median after"),
        _("Change"),
        _("95 %: from"),
        _("95 %: to"),
    )
    lines = []
    for name, change in ((_("Learners"), effect.learners), (_("Colleagues without training"), effect.others)):
        if change is None:
            lines.append((Cell(name), Cell(_("too little"), ""), *([Cell("–", "")] * 6)))
            continue
        counted = (Cell(number(change.people), change.people), Cell(number(change.answers), change.answers))
        medians = (_seconds(change.before), _seconds(change.after))
        lines.append((Cell(name), *counted, *medians, *_shares((change.share, change.low, change.high))))
    if effect.difference is not None:
        lines.append((Cell(_("Difference")), *([Cell("–", "")] * 4), *_shares(effect.difference)))
    return Sheet(_("Does training show in live work?"), heads, tuple(lines))


def signed_words(share: float) -> str:
    """With its sign ("−21 %")."""
    sign = "−" if round(share * 100) < 0 else "+" if round(share * 100) > 0 else ""
    return f"{sign}{percent(abs(share))}"


def pace_words(share: float) -> str:
    """A change in words ("21 % faster")."""
    if not round(share * 100):
        return _("no change")
    return (_("{share} faster") if share < 0 else _("{share} slower")).format(share=percent(abs(share)))


def _of_learners(own: Range) -> str:
    _share, low, high = own
    if low <= 0 <= high:
        return _("No effect visible yet: the interval holds 0.")
    near, far = sorted((abs(low), abs(high)))
    words = _("Faster by {near} to {far}.") if high < 0 else _("Slower by {near} to {far}.")
    return words.format(near=percent(near), far=percent(far))


def _change_row(key: str, name: str, change: Change | None) -> IntervalRow:
    if change is None:
        return _range_row(key, name, None, "")
    parts = (
        _("median {before} before, {after} after").format(
            before=_seconds(change.before).text, after=_seconds(change.after).text
        ),
        ngettext("{count} person", "{count} people", change.people).format(count=number(change.people)),
        ngettext("{count} answer", "{count} answers", change.answers).format(count=number(change.answers)),
    )
    return _range_row(key, name, (change.share, change.low, change.high), " · ".join(parts))


def _range_row(key: str, name: str, known: Range | None, more: str) -> IntervalRow:
    if known is None:
        words = _("too little to say")
        return IntervalRow(key, name, words, f"{name} · {words}")
    share, low, high = known
    text = _("{share} ({low} to {high})").format(
        share=signed_words(share), low=signed_words(low), high=signed_words(high)
    )
    between = _("between {low} and {high}").format(low=pace_words(low), high=pace_words(high))
    said = " · ".join(part for part in (name, pace_words(share), between, more) if part)
    return IntervalRow(key, name, text, said, share, low, high, not low <= 0 <= high)


def _seconds(seconds: float) -> Cell:
    return Cell(_("{seconds} s").format(seconds=number(seconds)), round(seconds, 1))


def _shares(known: Range) -> tuple[Cell, Cell, Cell]:
    share, low, high = known
    return _share(share), _share(low), _share(high)


def _share(share: float) -> Cell:
    return Cell(signed_words(share), round(share, 4))

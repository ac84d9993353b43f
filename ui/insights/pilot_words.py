"""The pilot report in words: measures, figures, what became of them (B-3)."""

from app.i18n import _, ngettext
from domain.measures.pilot import ENOUGH, Figure, PilotLine, PilotMeasure, Unit
from ui.insights.words import NOTHING, lasting
from ui.locale import number

Row = tuple[str, str, str, str]


def measure_name(measure: PilotMeasure) -> str:
    """What is compared."""
    return {
        PilotMeasure.MEAN_RESPONSE: _("Average response"),
        PilotMeasure.MEDIAN_RESPONSE: _("Response, median"),
        PilotMeasure.P90_RESPONSE: _("Response, nine of ten within"),
        PilotMeasure.FIRST_CONTACT: _("Resolved at first contact"),
        PilotMeasure.PEAK: _("Answered at once in peak hours"),
        PilotMeasure.PER_AGENT: _("Messages an agent and day"),
        PilotMeasure.CSAT: _("CSAT, of 5"),
        PilotMeasure.NPS: _("NPS"),
        PilotMeasure.COMPLAINTS_ANSWERED: _("Complaints answered within 15 minutes"),
        PilotMeasure.COMPLAINTS_RESOLVED: _("Complaints resolved in time"),
    }[measure]


def figure_words(figure: Figure, unit: Unit) -> str:
    """One side of a line, with how many cases are behind it."""
    if figure.value is None:
        return NOTHING
    said = {
        Unit.SECONDS: lasting,
        Unit.PERCENT: _whole_percent,
        Unit.POINTS: _one_place,
        Unit.MESSAGES: _one_place,
    }[unit](figure.value)
    return _("{figure} (of {cases})").format(figure=said, cases=number(figure.cases))


def change_words(line: PilotLine) -> str:
    """What became of it: better, worse, the same, or too little to say so."""
    if not line.enough:
        return _("too few to say")
    if line.change is None:
        return NOTHING
    size = _("{percent} %").format(percent=number(abs(line.change)))
    if line.better is None:
        return _("the same")
    return _("▲ better by {size}").format(size=size) if line.better else _("▼ worse by {size}").format(size=size)


def row(line: PilotLine) -> Row:
    """A line of the table."""
    return (
        measure_name(line.measure),
        figure_words(line.before, line.unit),
        figure_words(line.after, line.unit),
        change_words(line),
    )


def verdict(lines: tuple[PilotLine, ...]) -> str:
    """The whole in a sentence."""
    better, worse = (sum(line.better is side for line in lines) for side in (True, False))
    if not better and not worse:
        return _("There is too little to say whether anything changed.")
    got = ngettext("{count} measure got better", "{count} measures got better", better).format(count=better)
    lost = ngettext("{count} got worse", "{count} got worse", worse).format(count=worse)
    return _("{better}, {worse}.").format(better=got, worse=lost)


def honesty() -> str:
    """What the comparison is, and what it is not."""
    words = _(
        "Two weeks are compared as they were: seasons, campaigns and other changes are in them, too. "
        "Measures with fewer than {count} cases on one side are not judged."
    )
    return words.format(count=ENOUGH)


def _whole_percent(value: float) -> str:
    return _("{percent} %").format(percent=number(value))


def _one_place(value: float) -> str:
    return number(value, 1)

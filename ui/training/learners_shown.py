"""A report on learners with what it takes to read it, and its tables (S-2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from app.i18n import _, ngettext
from domain.agent import Agent
from domain.ids import AgentId
from domain.training.assigning import Assignment
from domain.training.figures import DEFAULTS, TrainingFigures
from domain.training.item import DrillItem
from domain.training.pack import Edition
from domain.training.report import AssignmentLine, Effect, ItemLine, LearnerLine, TrainingReport
from ui import locale
from ui.locale import number, percent
from ui.training.learners_wanted import LearnersWanted
from ui.training.progress_charts import day_words, opening, share_cell
from ui.training.progress_shown import LEAST, NOTHING, Shown, median_words, minutes_words, part_of, share_words
from ui.training.words import days_words, kind_name
from widgets.charts.values import Cell, Sheet
from widgets.thread_view.when import local_day

_MINUTE = 60
NO_EFFECT = Effect(0)
LEARNER, ASSIGNMENT = "learner:", "assignment:"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known here beside the report.

    Attributes:
        names: people by id. titles: packs by id. items: by pack and item. assigned: newest first.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    items: Mapping[tuple[str, str], DrillItem] = field(default_factory=dict)
    assigned: Sequence[Assignment] = ()
    figures: TrainingFigures = DEFAULTS

    def name(self, agent_id: str) -> str:
        """Whom that is."""
        return self.names.get(agent_id, "") or agent_id

    def title(self, pack_id: str) -> str:
        """Which pack that is."""
        return self.titles.get(pack_id, "") or _("(a pack that is not here any more)")


@dataclass(frozen=True, slots=True)
class Reported(Shown):
    """The report's span against the one before.

    Attributes:
        people: how it goes for each. wrong: items that go wrong most. going: how far people are with assignments.
    """

    known: Known = field(default_factory=Known)
    people: Sequence[LearnerLine] = ()
    wrong: Sequence[ItemLine] = ()
    going: Sequence[AssignmentLine] = ()
    effect: Effect = NO_EFFECT


def known_of(
    people: Sequence[Agent], packs: Sequence[Edition], assigned: Sequence[Assignment], figures: TrainingFigures
) -> Known:
    """What is here beside a report, found by its id."""
    items: dict[tuple[str, str], DrillItem] = {(pack.id, item.id): item for pack in packs for item in pack.items}
    names: dict[str, str] = {agent.id: agent.name for agent in people}
    titles: dict[str, str] = {pack.id: pack.title for pack in packs}
    return Known(names, titles, items, assigned, figures)


def reported(report: TrainingReport, wanted: LearnersWanted, known: Known, today: date) -> Reported:
    """Ready for the page."""
    return Reported(
        report.result,
        report.before,
        report.curve,
        report.topics,
        wanted.first(today),
        today,
        today,
        known.figures,
        sum(line.sessions for line in report.learners),
        sum(line.seconds for line in report.learners),
        max((line.streak for line in report.learners), default=0),
        known=known,
        people=report.learners,
        wrong=report.items,
        going=tuple(line for line in report.assignments if wanted.agent in ("", line.agent_id)),
        effect=report.effect,
    )


def learners_sheet(shown: Reported) -> Sheet:
    """Everybody, a line each; whoever did not practise is in it, too."""
    heads = (
        _("Learner"),
        _("Practices"),
        _("Minutes"),
        _("Days"),
        _("Streak"),
        _("Last"),
        _("Median"),
        _("Change"),
        _("Recall"),
        _("Topics"),
        _("Tiers"),
        _("Late under pressure"),
    )
    lines = sorted(shown.people, key=_most_practised)
    rows = tuple(_learner(shown, line) for line in lines)
    return Sheet(_("Learners"), heads, rows, tuple(f"{LEARNER}{line.agent_id}" for line in lines))


def items_sheet(shown: Reported) -> Sheet:
    """Items that go wrong most, with their beginnings where their pack is here."""
    rows = []
    for line in shown.wrong:
        item = shown.known.items.get((line.pack_id, line.item_id))
        wrong = line.result.right.whole - line.result.right.part
        share = wrong / line.result.right.whole if line.result.right.whole else None
        words = _("{share} of {count}").format(share=share_words(share), count=number(line.result.right.whole))
        wrong_cell = Cell(words, round(share, 4) if share is not None else "")
        rows.append((Cell(opening(item)), Cell(shown.known.title(line.pack_id)), wrong_cell))
    return Sheet(_("Goes wrong most"), (_("Message"), _("Pack"), _("Wrong")), tuple(rows))


def assignments_sheet(shown: Reported) -> Sheet:
    """What was given, newest first; a line leads to it."""
    heads = (_("Pack"), _("Drill"), _("For"), _("From"), _("Until"), _("Rounds"), _("Finished"), _("State"))
    rows = tuple(_assignment(shown, one) for one in shown.known.assigned)
    return Sheet(_("Assignments"), heads, rows, tuple(f"{ASSIGNMENT}{one.id}" for one in shown.known.assigned))


def going_sheet(shown: Reported) -> Sheet:
    """How far each person is with each assignment."""
    assigned = {one.id: one for one in shown.known.assigned}
    rows, keys = [], []
    for line in shown.going:
        one = assigned.get(line.assignment_id)
        if one is None or one.ended:
            continue
        share = line.done / line.wanted if line.wanted else None
        finished = _day(line.finished_at, shown.today)
        rows.append(
            (
                Cell(shown.known.name(line.agent_id)),
                Cell(shown.known.title(one.pack_id)),
                Cell(_("{done} of {wanted}").format(done=number(line.done), wanted=number(line.wanted)), line.done),
                share_cell(share),
                Cell(finished or NOTHING, line.finished_at.isoformat() if line.finished_at else ""),
            )
        )
        keys.append(f"{LEARNER}{line.agent_id}")
    heads = (_("Learner"), _("Pack"), _("Done"), _("Share"), _("Finished"))
    return Sheet(_("Who is how far"), heads, tuple(rows), tuple(keys))


def state_words(one: Assignment, today: date) -> str:
    """Where an assignment stands."""
    if one.ended:
        return _("ended")
    if one.until < today:
        return _("over")
    if one.since > today:
        return _("begins in {days}").format(days=days_words((one.since - today).days))
    left = (one.until - today).days
    return _("last day") if not left else _("{days} left").format(days=days_words(left))


def people_words(one: Assignment, known: Known) -> str:
    """For whom, in a few words."""
    if len(one.people) == 1:
        return known.name(one.people[0])
    words = ngettext("{count} person", "{count} people", len(one.people)).format(count=number(len(one.people)))
    return " · ".join((*one.groups, words)) if one.groups else words


def _learner(shown: Reported, line: LearnerLine) -> tuple[Cell, ...]:
    now, before = line.result, line.before
    change = None
    if now.median and before.median and min(now.attempts, before.attempts) >= LEAST:
        change = (now.median - before.median) / before.median
    last = line.last.isoformat() if line.last else ""
    return (
        Cell(shown.known.name(line.agent_id)),
        Cell(number(line.sessions), line.sessions),
        Cell(minutes_words(line.seconds), round(line.seconds / _MINUTE, 1)),
        Cell(number(line.days), line.days),
        Cell(number(line.streak), line.streak),
        Cell(_day(line.last, shown.today) or NOTHING, last),
        Cell(median_words(now), round(now.median, 1) if now.median else ""),
        Cell(change_words(change), round(change, 4) if change is not None else ""),
        share_cell(now.recall),
        share_cell(part_of(now.topics)),
        share_cell(part_of(now.tiers)),
        share_cell(part_of(now.late)),
    )


def change_words(share: float | None) -> str:
    """A change of a time, with what it means and a shape ("▼ 12 % faster")."""
    if share is None:
        return NOTHING
    if not round(share * 100):
        return _("the same")
    words = _("▼ {share} faster") if share < 0 else _("▲ {share} slower")
    return words.format(share=percent(abs(share)))


def _assignment(shown: Reported, one: Assignment) -> tuple[Cell, ...]:
    lines = [line for line in shown.going if line.assignment_id == one.id]
    done = sum(1 for line in lines if line.finished_at is not None)
    finished = _("{done} of {people}").format(done=number(done), people=number(len(one.people)))
    kind = kind_name(one.kind) if one.kind is not None else _("All drills")
    return (
        Cell(shown.known.title(one.pack_id)),
        Cell(kind),
        Cell(people_words(one, shown.known)),
        Cell(day_words(one.since, shown.today), one.since.isoformat()),
        Cell(day_words(one.until, shown.today), one.until.isoformat()),
        Cell(number(one.rounds), one.rounds),
        Cell(finished, done),
        Cell(state_words(one, shown.today)),
    )


def _day(at: datetime | None, today: date) -> str:
    return day_words(local_day(at, locale.zone()), today) if at is not None else ""


def _most_practised(line: LearnerLine) -> tuple[float, AgentId]:
    return -line.seconds, line.agent_id

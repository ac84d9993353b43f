"""What the screen shows of an inbox under pressure: its lines, and the bubbles of a dialogue."""

from collections.abc import Mapping, Sequence
from math import ceil
from random import Random

from app.training.people import people
from domain.training.item import Side
from domain.training.pressure import Pressure
from domain.training.pressure_plan import Plan
from domain.training.pressure_states import Dialogue, State
from widgets.drill.inbox_dialogue import Bubble
from widgets.drill.inbox_values import InboxRow

_SNIPPET = 120
"""Characters that a line can show at most; the rest would only be measured and cut, at every paint."""


def names(plan: Plan, seed: int) -> dict[int, str]:
    """A name for each customer, in their language; no two alike while there are enough."""
    dice, left, found = Random(seed), dict[str, list[str]](), dict[int, str]()
    for arrival in plan.arrivals:
        language = arrival.task.item.language
        if not left.get(language):
            left[language] = dice.sample(people(language), len(people(language)))
        found[arrival.number] = left[language].pop()
    return found


def rows(drill: Pressure, called: Mapping[int, str]) -> list[InboxRow]:
    """What can be worked on as it came, then what is over, the newest first."""
    here = [one for one in drill.dialogues if one.state is not State.AWAY]
    open_ = sorted((one for one in here if not one.closed), key=_came)
    closed = sorted((one for one in here if one.closed), key=_closed, reverse=True)
    return [_row(one, drill.now, called[one.number]) for one in (*open_, *closed)]


def bubbles(one: Dialogue) -> Sequence[Bubble]:
    """What is here of it."""
    item = one.arrival.task.item
    said = [Bubble(line.side, line.text) for line in item.before[: one.lines]]
    if one.state not in {State.AWAY, State.COMING}:
        said.append(Bubble(Side.CUSTOMER, item.text, point=True))
    return said


def _row(one: Dialogue, now: float, name: str) -> InboxRow:
    item, coming = one.arrival.task.item, one.state is State.COMING
    snippet = item.before[max(0, one.lines - 1)].text if coming and item.before else item.text
    return InboxRow(
        number=one.number,
        name=name,
        snippet=" ".join(snippet[:_SNIPPET].split()),
        state=one.state,
        waited=0 if one.closed or coming else int(one.waited_at(now)),
        read=one.seen_at is not None,
        back=ceil(max(0.0, one.back_at - now)) if one.state is State.SNOOZED else 0,
        snoozed_once=one.snoozes > 0,
    )


def _came(one: Dialogue) -> tuple[bool, float]:
    return one.state is State.COMING, one.arrival.message_at


def _closed(one: Dialogue) -> float:
    return one.closed_at or 0.0

"""The figures of the budget calculator, as they are kept and as they are typed."""

import json
from dataclasses import asdict, dataclass, fields
from typing import Any

from domain.measures.budget import REFERENCE, Need, Switch

MOST = 100_000_000


@dataclass(frozen=True, slots=True)
class BudgetFigures:
    """Everything that can be typed; whole USD, tenths for `people_tenths`.

    Attributes:
        growth: percent a month. peak_tenths: the busiest month, in tenths of a usual one.
    """

    messages: int = 15_000
    seats: int = 8
    growth: int = 10
    peak_tenths: int = 30
    before: int = REFERENCE.before
    after: int = REFERENCE.after
    people_tenths: int = round(REFERENCE.people * 10)
    wage: int = REFERENCE.wage
    customers: int = REFERENCE.customers
    once: int = 0
    yearly: int = 0
    operating: int = 0

    @property
    def need(self) -> Need:
        """What the team needs."""
        return Need(self.messages, self.seats, self.growth, self.peak_tenths / 10)

    @property
    def switch(self) -> Switch:
        """One plan instead of another."""
        people = self.people_tenths / 10
        said = (self.before, self.after, people, self.wage, self.customers)
        return Switch(*said, once=self.once, yearly=self.yearly, operating=self.operating)


def read_budget(text: str) -> BudgetFigures:
    """What was kept; the reference case (B-2) for what cannot be read."""
    try:
        raw = json.loads(text or "{}")
    except ValueError:
        return BudgetFigures()
    if not isinstance(raw, dict):
        return BudgetFigures()
    names = {one.name for one in fields(BudgetFigures)}
    said: dict[str, Any] = {name: value for name, value in raw.items() if name in names and _is_figure(value)}
    return BudgetFigures(**said)


def budget_text(figures: BudgetFigures) -> str:
    """To be kept."""
    return json.dumps(asdict(figures))


def _is_figure(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST

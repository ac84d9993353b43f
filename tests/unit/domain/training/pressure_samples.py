"""Tasks and plans for the inbox under pressure."""

from collections.abc import Sequence

from app.training.builtin import builtin_pack
from domain.training.item import DrillKind
from domain.training.pressure import Pressure
from domain.training.pressure_plan import Arrival, Interruption, Pace, Plan, Setting, Source, most, plan
from domain.training.task import Task

PACK = builtin_pack("en")
TASKS = tuple(Task(item, DrillKind.PRESSURE, PACK.id, PACK.number, 2) for item in PACK.items)
NORMAL = Setting(Pace.NORMAL, 180)
START = 1_000.0


def drawn(seed: int = 7, setting: Setting = NORMAL) -> Plan:
    """A plan as it comes from the dice."""
    return plan(setting, TASKS[: most(setting)], seed)


def bare(moments: Sequence[float], *, interrupted: Sequence[float] = (), setting: Setting = NORMAL) -> Pressure:
    """Messages without anything before them at just these moments."""
    tasks = [task for task in TASKS if not task.item.before]
    limits = [setting.clock(task.item.tier) for task in tasks]
    arrivals = tuple(
        Arrival(number, tasks[number], at, (), at, limits[number], setting.wave(at), 4)
        for number, at in enumerate(moments)
    )
    asks = tuple(Interruption(n, at, Source.COLLEAGUE, n, (2, 0, 1)) for n, at in enumerate(interrupted))
    return Pressure(Plan(setting, arrivals, asks), START)

"""Whatever is done to the inbox under pressure: nothing is lost, no clock runs backwards, the same gives the same."""

from collections.abc import Sequence
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from domain.emotion.assessment import Tier
from domain.training.figures import DEFAULTS
from domain.training.item import NextStep
from domain.training.pressure import Pressure
from domain.training.pressure_plan import Pace, Setting, most, plan
from domain.training.pressure_score import attempts
from domain.training.pressure_states import State
from domain.training.results import Attempt
from tests.unit.domain.training.pressure_samples import START, TASKS

BEGAN = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
Act = tuple[str, int, float]
NAMES = ("open", "seen", "close", "answer", "triage", "snooze", "reply", "pause", "go on", "advance")
ACTS = st.lists(
    st.tuples(st.sampled_from(NAMES), st.integers(0, 11), st.floats(0, 25, allow_nan=False)), min_size=5, max_size=60
)
SETTINGS = st.builds(Setting, st.sampled_from(Pace), st.sampled_from((120, 180)))


def made(setting: Setting, seed: int) -> Pressure:
    return Pressure(plan(setting, TASKS[: most(setting)], seed), START)


def act(drill: Pressure, name: str, number: int, at: float) -> None:
    number %= len(drill.dialogues)
    if name == "open":
        drill.open_dialogue(number, at)
    elif name == "snooze":
        drill.snooze(number, at)
    elif name == "triage":
        drill.triage(None, tuple(Tier)[number % 3], tuple(NextStep)[number % 6], at)
    elif name == "answer":
        drill.answer(number % 3, at)
    elif name == "reply":
        drill.reply(number % 3, at)
    else:
        plain = {"seen": drill.seen, "close": drill.close_dialogue, "pause": drill.pause, "go on": drill.go_on}
        plain.get(name, drill.advance)(at)


def played(drill: Pressure, acts: Sequence[Act], *, tick: float = 0.0) -> tuple[Attempt, ...]:
    """With every act at its moment; with a tick, looked at in between as a screen does."""
    at = START
    for name, number, after in acts:
        if tick:
            for step in range(1, int(after / tick)):
                drill.advance(at + step * tick)
        at += after
        act(drill, name, number, at)
    drill.go_on(at)
    drill.advance(at + drill.plan.setting.seconds)
    return attempts(drill, DEFAULTS, BEGAN)


@given(SETTINGS, st.integers(0, 10_000), ACTS)
def test_no_message_is_lost_or_doubled(setting: Setting, seed: int, acts: list[Act]) -> None:
    drill = made(setting, seed)
    found = played(drill, acts)
    assert drill.end is not None
    came = [one for one in drill.dialogues if one.state not in {State.AWAY, State.COMING}]
    assert [one.item_id for one in found] == [one.arrival.task.item.id for one in came]
    assert len({one.item_id for one in found}) == len(found)
    due = [one for one in drill.dialogues if one.arrival.message_at <= drill.now]
    assert came == due


@given(SETTINGS, st.integers(0, 10_000), ACTS)
def test_clocks_never_run_backwards_and_never_below_nothing(setting: Setting, seed: int, acts: list[Act]) -> None:
    drill = made(setting, seed)
    at, before, waited = START, drill.now, [0.0] * len(drill.dialogues)
    for name, number, after in acts:
        at += after - 3  # also moments that were before
        act(drill, name, number, at)
        assert drill.now >= before
        before = drill.now
        for one in drill.dialogues:
            if one.state is State.AWAY or one.state is State.COMING:
                continue
            assert one.waited_at(drill.now) >= waited[one.number] - 1e-6
            assert -1e-6 <= one.left_at(drill.now) <= one.arrival.limit + 1e-6
            waited[one.number] = one.waited_at(drill.now)


@given(SETTINGS, st.integers(0, 10_000), ACTS, st.floats(0.1, 500))
def test_pause_stops_everything(setting: Setting, seed: int, acts: list[Act], length: float) -> None:
    drill, at = made(setting, seed), START
    for name, number, after in acts[:20]:
        at += after
        act(drill, name, number, at)
    drill.pause(at)
    before = [(one.state, one.due, one.left, one.seconds) for one in drill.dialogues]
    now, asked, told = drill.now, drill.asked, len(drill.interrupted)
    for name, number, after in acts[20:]:
        at += after
        if name not in {"go on", "close"}:
            act(drill, name, number, at)
    drill.advance(at + length)
    assert (drill.now, drill.asked, len(drill.interrupted)) == (now, asked, told)
    assert [(one.state, one.due, one.left, one.seconds) for one in drill.dialogues] == before


@given(SETTINGS, st.integers(0, 10_000), ACTS)
def test_the_same_seed_and_acts_give_the_same(setting: Setting, seed: int, acts: list[Act]) -> None:
    assert played(made(setting, seed), acts) == played(made(setting, seed), acts)


@given(SETTINGS, st.integers(0, 10_000), ACTS)
def test_how_often_one_looks_changes_nothing(setting: Setting, seed: int, acts: list[Act]) -> None:
    rarely, often = made(setting, seed), made(setting, seed)
    one, other = played(rarely, acts), played(often, acts, tick=0.5)
    assert rarely.end is often.end
    assert [(a.item_id, a.ending, a.right) for a in one] == [(a.item_id, a.ending, a.right) for a in other]
    assert all(abs(a.seconds - b.seconds) < 1e-6 for a, b in zip(one, other, strict=True))


@given(SETTINGS, st.integers(0, 10_000), ACTS)
def test_nothing_comes_after_the_end(setting: Setting, seed: int, acts: list[Act]) -> None:
    drill = made(setting, seed)
    played(drill, acts)
    before, at = [(one.state, one.seconds) for one in drill.dialogues], START + 10_000
    for name, number, after in acts:
        at += after
        act(drill, name, number, at)
    assert [(one.state, one.seconds) for one in drill.dialogues] == before
    assert (drill.open, drill.asked) == (None, None)

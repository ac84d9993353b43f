"""R7: whatever is done, fails, crashes or repeats in whatever order, each wish happens once, in order (Hypothesis)."""

import asyncio
import tempfile
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from tests.support.virtual.loop import VirtualLoop
from tests.support.virtual.network import Fate
from tests.support.virtual.person import KINDS
from tests.support.virtual.sequence import Sequence

V = TypeVar("V")
WHO = st.integers(0, 1)
FATES = st.sampled_from(list(Fate))
_MEMORY = Path("/dev/shm")


class OutboxMachine(RuleBasedStateMachine):
    """The real store, the real steps of the engine and the real server; see `Sequence` for what each rule does."""

    @initialize(seed=st.integers(0, 2**32))
    def begin(self, seed: int) -> None:
        where = _MEMORY if _MEMORY.is_dir() else None
        self.folder = tempfile.TemporaryDirectory(dir=where, ignore_cleanup_errors=True)
        self.runner = asyncio.Runner(loop_factory=VirtualLoop)
        self.sequence = self.run(self._made(seed))

    async def _made(self, seed: int) -> Sequence:
        sequence = Sequence(Path(self.folder.name), seed)
        await sequence.begin()
        return sequence

    def run(self, work: Coroutine[Any, Any, V]) -> V:
        return self.runner.run(work)

    def who(self, number: int) -> Any:
        return self.sequence.people[number % len(self.sequence.people)]

    @rule(who=WHO, kind=st.sampled_from(KINDS))
    def somebody_acts(self, who: int, kind: str) -> None:
        self.run(self.who(who).act(kind))

    @rule(who=WHO)
    def somebody_types(self, who: int) -> None:
        self.run(self.who(who).write_draft())

    @rule(who=WHO)
    def somebody_changes_their_mind(self, who: int) -> None:
        self.run(self.who(who).change_mind())

    @rule(who=WHO, fate=FATES, limit=st.sampled_from([1, 2, 500]))
    def submit(self, who: int, fate: Fate, limit: int) -> None:
        self.run(self.sequence.submit(self.who(who), fate, limit))

    @rule(who=WHO, fate=FATES, pages=st.sampled_from([1, 50]))
    def pull(self, who: int, fate: Fate, pages: int) -> None:
        self.run(self.sequence.pull(self.who(who), fate, pages))

    @rule(who=WHO)
    def guard(self, who: int) -> None:
        self.run(self.sequence.guard(self.who(who)))

    @rule(who=WHO)
    def crash(self, who: int) -> None:
        self.run(self.sequence.crash(self.who(who)))

    @rule()
    def the_server_starts_again(self) -> None:
        self.sequence.server.restart()

    @rule()
    def a_file_is_copied_or_put_back(self) -> None:
        self.run(self.sequence.copy_or_put_back())

    @precondition(lambda self: len(self.sequence.people) == 1)
    @rule()
    def a_second_device(self) -> None:
        self.run(self.sequence.second_device())

    @rule()
    def the_customer_writes(self) -> None:
        self.run(self.sequence.customer())

    @rule(seconds=st.sampled_from([1, 3600, 90_000]))
    def time_passes(self, seconds: int) -> None:
        self.run(asyncio.sleep(seconds))

    def teardown(self) -> None:
        if not hasattr(self, "sequence"):
            return
        try:
            assert self.run(self.sequence.finish()) == []
        finally:
            self.run(self.sequence.close())
            self.runner.close()
            self.folder.cleanup()


TestOutboxModel = OutboxMachine.TestCase
TestOutboxModel.settings = settings(
    max_examples=25, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)

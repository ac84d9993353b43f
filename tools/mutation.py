"""How many small mistakes in the outbox and the sync core the tests notice (R28); half an hour for 300."""

import argparse
import os
import random
import shutil
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from tools.figures import Figure, at_least
from tools.mutant_runner import Runner
from tools.mutants import MODULES, Mutant, mutants
from tools.scale import Scale
from tools.scoreboard import MUTATION, Run, keep

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = (
    "app",
    "backend",
    "domain",
    "localdb",
    "sync",
    "tests",
    "tools",
    "ui",
    "widgets",
    "resources",
    "translations",
)
MEMORY = Path("/dev/shm")
PROCESSES = 2
NAME = "R28 mutation score of outbox and sync core"

CORE = tuple(
    f"tests/sync/test_{name}.py" for name in ("core", "core_waits", "core_ahead", "guard", "one_way", "virtual_time")
)
ENGINE = ("tests/sync/test_batches.py", "tests/sync/test_engine.py")
STORE = tuple(
    f"tests/storage/test_{name}.py"
    for name in (
        *("answers", "decisions", "outbox_states", "withdrawing"),
        *("thawing", "holding", "draft_steps", "drafts_blobs_state", "feed"),
    )
)
WORLD = ("tests/sync/test_outbox_claims.py", "tests/sync/test_virtual_world.py::test_everybody_agrees_in_the_end")


def tests_of(module: str) -> tuple[tuple[str, ...], ...]:
    """Groups of tests that can see the module, those that notice most in the least time first."""
    return (CORE, (*ENGINE, *WORLD)) if module.startswith("sync/") else (STORE[:4], STORE[4:], (*ENGINE, *WORLD))


def choose(found: Sequence[Mutant], sample: int, seed: int) -> list[Mutant]:
    """So many of them by chance, from each module its share."""
    rng = random.Random(seed)
    placed: list[tuple[float, int, Mutant]] = []
    for module in dict.fromkeys(one.module for one in found):
        mine = [one for one in found if one.module == module]
        rng.shuffle(mine)
        placed += [((at + rng.random()) / len(mine), len(placed) + at, one) for at, one in enumerate(mine)]
    return [one for _, _, one in sorted(placed)[:sample]]


class Score:
    """What was noticed and what was not; two threads ask for the next mutant and tell."""

    def __init__(self, chosen: Sequence[Mutant]) -> None:
        self._left: Iterator[Mutant] = iter(chosen)
        self._lock = threading.Lock()
        self.made: Counter[str] = Counter()
        self.noticed: Counter[str] = Counter()
        self.failure = ""

    def next(self) -> Mutant | None:
        with self._lock:
            return None if self.failure else next(self._left, None)

    def tell(self, mutant: Mutant, survived: bool) -> None:
        with self._lock:
            self.made[mutant.module] += 1
            self.noticed[mutant.module] += not survived
            score = f"[{self.noticed.total()}/{self.made.total()}]"
            if survived:
                _say(f"survives: {mutant.module}:{mutant.line} {mutant.kind}: {mutant.changed} {score}")
            elif self.made.total() % 20 == 0:
                _say(f"noticed {score}")

    def figure(self) -> Figure:
        return at_least(NAME, 100 * self.noticed.total() / max(self.made.total(), 1), "%", 90)


def measure(chosen: Sequence[Mutant]) -> Score:
    """Tries them all on a copy of the tree, so that nobody's edit comes between. Raises SystemExit."""
    score = Score(chosen)
    memory = MEMORY if MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(dir=memory, prefix="braid-mutation-", ignore_cleanup_errors=True) as name:
        folder = _copy(Path(name) / "tree")
        workers = [threading.Thread(target=_work, args=(score, folder, number)) for number in range(PROCESSES)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    if score.failure:
        raise SystemExit(score.failure)
    return score


def _work(score: Score, folder: Path, number: int) -> None:
    runner = Runner(folder, number)
    # Each worker checks one half: the sync core's tests or the store's.
    if not all(runner.passes(group) for group in tests_of(MODULES[-number])):
        score.failure = "The tests fail before any mistake is made; the score would mean nothing."
    while (mutant := score.next()) is not None:
        groups = tests_of(mutant.module)
        score.tell(mutant, all(runner.passes(group, mutant.module, mutant.code) for group in groups))
    runner.close()


def _copy(folder: Path) -> Path:
    for one in FOLDERS:
        shutil.copytree(ROOT / one, folder / one, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.mutation", description=__doc__)
    parser.add_argument("--sample", type=int, default=MUTATION[Scale.FULL], help="how many mistakes are made (300)")
    parser.add_argument("--seed", type=int, default=1, help="which ones (1)")
    parser.add_argument("--keep", action="store_true", help="record the figure in docs/reliability.json")
    parser.add_argument("modules", nargs="*", default=MODULES, help="only in these files")
    options = parser.parse_args(arguments)
    os.nice(19 - os.nice(0))
    began = time.monotonic()
    found = [one for module in options.modules for one in mutants(module, (ROOT / module).read_text(encoding="utf-8"))]
    score = measure(choose([one for one in found if not one.equivalent], options.sample, options.seed))
    for module, made in sorted(score.made.items()):
        _say(f"{module}: {score.noticed[module]} of {made} noticed")
    alike = sum(bool(one.equivalent) for one in found)
    _say(f"{len(found)} can be made, {alike} of them change nothing; {(time.monotonic() - began) / 60:.1f} minutes")
    print(score.figure().as_json())
    if options.keep:
        scale = max((one for one in Scale if MUTATION[one] <= options.sample), key=MUTATION.__getitem__)
        keep(Run("mutation", scale, options.seed), [asdict(score.figure())])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Play every fault against every claim: runs tests/faults/fault_*.py and writes docs/reliability.md from that."""

import argparse
import importlib
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tools import scoreboard
from tools.late import told_when_late
from tools.measuring import ROOT, Told, discover, end_all, refuse_unknown, run_apart
from tools.scale import Scale

__all__ = ["FOLDER", "Scale", "main"]

FOLDER = ROOT / "tests" / "faults"
LAST_WORDS_S = 10.0
"""So many seconds before a module is ended for taking too long it says how things stand."""

AT_ONCE = 2
"""Quick ones at a time: half of their time they wait, and how long that takes is no verdict there."""


def play_here(module: str, scale: Scale, seed: int) -> int:
    with told_when_late(scale.limit_s - LAST_WORDS_S):
        for figure in importlib.import_module(module).run(scale, seed):
            print(figure.as_json(), flush=True)
    return 0


def play_apart(module: str, scale: Scale, seed: int) -> Told:
    """One claim in a process of its own; it breaks when it takes longer than its scale allows."""
    command = ("-m", "tools.faults", "--one", module, f"--{scale}", "--seed", str(seed))
    return run_apart(command, module, scale.limit_s)


def main(arguments: Sequence[str], folder: Path = FOLDER, kept: scoreboard.Kept = scoreboard.KEPT) -> int:
    options = read_options(arguments)
    if options.one:
        return play_here(options.one, options.scale, options.seed)
    known = discover(folder, "fault")
    if options.list:
        print("\n".join(known))
        return 0
    if options.page:
        scoreboard.write_page(kept)
        return 0
    if refuse_unknown(options.names, known, "claim"):
        return 2
    verdicts = []
    for name, told in play_all(options.names or list(known), known, options.scale, options.seed):
        if told.ended_well and not options.unrecorded:
            scoreboard.keep(scoreboard.Run(name, options.scale, options.seed), told.figures, kept)
        # A quick run is part of every test run, on whatever machine: there only what was lost or doubled fails.
        verdicts.append(told.ok_but_for_speed if options.scale is Scale.QUICK else told.ok)
    return 0 if all(verdicts) else 1


def play_all(names: Sequence[str], known: Mapping[str, str], scale: Scale, seed: int) -> Iterator[tuple[str, Told]]:
    """Each name with what its module said, in their order; where speed counts each has the machine to itself."""

    def play(name: str) -> tuple[str, Told]:
        return name, play_apart(known[name], scale, seed)

    with ThreadPoolExecutor(AT_ONCE if scale is Scale.QUICK else 1) as pool:
        try:
            yield from pool.map(play, names)
        except KeyboardInterrupt:
            pool.shutdown(wait=False, cancel_futures=True)
            end_all()
            raise


def read_options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="start.py faults", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="which claims (all of them when left out)")
    parser.add_argument("--list", action="store_true", help="name the claims and stop")
    amount = parser.add_mutually_exclusive_group()
    for scale, words in (
        (Scale.QUICK, "a little of everything, under three minutes; part of the test command"),
        (Scale.NORMAL, "about a minute a claim (what you get without a word)"),
        (Scale.FULL, "all of what the scoreboard promises; takes hours"),
    ):
        amount.add_argument(f"--{scale}", dest="scale", action="store_const", const=scale, help=words)
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="another order of things (1 when left out)")
    parser.add_argument("--unrecorded", action="store_true", help="leave docs/reliability.md as it is")
    parser.add_argument("--page", action="store_true", help="only write docs/reliability.md anew and stop")
    parser.add_argument("--one", metavar="MODULE", help=argparse.SUPPRESS)
    parser.set_defaults(scale=Scale.NORMAL)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

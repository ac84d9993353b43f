"""Measure what we promise: runs tests/bench/bench_*.py, each in a process of its own, one JSON line a figure."""

import argparse
import importlib
import sys
from collections.abc import Sequence
from pathlib import Path

from tools import scoreboard
from tools.measuring import ROOT, Told, discover, refuse_unknown, run_apart
from tools.scale import Scale

FOLDER = ROOT / "tests" / "bench"


def measure_here(module: str) -> int:
    for figure in importlib.import_module(module).run():
        print(figure.as_json(), flush=True)
    return 0


def measure_apart(module: str) -> Told:
    """Pass the figures on as they come; a bench that breaks counts as one that is not ok."""
    return run_apart(("-m", "tools.bench", "--one", module), module)


def main(arguments: Sequence[str], folder: Path = FOLDER) -> int:
    options = read_options(arguments)
    if options.one:
        return measure_here(options.one)
    known = discover(folder, "bench")
    if options.list:
        print("\n".join(known))
        return 0
    if refuse_unknown(options.names, known, "bench"):
        return 2
    verdicts = [measured(name, known[name], keep=options.keep) for name in options.names or known]
    return 1 if options.strict and not all(verdicts) else 0


def measured(name: str, module: str, *, keep: bool) -> bool:
    told = measure_apart(module)
    promised = [figure for figure in told.figures if scoreboard.row_of(figure)]
    if keep and promised:
        scoreboard.keep(scoreboard.Run(f"bench {name}", Scale.NORMAL, 0), promised)
    return told.ok


def read_options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="start.py bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="what to measure (everything when left out)")
    parser.add_argument("--list", action="store_true", help="name the benches and stop")
    parser.add_argument("--strict", action="store_true", help="exit 1 when a figure misses its target")
    parser.add_argument("--keep", action="store_true", help="write figures of the scoreboard to docs/reliability.md")
    parser.add_argument("--one", metavar="MODULE", help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

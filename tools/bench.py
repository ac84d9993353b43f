"""Measure what we promise: runs tests/bench/bench_*.py, each in a process of its own, one JSON line a figure."""

import argparse
import ast
import importlib
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "tests" / "bench"


def discover(folder: Path) -> dict[str, str]:
    """Bench names and their modules, read without importing: an import here would warm the caches of the measured."""
    found = {}
    for file in sorted(folder.glob("bench_*.py")):
        found[declared_name(file) or file.stem.removeprefix("bench_")] = f"tests.bench.{file.stem}"
    return found


def declared_name(file: Path) -> str | None:
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        if any(isinstance(target, ast.Name) and target.id == "NAME" for target in targets):
            value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
            return str(value.value) if isinstance(value, ast.Constant) else None
    return None


def measure_here(module: str) -> int:
    for figure in importlib.import_module(module).run():
        print(figure.as_json(), flush=True)
    return 0


def measure_apart(module: str) -> list[bool]:
    """Pass the figures on as they come; a bench that breaks counts as one that is not ok."""
    command = [sys.executable, "-m", "tools.bench", "--one", module]
    settings = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "PYTHONPATH": str(ROOT)}
    verdicts = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=settings) as child:
        assert child.stdout is not None
        for line in child.stdout:
            print(line, end="", flush=True)
            verdicts.append(is_ok(line))
    if child.returncode:
        print(f"{module} broke with exit code {child.returncode}", file=sys.stderr, flush=True)
        verdicts.append(False)
    return verdicts


def is_ok(line: str) -> bool:
    """A line that is no figure is the bench talking, and does no harm."""
    try:
        figure = json.loads(line)
    except ValueError:
        return True
    return not isinstance(figure, dict) or bool(figure.get("ok", True))


def main(arguments: Sequence[str], folder: Path = FOLDER) -> int:
    options = read_options(arguments)
    if options.one:
        return measure_here(options.one)
    known = discover(folder)
    if options.list:
        print("\n".join(known))
        return 0
    if unknown := [name for name in options.names if name not in known]:
        print(f"No bench is called {', '.join(unknown)}. There are: {', '.join(known) or 'none yet'}.", file=sys.stderr)
        return 2
    verdicts = [verdict for name in options.names or known for verdict in measure_apart(known[name])]
    return 1 if options.strict and not all(verdicts) else 0


def read_options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="start.py bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="what to measure (everything when left out)")
    parser.add_argument("--list", action="store_true", help="name the benches and stop")
    parser.add_argument("--strict", action="store_true", help="exit 1 when a figure misses its target")
    parser.add_argument("--one", metavar="MODULE", help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

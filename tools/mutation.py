"""How many small mistakes in the outbox and the sync core the tests would notice (R28); takes an hour."""

import argparse
import ast
import copy
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.figures import at_least

ROOT = Path(__file__).resolve().parent.parent
CODE = ("app", "backend", "domain", "localdb", "sync", "tests", "tools", "ui", "widgets")
FOLDERS = (*CODE, "resources", "translations")
SYNC = ("core", "outbox", "pull", "guard", "stream", "backoff", "connectivity")
LOCAL = ("freezing", "answering", "settling", "deciding", "enqueueing")
MODULES = (*(f"sync/{name}.py" for name in SYNC), *(f"localdb/{name}.py" for name in LOCAL), "domain/outbox.py")

CORE_TESTS = ("tests/sync/test_core.py", "tests/sync/test_one_way.py", "tests/sync/test_virtual_time.py")
STORE_TESTS = ("tests/storage/test_outbox_states.py", "tests/storage/test_feed.py")
BOTH = ("tests/sync/test_engine.py", "tests/storage/test_drafts_blobs_state.py")
SECONDS = 90.0

EQUIVALENT: dict[tuple[str, str], str] = {
    ("sync/backoff.py", "_ENOUGH_DOUBLINGS = 17"): "the cap of 30 s is reached after eight doublings",
    ("sync/backoff.py", "_ENOUGH_DOUBLINGS = 15"): "the cap of 30 s is reached after eight doublings",
}
"""Mutants that behave as the program does, by file and changed line, and why."""

_SWAPPED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}


@dataclass(frozen=True)
class Mutant:
    """One small mistake.

    Attributes:
        code: the whole module with it; changed: the statement with it, for people.
    """

    module: str
    line: int
    kind: str
    changed: str
    code: str


def mutants(module: str, source: str) -> Iterator[Mutant]:
    """Every mistake that the operators can make in the module."""
    tree = ast.parse(source)
    for index, node in enumerate(ast.walk(tree)):
        for number, (kind, _) in enumerate(_mistakes(node)):
            mutated = copy.deepcopy(tree)
            place = next(found for at, found in enumerate(ast.walk(mutated)) if at == index)
            list(_mistakes(place))[number][1]()
            statement, line = _statement(mutated, place), getattr(node, "lineno", 0)
            yield Mutant(module, line, kind, statement, ast.unparse(ast.fix_missing_locations(mutated)))


def _statement(tree: ast.AST, place: ast.AST) -> str:
    """The first line of the smallest statement around the place."""
    around = [node for node in ast.walk(tree) if isinstance(node, ast.stmt) and place in ast.walk(node)]
    return ast.unparse(around[-1]).splitlines()[0] if around else ""


def _mistakes(node: ast.AST) -> "Iterator[tuple[str, _Change]]":
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _SWAPPED:
        yield "comparison", _Change(node, "ops", [_SWAPPED[type(node.ops[0])](), *node.ops[1:]])
    if isinstance(node, ast.BoolOp):
        yield "boolean", _Change(node, "op", ast.And() if isinstance(node.op, ast.Or) else ast.Or())
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "boolean", _Change(node, "op", ast.UAdd())
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield "constant", _Change(node, "value", not node.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        yield "constant", _Change(node, "value", node.value + 1)
    if isinstance(node, ast.Return) and node.value is not None and not _is_none(node.value):
        yield "return", _Change(node, "value", ast.Constant(None))
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call | ast.YieldFrom | ast.Yield):
        yield "statement", _Change(node, "value", ast.Constant(None))
    if isinstance(node, ast.AugAssign):
        yield "statement", _Change(node, "value", ast.Constant(0) if isinstance(node.op, ast.Add) else node.value)
    if isinstance(node, ast.Call) and len(node.args) == 2 and not any(isinstance(a, ast.Starred) for a in node.args):
        yield "arguments", _Change(node, "args", node.args[::-1])


def _is_none(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None


@dataclass
class _Change:
    node: ast.AST
    field: str
    value: object

    def __call__(self) -> None:
        setattr(self.node, self.field, self.value)


def tests_of(module: str) -> list[tuple[str, ...]]:
    """Groups of test files, those that notice most first; a later group runs only when the earlier noticed nothing."""
    first, second = (CORE_TESTS, STORE_TESTS) if module.startswith("sync/") else (STORE_TESTS, CORE_TESTS)
    return [first, BOTH] if module.startswith("sync/") else [first, BOTH, second[:1]]


def survives(folder: Path, mutant: Mutant) -> bool:
    """Whether no test notices it."""
    file = folder / mutant.module
    before = file.read_text(encoding="utf-8")
    file.write_text(mutant.code, encoding="utf-8")
    try:
        return all(_passes(folder, group) for group in tests_of(mutant.module))
    finally:
        file.write_text(before, encoding="utf-8")


def _passes(folder: Path, group: Sequence[str]) -> bool:
    command = [sys.executable, "-m", "pytest", "-x", "-q", "--timeout", "15", "-p", "no:cacheprovider", *group]
    settings = {**os.environ, "PYTHONPATH": str(folder), "QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(command, check=False, cwd=folder, env=settings, capture_output=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.mutation", description=__doc__)
    parser.add_argument("--sample", type=int, default=300, help="how many mistakes are made (300)")
    parser.add_argument("--seed", type=int, default=1, help="which ones (1)")
    parser.add_argument("modules", nargs="*", default=MODULES, help="only in these files")
    options = parser.parse_args(arguments)
    os.nice(19)
    found = [one for module in options.modules for one in mutants(module, (ROOT / module).read_text(encoding="utf-8"))]
    found = [one for one in found if not one.changed.startswith(("'", '"'))]
    chosen = random.Random(options.seed).sample(found, min(options.sample, len(found)))
    with tempfile.TemporaryDirectory() as name:
        noticed, made = _try_all(_copy(Path(name)), chosen)
    print(at_least("R28 mutation score of outbox and sync core", 100 * noticed / max(made, 1), "%", 90).as_json())
    print(f"{noticed} of {made} noticed; {len(found)} mistakes can be made", file=sys.stderr)
    return 0


def _copy(folder: Path) -> Path:
    for one in FOLDERS:
        shutil.copytree(ROOT / one, folder / one, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def _try_all(folder: Path, chosen: Sequence[Mutant]) -> tuple[int, int]:
    noticed = made = 0
    groups = {group for mutant in chosen for group in tests_of(mutant.module)}
    if not all(_passes(folder, group) for group in groups):
        raise SystemExit("The tests fail before any mistake is made; the score would mean nothing.")
    for mutant in chosen:
        reason = EQUIVALENT.get((mutant.module, mutant.changed))
        if reason:
            print(f"left out: {mutant.module}:{mutant.line} {mutant.changed} ({reason})", file=sys.stderr)
            continue
        made += 1
        if not survives(folder, mutant):
            noticed += 1
            print(f"{noticed} of {made} noticed", file=sys.stderr, flush=True)
            continue
        words = f"survives: {mutant.module}:{mutant.line} {mutant.kind}: {mutant.changed} [{noticed}/{made}]"
        print(words, file=sys.stderr, flush=True)
    return noticed, made


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

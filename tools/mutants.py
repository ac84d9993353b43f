"""The small mistakes that the mutation score makes in a module, one at a time (R28)."""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

SYNC = ("core", "batches", "outbox", "pull", "guard", "stream", "backoff", "connectivity")
LOCAL = ("freezing", "answering", "settling", "deciding", "enqueueing", "withdrawing")
MODULES = (*(f"sync/{name}.py" for name in SYNC), *(f"localdb/{name}.py" for name in LOCAL), "domain/outbox.py")

EQUIVALENT: dict[tuple[str, str], str] = {
    ("sync/backoff.py", "_ENOUGH_DOUBLINGS = 17"): "the cap of 30 s is reached after eight doublings",
    ("sync/pull.py", "wanted: bool = True"): "a start wants it",
    ("sync/pull.py", "fresh: bool = True"): "asked only online, and a page comes before that",
    ("sync/pull.py", "behind: bool = False"): "asked only while replies leave, and a page comes before that",
    ("sync/pull.py", "looked_at: float = 1.0"): "asked only while replies leave, and a page comes before that",
    ("sync/pull.py", "poll_at: float = 1.0"): "asked only online, and a page comes before that",
    ("sync/outbox.py", "wanted: bool = True"): "a start wants it",
    ("sync/stream.py", "heard_at: float = 1.0"): "the opening sets it",
    ("sync/stream.py", "return self.heard_at + HUSH if self.up else 1.0"): "no poll is due in the first 20 s anyway",
    (
        "localdb/freezing.py",
        "return not self._full and len(self.items) < self.limit and (self._left >= 0)",
    ): "no operation is as short as nothing",
    (
        "localdb/freezing.py",
        "_NUMBERS = select(lane.c.last_n, lane.c.lane).where(lane.c.device_id == bindparam('device'), "
        "lane.c.lane.in_(listed()))",
    ): "columns are read by their names",
    ("localdb/freezing.py", "_ALL = 1 << 61"): "both are more rows than there can be",
    ("localdb/freezing.py", "_ALL = 2 << 60"): "both are more rows than there can be",
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

    @property
    def equivalent(self) -> str:
        """Why no test could notice it, "" when one should."""
        return EQUIVALENT.get((self.module, self.changed), "")


def mutants(module: str, source: str) -> Iterator[Mutant]:
    """Every mistake that the operators can make in the module."""
    tree = ast.parse(source)
    quiet = _no_behaviour(tree)
    for index, node in enumerate(ast.walk(tree)):
        for number, (kind, _) in enumerate(() if node in quiet else _mistakes(node)):
            mutated = copy.deepcopy(tree)
            place = next(found for at, found in enumerate(ast.walk(mutated)) if at == index)
            list(_mistakes(place))[number][1]()
            statement, line = _statement(mutated, place), getattr(node, "lineno", 0)
            yield Mutant(module, line, kind, statement, ast.unparse(ast.fix_missing_locations(mutated)))


def _no_behaviour(tree: ast.AST) -> set[ast.AST]:
    """Slots and frozen of dataclasses are for the type checker, and lines of the log promise nobody anything."""
    quiet: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            quiet.update(inner for one in node.decorator_list for inner in ast.walk(one))
        if isinstance(node, ast.Expr) and ast.unparse(node).startswith("log."):
            quiet.update(ast.walk(node))
    return quiet


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
    if isinstance(node, ast.Return) and node.value is not None and not _is_no(node.value):
        yield "return", _Change(node, "value", ast.Constant(None))
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call | ast.YieldFrom | ast.Yield):
        yield "statement", _Change(node, "value", ast.Constant(None))
    if isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Add | ast.Sub):
        yield "statement", _Change(node, "value", ast.Constant(0))
    if isinstance(node, ast.Call) and _order_matters(node):
        yield "arguments", _Change(node, "args", node.args[::-1])


def _order_matters(call: ast.Call) -> bool:
    """Two arguments that differ; min, max and the conditions of a query do not care which is which."""
    starred = any(isinstance(argument, ast.Starred) for argument in call.args)
    if len({ast.unparse(argument) for argument in call.args}) == 1:
        return False
    name = ast.unparse(call.func).rpartition(".")[2]
    return len(call.args) == 2 and not starred and name not in ("min", "max", "where")


def _is_no(value: ast.expr) -> bool:
    """None in the place of False says the same to whoever asks; True in its place is a mistake of its own."""
    return isinstance(value, ast.Constant) and value.value in (None, False)


@dataclass
class _Change:
    node: ast.AST
    field: str
    value: object

    def __call__(self) -> None:
        setattr(self.node, self.field, self.value)

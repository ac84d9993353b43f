"""A parsed file and what a check may say about it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

SCREENS = ("ui", "widgets")


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken rule, as an editor can jump to it."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


@dataclass(frozen=True)
class Source:
    """A Python file by its path from the root; `text` is all a check needs, so tests make them from strings."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        return tuple(ast.walk(self.tree))

    @property
    def folder(self) -> str:
        """The top-level package, or the file's own name for one that lies at the root."""
        return PurePosixPath(self.path).parts[0]

    def calls(self) -> Iterator[ast.Call]:
        return (node for node in self.nodes if isinstance(node, ast.Call))

    def finding(self, node: ast.AST, message: str) -> Finding:
        return Finding(self.path, getattr(node, "lineno", 1), message)


def read(root: Path, file: Path) -> Source:
    return Source(file.relative_to(root).as_posix(), file.read_text(encoding="utf-8"))


def called(node: ast.expr) -> str:
    """The last word of what is called: `QLabel` of both `QLabel(…)` and `QtWidgets.QLabel(…)`; "" when unclear."""
    if not isinstance(node, ast.Call):
        return ""
    return last_word(node.func)


def last_word(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def dotted(node: ast.expr) -> str:
    """`Qt.GlobalColor.red` as written; "" when something other than names is in the chain."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return ""


def arguments(call: ast.Call) -> list[ast.expr]:
    return [*call.args, *(keyword.value for keyword in call.keywords)]

"""One-line fields stand where the screen begins, which Qt's own do not: every field is a LineField."""

import ast
from collections.abc import Iterator

from tools.lints.source import SCREENS, Finding, Source, called, dotted

HOME = "widgets/text_side.py"


def check(source: Source) -> Iterator[Finding]:
    if source.folder not in SCREENS or source.path == HOME:
        return
    for node in source.nodes:
        made = isinstance(node, ast.Call) and called(node) == "QLineEdit"
        derived = isinstance(node, ast.ClassDef) and any(
            dotted(base).split(".")[-1] == "QLineEdit" for base in node.bases
        )
        if made or derived:
            yield source.finding(node, "an empty QLineEdit forgets which way the screen runs; use text_side.LineField")

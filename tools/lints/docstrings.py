"""Every file opens with a docstring of one line: the map in ARCHITECTURE.md is made of them."""

import ast
from collections.abc import Iterator

from tools.lints.source import Finding, Source


def check(source: Source) -> Iterator[Finding]:
    text = ast.get_docstring(source.tree)
    if not text:
        yield source.finding(source.tree, "the file needs a docstring that says in one line what it is for")
    elif "\n" in text:
        yield source.finding(source.tree, "the file's docstring is longer than one line")

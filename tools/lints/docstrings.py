"""Every file opens with one line that says what it is for: the map in ARCHITECTURE.md is made of them."""

import ast
from collections.abc import Iterator

from tools.lints.source import Finding, Source


def check(source: Source) -> Iterator[Finding]:
    text = ast.get_docstring(source.tree)
    if not text:
        yield source.finding(source.tree, "the file needs a docstring that says in one line what it is for")
    elif "\n" in text and not text.partition("\n")[2].startswith("\n"):
        yield source.finding(source.tree, "the file's docstring needs a first line that stands alone")

"""Files and functions stay small enough to be read in one go."""

import ast
from collections.abc import Iterator

from tools.lints.source import Finding, Source

FILE_LINES, TEST_FILE_LINES, FUNCTION_LINES = 400, 600, 50


def check(source: Source) -> Iterator[Finding]:
    limit = TEST_FILE_LINES if source.folder == "tests" else FILE_LINES
    length = len(source.text.splitlines())
    if length > limit:
        yield source.finding(source.tree, f"the file has {length} lines, at most {limit} are allowed")
    for node in source.nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES:
                yield source.finding(node, f"{node.name} has {lines} lines, at most {FUNCTION_LINES} are allowed")

"""The domain imports the standard library and itself; numpy only in domain/emotion and domain/voice, and there late."""

import ast
import sys
from collections.abc import Iterator

from tools.lints.source import Finding, Source

# Part of the standard library, but they reach outside: the rules do no input and no output.
REACHING_OUT = {"socket", "sqlite3", "subprocess", "asyncio", "threading", "urllib", "http", "logging"}
HEAVY_FOLDERS, HEAVY = ("domain/emotion/", "domain/voice/"), "numpy"


def check(source: Source) -> Iterator[Finding]:
    if source.folder != "domain":
        return
    allowed = (sys.stdlib_module_names | {"domain"}) - REACHING_OUT
    early = set(source.tree.body)
    for node in source.nodes:
        for name in imported(node):
            is_late_numpy = name == HEAVY and source.path.startswith(HEAVY_FOLDERS) and node not in early
            if name not in allowed and not is_late_numpy:
                yield source.finding(node, f"the domain is pure: it must not import {name} here")


def imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name.partition(".")[0] for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [(node.module or "").partition(".")[0]]
    return []

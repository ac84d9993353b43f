"""Signals are connected to bound methods: a lambda or partial keeps its widget alive for ever."""

import ast
from collections.abc import Iterator

from tools.lints.source import Finding, Source, arguments, called


def check(source: Source) -> Iterator[Finding]:
    for call in source.calls():
        if not isinstance(call.func, ast.Attribute) or call.func.attr != "connect":
            continue
        if any(isinstance(argument, ast.Lambda) or called(argument) == "partial" for argument in arguments(call)):
            yield source.finding(call, "connect() to a method, not to a lambda or partial: those leak the receiver")

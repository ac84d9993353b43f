"""Colours come from the theme's tokens, so that every theme and high contrast hold everywhere."""

import ast
import re
from collections.abc import Iterator

from tools.lints.source import SCREENS, Finding, Source, called, dotted

# A short code must be the whole text: “#123” inside a sentence is the number of something.
CODE = re.compile(r"^#[0-9a-f]{3,4}$|#(?:[0-9a-f]{8}|[0-9a-f]{6})(?![0-9a-z])", re.IGNORECASE)
NAMED = {
    "white", "black", "red", "green", "blue", "cyan", "magenta", "yellow", "gray", "lightGray", "darkGray",
    "darkRed", "darkGreen", "darkBlue", "darkCyan", "darkMagenta", "darkYellow",
}  # fmt: skip


def check(source: Source) -> Iterator[Finding]:
    if source.folder not in SCREENS:
        return
    for node in source.nodes:
        if shown := colour(node):
            yield source.finding(node, f"{shown} is a colour of its own; take it from the theme's tokens")


def colour(node: ast.AST) -> str:
    match node:
        case ast.Constant(value=str(text)) if CODE.search(text):
            return text if len(text) < 12 else "a code in this text"
        case ast.Attribute(attr=name) if name in NAMED and dotted(node) in (f"Qt.{name}", f"Qt.GlobalColor.{name}"):
            return dotted(node)
        case ast.Call(args=[ast.Constant(value=value), *_]) if called(node) == "QColor" and not CODE.search(str(value)):
            return "QColor(…)"
    return ""

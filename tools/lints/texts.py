"""What a person reads on the screen comes through the catalogue, whole and with named fields."""

import ast
from collections.abc import Iterator

from tools.lints.source import SCREENS, Finding, Source, arguments, called

TRANSLATORS = {"_", "ngettext", "pgettext", "npgettext"}
SHOWN_BY = {
    "setText", "setWindowTitle", "setToolTip", "setStatusTip", "setWhatsThis", "setPlaceholderText", "setTitle",
    "setAccessibleName", "setAccessibleDescription", "setInformativeText", "setTabText", "setLabelText",
    "addAction", "addMenu", "addTab",
    "QLabel", "PlainLabel", "QPushButton", "QToolButton", "QCheckBox", "QRadioButton", "QGroupBox", "QAction",
}  # fmt: skip
NAMES = {"Braid"}


def check(source: Source) -> Iterator[Finding]:
    if source.folder not in (*SCREENS, "app"):
        return
    for call in source.calls():
        if called(call) in TRANSLATORS:
            yield from unextractable(source, call)
        elif called(call) in SHOWN_BY and source.folder in SCREENS:
            for text in (text for argument in arguments(call) for text in bare_texts(argument)):
                yield source.finding(call, f"{called(call)} shows “{text}” without _()")


def unextractable(source: Source, call: ast.Call) -> Iterator[Finding]:
    for argument in arguments(call):
        is_formatted = called(argument) == "format"
        is_built = isinstance(argument, ast.BinOp) and any(literals(argument))
        if isinstance(argument, ast.JoinedStr) or is_formatted or is_built:
            yield source.finding(call, f"{called(call)}() needs the plain text: put the values in afterwards")


def bare_texts(node: ast.expr) -> Iterator[str]:
    """The literals with letters in them that reach the screen as they stand."""
    return (text for text in literals(node) if any(char.isalpha() for char in text) and text not in NAMES)


def literals(node: ast.expr) -> Iterator[str]:
    """String literals in an expression, except those that a call or a subscript swallows."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    for part in visible_parts(node):
        yield from literals(part)


def visible_parts(node: ast.expr) -> list[ast.expr]:
    match node:
        case ast.JoinedStr():
            return node.values
        case ast.FormattedValue():
            return [node.value]
        case ast.BinOp():
            return [node.left, node.right]
        case ast.BoolOp():
            return node.values
        case ast.IfExp():
            return [node.body, node.orelse]
        case ast.Call(func=ast.Attribute(value=ast.Constant() as text)):
            return [text]
    return []

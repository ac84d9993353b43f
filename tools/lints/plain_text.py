"""Text from outside is never read as markup: labels, boxes and tips go through widgets/plain.py."""

import ast
from collections.abc import Iterator

from tools.lints.source import SCREENS, Finding, Source, arguments, called, dotted
from tools.lints.texts import TRANSLATORS

GUARDED = {"QLabel": "PlainLabel", "QMessageBox": "plain_box"}
MARKUP_SETTERS = {"setHtml", "insertHtml", "setMarkdown", "insertMarkdown", "appendHtml"}
RICH = {"RichText", "AutoText", "MarkdownText"}
HELPERS = "widgets/plain.py"


def check(source: Source) -> Iterator[Finding]:
    if source.folder not in SCREENS or source.path == HELPERS:
        return
    for call in source.calls():
        yield from in_call(source, call)
    for node in source.nodes:
        if isinstance(node, ast.ClassDef) and any(dotted(base).split(".")[-1] == "QLabel" for base in node.bases):
            yield source.finding(node, f"{node.name} should derive from PlainLabel, not from QLabel")
        if isinstance(node, ast.Attribute) and node.attr in RICH and "TextFormat" in dotted(node):
            yield source.finding(node, f"{dotted(node)}: what customers write must stay plain text")


def in_call(source: Source, call: ast.Call) -> Iterator[Finding]:
    name = called(call)
    owner = dotted(call.func).split(".")
    if name in GUARDED:
        yield source.finding(call, f"{name}(…) reads its text as markup; use widgets.plain.{GUARDED[name]}")
    elif "QMessageBox" in owner[:-1]:
        yield source.finding(call, "QMessageBox's one-line dialogs block and read markup; use widgets.plain.plain_box")
    elif name in MARKUP_SETTERS:
        yield source.finding(call, f"{name}() reads its text as markup")
    elif "QToolTip" in owner[:-1] and name == "showText":
        yield from tip_texts(source, call, call.args[1:2])
    elif name == "setToolTip":
        yield from tip_texts(source, call, arguments(call)[-1:])


def tip_texts(source: Source, call: ast.Call, texts: list[ast.expr]) -> Iterator[Finding]:
    for text in texts:
        if not isinstance(text, ast.Constant) and called(text) not in {*TRANSLATORS, "plain_tip"}:
            yield source.finding(call, "tips read their text as markup; wrap it: widgets.plain.plain_tip(…)")

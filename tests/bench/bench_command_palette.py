"""Ctrl+K: from a typed letter to the painted list of people and commands."""

from collections.abc import Iterable

from PySide6.QtGui import QFont

from tests.bench.widgets_stage import application, milliseconds, percentile
from tests.fakes.stage import Stage
from tools.figures import Figure, at_most

NAME = "command palette"
TYPED = ("s", "se", "sen", "send", "sen", "se", "s", "a", "as", "ass", "assi", "g", "go", "")
PASSES = 5
FRAME = 16


def run() -> Iterable[Figure]:
    """Every letter of a few words, in a window on the fakes; people are looked up beside it, as in the program."""
    application().setFont(QFont("Noto Sans", 10))
    stage = Stage().show()
    stage.window.open_palette()
    stage.settle()
    taken = [_typed(stage, text) for _pass in range(PASSES) for text in TYPED]
    stage.close()
    yield at_most("key to painted list, median", percentile(taken, 0.5), "ms", FRAME)
    yield at_most("key to painted list, p95", percentile(taken, 0.95), "ms", FRAME)


def _typed(stage: Stage, text: str) -> float:
    overlay = stage.window.overlay

    def type_and_paint() -> None:
        overlay.field.setText(text)
        overlay.list.viewport().repaint()

    took = milliseconds(type_and_paint)
    stage.settle()
    return took

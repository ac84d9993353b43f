"""Marks in the text field that are not part of the text: each kind is put by whoever knows it, all are shown."""

from collections.abc import Sequence

from PySide6.QtWidgets import QPlainTextEdit, QTextEdit


class Marks:
    """Qt shows one list of marks: this one is made of everybody's."""

    def __init__(self, edit: QPlainTextEdit) -> None:
        self._edit = edit
        self._kinds: dict[str, Sequence[QTextEdit.ExtraSelection]] = {}

    def put(self, kind: str, marks: Sequence[QTextEdit.ExtraSelection]) -> None:
        """Marks of one kind instead of those before; () takes them away."""
        if not marks and not self._kinds.get(kind):
            return
        self._kinds[kind] = marks
        self._edit.setExtraSelections([mark for kept in self._kinds.values() for mark in kept])

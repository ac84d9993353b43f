"""A question over a window that is answered with do it or leave it."""

from collections.abc import Callable

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QMessageBox, QWidget

from widgets.plain import PlainBox, plain_box


def question(
    parent: QWidget,
    title: str,
    text: str,
    details: str = "",
    *,
    go: tuple[str, QMessageBox.ButtonRole],
    stay: str,
    done: Callable[[], None] | SignalInstance,
) -> PlainBox:
    """To be opened by the caller; gone once it is answered.

    Args:
        go: the button that does it, by `done`. stay: the one that Enter and Escape mean.
    """
    box = plain_box(parent, title, text, details)
    yes, no = box.add(*go), box.add(stay, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(no)
    box.setEscapeButton(no)
    yes.clicked.connect(done)
    box.finished.connect(box.deleteLater)
    return box
